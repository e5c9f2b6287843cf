r"""The slowdown: how long the minority margin of the logistic example stays negative, against the imbalance ratio.

Lower bound for every ρ. No step raises the minority margin by more than h = η/(1 + ρ), and the first step takes it to
(h/2)(1 − 4ρ/5). So y(t+1) ≤ h(t − (4ρ − 5)/10): no recovery before step (4ρ − 5)/10 + 1, whatever the step size.
That the time grows like ρ log ρ, from both sides, is in `growth` and `growth_law`.
"""

from sympy import Rational, exp, log

from checks.methods import Proof, evidence, proves
from checks.outcome import Curve, Figure
from checks.paper import eq, le, lt
from proofs.per_class_normalization.examples import OVERLAP
from proofs.per_class_normalization.growth import AFTER, BEFORE
from proofs.per_class_normalization.notation import eta, logistic, rho, t
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.recovery import (
    EVOLVES,
    RECOVERY,
    RECURSION,
    START,
    certified_recovery,
    h,
    negative_until,
    recovery_quantity,
    x,
    y,
)

RATIOS = tuple(RECOVERY)
ONE = Rational(1)

SLOWDOWN = PAPER.statement(
    "slowdown",
    where="abstract",
    label="Slowdown",
    quote="The learning curves for minority and majority classes follow sub-optimal trajectories when training with a "
    "gradient-based optimizer. This slowdown is related to the imbalance ratio and can be traced back to a competition "
    "between the optimization of different classes.",
    printed=r"y_{t+1} \le \frac{\eta}{1+\rho}\Bigl(t - \frac{4\rho-5}{10}\Bigr)",
    reading="Encoded on the logistic example, for every ratio and every step size: the minority margin cannot be "
    "positive before step (4ρ − 5)/10 + 1, so recovery takes a time at least proportional to ρ; it grows like "
    "(20/9)·ρ log ρ/η (recovery-growth-law). Competition: in every step the minority's own "
    "gradient raises its margin, and the majority's takes from it. Under PCNGD the margin is positive from the first "
    "step on, for every ρ "
    "(pcngd-logistic-margins).",
    evolves=EVOLVES,
    concludes=[
        ("slower with a larger ratio", le(y(t + 1), h * (t - (4 * rho - 5) / 10))),
        ("its own gradient raises the margin", lt(y(t), y(t) + h * logistic(y(t)))),
        ("the majority's gradient lowers it", lt(y(t + 1), y(t) + h * logistic(y(t)))),
    ],
    unexamined=["“sub-optimal trajectories”, “slowdown” and “competition” beyond one example"],
    derivation=False,
)


@proves(SLOWDOWN, "a first step of (h/2)(1 − 4ρ/5), then at most h per step", claims=["slower with a larger ratio"])
def slow_recovery(q):
    """y(t+2) − y(t+1) = h(σ(−y) − (4/5)ρσ(−x)) ≤ h, as σ(−y) < 1."""

    def base(r):
        first = r.rewrite(eq(y(1), 0 + h * (1 / (1 + exp(0)) - OVERLAP * rho / 2)), RECURSION[1].subs({t: 0}), *START)
        return r.linear(r.goal, first)

    def step(r):
        before = le(y(t + 1), h * (t - (4 * rho - 5) / 10))
        again = RECURSION[1].subs(t, t + 1)
        one = r.enclose(le(logistic(y(t + 1)), 1))
        other = r.enclose(lt(0, h * OVERLAP * rho * logistic(x(t + 1))))
        return r.linear(r.goal, again, before, (one, h), other)

    return q.induction(q.goal, base, step)


@SLOWDOWN.conclusion("what either class adds to the margin in a step", claims=SLOWDOWN.names[1:])
def competition(claim):
    p = Proof.about(claim)
    own, others = p.goals
    raises = p.linear(own, (p.enclose(lt(0, logistic(y(t)))), h))
    lowers = p.linear(others, RECURSION[1], (p.enclose(lt(0, rho * logistic(x(t)))), h * OVERLAP))
    return p.finding(p.both(raises, lowers))


def _recovers(ratio, last):
    """Declare the check that the orbit with this ratio and η = 1 recovers at this step."""

    def recovers(claim):
        """The margin is negative at 1, …, T − 1 and positive at T, in one inequality; every step in balls."""
        found, established = certified_recovery(SLOWDOWN, Rational(ratio))
        return evidence(
            established,
            scope=f"ρ = {ratio}, η = 1, start 0; the recovery step is {found}",
            quantities=(recovery_quantity(f"recovery_{ratio}", found, established, Rational(ratio), ONE),),
            figures=(_figure(RECOVERY),) if ratio == RATIOS[-1] else (),
        )

    recovers.__name__ = f"recovers_{ratio}"
    SLOWDOWN.sharpness(
        f"recovery for ρ = {ratio}, η = 1 at step {last}: the margin is negative before and positive then",
        claims=[negative_until(last)],
        given=[eq(rho, ratio), eq(eta, 1), le(1, t), le(t, last)],
    )(recovers)


for _ratio, _last in RECOVERY.items():
    _recovers(_ratio, _last)


def _figure(found):
    ratios = list(found)
    grid = [2 * Rational(300, 2) ** Rational(i, 40) for i in range(41)]
    linear = [float((4 * q - 5) / 10) + 1 for q in grid]
    not_before = [max(v, float(BEFORE.subs({rho: q, eta: ONE}))) for v, q in zip(linear, grid, strict=True)]
    not_after = [float(AFTER.subs({rho: q, eta: ONE})) + 1 for q in grid]
    leading = [float(OVERLAP / (1 - OVERLAP**2) * (1 + q) * log(q)) for q in grid]
    return Figure(
        "recovery",
        "Recovery of the minority against the imbalance ratio",
        r"imbalance ratio $\rho$",
        "steps until the minority margin is positive",
        (
            Curve("GD, enclosed orbits", [float(q) for q in ratios], [float(found[q]) for q in ratios], kind="points"),
            Curve("proved lower bound", [float(q) for q in grid], not_before),
            Curve("proved upper bound", [float(q) for q in grid], not_after),
            Curve(r"$\frac{20}{9}(1+\rho)\log\rho$", [float(q) for q in grid], leading, kind="dashed"),
            Curve("PCNGD", [float(q) for q in ratios], [1] * len(ratios), kind="points"),
        ),
        x_scale="log",
        y_scale="log",
        caption="Logistic example, η = 1, start 0. PCNGD has a positive minority margin after its first step.",
    )
