r"""Gradient descent need not decrease the loss of each class: two exact witnesses.

Quadratic. Majority target a_0 = (1, 0), minority target a_1 = (−4/5, 3/5), ratio ρ, start 0. With v = (ρa_0 + a_1)/(1
+ ρ) the step goes to ηv, and the minority loss (without its weight 1/(1+ρ)) changes by η²‖v‖²/2 − η⟨v, a_1⟩, where
⟨v, a_1⟩ = (1 − 4ρ/5)/(1 + ρ): negative from ρ = 5/4 on, and then the minority loses for every step size.

Logistic. ξ_0 = (1, 0) with label −1, ξ_1 = (4/5, 3/5) with label +1, ratio ρ, start 0. In the margins x of the majority
and y of the minority, with h = η/(1 + ρ) and σ(−z) = 1/(1 + e^z),

    x ← x + h(ρσ(−x) − (4/5)σ(−y)),   y ← y + h(σ(−y) − (4/5)ρσ(−x)).

The problem is separable, a step of PCNGD adds η/5 to both margins, and yet GD makes the minority worse first.
"""

import math

from sympy import Rational, S, exp, log

from checks.methods import Proof, Wanted, along, evidence, orbit, proves, quantity
from checks.methods.orbits import established_along
from checks.outcome import Curve, Figure
from checks.paper import eq, ge, le, lt, real
from proofs.per_class_normalization.examples import (
    MAJORITY,
    MINORITY,
    ORIGIN,
    logistic_class_gradients,
    margins,
    quadratic_class_gradients,
    quadratic_loss,
    shares,
)
from proofs.per_class_normalization.notation import eta, rho, t
from proofs.per_class_normalization.optimizers import gd, pcngd
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.recovery import (
    EVOLVES,
    RECOVERY,
    increments,
    margins_along,
    negative_until,
    recovery_quantity,
    y,
)

NINE = Rational(9)


def change_of(step, target, ratio, weight):
    """The change of a class loss in one step of the quadratic example from the origin."""
    after = step(ORIGIN, quadratic_class_gradients(ORIGIN, ratio), eta)
    return weight * (quadratic_loss(after, target) - quadratic_loss(ORIGIN, target))


GD_NOT_PER_CLASS = PAPER.statement(
    "gd-not-per-class",
    where="abstract",
    label="GD and the classes",
    quote="We find that GD is not guaranteed to decrease the loss for each class.",
    reading="There is a problem on which GD raises the loss of a class. Encoded by one: on the quadratic example with "
    "nine majority examples to one, started at 0, the minority loss rises for every step size η > 0.",
    concludes=[lt(0, change_of(gd, MINORITY, NINE, Rational(1, 10)))],
    derivation=False,
)


@proves(GD_NOT_PER_CLASS, "quadratic example, 9:1: the minority loss rises for every η > 0")
def quadratic_witness(q):
    """The change is 169η²/5000 + 31η/500."""
    polynomial = q.identity(eq(change_of(gd, MINORITY, NINE, Rational(1, 10)), 169 * eta**2 / 5000 + 31 * eta / 500))
    return q.linear(q.goal, polynomial, (lt(0, eta), 169 * eta / 5000 + Rational(31, 500)))


@GD_NOT_PER_CLASS.sharpness(
    "quadratic example, 9:1: the majority loss changes by (1521η/5000)(η − 410/169), so it falls for 0 < η < 410/169",
    claims=[eq(change_of(gd, MAJORITY, NINE, Rational(9, 10)), 1521 * eta / 5000 * (eta - Rational(410, 169)))],
)
def majority_change(claim):
    """The change is 1521η²/5000 − 369η/500."""
    p = Proof.about(claim)
    return p.finding(p.identity(p.goal))


THRESHOLD = Rational(5, 4)


