r"""How far the closed form is from simulation: the interpolator's exact law, solved machines, and where it fails.

Everything here is sampled: mean errors over random training sets with intervals that hold together with the stated
confidence (Hoeffding; Maurer and Pontil's empirical Bernstein bound; Clopper and Pearson). Seeds are fixed.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from checks.methods import hoeffding
from checks.methods.concentration import each_of, empirical_bernstein
from checks.methods.quantities import outward
from checks.outcome import Finding, Quantity, Trust, Verdict

from .error import TEST_ERROR
from .law import Model, in_chunks, normal_cdf
from .machines import HAS_SCIPY, hard_margin, training_set

CONFIDENCE = float(Fraction(999, 1000))
COUNTS = (10, 100)
GRID = [(d, s) for d in (1000, 2000, 4000, 8000, 16000) for s in (2, 4, 8)]
DRAWS = 200_000
METHODS = ("CE", "MA", "LA")


def nus(model: Model) -> list[float]:
    """ν of each class, as doubles: for pictures and comparisons with simulation."""
    s, sigma = float(model.s), float(model.sigma)
    return [n / (sigma**2 * model.d + s**2 * n) for n in model.counts]


def tuned(model: Model, method: str) -> tuple[list[float], float]:
    """Margins and the difference b_min − b_maj of offsets of a method, two classes."""
    nu = nus(model)
    margins = [nu[1] / nu[0], 1] if method == "MA" else [1, 1]
    return [float(x) for x in margins], float(model.s) ** 2 * (nu[1] - nu[0]) / 2 if method == "LA" else 0


def closed_form(model: Model, margins: list[float], offset: float) -> list[float]:
    """Both classes' errors Φ(−f) with these margins and this offset in favour of class 0."""
    nu, kappa = nus(model), math.sqrt(1 - model.total / model.d)
    theta = kappa * float(model.s) ** 2 / float(model.sigma)
    spread = math.sqrt(margins[0] ** 2 * nu[0] + margins[1] ** 2 * nu[1])
    shift = kappa * offset / float(model.sigma)
    f = [(theta * margins[0] * nu[0] + shift) / spread, (theta * margins[1] * nu[1] - shift) / spread]
    return normal_cdf(-np.array(f)).tolist()


@dataclass(frozen=True)
class Comparison:
    """A simulated mean error with its interval, beside the closed form."""

    model: Model
    method: str
    y: int
    mean: float
    lower: float
    upper: float
    predicted: float

    @property
    def distance(self) -> float:
        """Of the simulated mean from the closed form."""
        return abs(self.mean - self.predicted)

    @property
    def farthest(self) -> float:
        """The largest distance that the interval leaves possible."""
        return max(abs(self.lower - self.predicted), abs(self.upper - self.predicted))

    @property
    def text(self) -> str:
        """Method, class and sizes in words."""
        m = self.model
        return f"{self.method}, class of {m.counts[self.y]}, d = {m.d}, s = {m.s}"


def interpolated(
    model: Model, method: str, confidence: float, count: int = DRAWS, seed: int = 1
) -> Iterator[Comparison]:
    """Both classes' mean errors of the all-tight interpolator, with Hoeffding's interval."""
    margins, offset = tuned(model, method)
    totals = [float(0), float(0)]
    for sets, _ in in_chunks(model, count, seed):
        totals[0] += float(sets.pair_errors([margins[0], -margins[1]], 0, offset).sum())
        totals[1] += float(sets.pair_errors([-margins[0], margins[1]], 1, -offset).sum())
    for y, predicted in enumerate(closed_form(model, margins, offset)):
        mean = totals[y] / count
        interval = hoeffding(mean, count, 0, 1, confidence)
        yield Comparison(model, method, y, mean, interval.lower, interval.upper, predicted)


def solved(model: Model, confidence: float, count: int, seed: int) -> Iterator[Comparison]:
    """Both classes' mean errors of machines that were solved, all methods on the same training sets."""
    rng = np.random.default_rng(seed)
    tuning = {method: tuned(model, method) for method in METHODS}
    values: dict[tuple[str, int], list[float]] = {(method, y): [] for method in METHODS for y in (0, 1)}
    for _ in range(count):
        data = training_set(model, rng)
        plain = hard_margin(data)
        for method in METHODS:
            margins, offset = tuning[method]
            machine = hard_margin(data, margins) if method == "MA" else plain
            for y in (0, 1):
                values[method, y].append(machine.error(y, offset))
    for (method, y), errors in values.items():
        predicted = closed_form(model, *tuning[method])[y]
        interval = empirical_bernstein(errors, 0, 1, confidence)
        yield Comparison(model, method, y, math.fsum(errors) / count, interval.lower, interval.upper, predicted)


