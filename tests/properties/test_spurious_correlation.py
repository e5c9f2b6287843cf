"""Properties of the spurious-correlation paper: conclusions hold where hypotheses do, and fail where one is broken."""

import math
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mpmath import exp, log, mp, mpf, quad
from sympy import Interval, Reals, oo
from sympy import log as sympy_log

from checks.methods import exists, satisfying, violating, witness
from checks.paper import Claim, eq, le, natural
from proofs.spurious_correlation import (
    appendix_d,
    drift,
    flows,
    horizon,
    potentials,
    rate,  # noqa: F401
    symmetry,
)

SLOW = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
SMALL = st.fractions(min_value=Fraction(1, 20), max_value=3, max_denominator=20)


def float_point(point):
    return {name: mpf(q.numerator) / mpf(q.denominator) for name, q in point.items()}


@pytest.mark.parametrize(
    "statement",
    [drift.PULL_ABOVE, drift.PULL_BELOW, drift.PUSH, potentials.FLOW_V, potentials.FLOW_W, appendix_d.D_1_POINTWISE],
    ids=lambda s: s.id.partition("/")[2],
)
def test_lemmas_hold_where_their_hypotheses_do(statement):
    @SLOW
    @given(st.tuples(SMALL, SMALL, SMALL))
    def run(sizes):
        names = {str(symbol): symbol for symbol in statement.symbols}
        point = dict(zip(sorted(names), sizes, strict=False))
        if "u" in point and statement in (drift.PUSH, potentials.FLOW_W):
            point["u"] += 1
        if "x" in point:
            point["x"], point["z"] = -point["x"], point["z"] + point["alpha"]
        assert all(exists(statement, part, at=point).certificate is not None for part in statement.concludes)

    run()


@SLOW
@given(satisfying(flows.DISTANCE))
def test_distance_of_close_potentials(point):
    assert point["u"] - point["y"] <= point["b"] + point["c"]


class Orbit:
    """(14) in mpmath, and what is claimed of it."""

    def __init__(self, alpha, width, share, step, start):
        self.alpha, self.beta = mpf(alpha.numerator) / alpha.denominator + 1, mpf(0)
        self.d = mpf(width.numerator) / width.denominator
        self.beta = self.alpha + self.d
        self.spread = log(self.beta / self.alpha)
        self.share, self.h = mpf(share.numerator) / share.denominator, mpf(step.numerator) / step.denominator
        self.x0 = -1 - mpf(start.numerator) / start.denominator
        self.a = 2 * self.share * self.h / self.spread
        self.c = (1 + 1 / (2 * self.alpha)) / (2 * self.d)
        self.b = 1 / (2 * self.alpha) + self.a * (1 + 2 * self.alpha) * exp(-2 * self.alpha) / 2

    def step(self, x):
        ratio = log((1 + exp(2 * self.beta * x)) / (1 + exp(2 * self.alpha * x)))
        return x - self.share * self.h / self.spread * ratio / x

    def error(self, x):
        return quad(lambda z: 1 / (z * (1 + exp(-2 * x * z))), [self.alpha, self.beta]) / self.spread


@SLOW
@given(SMALL, SMALL, st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=50), SMALL, SMALL)
def test_rate_and_potentials_along_random_orbits(alpha, width, share, step, start):
    with mp.workdps(30):
        o = Orbit(alpha, width, share, 10 * step, start)
        x, two = o.x0, 2 * o.alpha
        for t in range(60):
            low = (o.c - x) * exp(-two * x) - (o.c - o.x0) * exp(-two * o.x0) - o.alpha * o.a * t
            high = (-x - o.b) * exp(-two * x) - (-o.x0 - o.b) * exp(-two * o.x0) - o.alpha * o.a * t
            size = abs(x) * exp(-two * x) * mpf(10) ** -20
            assert low >= -size
            assert high <= size
            if t % 20 == 19:
                rescaled = two**2 * o.share * o.h * t * o.error(x)
                loss = -o.x0 + o.b + 1 / o.alpha + 1 / (2 * o.d)
                assert 1 - loss / -x <= rescaled <= 1 + o.c / -x
            x = o.step(x)


def solved(drift, start, time, steps=400):
    """u(time), where u′ = drift(u), by the classical Runge–Kutta method; and u at the steps."""
    u, h, path = start, time / steps, [start]
    for _ in range(steps):
        a = drift(u)
        b = drift(u + h * a / 2)
        c = drift(u + h * b / 2)
        u += h * (a + 2 * b + 2 * c + drift(u + h * c)) / 6
        path.append(u)
    return u, path


