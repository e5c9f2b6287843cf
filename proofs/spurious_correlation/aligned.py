"""What remains of Theorem 1.1: with s = ±r, as (4) and (5) demand, the groups decouple, and any law of |r| on [α, β]
gives an error of order 1/(εht).

Per sample, φ(p)e^(−2δ) ≤ φ(p − δ) ≤ φ(p)/(1 + δ) for p ≤ 0 ≤ δ. Averaged over the law of r, with m = E[φ(xr)] and
k = E[rφ(xr)] between αm and βm, a step of length σ = 2εhk changes 1/m by at least 2α²εh and at most
4β²εh·e^(2β²εh).
"""

from sympy import Interval, Rational, exp, oo

from checks.methods import Proof, proves
from checks.methods.argue import Line
from checks.paper import eq, le, lt, real, sequence
from proofs.foundations.elementary import NONNEGATIVE, exp_monotone, exp_slope, exp_tangent
from proofs.spurious_correlation.drift import quotient_positive
from proofs.spurious_correlation.notation import alpha, beta, d, epsilon, h, phi, t, y
from proofs.spurious_correlation.paper import PAPER, POSITIVE
from proofs.spurious_correlation.problem import THEOREM_1_1

PER_SAMPLE = PAPER.statement(
    "error-of-one-sample",
    kind="lemma",
    where="derived for this report",
    printed=r"p \le 0 \le \delta \Rightarrow \phi(p)e^{-2\delta} \le \phi(p-\delta) \le \frac{\phi(p)}{1+\delta}",
    over={y: Interval(-oo, 0), d: NONNEGATIVE},
    concludes=le(phi(y) * exp(-2 * d), phi(y - d)) & le((1 + d) * phi(y - d), phi(y)),
    derivation=False,
)


@proves(PER_SAMPLE, "e^(2δ) ≥ 1 + 2δ, and e^(−2p) ≥ 1")
def error_of_one_sample(p):
    """1 + We^(2δ) ≤ (1 + W)e^(2δ), and 1 + We^(2δ) − (1 + δ)(1 + W) ≥ 2δW − δ(1 + W) = δ(W − 1) with W =
    e^(−2p) ≥ 1."""
    weight, grown = exp(-2 * y), exp(2 * d)
    tangent = p.instance(exp_tangent(), v=2 * d)
    start = p.instance(exp_monotone(), p.linear(le(0, -2 * y), (le(y, 0), 2)), x=0, y=-2 * y)
    below = 1 / ((1 + weight) * (1 + weight * grown))
    first = p.linear(
        le(phi(y) * exp(-2 * d), phi(y - d)), (tangent, exp(-2 * d) * below), (le(0, 2 * d), exp(-2 * d) * below)
    )
    second = p.linear(le((1 + d) * phi(y - d), phi(y)), (tangent, weight * below), (start, d * below))
    return p.given(p.goal, first, second)


mean, moment = sequence("m"), sequence("k")
m0 = real("m_0")
NOW, NEXT = mean(t), mean(t + 1)
LENGTH = 2 * epsilon * h * moment(t)
CEILING = 4 * beta**2 * epsilon * h * exp(2 * beta**2 * epsilon * h)
AVERAGED = "inference: expectation is monotone, applied to the bounds for one sample, and to αφ ≤ rφ ≤ βφ"

ALIGNED = PAPER.repair(
    "aligned-features",
    repairs=THEOREM_1_1,
    printed=r"\mathbf s = \pm\mathbf r,\ |\mathbf r| \in [\alpha,\beta],\ x_0 \le 0 \Rightarrow "
    r"2\alpha^2\varepsilon h\,t \le \frac1{\mathbb E_t[1-p_y]} - \frac1{\mathbb E_0[1-p_y]} \le "
    r"4\beta^2 e^{2\beta^2\varepsilon h}\varepsilon h\,t",
    words=(
        "For any law of |r| on [α, β], 0 < α ≤ β, every share ε (1 − ε for the majority, with θ₁ + θ₂ for the gap) and "
        "every h: the error is of order 1/(εht). Whether the constant converges depends on the law; for (7) it does."
    ),
    over={
        alpha: POSITIVE,
        beta: POSITIVE,
        epsilon: Interval.open(0, 1),
        m0: Interval.Lopen(0, Rational(1, 2)),
    },
    evolves=[
        eq(mean(0), m0),
        lt(0, NOW),
        le(alpha * NOW, moment(t)),
        le(moment(t), beta * NOW),
        le((1 + alpha * LENGTH) * NEXT, NOW),
        le(NOW * exp(-2 * beta * LENGTH), NEXT),
    ],
    concludes=le(1 / m0 + 2 * alpha**2 * epsilon * h * t, 1 / NOW) & le(1 / NOW, 1 / m0 + CEILING * t),
)