def _worst(name: str, rows: list[Comparison], what: str) -> Quantity:
    """The largest distance seen, and the largest that the intervals leave possible."""
    seen = max(row.distance for row in rows)
    possible = max(row.farthest for row in rows)
    return Quantity(
        name,
        r"\max|\mathrm{simulated}-\mathrm{closed}|",
        f"largest distance of the closed form from {what}; lower: as simulated, upper: what intervals that hold "
        f"together with confidence {CONFIDENCE} leave possible",
        outward(Fraction(seen), 4, False),
        outward(Fraction(possible), 4, True),
        trust=Trust.SAMPLED,
    )


def _told(rows: list[Comparison], allowed: Fraction, name: str, what: str, scope: str) -> Finding:
    """Supported when every interval lies within `allowed` of the closed form."""
    worst = max(rows, key=lambda row: row.farthest)
    note = (
        f"largest: {worst.text}: simulated {worst.mean:.4f} in [{worst.lower:.4f}, {worst.upper:.4f}], closed form "
        f"{worst.predicted:.4f}"
    )
    if worst.farthest > allowed:
        return Finding.undecided(f"not within {allowed}; {note}", scope=scope)
    return Finding.evidence(Trust.SAMPLED, scope=scope, note=note, quantities=(_worst(name, rows, what),))


@TEST_ERROR.conclusion("the interpolator's exact law: within 0.02 on the published grid", expect=Verdict.SUPPORTED)
def interpolator_agrees():
    """n = (10, 100), d from 1000 to 16000, s from 2 to 8, cross-entropy, best margins, best offsets, both classes."""
    confidence = each_of(2 * len(METHODS) * len(GRID), CONFIDENCE)
    rows = [
        row
        for d, s in GRID
        for method in METHODS
        for row in interpolated(Model(COUNTS, d, Fraction(s)), method, confidence)
    ]
    scope = (
        f"n = {COUNTS}, σ = 1, {len(GRID)} pairs (d, s), {DRAWS} training sets each from the exact law, seed 1; "
        f"Hoeffding intervals that hold together with confidence {CONFIDENCE}"
    )
    return _told(rows, Fraction(1, 50), "tightness_max", "the interpolator's mean error on the published grid", scope)


MACHINES = 2500


def _machines_agree(s: int, name: str) -> Finding:
    models = [Model(COUNTS, d, Fraction(s)) for d in (2000, 4000, 8000)]
    confidence = each_of(2 * len(METHODS) * len(models), CONFIDENCE)
    rows = [row for model in models for row in solved(model, confidence, MACHINES, seed=2)]
    scope = (
        f"n = {COUNTS}, s = {s}, d = 2000, 4000, 8000, σ = 1, {MACHINES} solved machines each, seed 2; empirical "
        f"Bernstein intervals that hold together with confidence {CONFIDENCE}"
    )
    return _told(rows, Fraction(1, 50), name, f"the solved machines' mean error at s = {s}", scope)


if HAS_SCIPY:

    @TEST_ERROR.conclusion("solved machines, strong signal: within 0.02", expect=Verdict.SUPPORTED)
    def machines_agree():
        """d from 18 to 73 times N; much of what is left is mostly the interval's own width."""
        return _machines_agree(4, "tightness_max_machine_s4")

    @TEST_ERROR.conclusion("solved machines, very strong signal: within 0.02", expect=Verdict.SUPPORTED)
    def machines_agree_at_8():
        return _machines_agree(8, "tightness_max_machine_s8")

    @TEST_ERROR.sharpness("where it fails: few support vectors", expect=Verdict.SUPPORTED)
    def where_it_fails():
        """d = 2N to 9N at s = 2 and s = 4: the machine with the best margins errs less on the majority than the
        closed form says."""
        models = [Model(COUNTS, d, Fraction(s)) for d in (220, 330, 550, 1000) for s in (2, 4)]
        rows = [row for model in models for row in solved(model, each_of(48, CONFIDENCE), 600, seed=3)]
        by = {(r.model.d, int(r.model.s), r.method, r.y): r for r in rows}
        outside = [r for r in rows if not r.lower <= r.predicted <= r.upper]
        table = "; ".join(
            f"d = {d}, s = {s}: margins, majority {by[d, s, 'MA', 1].mean:.3f} against "
            f"{by[d, s, 'MA', 1].predicted:.3f}, cross-entropy, minority {by[d, s, 'CE', 0].mean:.3f} against "
            f"{by[d, s, 'CE', 0].predicted:.3f}"
            for d in (220, 330, 550, 1000)
            for s in (2, 4)
        )
        worst = max(outside, key=lambda r: r.distance, default=None)
        if worst is None:
            return Finding.undecided("no interval excludes the closed form; draw more machines")
        return Finding.evidence(
            Trust.SAMPLED,
            scope=f"n = {COUNTS}, 600 machines at each of 8 sizes, seed 3; intervals that hold together with "
            f"confidence {CONFIDENCE}",
            note=f"The closed form lies outside {len(outside)} of {len(rows)} intervals, farthest for {worst.text}. "
            f"{table}.",
            quantities=(_worst("failure_few_support_vectors", outside, "solved machines at d = 2N … 9N"),),
        )