def rate_and_square(ratio):
    """The minority's change as square·η² + rate·η, with a rate that has the sign of ρ − 5/4."""
    w = shares(ratio)
    v = [w[0] * x + w[1] * y for x, y in zip(MAJORITY, MINORITY, strict=True)]
    square = (v[0] ** 2 + v[1] ** 2) * w[1] / 2
    return eta**2 * square + eta * Rational(4, 5) * (ratio - THRESHOLD) / (1 + ratio) ** 2


@GD_NOT_PER_CLASS.sharpness(
    "the threshold ratio of the quadratic example is 5/4: the rate is (4/5)(ρ − 5/4)/(1 + ρ)²",
    claims=[eq(change_of(gd, MINORITY, rho, 1 / (1 + rho)), rate_and_square(rho))],
)
def threshold(claim):
    """The rate is positive above 5/4, negative below; the coefficient of η² is positive."""
    p = Proof.about(claim)
    published = quantity(
        "threshold_ratio",
        THRESHOLD,
        symbol=r"\rho^{*}",
        meaning="imbalance ratio of the quadratic example above which the minority loss rises under GD for every step "
        "size",
    )
    return p.finding(p.identity(p.goal), quantities=(published,), scope="for all ρ > 0 and η > 0")


@GD_NOT_PER_CLASS.sharpness(
    "PCNGD from the same start changes both class losses by η(η − 1)/5 (without class weights): they fall for η < 1",
    claims=[eq(change_of(pcngd, a, NINE, 1), eta * (eta - 1) / 5) for a in (MAJORITY, MINORITY)],
)
def normalized_instead(claim):
    p = Proof.about(claim)
    return p.finding(p.both(*map(p.identity, p.goals)))


AFTER_ONE_STEP = margins(gd(ORIGIN, logistic_class_gradients((0, 0), rho), eta))[1]

LOGISTIC_DROP = PAPER.statement(
    "gd-not-per-class-logistic",
    kind="theorem",
    label="The drop on separable data",
    origin="derived",
    where="derived for this report",
    printed=r"y_1 = \frac{\eta}{2(1+\rho)}\Bigl(1 - \tfrac45\rho\Bigr) < 0 \quad (\rho > \tfrac54)",
    reading="On the separable logistic example the first step of GD from 0 turns the minority margin negative for "
    "every step size, as soon as the imbalance ratio exceeds 5/4.",
    given=[lt(THRESHOLD, rho)],
    concludes=[lt(AFTER_ONE_STEP, 0)],
    derivation=False,
)


@proves(LOGISTIC_DROP, "one step of the optimizer, in exact arithmetic")
def first_logistic_step(q):
    """y_1 = (2η/(5(1 + ρ)))·(5/4 − ρ)."""
    value = q.identity(eq(AFTER_ONE_STEP, eta / (1 + rho) * Rational(2, 5) * (THRESHOLD - rho)))
    return q.linear(q.goal, (value, -1), (LOGISTIC_DROP.given[0], 2 * eta / (5 * (1 + rho))))


WEIGHTS = real("w_0 w_1")
BEFORE = margins(WEIGHTS)
AFTER = margins(gd(WEIGHTS, logistic_class_gradients(BEFORE, rho), eta))


@LOGISTIC_DROP.hypotheses(
    "the recursion in the margins is what the optimizer does",
    claims=[eq(new - old, d) for new, old, d in zip(AFTER, BEFORE, increments(*BEFORE), strict=True)],
    given=[],
    over=dict.fromkeys(WEIGHTS, S.Reals),
)
def margins_of_gd(claim):
    """The margins are linear in the weights, and a step adds to them what `increments` says."""
    p = Proof.about(claim)
    return p.finding(p.both(*map(p.identity, p.goals)), scope="for all weights, η > 0 and ρ > 0")


FIRST_MARGIN = Rational(-31, 100)
RISEN = log(1 + exp(-FIRST_MARGIN)) / 10


