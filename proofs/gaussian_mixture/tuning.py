r"""Near-optimal tuning: the closed form's optima are optimal for the closed form, and nearly so for real classifiers.

The first half is proved elsewhere (optimal-margins, optimal-offsets, balanced-error, optimal-temperature). The second
is
sampled: on the same training sets of the exact law, the worse class's error at the tuned value against a grid of
others.
"""

import math
from fractions import Fraction

import numpy as np

from checks.methods import clopper_pearson, nothing, numbers
from checks.methods.concentration import each_of, empirical_bernstein
from checks.methods.quantities import outward
from checks.outcome import Curve, Figure, Quantity, Trust, Verdict

from .agreement import CONFIDENCE, COUNTS, tuned
from .curves import THREE
from .error import EXACT_LAW, TEST_ERROR
from .law import Model, draws
from .machines import hard_margin, training_set
from .margins import OPTIMAL_MARGINS
from .offsets import BALANCED, OPTIMAL_OFFSETS
from .paper import PAPER, SUMMARY
from .temperature import OPTIMAL_TEMPERATURE

TUNING = PAPER.statement(
    "near-optimal-tuning",
    label="Tuning by the closed form",
    where=SUMMARY,
    quote="The analytical approximations enable near-optimal hyperparameter tuning.",
    reading=(
        "Margins 1/ν, offsets −s²ν/2 and the temperature ratio 1 + √k, which are optimal in the closed form, cost at "
        "most 0.01 of error against the best value at the sizes that were simulated."
    ),
    printed=r"\delta_c=s^2+\sigma^2d/n_c,\qquad b_c=-\tfrac12s^2\nu_c,\qquad a_{\min}/a_{\mathrm{maj}}=1+\sqrt k",
    uses=[OPTIMAL_MARGINS, OPTIMAL_OFFSETS, BALANCED, OPTIMAL_TEMPERATURE, EXACT_LAW, TEST_ERROR],
    derivation=False,
    note="That they are optimal for the closed form is proved; for classifiers only simulation speaks.",
)
FACTORS = [Fraction(i, 8) for i in (4, 5, 6, 7, 8, 9, 10, 12, 16)]
MODELS = [Model(COUNTS, d, Fraction(s)) for d, s in ((1000, 2), (4000, 4), (16000, 8))]
COUNT = 40_000


def _worse(sets, confidence, margins, offset):
    """Interval for the larger of the two mean errors, and its middle."""
    errors = [
        sets.pair_errors([margins[0], -margins[1]], 0, offset),
        sets.pair_errors([-margins[0], margins[1]], 1, -offset),
    ]
    found = [empirical_bernstein(e.tolist(), 0, 1, confidence) for e in errors]
    return max(i.lower for i in found), max(i.upper for i in found), max(float(e.mean()) for e in errors)


