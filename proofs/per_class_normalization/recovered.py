r"""The recovery of the logistic example lasts: an invariant region for every imbalance ratio.

With q = ρσ(−x): {y > 0, q ≤ 3/5} is not left, if h ≤ 5/6. For y: σ(−y) ≥ 1/2 − y/4 for y ≥ 0, so
y⁺ ≥ (1 − h/4)y + h/50 > 0. For x: q ≤ 3/5 says e^x ≥ 5ρ/3 − 1; if q ≥ 2/5 then x does not fall (as σ(−y) ≤ 1/2), and if
q < 2/5 then e^x > 5ρ/2 − 1, x falls by at most 2h/5, and e^(x⁺) ≥ (1 − 2h/5)e^x is still large enough.
"""

from sympy import Interval, Rational, S, exp, oo

from checks.methods import Proof, along, proves
from checks.paper import eq, le, lt, natural, real
from proofs.foundations.elementary import EXP_TANGENT, exp_tangent
from proofs.per_class_normalization.examples import OVERLAP
from proofs.per_class_normalization.notation import eta, logistic, rho, t
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.recovery import EVOLVES, RECOVERY, RECURSION, h, x, y

z, start_x, start_y = real("z x_0 y_0")
T = natural("T")  # the step from which time is counted
WEIGHT = PAPER.statement(
    "logistic-weight",
    kind="lemma",
    label="The weight of an example",
    origin="derived",
    where="used below",
    printed=r"\tfrac12 - \tfrac z4 \le \sigma(-z) \le \tfrac12 \quad (z \ge 0)",
    over={z: Interval(0, oo)},
    concludes=[
        ("lower", le(Rational(1, 2) - z / 4, logistic(z))),
        ("upper", le(logistic(z), Rational(1, 2))),
    ],
    uses=[EXP_TANGENT],
    derivation=False,
)
LOWER, UPPER = WEIGHT.concludes


@proves(WEIGHT, "the tangent at 0", claims=["lower"])
def weight_below(q):
    """The slope of σ(−z) + z/4 is (1 − e^z)²/(4(1 + e^z)²) ≥ 0."""
    return q.endpoint(
        LOWER,
        z,
        "lo",
        value=lambda r: r.settle(r.goal),
        slope=lambda r: r.linear(r.goal, (le(0, 1), (1 - exp(z)) ** 2 / (4 * (1 + exp(z)) ** 2))),
    )


@proves(WEIGHT, "e^z ≥ 1 + z ≥ 1", claims=["upper"])
def weight_above(q):
    growth = q.instance(exp_tangent(), v=z)
    return q.linear(UPPER, (growth, logistic(z) / 2), (le(0, z), logistic(z) / 2))


LATER = T + t
RECOVERED = PAPER.statement(
    "recovered-for-good",
    kind="theorem",
    label="Recovered for good",
    origin="derived",
    where="derived for this report",
    printed=r"y_T > 0,\ \rho\sigma(-x_T) \le \tfrac35,\ \frac{\eta}{1+\rho} \le \tfrac56 \;\Longrightarrow\;"
    r" y_{T+t} > 0\ \text{ for all } t",
    reading="Once the minority margin of the logistic example is positive and the majority far enough, it stays "
    "positive, for every ρ ≥ 1 and every start. T is the recovery step.",
    over={rho: Interval(1, oo), T: S.Naturals0, start_x: S.Reals, start_y: S.Reals},
    given=[le(h, Rational(5, 6)), le(5 * rho / 3 - 1, exp(x(T))), lt(0, y(T))],
    evolves=[*RECURSION, eq(x(0), start_x), eq(y(0), start_y)],
    concludes=[lt(0, y(LATER))],
    uses=[WEIGHT, EXP_TANGENT],
    derivation=False,
)
ENOUGH = Rational(5, 3) * rho - 1
MOVES = [relation.subs(t, LATER) for relation in RECURSION]