@GD_NOT_PER_CLASS.sharpness(
    "logistic example, 9:1: the first margin is −31η/100, and for η = 1 the loss of the minority has risen",
    claims=[eq(AFTER_ONE_STEP, FIRST_MARGIN * eta), lt(log(2) / 10, RISEN)],
    given=[eq(rho, NINE)],
)
def one_step(claim):
    """For η = 1 the loss is log(1 + e^(31/100))/10, against log(2)/10 before."""
    p = Proof.about(claim)
    margin, risen = p.goals
    value = p.identity(eq(AFTER_ONE_STEP, eta / (1 + rho) * Rational(2, 5) * (THRESHOLD - rho)))
    published = quantity(
        "minority_loss_after_one_step",
        RISEN,
        symbol=r"f^{(1)}(w_1)",
        meaning="minority loss, with its weight 1/10, of the logistic example (ρ = 9, η = 1) after one step of GD; "
        "it started at log(2)/10",
    )
    return p.finding(
        p.both(p.linear(margin, value, (claim.given[0], -9 * eta / (100 * (1 + rho)))), p.enclose(risen)),
        quantities=(published,),
        scope="ρ = 9, one step from 0",
    )


AT_NINE = (eq(rho, NINE), eq(eta, 1))


@GD_NOT_PER_CLASS.sharpness(
    f"logistic example, 9:1, η = 1: the margin is negative at steps 1 to {RECOVERY[9] - 1}, positive at {RECOVERY[9]}",
    claims=[negative_until(RECOVERY[9])],
    given=[*AT_NINE, le(1, t), le(t, RECOVERY[9])],
    evolves=EVOLVES,
)
def recovery(claim):
    """Every step up to recovery in balls; that the margin stays positive afterwards is `recovered-for-good`."""
    established = established_along(claim, claim.formulas[0])
    published = recovery_quantity("recovery_step", RECOVERY[9], established, NINE, Rational(1))
    return evidence(established, quantities=(published,), figures=(loss_curves(),))


@GD_NOT_PER_CLASS.sharpness(
    "logistic example, 9:1, η = 1: before recovery the minority margin is never below −1.2783",
    claims=[ge(y(t), Rational(-12783, 10000))],
    given=[*AT_NINE, le(0, t), le(t, RECOVERY[9])],
    evolves=EVOLVES,
)
def lowest_margin(claim):
    """The margin at its lowest step is enclosed, too."""
    margins_seen = [b for _, b in margins_along(claim, NINE, RECOVERY[9])]
    deepest = margins_seen.index(min(margins_seen))
    wanted = Wanted(
        "lowest_margin", y(deepest), r"\min_t y_t", f"lowest minority margin (ρ = 9, η = 1), at step {deepest}"
    )
    found = orbit(claim, {rho: NINE, eta: Rational(1)}, [wanted])
    note = f"The lowest margin is that at step {deepest}, which is enclosed."
    return along(claim, quantities=found.quantities, note=note)


def loss_curves():
    """Per-class losses (without class weights) of GD and PCNGD on the logistic example with ratio 9."""
    last = RECOVERY[9]
    steps = range(2 * last)
    orbit_points = margins_along(GD_NOT_PER_CLASS, NINE, 2 * last - 1)

    def loss(margin):
        return math.log1p(math.exp(-margin))

    normalized = [loss(n / 5) for n in steps]
    curves = (
        Curve("majority, GD", steps, [loss(a) for a, _ in orbit_points]),
        Curve("minority, GD", steps, [loss(b) for _, b in orbit_points]),
        Curve("both classes, PCNGD", steps, normalized, kind="dashed"),
    )
    return Figure(
        "initial-drop",
        "The initial drop and what removes it",
        "step",
        "mean loss of the class",
        curves,
        caption="Logistic example, nine majority examples to one, η = 1. Under GD the minority loss first rises above "
        f"log 2 and is back there only at step {last}; under PCNGD both losses fall together from the first step.",
    )