@TUNING.conclusion("margins and offsets: the worse class's error is within 0.01 of the best", expect=Verdict.SUPPORTED)
def margins_and_offsets():
    """Each tuned value times 1/2 … 2, for three sizes."""
    confidence = each_of(4 * len(FACTORS) * len(MODELS), CONFIDENCE)
    worst, curves, rows = float(0), [], []
    for model in MODELS:
        sets = draws(model, COUNT, np.random.default_rng(6))
        margins, _ = tuned(model, "MA")
        _, offset = tuned(model, "LA")
        for method in ("MA", "LA"):
            results = {}
            for factor in FACTORS:
                f = float(factor)
                choice = ([margins[0] * f, 1], 0) if method == "MA" else ([1, 1], offset * f)
                results[factor] = _worse(sets, confidence, *choice)
            cost = results[Fraction(1)][1] - min(low for low, _, _ in results.values())
            best = min(results, key=lambda factor: results[factor][2])
            worst = max(worst, cost)
            rows.append(
                f"{method}, d = {model.d}, s = {model.s}: {results[Fraction(1)][2]:.4f} at the tuned value, "
                f"{results[best][2]:.4f} at {best} times it"
            )
            if model.d == 4000:
                name = "margin ratio" if method == "MA" else "offset"
                curves.append(Curve(name, [float(x) for x in FACTORS], [results[x][2] for x in FACTORS]))
    scope = (
        f"n = {COUNTS}, (d, s) = (1000, 2), (4000, 4), (16000, 8), {COUNT} training sets each, seed 6, factors "
        f"{', '.join(map(str, FACTORS))}; empirical Bernstein intervals that hold together with confidence "
        f"{CONFIDENCE}"
    )
    if worst > Fraction(1, 100):
        return nothing(f"the intervals leave a cost of {worst:.4f}: {'; '.join(rows)}", scope=scope)
    figure = Figure(
        "tuning",
        "Worse class's error around the tuned value",
        "factor on the tuned value",
        "larger of the two mean errors",
        tuple(curves),
        caption="$n = (10, 100)$, $d = 4000$, $s = 4$: simulated on the interpolator's exact law.",
    )
    cost = Quantity(
        "tuning_cost_max",
        r"\max(\text{tuned}-\text{best})",
        f"largest cost of tuning by the closed form that the intervals leave possible (confidence {CONFIDENCE})",
        "0",
        outward(Fraction(worst), 4, True),
        trust=Trust.SAMPLED,
    )
    return numbers(Trust.SAMPLED, scope=scope, note="; ".join(rows), quantities=(cost,), figures=(figure,))


@TUNING.conclusion("temperature: the minority's error is within 0.01 of the best", expect=Verdict.SUPPORTED)
def temperature():
    """Three classes: ratios from 1 to 8 on the same training sets and test points."""
    model, count = Model(THREE, 4000, Fraction(4)), 150_000
    ratios = [float(1), float(2), 1 + math.sqrt(3), float(4), float(8)]
    confidence = each_of(len(ratios), CONFIDENCE)
    sets = draws(model, count, np.random.default_rng(7))
    wrong = {}
    for ratio in ratios:
        a = np.array([ratio, 1, 1])
        weights = a[:, None] * (np.eye(3) - a**2 / (a**2).sum())
        wrong[ratio] = int(sets.mistakes(weights, [0, 0, 0], 0, np.random.default_rng(8)).sum())
    intervals = {ratio: clopper_pearson(w, count, confidence) for ratio, w in wrong.items()}
    cost = intervals[ratios[2]].upper - min(i.lower for i in intervals.values())
    scope = (
        f"n = {THREE}, d = 4000, s = 4, {count} training sets with a test point each, seeds 7 and 8, confidence "
        f"{CONFIDENCE}"
    )
    note = "; ".join(f"ratio {r:.3f}: {w / count:.4f}" for r, w in wrong.items())
    if cost > Fraction(1, 100):
        return nothing(f"the intervals leave a cost of {cost:.4f}: {note}", scope=scope)
    return numbers(Trust.SAMPLED, scope=scope, note=note)


@TUNING.sharpness("solved machines at margins around the tuned ones: mean errors", expect=Verdict.SUPPORTED)
def machines():
    """The same machines solved again for each margin ratio; mean errors, no claim of optimality."""
    model, count = MODELS[1], 300
    margins, _ = tuned(model, "MA")
    rng, rows = np.random.default_rng(9), []
    data = [training_set(model, rng) for _ in range(count)]
    for factor in (Fraction(1, 2), Fraction(3, 4), Fraction(1), Fraction(5, 4), Fraction(2)):
        solved = [hard_margin(one, (margins[0] * float(factor), 1)) for one in data]
        means = [math.fsum(m.error(y) for m in solved) / count for y in (0, 1)]
        rows.append(f"{factor} times the tuned ratio: {means[0]:.4f} and {means[1]:.4f}")
    scope = f"n = {COUNTS}, d = 4000, s = 4, {count} training sets, seed 9; minority's and majority's mean errors"
    return numbers(Trust.SAMPLED, scope=scope, note="; ".join(rows))