@ALIGNED.conclusion("two inductions")
def two_sided():
    p = Proof.about(ALIGNED)
    low_goal, high_goal = le(1 / m0 + 2 * alpha**2 * epsilon * h * t, 1 / NOW), le(1 / NOW, 1 / m0 + CEILING * t)

    def start(q: Proof) -> Line:
        return q.rewrite(q.goal, q.settle(le(1 / m0, 1 / m0)), eq(mean(0), m0))

    def inverse(q: Proof, *values) -> list[Line]:
        return [
            line for v in values for line in (q.fact(lt(0, v)), q.instance(quotient_positive(), lt(0, v), u=1, s=v))
        ]

    def rises(q: Proof) -> Line:
        """1/m₊ − 1/m ≥ αΛ/m with Λ = 2εhk ≥ 2εhαm."""
        known = inverse(q, NOW, NEXT)
        both = q.instance(quotient_positive(), *known, u=1 / NOW, s=NEXT)
        return q.linear(
            q.goal,
            low_goal,
            (le((1 + alpha * LENGTH) * NEXT, NOW), 1 / (NOW * NEXT)),
            (le(alpha * NOW, moment(t)), 2 * alpha * epsilon * h / NOW),
            using=[*known, both, q.linear(le(0, 2 * alpha * epsilon * h / NOW), (known[1], 2 * alpha * epsilon * h))],
        )

    def small(q: Proof) -> Line:
        return q.linear(q.goal, q.fact(lt(0, 1)))

    def bounded(q: Proof) -> Line:
        return q.linear(q.goal, (eq(mean(0), m0), 1), le(m0, Rational(1, 2)))

    def stays(q: Proof) -> Line:
        room = q.linear(le(0, moment(t)), le(alpha * NOW, moment(t)), (lt(0, NOW), alpha))
        grows = q.linear(le(0, 2 * alpha * epsilon * h * moment(t)), (room, 2 * alpha * epsilon * h))
        return q.linear(
            q.goal, le(NOW, Rational(1, 2)), le((1 + alpha * LENGTH) * NEXT, NOW), (grows, NEXT), using=[lt(0, NEXT)]
        )

    half = p.induction(le(NOW, Rational(1, 2)), bounded, stays)

    def falls(q: Proof) -> Line:
        """1/m₊ ≤ e^v/m with v = 2βΛ ≤ 2β²εh, and e^v ≤ 1 + ve^v."""
        known = inverse(q, NOW, NEXT)
        both = q.instance(quotient_positive(), *known, u=1 / NOW, s=NEXT)
        v, most = 2 * beta * LENGTH, 2 * beta**2 * epsilon * h
        room = q.linear(le(0, moment(t)), le(alpha * NOW, moment(t)), (lt(0, NOW), alpha))
        length = q.linear(
            le(v, most),
            (le(moment(t), beta * NOW), 4 * beta * epsilon * h),
            (le(NOW, Rational(1, 2)), 4 * beta**2 * epsilon * h),
        )
        powers = q.instance(exp_monotone(), length, x=v, y=most)
        weight = q.linear(
            le(0, v / NOW),
            (room, 4 * beta * epsilon * h / NOW),
            using=[*known, q.linear(le(0, 4 * beta * epsilon * h / NOW), (known[1], 4 * beta * epsilon * h))],
        )
        up = q.linear(le(0, exp(v) / (NOW * NEXT)), (both, exp(v)), using=known)
        return q.linear(
            q.goal,
            high_goal,
            (le(NOW * exp(-v), NEXT), exp(v) / (NOW * NEXT)),
            (q.instance(exp_slope(), x=v), 1 / NOW),
            (powers, v / NOW),
            (le(moment(t), beta * NOW), 4 * beta * epsilon * h * exp(most) / NOW),
            using=[
                *known,
                both,
                weight,
                up,
                q.linear(
                    le(0, 4 * beta * epsilon * h * exp(most) / NOW), (known[1], 4 * beta * epsilon * h * exp(most))
                ),
            ],
        )

    low = p.induction(low_goal, start, rises)
    high = p.induction(high_goal, start, falls, facts=[half])
    return p.finding(p.given(p.goal, low, high), modulo=(AVERAGED,))
