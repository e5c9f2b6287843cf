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
from dataclasses import replace

from sympy import Rational, S, exp, log

from checks.methods import Proof, Wanted, along, orbit, proves, quantity
from checks.outcome import Curve, Figure, Finding
from checks.paper import eq, le, lt, real
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
    certified_recovery,
    increments,
    margins_along,
    recovery_quantity,
    recovery_step,
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
    words="Gradient descent comes without a guarantee that the loss of each class decreases.",
    concludes=lt(0, change_of(gd, MINORITY, NINE, Rational(1, 10))),
    derivation=False,
    note="Encoded by its witness: on the quadratic example with nine majority examples to one, started at 0, the "
    "minority loss rises for every step size η > 0.",
)


@proves(GD_NOT_PER_CLASS, "quadratic example, 9:1: the minority loss rises for every η > 0")
def quadratic_witness(q):
    """The change is 169η²/5000 + 31η/500."""
    polynomial = q.identity(eq(change_of(gd, MINORITY, NINE, Rational(1, 10)), 169 * eta**2 / 5000 + 31 * eta / 500))
    return q.linear(q.goal, polynomial, (lt(0, eta), 169 * eta / 5000 + Rational(31, 500)))


@GD_NOT_PER_CLASS.sharpness("quadratic example, 9:1: the majority loss falls for 0 < η < 410/169")
def majority_change():
    """The change is 1521η²/5000 − 369η/500; it vanishes at η = 410/169."""
    expected = 1521 * eta**2 / 5000 - 369 * eta / 500
    factored = 1521 * eta / 5000 * (eta - Rational(410, 169))
    p = Proof.about(GD_NOT_PER_CLASS)
    value = change_of(gd, MAJORITY, NINE, Rational(9, 10))
    return p.finding(p.both(p.identity(eq(value, expected)), p.identity(eq(value, factored))))


@GD_NOT_PER_CLASS.sharpness("the threshold ratio of the quadratic example is 5/4")
def threshold():
    """The rate is (4/5)(ρ − 5/4)/(1 + ρ)²: positive above 5/4, negative below."""
    ratio = Rational(5, 4)
    rate = change_of(gd, MINORITY, rho, 1 / (1 + rho))
    p = Proof.about(GD_NOT_PER_CLASS, also={rho: None})
    w = shares(rho)
    v = [w[0] * x + w[1] * y for x, y in zip(MAJORITY, MINORITY, strict=True)]
    square = v[0] ** 2 + v[1] ** 2
    shown = eq(rate, eta**2 * square * w[1] / 2 + eta * Rational(4, 5) * (rho - ratio) / (1 + rho) ** 2)
    published = quantity(
        "threshold_ratio",
        ratio,
        symbol=r"\rho^{*}",
        meaning="imbalance ratio of the quadratic example above which the minority loss rises under GD for every step "
        "size",
    )
    return p.finding(p.identity(shown), quantities=(published,), scope="for all ρ > 0 and η > 0")


@GD_NOT_PER_CLASS.sharpness("PCNGD from the same start decreases both classes alike for 0 < η < 1")
def normalized_instead():
    """Without the weights of the classes, either loss changes by η(η − 1)/5."""
    p = Proof.about(GD_NOT_PER_CLASS)
    lines = [p.identity(eq(change_of(pcngd, a, NINE, 1), eta * (eta - 1) / 5)) for a in (MAJORITY, MINORITY)]
    return p.finding(p.both(*lines))


LOGISTIC_DROP = PAPER.statement(
    "gd-not-per-class-logistic",
    kind="theorem",
    label="The drop on separable data",
    where="derived for this report",
    words="On the separable logistic example the first step of GD from 0 turns the minority margin negative for every "
    "step size, as soon as the imbalance ratio exceeds 5/4.",
    printed=r"y_1 = \frac{\eta}{2(1+\rho)}\Bigl(1 - \tfrac45\rho\Bigr) < 0 \quad (\rho > \tfrac54)",
    given=[lt(Rational(5, 4), rho)],
    concludes=lt(margins(gd(ORIGIN, logistic_class_gradients((0, 0), rho), eta))[1], 0),
    derivation=False,
)


