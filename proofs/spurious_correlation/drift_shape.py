"""The shape of the drift: Ψ + ξ falls, |(Ψ + ξ)′| grows, and so what its Lipschitz constant below −1 is.

Everything follows from one end point each: as functions of d = β − α the differences vanish at d = 0, and their
derivatives in d are differences of φ and φ′ at (α + d)x and (α + d)y.
"""

from sympy import Interval, exp, oo

from checks.methods import proves
from checks.paper import le, real
from proofs.foundations.elementary import EXP_MONOTONE, NONNEGATIVE, exp_monotone
from proofs.foundations.logistic import PHI_MONOTONE, phi_monotone
from proofs.spurious_correlation.notation import alpha, d, phi, softplus, x, y
from proofs.spurious_correlation.paper import PAPER

HIGH = alpha + d
NEGATIVE = Interval.open(-oo, 0)
r, p_, q_ = real("r p q")
PAIR = {d: NONNEGATIVE, x: NEGATIVE, y: NEGATIVE}


def slope(value):
    """φ′ = 2φ(1 − φ)."""
    return 2 * phi(value) * (1 - phi(value))


def quotient(value):
    """ln((1 + e^(2αx))/(1 + e^(2βx)))/x with β = α + d: the drift over ε/ln(β/α)."""
    return (softplus(alpha, value) - softplus(HIGH, value)) / value


STEEPEST = (
    softplus(alpha, -1) - softplus(HIGH, -1) + 2 * alpha / (exp(2 * alpha) + 1) - 2 * HIGH / (exp(2 * HIGH) + 1)
)  # |quotient′(−1)|

DRIFT_FALLS = PAPER.statement(
    "drift-falls",
    label="The drift falls",
    kind="lemma",
    origin="derived",
    where="Section 2.3, derived for this report",
    printed=r"x \le y < 0 \Rightarrow (\Psi+\xi)(y) \le (\Psi+\xi)(x)",
    over=PAIR,
    given=[le(x, y)],
    concludes=[le(quotient(y), quotient(x))],
    uses=[PHI_MONOTONE],
    derivation=False,
)


@proves(DRIFT_FALLS, "value 0 at d = 0, derivative 2φ(βy) − 2φ(βx) ≥ 0")
def drift_falls(p):
    def beside(q):
        order = q.linear(le(HIGH * x, HIGH * y), (le(x, y), HIGH))
        return q.linear(q.goal, (q.instance(phi_monotone(), order, x=HIGH * x, y=HIGH * y), 2))

    return p.endpoint(p.goal, d, "lo", value=lambda q: q.settle(q.goal), slope=beside)


SLOPE_GROWS = PAPER.statement(
    "phi-slope-grows",
    label="The slope of φ grows",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"x \le y \le 0 \Rightarrow \phi'(x) \le \phi'(y)",
    over={x: Interval(-oo, 0), y: Interval(-oo, 0)},
    given=[le(x, y)],
    concludes=[le(slope(x), slope(y))],
    uses=[EXP_MONOTONE],
    derivation=False,
)


@proves(SLOPE_GROWS, "with X = e^(2x), Y = e^(2y): (Y − X)(1 − XY) ≥ 0")
def slope_grows(p):
    first, second = exp(2 * x), exp(2 * y)
    order = p.linear(le(2 * x, 2 * y), (le(x, y), 2))
    powers = p.instance(exp_monotone(), order, x=2 * x, y=2 * y)
    small = p.instance(
        exp_monotone(), p.linear(le(2 * x + 2 * y, 0), (le(x, 0), 2), (le(y, 0), 2)), x=2 * x + 2 * y, y=0
    )
    room = p.linear(le(0, 1 - first * second), small)
    below = (1 + first) ** 2 * (1 + second) ** 2
    weight = p.linear(le(0, 2 * (1 - first * second) / below), (room, 2 / below))
    return p.linear(p.goal, (powers, 2 * (1 - first * second) / below), using=[weight])


