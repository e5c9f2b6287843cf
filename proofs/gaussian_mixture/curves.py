r"""Many classes: one test point for each training set of the exact law, and the picture of error against dimension."""

import math
from fractions import Fraction

import numpy as np

from checks.methods import clopper_pearson, nothing, numbers
from checks.methods.concentration import each_of, empirical_bernstein
from checks.outcome import Curve, Figure, Trust, Verdict

from .agreement import CONFIDENCE, nus
from .error import TEST_ERROR
from .law import Array, Model, in_chunks, normal_cdf
from .machines import class_machine, training_set

METHODS = ("CE", "CDT", "MA", "LA")
DIMENSIONS = (500, 1000, 2000, 4000, 8000, 16000)
THREE = (10, 100, 100)
TEN = (5,) * 5 + (50,) * 5


def columns(model: Model, method: str) -> tuple[Array, list[float]]:
    """Row c: the coefficients of w_c in the vectors XK⁻¹1_j; and the offsets."""
    k, nu = model.k, np.array(nus(model))
    margins = nu[-1] / nu if method == "MA" else np.ones(k)
    offsets = (-(float(model.s) ** 2) * nu / 2).tolist() if method == "LA" else [float(0)] * k
    a = np.ones(k)
    if method == "CDT":
        a[0] = 1 + math.sqrt(k)
    shares = a**2 / (a**2).sum()
    return a[:, None] * (np.eye(k) - shares) * margins, offsets


def simulated(model: Model, method: str, y: int, count: int, seed: int) -> tuple[int, int]:
    """Mistakes on test points of class y, one for each of `count` training sets of the exact law."""
    weights, offsets = columns(model, method)
    wrong = 0
    for sets, rng in in_chunks(model, count, seed):
        wrong += int(sets.mistakes(weights, offsets, y, rng).sum())
    return wrong, count


def closed(model: Model, method: str, y: int) -> float:
    """The closed form as a double, by the trapezoidal rule: for comparison with simulation and for pictures."""
    k, nu = model.k, np.array(nus(model))
    kappa = math.sqrt(1 - model.total / model.d)
    theta, sigma = kappa * float(model.s) ** 2 / float(model.sigma), float(model.sigma)
    g = np.linspace(-9, 9, 3601)
    weight = np.exp(-(g**2) / 2)
    weights, b = columns(model, method)
    product = np.ones_like(g)
    if method == "CDT":  # equal classes but the first; see predicted.temperature_error
        own, rival, other = _differences(weights)
        common = nu[0] * own**2 + nu[1] * (2 * rival * other + (k - 3) * other**2)
        spread = math.sqrt(nu[1]) * abs(rival - other)
        product = normal_cdf((theta * nu[0] * own + math.sqrt(common) * g) / spread) ** (k - 1)
    else:
        delta = nu[-1] / nu if method == "MA" else np.ones(k)
        for c in range(k):
            if c != y:
                top = theta * delta[y] * nu[y] + delta[y] * math.sqrt(nu[y]) * g + kappa * (b[y] - b[c]) / sigma
                product = product * normal_cdf(top / (delta[c] * math.sqrt(nu[c])))
    return float(1 - (weight * product).sum() / weight.sum())


def _differences(weights: Array) -> tuple[float, float, float]:
    first = weights[0] - weights[1]
    return float(first[0]), float(first[1]), float(first[2])