@proves(LOGISTIC_DROP, "one step of the optimizer, in exact arithmetic")
def first_logistic_step(q):
    """y_1 = (2η/(5(1 + ρ)))·(5/4 − ρ)."""
    after = margins(gd(ORIGIN, logistic_class_gradients((0, 0), rho), eta))[1]
    value = q.identity(eq(after, eta / (1 + rho) * Rational(2, 5) * (Rational(5, 4) - rho)))
    return q.linear(q.goal, (value, -1), (LOGISTIC_DROP.given[0], 2 * eta / (5 * (1 + rho))))


@LOGISTIC_DROP.hypotheses("the recursion in the margins is what the optimizer does")
def margins_of_gd():
    """The margins are linear in the weights, and a step adds to them what `increments` says."""
    w = real("w_0 w_1")
    before, after = margins(w), margins(gd(w, logistic_class_gradients(margins(w), rho), eta))
    p = Proof.about(LOGISTIC_DROP, given=[], also=dict.fromkeys(w, S.Reals))
    lines = [p.identity(eq(a - b, d)) for a, b, d in zip(after, before, increments(*before), strict=True)]
    return p.finding(p.both(*lines), scope="for all weights, η > 0 and ρ > 0")


@GD_NOT_PER_CLASS.sharpness("logistic example, 9:1, η = 1: the loss of the minority has risen after one step")
def one_step():
    """The margin is −31/100, so the loss is log(1 + e^(31/100))/10, against log(2)/10 before."""
    after = margins(gd(ORIGIN, logistic_class_gradients((0, 0), NINE), 1))[1]
    p = Proof.about(GD_NOT_PER_CLASS)
    margin = p.identity(eq(after, Rational(-31, 100)))
    risen = p.enclose(lt(log(2) / 10, log(1 + exp(-after)) / 10))
    published = quantity(
        "minority_loss_after_one_step",
        log(1 + exp(-after)) / 10,
        symbol=r"f^{(1)}(w_1)",
        meaning="minority loss, with its weight 1/10, of the logistic example (ρ = 9, η = 1) after one step of GD; "
        "it started at log(2)/10",
    )
    return p.finding(p.both(margin, risen), quantities=(published,), scope="ρ = 9, η = 1, one step from 0")


@GD_NOT_PER_CLASS.sharpness("logistic example, 9:1, η = 1: the margin is negative until the recovery step")
def recovery():
    """Every step up to recovery in balls; that the margin stays positive afterwards is `recovered-for-good`."""
    last, established = certified_recovery(GD_NOT_PER_CLASS, NINE)
    published = recovery_quantity("recovery_step", last, established, NINE, Rational(1))
    scope = f"ρ = 9, η = 1: negative at steps 1 to {last - 1}, positive at step {last}"
    return Finding.proved(established, scope=scope, quantities=(published,), figures=(loss_curves(),))


@GD_NOT_PER_CLASS.sharpness("logistic example, 9:1, η = 1: the lowest minority margin")
def lowest_margin():
    """The margin at its lowest step is enclosed, and at no step before recovery is it lower."""
    last = recovery_step(GD_NOT_PER_CLASS, NINE)
    margins_seen = [b for _, b in margins_along(GD_NOT_PER_CLASS, NINE, last)]
    deepest = margins_seen.index(min(margins_seen))
    at = {rho: NINE, eta: Rational(1)}
    wanted = Wanted(
        "lowest_margin", y(deepest), r"\min_t y_t", f"lowest minority margin (ρ = 9, η = 1), at step {deepest}"
    )
    found = orbit(GD_NOT_PER_CLASS, at, [wanted], evolves=EVOLVES)
    (published,) = found.quantities
    everywhere = along(GD_NOT_PER_CLASS, le(Rational(published.lower), y(t)), at, last=last, evolves=EVOLVES)
    note = f"The lower bound was established at every step from 0 to {last}, the upper bound at step {deepest}."
    return replace(everywhere, quantities=(published,), note=note)


def loss_curves():
    """Per-class losses (without class weights) of GD and PCNGD on the logistic example with ratio 9."""
    last = recovery_step(GD_NOT_PER_CLASS, NINE)
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