@RECOVERED.conclusion("an invariant region")
def stays_positive():
    p = Proof.about(RECOVERED)
    far, positive = le(ENOUGH, exp(x(LATER))), lt(0, y(LATER))

    def step(q):
        push = q.linear(le(rho * logistic(x(LATER)), Rational(3, 5)), (far, Rational(3, 5) * logistic(x(LATER))))
        return q.given(q.goal, _far_again(q), _positive_again(q, push))

    region = p.induction(far & positive, lambda q: q.given(q.goal), step, over=t)
    return p.finding(p.given(p.goal, region))


def _positive_again(q, push):
    """y⁺ ≥ (1 − h/4)y + h(1/2 − 12/25)."""
    weight = q.instance(weight_below(), lt(0, y(LATER)), z=y(LATER))
    rest = q.linear(lt(0, 1 - h / 4), (RECOVERED.given[0], Rational(1, 4)), (lt(0, 1), Rational(19, 24)))
    return q.linear(
        lt(0, y(LATER + 1)),
        (MOVES[1], -1),
        (weight, h),
        (push, h * OVERLAP),
        (lt(0, y(LATER)), 1 - h / 4),
        (lt(0, h), Rational(1, 50)),
        using=[rest],
    )


def _rise(q):
    """x⁺ − x ≥ h(ρσ(−x) − 2/5), and e^(x⁺) ≥ e^x(1 + x⁺ − x)."""
    here, rise = exp(x(LATER)), x(LATER + 1) - x(LATER)
    upper = q.instance(weight_above(), lt(0, y(LATER)), z=y(LATER))
    at_least = q.linear(le(h * (rho * logistic(x(LATER)) - Rational(2, 5)), rise), (MOVES[0], -1), (upper, h * OVERLAP))
    return at_least, q.linear(le(here * (1 + rise), exp(x(LATER + 1))), (q.instance(exp_tangent(), v=rise), here))


def _far_again(q):
    """e^(x⁺) ≥ 5ρ/3 − 1, in the two cases of the head of this module."""
    here, rise, goal = exp(x(LATER)), x(LATER + 1) - x(LATER), le(ENOUGH, exp(x(LATER + 1)))

    def rising(r):
        at_least, grown = _rise(r)
        up = r.linear(le(0, rise), at_least, (le(Rational(2, 5), rho * logistic(x(LATER))), h))
        return r.linear(r.goal, grown, (up, here), le(ENOUGH, here))

    def falling(r):
        at_least, grown = _rise(r)
        short = lt(rho * logistic(x(LATER)), Rational(2, 5))
        large = r.linear(le(5 * rho / 2 - 1, here), (short, Rational(5, 2) * (1 + here)))
        slow = r.linear(le(-2 * h / 5, rise), at_least, (lt(0, h * rho * logistic(x(LATER))), 1))
        kept = r.linear(lt(0, 1 - 2 * h / 5), (RECOVERED.given[0], Rational(2, 5)), (lt(0, 1), Rational(2, 3)))
        return r.linear(
            r.goal,
            grown,
            (slow, here),
            (large, 1 - 2 * h / 5),
            (RECOVERED.given[0], rho),
            (lt(0, h), Rational(2, 5)),
            using=[kept],
        )

    return q.cases(goal, Rational(2, 5), rho * logistic(x(LATER)), rising, falling)


def _enters(ratio, last):
    """Declare the check that the orbit with this ratio is in the region at its recovery step."""

    def enters(claim):
        """ρσ(−x) ≤ 3/5, written as 5ρ/3 − 1 ≤ e^x; y > 0 there is what the recovery step says."""
        return along(claim, {rho: ratio, eta: 1}, first=last, last=last)

    enters.__name__ = f"enters_{ratio}"
    RECOVERED.sharpness(
        f"the orbit with ρ = {ratio}, η = 1 is in the region when it recovers, at step {last}",
        claims=[le(ENOUGH, exp(x(t)))],
        given=[eq(rho, ratio), eq(eta, 1), le(last, t), le(t, last)],
        evolves=EVOLVES,
    )(enters)


for _ratio, _last in RECOVERY.items():
    _enters(_ratio, _last)
