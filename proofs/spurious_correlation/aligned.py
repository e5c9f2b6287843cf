"""What remains of Theorem 1.1: with s = ±r, as (4) and (5) demand, the groups decouple, and any law of |r| on [α, β]
gives an error of order 1/(εht); the constant is 1/(4α²h) for every law whose smallest value is α.

Per sample, φ(p)e^(−2δ) ≤ φ(p − δ) ≤ φ(p)/(1 + δ) for p ≤ 0 ≤ δ. Averaged over the law of r, with m = E[φ(xr)] and
k = E[rφ(xr)] between αm and βm, a step of length σ = 2εhk changes 1/m by at least 2α²εh and at most
4β²εh·e^(2β²εh).

To second order, φ(p)(1 − 2δ) ≤ φ(p − δ) ≤ φ(p)(1 − 2δ(1 − φ(p)) + 2δ²). As x falls, the weights φ(xr) gather at the
smallest r: k/m → α for every law whose essential infimum is α > 0. So for every ρ > α there is a step from which
k ≤ ρm, and from there on 1/m grows by between 4α²εh and 4ρ²εh per step, up to factors that tend to 1.
"""

from sympy import Interval, Rational, exp, oo

from checks.methods import Proof, proves
from checks.methods.argue import Line
from checks.outcome import Evidence
from checks.paper import Claim, eq, le, lt, real, sequence
from proofs.foundations.elementary import (
    EXP_MONOTONE,
    EXP_SECOND_ORDER_BELOW,
    EXP_SLOPE,
    EXP_TANGENT,
    NONNEGATIVE,
    exp_monotone,
    exp_second_order_below,
    exp_slope,
    exp_tangent,
)
from proofs.spurious_correlation.drift import QUOTIENT_POSITIVE, quotient_positive
from proofs.spurious_correlation.notation import alpha, beta, d, epsilon, h, phi, t, y
from proofs.spurious_correlation.paper import PAPER, POSITIVE
from proofs.spurious_correlation.problem import THEOREM_1_1

BEFORE_ZERO = Interval(-oo, 0)