@TEST_ERROR.conclusion(
    "ten classes, and three with temperature: mean errors within 0.02 of the closed form", expect=Verdict.SUPPORTED
)
def many_classes_agree():
    """Mistakes counted on the interpolator's exact law; Clopper–Pearson intervals."""
    ten, three = Model(TEN, 10_000, Fraction(8)), Model(THREE, 4000, Fraction(4))
    cases = [(ten, method, y) for method in ("CE", "MA", "LA") for y in (0, 9)]
    cases += [(three, method, 0) for method in METHODS]
    confidence, count = each_of(len(cases), CONFIDENCE), 60_000
    rows, farthest = [], float(0)
    for model, method, y in cases:
        wrong, drawn = simulated(model, method, y, count if model.k == 3 else count // 2, seed=4)
        interval, predicted = clopper_pearson(wrong, drawn, confidence), closed(model, method, y)
        farthest = max(farthest, abs(interval.lower - predicted), abs(interval.upper - predicted))
        rows.append(
            f"{method}, k = {model.k}, class of {model.counts[y]}: {wrong / drawn:.4f} in [{interval.lower:.4f}, "
            f"{interval.upper:.4f}], closed form {predicted:.4f}"
        )
    scope = (
        f"n = {TEN}, d = 10⁴, s = 8 and n = {THREE}, d = 4000, s = 4; seed 4; intervals that hold together with "
        f"confidence {CONFIDENCE}"
    )
    note = "; ".join(rows)
    if farthest > Fraction(1, 50):
        return nothing(f"an interval leaves the band of 0.02: {note}", scope=scope)
    return numbers(Trust.SAMPLED, scope=scope, note=note)


@TEST_ERROR.conclusion("solved machines of three classes: mean errors within 0.04", expect=Verdict.SUPPORTED)
def machines_of_three_classes():
    """n = (5, 20, 20), d = 3000, s = 4: cross-entropy, temperature 1 + √3, margins and offsets, on the same sets; 200
    test points for each class and set, the same for all methods."""
    model, count, points = Model((5, 20, 20), 3000, Fraction(4)), 1000, 200
    rng, tuning = np.random.default_rng(16), {method: _trained(model, method) for method in METHODS}
    cases = [(method, y) for method in METHODS for y in (0, 1) if (method, y) != ("CDT", 1)]
    values: dict[tuple[str, int], list[float]] = {case: [] for case in cases}
    shares: dict[str, list[float]] = {method: [] for method in METHODS}
    for _ in range(count):
        data, normal = training_set(model, rng), rng.standard_normal((points, model.k))
        plain = class_machine(data, [1] * model.k, [1] * model.k)
        for method, (margins, gammas, offsets) in tuning.items():
            machine = class_machine(data, margins, gammas) if method in ("MA", "CDT") else plain
            shares[method].append(machine.support)
            for y in (0, 1):
                if (method, y) in values:
                    values[method, y].append(machine.error(y, offsets, normal))
    confidence, rows, farthest = each_of(len(cases), CONFIDENCE), [], float(0)
    for (method, y), errors in values.items():
        interval, predicted = empirical_bernstein(errors, 0, 1, confidence), closed(model, method, y)
        farthest = max(farthest, abs(interval.lower - predicted), abs(interval.upper - predicted))
        rows.append(
            f"{method}, class of {model.counts[y]}: {math.fsum(errors) / count:.4f} in [{interval.lower:.4f}, "
            f"{interval.upper:.4f}], closed form {predicted:.4f}"
        )
    tight = ", ".join(f"{method} {math.fsum(found) / count:.3f}" for method, found in shares.items())
    scope = (
        f"n = {model.counts}, d = {model.d}, s = {model.s}, σ = 1, {count} training sets, seed 16; empirical Bernstein "
        f"intervals that hold together with confidence {CONFIDENCE}"
    )
    note = f"{'; '.join(rows)}. Share of tight constraints: {tight}."
    if farthest > Fraction(1, 25):
        return nothing(f"an interval leaves the band of 0.04: {note}", scope=scope)
    return numbers(Trust.SAMPLED, scope=scope, note=note)


def _trained(model: Model, method: str) -> tuple[list[float], list[float], list[float]]:
    """Margins, temperatures γ and offsets of a method."""
    nu, ones = nus(model), [float(1)] * model.k
    margins = [nu[-1] / v for v in nu] if method == "MA" else ones
    gammas = [1 / (1 + math.sqrt(model.k)), *ones[1:]] if method == "CDT" else ones
    return margins, gammas, columns(model, method)[1]


@TEST_ERROR.sharpness("the minority's error against the dimension, simulated", expect=Verdict.SUPPORTED)
def against_dimension():
    """Three classes, one of 10 and two of 100 examples, s = 4: cross-entropy, temperature 1 + √3, margins, offsets."""
    curves, count = [], 12_000
    confidence = each_of(len(METHODS) * len(DIMENSIONS), CONFIDENCE)
    fine = np.geomspace(DIMENSIONS[0], DIMENSIONS[-1], 40)
    for method in METHODS:
        values = [closed(Model(THREE, int(d), Fraction(4)), method, 0) for d in fine]
        curves.append(Curve(f"{method}, closed form", [int(d) for d in fine], values))
    for method in METHODS:
        low, high = [], []
        for d in DIMENSIONS:
            interval = clopper_pearson(*simulated(Model(THREE, d, Fraction(4)), method, 0, count, seed=5), confidence)
            low.append(interval.lower)
            high.append(interval.upper)
        curves.append(Curve(f"{method}, simulated", list(DIMENSIONS), low, kind="intervals", upper=high))
    figure = Figure(
        "error-against-dimension",
        "Test error of the minority class",
        "$d$",
        "error",
        tuple(curves),
        x_scale="log",
        caption=(
            "One class of 10 and two of 100 examples, $s = 4$, $\\sigma = 1$. Lines: the closed form. Bars: "
            "intervals from "
            f"{count} draws of the interpolator's exact law that hold together with confidence {CONFIDENCE}."
        ),
    )
    return numbers(Trust.SAMPLED, scope=f"n = {THREE}, s = 4, {count} draws for each bar, seed 5", figures=(figure,))
