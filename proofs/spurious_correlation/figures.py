"""The pictures: numbers for the eye, computed in plain floats or read off enclosed orbits; never evidence."""

import math

from sympy import Rational

from checks.methods import values_along
from checks.methods.handing import numbers
from checks.outcome import Curve, Evidence, Figure, Trust, Verdict
from proofs.spurious_correlation.euler_error import GAP_AGAINST_FLOWS
from proofs.spurious_correlation.horizon import REMARK_2_5
from proofs.spurious_correlation.notation import gap, t
from proofs.spurious_correlation.orbits import PAPERS, SHARES, WORKED, Case
from proofs.spurious_correlation.rate import SHARP_RATE

LOW, HIGH, SHARE, STEP = 3 / 2, 3, 1 / 10, 1 / 10  # the worked parameters
SPREAD = math.log(HIGH / LOW)
A = 2 * SHARE * STEP / SPREAD
C = (1 + 1 / (2 * LOW)) / (2 * (HIGH - LOW))
B = 1 / (2 * LOW) + A * (1 + 2 * LOW) * math.exp(-2 * LOW) / 2


def steps(first: int = 0, per_decade: int = 8) -> list[int]:
    """Steps up to 10⁵, evenly on a logarithmic scale."""
    return sorted({round(10 ** (k / per_decade)) for k in range(first * per_decade, 5 * per_decade + 1)})


def solution(drift, times: list[float]) -> list[float]:
    """u′ = drift(u) from u = 1 at these times, by Runge and Kutta's method in ln z."""
    u, z = float(1), float(0)
    out: list[float] = []
    for target in times:
        parts = 60
        for k in range(parts):
            here = z + (target - z) * ((k + 1) / parts) ** 2
            width = here - (z + (target - z) * (k / parts) ** 2)
            k1 = drift(u)
            k2 = drift(u + width * k1 / 2)
            k3 = drift(u + width * k2 / 2)
            k4 = drift(u + width * k3)
            u += width * (k1 + 2 * k2 + 2 * k3 + k4) / 6
        z = target
        out.append(u)
    return out


def both_flows() -> Figure:
    """The gap against v and w, with the proved bands around it."""
    at = steps()
    rows = values_along(SHARP_RATE, WORKED.at(Rational(1, 10)), [gap(t)], at, evolves=WORKED.recursion, bits=64)
    gaps = [-float(row[0].mid()) for row in rows]
    times = [STEP * n for n in at]

    def low(u: float) -> float:
        return 2 * SHARE / SPREAD * math.log1p(math.exp(-2 * LOW * u)) / (2 * u)

    def full(u: float) -> float:
        return low(u) - 2 * SHARE / SPREAD * math.log1p(math.exp(-2 * HIGH * u)) / (2 * u)

    v, w = solution(low, times), solution(full, times)
    band = [max(u - B / (2 * LOW * (u - B)), 1) for u in gaps]
    upper = [u + (1 / (2 * LOW) + C) / (2 * LOW * (u - 1 / (2 * LOW))) for u in gaps]
    return Figure(
        "gap_and_flows",
        "The gap and its two continuous limits",
        "step $t$",
        r"$-x_t,\ -v(th),\ -w(th)$",
        (
            Curve("proved band for $v$", at, band, kind="band", upper=upper),
            Curve("gap $-x_t$", at, gaps, kind="points"),
            Curve("$-v(th)$, Eq. (19)", at, v),
            Curve("$-w(th)$, Eq. (20)", at, w, kind="dashed"),
        ),
        x_scale="log",
        caption=r"$\alpha = 3/2$, $\beta = 3$, $\varepsilon = h = 1/10$. The band is that of the repair of "
        r"Proposition 2.4.",
    )


def rescaled(case: Case, share: Rational) -> tuple[list[float], list[float]]:
    """4α²εht·E[1 − p_y] along the orbit, and 1 − 1/(α|x_t|)."""
    at = steps(1)
    value = 4 * case.low**2 * share * case.rate * t * case.error(gap(t))
    rows = values_along(SHARP_RATE, case.at(share), [value, gap(t)], at, evolves=case.recursion, bits=64)
    low = float(case.low)
    return [float(row[0].mid()) for row in rows], [1 + 1 / (low * float(row[1].mid())) for row in rows]


def rescaled_errors() -> Figure:
    """How the rescaled error approaches 1."""
    at = steps(1)
    worked, first_order = rescaled(WORKED, Rational(1, 10))
    curves = [
        Curve(r"$\alpha=3/2$, $\beta=3$, $\varepsilon=h=1/10$", at, worked),
        Curve(r"$1-1/(\alpha|x_t|)$ there", at, first_order, kind="dashed"),
        Curve("limit", [at[0], at[-1]], [1, 1], kind="dashed"),
    ]
    quick = Case(PAPERS.low, PAPERS.high, Rational(1, 100))
    for share in SHARES[::2]:
        curves.append(Curve(rf"$\alpha=1$, $\beta=e$, $h=1/100$, $\varepsilon={share}$", at, rescaled(quick, share)[0]))
    return Figure(
        "rescaled_error",
        "The rescaled error approaches 1 at a logarithmic pace",
        "step $t$",
        r"$4\alpha^2\varepsilon ht\,\mathbb{E}[1-p_y]$",
        tuple(curves),
        x_scale="log",
        caption="The plateau is 1 for every share; what differs at a given step is the distance from it.",
    )


def region_of_condition() -> Figure:
    """Where (9) holds, in the plane of t and h."""
    at = [10 ** (k / 20) for k in range(2, 141)]
    scale = math.exp(2) * 5 / 6
    bound = [scale * math.log(n) / n for n in at]
    floor = [10**-7] * len(at)
    return Figure(
        "condition_9",
        "The region of condition (9)",
        "step $t$",
        "step size $h$",
        (
            Curve("condition (9) holds", at, floor, kind="band", upper=bound),
            Curve("printed point", [840000], [10**-4], kind="points"),
            Curve("$h = 10^{-4}$", [at[0], at[-1]], [10**-4, 10**-4], kind="dashed"),
        ),
        x_scale="log",
        y_scale="log",
        caption=r"$\alpha=1$, $\beta=e$, $\varepsilon=1/10$, $\eta=1/2$: every horizontal line leaves the "
        r"region for good.",
    )


@GAP_AGAINST_FLOWS.sharpness("picture of the gap and the two flows", expect=Verdict.SUPPORTED)
def picture_of_the_flows() -> Evidence:
    return numbers(Trust.NUMERICAL, scope="t ≤ 10⁵ at α = 3/2, β = 3, ε = h = 1/10", figures=(both_flows(),))


@SHARP_RATE.sharpness("picture of the rescaled error", expect=Verdict.SUPPORTED)
def picture_of_the_rate() -> Evidence:
    return numbers(Trust.NUMERICAL, scope="t ≤ 10⁵ at five sets of parameters", figures=(rescaled_errors(),))


@REMARK_2_5.sharpness("picture of condition (9)", expect=Verdict.SUPPORTED)
def picture_of_the_condition() -> Evidence:
    return numbers(Trust.NUMERICAL, scope="t ≤ 10⁷ at the printed parameters", figures=(region_of_condition(),))