PER_SAMPLE = PAPER.statement(
    "error-of-one-sample",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"p \le 0 \le \delta \Rightarrow \phi(p)e^{-2\delta} \le \phi(p-\delta) \le \frac{\phi(p)}{1+\delta}",
    over={y: BEFORE_ZERO, d: NONNEGATIVE},
    concludes=[le(phi(y) * exp(-2 * d), phi(y - d)), le((1 + d) * phi(y - d), phi(y))],
    uses=[EXP_TANGENT, EXP_MONOTONE],
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


SECOND_ORDER = PAPER.statement(
    "error-of-one-sample-to-second-order",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"p \le 0 \le \delta \Rightarrow \phi(p)(1-2\delta) \le \phi(p-\delta) \le "
    r"\phi(p)\bigl(1-2\delta(1-\phi(p))+2\delta^2\bigr)",
    over={y: BEFORE_ZERO, d: NONNEGATIVE},
    concludes=[
        le(phi(y) * (1 - 2 * d), phi(y - d)),
        le(phi(y - d), phi(y) * (1 - 2 * d * (1 - phi(y)) + 2 * d**2)),
    ],
    uses=[EXP_TANGENT, EXP_SECOND_ORDER_BELOW],
    derivation=False,
)


@proves(SECOND_ORDER, "tangents of the exponential at 2δ and −2δ, and its second order")
def second_order(p):
    """With W = e^(−2p), φ(p − δ) = 1/(1 + We^(2δ)). Over (1 + W)(1 + We^(2δ)) the first difference is
    We^(2δ)[e^(−2δ) − 1 + 2δ] + 2δ. The second, over (1 + W)²(1 + We^(2δ)) and with e = e^(2δ) − 1 − 2δ, is
    W²(1 − 2δ + 2δ²)[e − 2δ²] + 4δ⁴W² + W(1 + 2δ²)e + 4Wδ²(1 + δ) + 2δ²."""
    weight, grown = exp(-2 * y), exp(2 * d)
    up, down = p.instance(exp_tangent(), v=2 * d), p.instance(exp_tangent(), v=-2 * d)
    square = p.instance(exp_second_order_below(), p.linear(le(0, 2 * d), (le(0, d), 2)), x=2 * d)
    below = 1 / ((1 + weight) * (1 + weight * grown))
    rest = below / (1 + weight)
    first = p.linear(p.goals[0], (down, weight * grown * below), (le(0, d), 2 * below))
    second = p.linear(
        p.goals[1],
        (square, weight**2 * ((1 - d) ** 2 + d**2) * rest),
        (up, weight * (1 + 2 * d**2) * rest),
        (le(0, 1), (4 * d**4 * weight**2 + 4 * weight * d**2 + 2 * d**2) * rest),
        (le(0, d), 4 * weight * d**2 * rest),
    )
    return p.both(first, second)


mean, moment = sequence("m"), sequence("k")
m0 = real("m_0")
NOW, NEXT = mean(t), mean(t + 1)
LENGTH = 2 * epsilon * h * moment(t)
CEILING = 4 * beta**2 * epsilon * h * exp(2 * beta**2 * epsilon * h)
AVERAGED = "inference: expectation is monotone, applied to the bounds for one sample, and to αφ ≤ rφ ≤ βφ"

ALIGNED = PAPER.repair(
    "aligned-features",
    repairs=THEOREM_1_1,
    label="Aligned features",
    printed=r"\mathbf s = \pm\mathbf r,\ |\mathbf r| \in [\alpha,\beta],\ x_0 \le 0 \Rightarrow "
    r"2\alpha^2\varepsilon h\,t \le \frac1{\mathbb E_t[1-p_y]} - \frac1{\mathbb E_0[1-p_y]} \le "
    r"4\beta^2 e^{2\beta^2\varepsilon h}\varepsilon h\,t",
    reading="For any law of |r| on [α, β], 0 < α ≤ β, every share ε (1 − ε for the majority, with θ₁ + θ₂ for the gap) "
    "and every h: the error is of order 1/(εht). That its constant converges, for every such law, is the repair "
    "`aligned-features-constant`.",
    over={epsilon: Interval.open(0, 1), m0: Interval.Lopen(0, Rational(1, 2))},
    evolves=[
        eq(mean(0), m0),
        lt(0, NOW),
        le(alpha * NOW, moment(t)),
        le(moment(t), beta * NOW),
        le((1 + alpha * LENGTH) * NEXT, NOW),
        le(NOW * exp(-2 * beta * LENGTH), NEXT),
    ],
    concludes=[
        ("at least", le(1 / m0 + 2 * alpha**2 * epsilon * h * t, 1 / NOW)),
        ("at most", le(1 / NOW, 1 / m0 + CEILING * t)),
    ],
    uses=[EXP_SLOPE, EXP_MONOTONE, QUOTIENT_POSITIVE, PER_SAMPLE],
)


@ALIGNED.conclusion("two inductions")
def two_sided(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    low_goal, high_goal = claim.formulas

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
    return p.finding(p.both(low, high), modulo=(AVERAGED,))


rho, omega = real("rho omega")
SMALL = omega + 2 * epsilon * h * beta * rho * m0
PACE = 4 * epsilon * h * rho**2
TILTED = (
    "inference: expectation is monotone, applied to the bounds of second order for one sample; and where the essential "
    "infimum of |r| is α, for every ρ > α there is a step from which on E[|r|φ] ≤ ρE[φ], as the gap falls to −∞"
)

ALIGNED_CONSTANT = PAPER.repair(
    "aligned-features-constant",
    repairs=THEOREM_1_1,
    label="Aligned features: the constant",
    printed=r"\operatorname{ess\,inf}|\mathbf r| = \alpha > 0 \Rightarrow "
    r"4\alpha^2\varepsilon h t\,\mathbb E_t[1-p_y] \to 1, \quad \kappa = \frac{1}{4\alpha^2h}",
    reading="For every law of |r| on [α, β] whose essential infimum is α, and both groups. Encoded from a step on at "
    "which E[|r|φ] ≤ ρE[φ], with m₀ the error and ω a bound of φ(αx) there: in t further steps 1/E grows by at least "
    "4α²εh(1 − ω − 2εhβρm₀)t and at most 4ρ²εht/(1 − 4ρ²εhm₀). Later steps make ω and m₀ as small, and ρ as close to "
    "α, as one likes.",
    over={
        epsilon: Interval.open(0, 1),
        m0: Interval.Lopen(0, Rational(1, 2)),
        rho: POSITIVE,
        omega: Interval(0, 1),
    },
    given=[le(SMALL, 1), lt(PACE * m0, 1)],
    evolves=[
        eq(mean(0), m0),
        lt(0, NOW),
        le(alpha * NOW, moment(t)),
        le(moment(t), rho * NOW),
        le(NOW - 2 * LENGTH * moment(t), NEXT),
        le(NEXT, NOW - 2 * LENGTH * (1 - omega) * moment(t) + 2 * LENGTH**2 * beta * moment(t)),
    ],
    concludes=[
        ("at least", le(1 / m0 + 4 * alpha**2 * epsilon * h * (1 - SMALL) * t, 1 / NOW)),
        ("at most", le(1 / NOW, 1 / m0 + PACE / (1 - PACE * m0) * t)),
    ],
    uses=[QUOTIENT_POSITIVE, SECOND_ORDER],
)


@ALIGNED_CONSTANT.conclusion("three inductions")
def constant_of_the_rate(claim: Claim) -> Evidence:
    """With σ = 2εhk the step m − m₊ is between 2σk(1 − ω − σβ) and 2σk. The error falls, so that σ ≤ 2εhρm₀; then
    1/m₊ − 1/m ≥ (m − m₊)/m² ≥ 4εh(k/m)²(1 − ω − 2εhβρm₀), and 1/m₊ − 1/m = (m − m₊)/(m·m₊) ≤ 4εhρ²m/m₊ with
    m₊ ≥ m(1 − 4εhρ²m₀)."""
    p = Proof.about(claim)
    low_goal, high_goal = claim.formulas
    before, after = claim.evolves[4:]
    k = moment(t)

    def start(q: Proof) -> Line:
        return q.rewrite(q.goal, q.settle(le(1 / m0, 1 / m0)), eq(mean(0), m0))

    def falling(q: Proof) -> tuple[Line, Line]:
        """0 ≤ k and 2εhk·β ≤ 2εhβρm₀ ≤ 1 − ω."""
        positive = q.linear(le(0, k), le(alpha * NOW, k), (lt(0, NOW), alpha))
        short = q.linear(
            le(LENGTH * beta, 2 * epsilon * h * beta * rho * m0),
            (le(k, rho * NOW), 2 * epsilon * h * beta),
            (le(NOW, m0), 2 * epsilon * h * beta * rho),
        )
        return positive, short

    def stays(q: Proof) -> Line:
        short = falling(q)[1]
        square = 4 * epsilon * h * k**2
        return q.linear(q.goal, le(NOW, m0), after, (short, square), (le(SMALL, 1), square))

    small = p.induction(le(NOW, m0), lambda q: q.linear(q.goal, (eq(mean(0), m0), 1)), stays)

    def inverse(q: Proof) -> list[Line]:
        lines = [q.fact(lt(0, v)) for v in (NOW, NEXT)]
        return [*lines, *(q.instance(quotient_positive(), q.fact(lt(0, v)), u=1, s=v) for v in (NOW, NEXT))]

    def rises(q: Proof) -> Line:
        known = inverse(q)
        both = q.instance(quotient_positive(), known[2], known[1], u=1 / NOW, s=NEXT)
        positive, short = falling(q)
        least = 4 * epsilon * h * (1 - SMALL)
        room = q.linear(le(0, least), (le(SMALL, 1), 4 * epsilon * h))
        lower = q.linear(le(NEXT, NOW - least * k**2), after, (short, 4 * epsilon * h * k**2))
        square = q.linear(le(0, k + alpha * NOW), positive, (lt(0, NOW), alpha))
        gain = q.linear(
            le(NEXT, NOW - least * alpha**2 * NOW**2),
            lower,
            (le(alpha * NOW, k), least * (k + alpha * NOW)),
            using=[q.linear(le(0, least * (k + alpha * NOW)), (square, least), using=[room])],
        )
        falls = q.linear(le(NEXT, NOW), gain, (room, alpha**2 * NOW**2))
        weight = q.linear(le(0, least * alpha**2 / NEXT), (room, alpha**2 / NEXT), using=known)
        return q.linear(
            q.goal, low_goal, (gain, 1 / (NOW * NEXT)), (falls, least * alpha**2 / NEXT), using=[*known, both, weight]
        )

    def grows(q: Proof) -> Line:
        known = inverse(q)
        both = q.instance(quotient_positive(), known[2], known[1], u=1 / NOW, s=NEXT)
        positive, _ = falling(q)
        rest = q.linear(lt(0, 1 - PACE * m0), lt(PACE * m0, 1))
        scale = 4 * epsilon * h
        above = q.linear(le(0, scale * (k + rho * NOW)), (positive, scale), (lt(0, NOW), scale * rho))
        least = q.linear(
            le(NOW - PACE * NOW**2, NEXT),
            before,
            (le(k, rho * NOW), scale * (k + rho * NOW)),
            using=[above],
        )
        ratio = q.linear(le(NOW * (1 - PACE * m0), NEXT), least, (le(NOW, m0), PACE * NOW))
        part = q.instance(quotient_positive(), rest, u=PACE, s=1 - PACE * m0)
        weight = q.linear(lt(0, PACE / (1 - PACE * m0) / NEXT), (part, 1 / NEXT), using=[*known, rest])
        return q.linear(
            q.goal,
            high_goal,
            (least, 1 / (NOW * NEXT)),
            (ratio, PACE / (1 - PACE * m0) / NEXT),
            using=[*known, both, rest, weight],
        )

    low = p.induction(low_goal, start, rises, facts=[small])
    high = p.induction(high_goal, start, grows, facts=[small])
    return p.finding(p.both(low, high), modulo=(TILTED,))