@pytest.mark.parametrize(("alpha", "width", "share", "start", "time"), [(1, 1, "1/10", 0, 5), (2, 1, "9/10", 1, 40)])
def test_solutions_obey_what_is_proved_of_them(alpha, width, share, start, time):
    """`flow-v`, `flow-w`, and the integral of ξ along (19) as one over the gap."""
    with mp.workdps(20):
        o = Orbit(Fraction(alpha - 1), Fraction(width), Fraction(share), Fraction(1), Fraction(start))
        scale, two, rate = o.share / o.spread, 2 * o.alpha, 2 * o.alpha * o.share / o.spread * time

        def psi(x):
            return scale / x * log(1 + exp(two * x))

        def xi(x):
            return -scale / x * log(1 + exp(2 * o.beta * x))

        grown = {}
        for drift_, margin in ((psi, 0), (lambda x: psi(x) + xi(x), o.c)):
            u, path = solved(drift_, o.x0, mpf(time))
            grown[margin] = path
            least = (margin - o.x0) * exp(-two * o.x0) + rate
            most = (-o.x0 - 1 / two) * exp(-two * o.x0) + rate
            assert (margin - u) * exp(-two * u) >= least * (1 - mpf(10) ** -6)
            assert (-u - 1 / two) * exp(-two * u) <= most * (1 + mpf(10) ** -6)
        path = grown[0]
        weights = [1, *[4, 2] * (len(path) // 2 - 1), 4, 1]  # Simpson's rule
        along = sum(w * xi(u) for w, u in zip(weights, path, strict=True)) * time / (3 * (len(path) - 1))
        gap = quad(lambda u: log(1 + exp(-2 * o.beta * u)) / log(1 + exp(-two * u)), [-path[0], -path[-1]])
        assert abs(along - gap) <= abs(gap) * mpf(10) ** -5


def test_the_constant_for_a_law_with_two_values():
    """1/E grows by 4r₀²εh in a step, r₀ the smaller value, however rare it is (`aligned-features-constant`)."""

    def means(x):
        wrong = [1 / (1 + math.exp(-2 * x * r)) for r in (1, 2)]
        return 0.01 * wrong[0] + 0.99 * wrong[1], 0.01 * wrong[0] + 0.99 * 2 * wrong[1]

    share, h, x = 0.5, 1.0, -6.0
    inverse = 1 / means(x)[0]
    for _ in range(1000):
        x -= 2 * share * h * means(x)[1]
    assert (1 / means(x)[0] - inverse) / 1000 == pytest.approx(4 * share * h, rel=0.01)


@SLOW
@given(violating(symmetry.LEMMA_2_1, symmetry.LEMMA_2_1.given[0]))
def test_without_a_symmetric_start_the_first_half_fails(point):
    first = eq(symmetry.starts[2] - symmetry.starts[3], -(symmetry.starts[0] - symmetry.starts[1]))
    start = {str(symbol): point[str(symbol)] for symbol in symmetry.starts}
    about = Claim(symmetry.LEMMA_2_1, (first,), "all", dict.fromkeys(symmetry.starts, Reals), (), (), (None,))
    assert witness(about, at=start).certificate is not None


@SLOW
@given(SMALL, SMALL, SMALL)
def test_order_of_the_margins_is_necessary(alpha, width, u):
    """With β < α the pull is negative: the gap would rise."""
    alpha, u = float_point({"alpha": alpha, "u": u}).values()
    beta = alpha / (1 + mpf(width.numerator) / width.denominator)
    assert log(1 + exp(-2 * alpha * u)) < log(1 + exp(-2 * beta * u))


@SLOW
@given(st.integers(2, 400), st.integers(2, 400))
def test_horizon_fails_at_three_only(t, last):
    t, last = min(t, last), max(t, last)
    step, final = natural("t"), natural("T")
    ratios = le(sympy_log(final) / final, sympy_log(step) / step)
    at = {step: t, final: last}
    domains = {symbol: Interval(2, oo) for symbol in at}
    about = Claim(horizon.REMARK_2_5, (ratios,), "some", domains, (le(step, final),), (), (None,))
    assert (exists(about, at=at).certificate is None) is ((t, last) == (2, 3))


def test_statements_that_the_claims_ask_for():
    from proofs.spurious_correlation import euler_error, figures, generalization, satisfiable, setting
    from proofs.spurious_correlation.paper import PAPER

    del euler_error, figures, generalization, satisfiable, setting
    wanted = ("theorem-1.1", "theorem-1.3", "sharp-rate", "gap-against-flows", "section-3", "section-4")
    assert all(f"spurious_correlation/{slug}" in PAPER.statements for slug in wanted)