PHI_CHORD = PAPER.statement(
    "phi-chord",
    label="Chord of φ",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"s \ge 0,\ y \le r \le 0 \Rightarrow \phi(y) - \phi(y-s) \le s\,\phi'(r)",
    over={d: NONNEGATIVE, y: Interval(-oo, 0), r: Interval(-oo, 0)},
    given=[le(y, r)],
    concludes=[le(phi(y) - phi(y - d), d * slope(r))],
    uses=[SLOPE_GROWS],
    derivation=False,
)


@proves(PHI_CHORD, "value 0 at s = 0; φ′(y − s) ≤ φ′(y) ≤ φ′(r)")
def phi_chord(p):
    def beside(q):
        before = q.linear(le(y - d, y), le(0, d))
        low = q.linear(le(y - d, 0), le(0, d), le(y, 0))
        first = q.instance(slope_grows(), before, low, x=y - d, y=y)
        second = q.instance(slope_grows(), le(y, r), x=y, y=r)
        return q.linear(q.goal, first, second)

    return p.endpoint(p.goal, d, "lo", value=lambda q: q.settle(q.goal), slope=beside)


DRIFT_LIPSCHITZ = PAPER.statement(
    "drift-lipschitz",
    label="The drift is Lipschitz continuous",
    kind="lemma",
    origin="derived",
    where="Section 2.3, derived for this report",
    printed=r"x \le y \le -1 \Rightarrow (\Psi+\xi)(x) - (\Psi+\xi)(y) \le L\,(y-x), \quad L = |(\Psi+\xi)'(-1)|",
    over={**PAIR, x: Interval(-oo, -1), y: Interval(-oo, -1)},
    given=[le(x, y)],
    concludes=[le(quotient(x) - quotient(y), (y - x) * STEEPEST)],
    uses=[PHI_CHORD],
    derivation=False,
)


@proves(DRIFT_LIPSCHITZ, "value 0 at d = 0, derivative 2[(y − x)βφ′(−β) − φ(βy) + φ(βx)] ≥ 0")
def drift_lipschitz(p):
    def beside(q):
        room = q.linear(le(0, HIGH * (y - x)), (le(x, y), HIGH))
        below = q.linear(le(HIGH * y, -HIGH), (le(y, -1), HIGH))
        up = q.enclose(le(HIGH * y, 0))
        chord = q.instance(phi_chord(), room, below, up, d=HIGH * (y - x), y=HIGH * y, r=-HIGH)
        return q.linear(q.goal, (chord, 2))

    return p.endpoint(p.goal, d, "lo", value=lambda q: q.settle(q.goal), slope=beside)


SLOPE_OF_DRIFT = PAPER.statement(
    "drift-slope-grows",
    label="The slope of the drift grows",
    kind="lemma",
    origin="derived",
    where="Section 2.3, derived for this report",
    printed=r"x \le y < 0 \Rightarrow |(\Psi+\xi)'(x)| \le |(\Psi+\xi)'(y)|",
    over=PAIR,
    given=[le(x, y)],
    concludes=[le(-quotient(x).diff(x), -quotient(y).diff(y))],
    uses=[SLOPE_GROWS],
    derivation=False,
)


@proves(SLOPE_OF_DRIFT, "value 0 at d = 0, derivative 2β[φ′(βy) − φ′(βx)] ≥ 0")
def drift_slope_grows(p):
    def beside(q):
        order = q.linear(le(HIGH * x, HIGH * y), (le(x, y), HIGH))
        signs = [q.enclose(le(HIGH * z, 0)) for z in (x, y)]
        return q.linear(q.goal, (q.instance(slope_grows(), order, *signs, x=HIGH * x, y=HIGH * y), 2 * HIGH))

    return p.endpoint(p.goal, d, "lo", value=lambda q: q.settle(q.goal), slope=beside)
