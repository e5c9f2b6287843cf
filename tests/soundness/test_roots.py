"""The rules `roots` and `root` under attack: planted double zeros, zeros on faces and corners, near-misses,
tampering."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sympy import Abs, Expr, Integer, Rational, cos, exp, log, sin, symbols

from checks.kernel import Established, Rejected, establish
from checks.kernel.judgement import Context, Domain
from checks.kernel.sympy_terms import term_of
from checks.kernel.terms import Term, conjunction, rational, relation, var
from checks.methods.search import NotFound
from checks.methods.zeros import all_zeros

x, y = symbols("x y", real=True)
UNIT = (Integer(0), Integer(1))
Sides = dict[str, tuple[Any, Any]]


def box(**sides: tuple[Any, Any]) -> dict[str, Domain]:
    return {n: Domain(Fraction(a), Fraction(b), False, False) for n, (a, b) in sides.items()}


def inside(**sides: tuple[Any, Any]) -> Term:
    return conjunction(
        f
        for n, (a, b) in sides.items()
        for f in (relation("<=", rational(Fraction(a)), var(n)), relation("<=", var(n), rational(Fraction(b))))
    )


def step(rule: str, domains: dict[str, Domain], shows: Term, given: tuple[Term, ...] = (), **data: Any) -> Established:
    context = Context.of(domains, given)
    body = {"rule": rule, "in": 0, "shows": shows.to_json(), "from": [], **data}
    return establish({"certificate": 1, "contexts": [context.to_json()], "steps": [body]})


def nowhere_else(
    equations: list[Expr], domains: dict[str, Domain], boxes: list[Term], tree: str, **data: Any
) -> Established:
    parts = [relation("!=", term_of(e), rational(0)) for e in equations] + boxes
    return step("roots", domains, parts[0] if len(parts) == 1 else Term("or", tuple(parts)), tree=tree, **data)


def there(equations: list[Expr], domains: dict[str, Domain], **data: Any) -> Established:
    return step(
        "root", domains, conjunction(relation("=", term_of(e), rational(0)) for e in equations), some=True, **data
    )


def only_one(equations: list[Expr], domains: dict[str, Domain], twins: dict[str, str] | None = None) -> Established:
    names = sorted(domains)
    twins = twins or {n: f"{n}_other" for n in names}
    first = [relation("!=", term_of(e), rational(0)) for e in equations]
    second = [f.substitute({n: var(t) for n, t in twins.items()}) for f in first]
    same = conjunction(relation("=", var(n), var(twins[n])) for n in names)
    both = {**domains, **{twins[n]: d for n, d in domains.items()}}
    return step("root", both, Term("or", (*first, *second, same)), twins=twins)


# What is right is accepted ------------------------------------------------------------------------------------------


def test_a_simple_zero_is_located_there_and_alone() -> None:
    near = box(x=(Fraction(7, 5), Fraction(3, 2)))
    shown = nowhere_else([x**2 - 2], box(x=(0, 2)), [inside(x=(Fraction(7, 5), Fraction(3, 2)))], "0x0kk")
    assert shown.claim.kind == "all"
    assert shown.trust == "enclosed"
    assert there([x**2 - 2], near).claim.kind == "some"
    assert only_one([x**2 - 2], near).claim.kind == "all"


def test_a_box_without_zeros() -> None:
    nowhere_else([x**2 + 1], box(x=(-3, 3)), [], "x")
    with pytest.raises(Rejected):
        nowhere_else([x**2 - 1], box(x=(-3, 3)), [], "x")


# Zeros on faces and corners -----------------------------------------------------------------------------------------


def test_a_zero_on_the_face_between_two_leaves_is_counted_once() -> None:
    zeros = all_zeros([2 * x - 1], {x: UNIT})
    assert zeros.count == 1
    small = inside(x=(Fraction(49, 100), Fraction(51, 100)))
    nowhere_else([2 * x - 1], box(x=UNIT), [small], "0kk")


def test_a_zero_on_the_corner_of_four_leaves_is_counted_once() -> None:
    curved = [(2 * x - 1) + (2 * y - 1) ** 2, (2 * y - 1) - (2 * x - 1) ** 3]
    assert all_zeros([sin(2 * x - 1), 2 * y - 1], {x: UNIT, y: UNIT}).count == 1
    zeros = all_zeros(curved, {x: UNIT, y: UNIT})
    assert zeros.count == 2  # (1/2, 1/2) and, with u = 2x − 1, v = 2y − 1: u = −v², v = u³
    small = inside(x=(Fraction(49, 100), Fraction(51, 100)), y=(Fraction(49, 100), Fraction(51, 100)))
    nowhere_else([2 * x - 1, 2 * y - 1], box(x=UNIT, y=UNIT), [small], "01kk1kk")


def test_a_rational_zero_on_the_boundary_is_counted() -> None:
    for equations, count in (([x, y], 1), ([x, y - 1], 1), ([x * (x - 1), y * (y - 1)], 4), ([x - 1, 2 * y - 1], 1)):
        assert all_zeros(equations, {x: UNIT, y: UNIT}).count == count


def test_a_zero_within_a_hair_of_the_boundary_is_not_guessed() -> None:
    """At −2⁻²⁰⁰ it is certainly outside; at 2⁻²⁰⁰ its small box meets the boundary, and it is not a simple fraction."""
    assert all_zeros([x + Rational(1, 2**200)], {x: UNIT}).count == 0
    with pytest.raises(NotFound):
        all_zeros([x - Rational(1, 2**200)], {x: UNIT})
    with pytest.raises(NotFound):
        all_zeros([exp(x) - 1 + sin(x) - Rational(1, 2**200)], {x: UNIT})


def test_an_irrational_zero_outside_of_the_box_is_not_counted() -> None:
    assert all_zeros([x**2 - 2], {x: (Integer(0), Rational(7, 5))}).count == 0
    assert all_zeros([x**2 - 2], {x: (Integer(-2), Rational(7, 5))}).count == 1


def test_a_zero_on_the_face_of_the_box_does_not_exist_in_a_box_that_sticks_out() -> None:
    """The rule demands that the image lies inside: it says nothing for a box with the zero on its face."""
    with pytest.raises(Rejected, match="interior"):
        there([x - 1], box(x=UNIT))


# Double zeros and near-misses ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "equations",
    [[x**2], [x**3], [(2 * x - 1) ** 2], [1 - cos(x)], [x**2 * (x - 1)]],
)
def test_a_multiple_zero_on_the_line_is_not_certified(equations: list[Expr]) -> None:
    with pytest.raises(NotFound):
        all_zeros(equations, {x: (Integer(-2), Rational(3, 2))}, depth=40)


def test_a_multiple_zero_in_the_plane_is_not_certified() -> None:
    with pytest.raises(NotFound):
        all_zeros([y - x**2, y], {x: (Integer(-1), Integer(1)), y: (Integer(-1), Integer(1))}, depth=30)


def test_a_double_zero_may_be_surrounded_but_neither_exists_nor_is_alone() -> None:
    small = {"x": (Fraction(-1, 8), Fraction(1, 8))}
    nowhere_else([x**2], box(x=(-1, 1)), [inside(**small)], AROUND_ZERO)
    with pytest.raises(Rejected):
        there([x**2], box(**small))
    with pytest.raises(Rejected):
        only_one([x**2], box(**small))


AROUND_ZERO = "0" + "0x0x0xk" + "000kxxx"  # down to [−1/8, 0] and [0, 1/8], all else excluded


@pytest.mark.parametrize("exponent", [10, 30, 60])
def test_two_zeros_in_one_box_are_not_taken_for_one(exponent: int) -> None:
    near = x**2 - Rational(1, 4**exponent)
    r = Fraction(1, 2 ** (exponent - 1))
    with pytest.raises(Rejected):
        only_one([near], box(x=(-r, r)))
    with pytest.raises(Rejected):
        there([near], box(x=(-r, r)))


@pytest.mark.parametrize("exponent", [10, 30])
def test_a_near_miss_is_no_zero(exponent: int) -> None:
    missed = x**2 + Rational(1, 4**exponent)
    assert all_zeros([missed], {x: (Integer(-1), Integer(1))}, depth=80).count == 0
    r = Fraction(1, 2**exponent)
    for radius in (r, 4 * r, r / 4):
        with pytest.raises(Rejected):
            there([missed], box(x=(-radius, radius)))


def test_two_zeros_next_to_each_other_are_told_apart() -> None:
    assert all_zeros([x**2 - Rational(1, 4**20)], {x: (Integer(-1), Integer(1))}, depth=80).count == 2


# Tampering ----------------------------------------------------------------------------------------------------------

SMALL = {"x": (Fraction(7, 5), Fraction(3, 2))}
GOOD = "0x0kk"


@pytest.mark.parametrize(
    "tree",
    ["", "x", "kk", "0x0k", "0x0kkk", "0x0xk", "0x1kk", "0x0nn", "0x0vv", "0x0K", "xx", "00x0kk"],
)
def test_a_tampered_tree_is_turned_down(tree: str) -> None:
    nowhere_else([x**2 - 2], box(x=(0, 2)), [inside(**SMALL)], GOOD)
    with pytest.raises(Rejected):
        nowhere_else([x**2 - 2], box(x=(0, 2)), [inside(**SMALL)], tree)


def test_k_leaves_do_not_lose_a_zero() -> None:
    """[−2, 2] holds two zeros; only one box is offered."""
    for tree in ("k", "0kk", "00kk0kk", "00xk0kk", "00kx0xk"):
        with pytest.raises(Rejected):
            nowhere_else([x**2 - 2], box(x=(-2, 2)), [inside(**SMALL)], tree)


@pytest.mark.parametrize(
    "goal",
    [
        Term("or", (relation("!=", var("x"), rational(0)), relation("<=", rational(0), var("x")))),
        Term("or", (relation("!=", var("x"), rational(0)), relation("<", var("x"), rational(1)))),
        Term("or", (relation("!=", var("x"), rational(0)), relation("=", var("x"), rational(1)))),
        Term("or", (relation("=", var("x"), rational(0)),)),
        relation("<=", rational(-1), var("x")),
    ],
)
def test_a_goal_of_another_shape_is_turned_down(goal: Term) -> None:
    for tree in ("k", "x"):
        with pytest.raises(Rejected):
            step("roots", box(x=(-1, 1)), goal, tree=tree)


def test_undefined_is_never_settled() -> None:
    everywhere = [inside(x=(-5, 5))]
    for equation in (log(x), 1 / x, x ** Rational(1, 2), 1 / x + x):
        for tree in ("x", "k", "0kk", "0xx"):
            with pytest.raises(Rejected):
                nowhere_else([equation], box(x=(-1, 1)), everywhere, tree)
        with pytest.raises(Rejected):
            there([equation], box(x=(-1, 1)))


def test_a_kink_is_not_differentiated() -> None:
    with pytest.raises(NotFound):
        all_zeros([Abs(x)], {x: (Integer(-1), Integer(1))}, depth=20)
    with pytest.raises(Rejected):
        there([Abs(x) - x / 2], box(x=(-1, 1)))


def test_a_system_that_is_not_square_is_turned_down() -> None:
    both = box(x=(-1, 1), y=(-1, 1))
    for equations in ([x + y], [x, y, x - y]):
        with pytest.raises(Rejected):
            there(equations, both)
    with pytest.raises(Rejected):
        there([x, x + 1 - 1 + 0 * y], both)


def test_existence_has_no_hypotheses_and_no_idle_symbols() -> None:
    goal = relation("=", term_of(2 * x - 1), rational(0))
    with pytest.raises(Rejected, match="hypotheses"):
        step("root", box(x=UNIT), goal, given=(relation("<", var("x"), rational("1/4")),), some=True)
    with pytest.raises(Rejected, match="unknowns"):
        step("root", box(x=UNIT, y=(0, 0)), goal, some=True)
    naturals = {"x": Domain(Fraction(0), Fraction(1), False, False, True)}
    with pytest.raises(Rejected):
        step("root", naturals, goal, some=True)


def test_existence_is_not_universal_and_covering_not_existential() -> None:
    goal = relation("=", term_of(2 * x - 1), rational(0))
    with pytest.raises(Rejected):
        step("root", box(x=UNIT), goal)
    with pytest.raises(Rejected):
        step("roots", box(x=UNIT), relation("!=", var("x"), rational(2)), some=True, tree="x")


def test_uniqueness_needs_true_twins_in_one_box() -> None:
    near = box(**SMALL)
    with pytest.raises(Rejected):
        only_one([x**2 - 2], near, {"x": "x"})
    wide = {**near, "x_other": Domain(Fraction(-2), Fraction(2), False, False)}
    first = relation("!=", term_of(x**2 - 2), rational(0))
    second = first.substitute({"x": var("x_other")})
    same = relation("=", var("x"), var("x_other"))
    with pytest.raises(Rejected, match="same box"):
        step("root", wide, Term("or", (first, second, same)), twins={"x": "x_other"})
    alike = {**near, "x_other": near["x"]}
    for parts in ((first, same), (second, first, same), (first, second), (same, first, second), (first, first, same)):
        with pytest.raises(Rejected):
            step("root", alike, Term("or", parts), twins={"x": "x_other"})


def test_uniqueness_fails_where_the_jacobian_turns() -> None:
    with pytest.raises(Rejected):
        only_one([x**2 - 2], box(x=(-2, 2)))
    with pytest.raises(Rejected):
        only_one([x**2 + y**2 - 1, x - y], box(x=(-1, 1), y=(-1, 1)))


def test_a_point_is_no_box_for_krawczyk() -> None:
    with pytest.raises(Rejected):
        there([x - 1], box(x=(1, 1)))
    with pytest.raises(Rejected):
        only_one([x - 1], box(x=(1, 1)))


@pytest.mark.parametrize("bits", [2, 8, 16, 24])
def test_low_precision_makes_nothing_true(bits: int) -> None:
    for equation in (x**2 + Rational(1, 10**9), x**2 - 2 * x + 1 + Rational(1, 10**6)):
        with pytest.raises(Rejected):
            there([equation], box(x=(Fraction(-1, 3), Fraction(5, 3))), bits=bits)


def test_established_joins_all_certificates() -> None:
    zeros = all_zeros([exp(x) - 2, y + x], {x: (Integer(-2), Integer(2)), y: (Integer(-2), Integer(2))})
    together = zeros.established
    assert zeros.count == 1
    assert [m.split(":")[0] for m in together.modulo] == ["inference"]
    assert {s["rule"] for s in together.certificate["steps"]} == {"roots", "root", "cited"}
    assert zeros.number("n", symbol="n", meaning="zeros").lower == "1"


# Random systems with planted zeros ----------------------------------------------------------------------------------

PLACES = st.fractions(min_value=-2, max_value=2, max_denominator=7)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PLACES, min_size=1, max_size=4, unique=True))
def test_planted_simple_zeros_are_all_found(roots: list[Fraction]) -> None:
    f = exp(x / 3)
    for r in roots:
        f = f * (x - Rational(r.numerator, r.denominator))
    zeros = all_zeros([f], {x: (Integer(-2), Integer(2))})
    assert zeros.count == len(roots)
    for z, r in zip(zeros.zeros, sorted(roots), strict=True):
        assert z.box[0][0] <= r <= z.box[0][1]


@given(st.lists(PLACES, min_size=1, max_size=3, unique=True), st.data())
def test_a_planted_double_zero_is_always_refused(roots: list[Fraction], data: st.DataObject) -> None:
    double = data.draw(st.sampled_from(roots))
    f = Integer(1)
    for r in [*roots, double]:
        f = f * (x - Rational(r.numerator, r.denominator))
    with pytest.raises(NotFound):
        all_zeros([f], {x: (Integer(-3), Integer(3))}, depth=30)


UNITS = st.fractions(min_value=-1, max_value=1, max_denominator=5)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=30)
@given(st.lists(UNITS, min_size=1, max_size=3, unique=True), st.lists(UNITS, min_size=1, max_size=3, unique=True))
def test_planted_zeros_in_turned_coordinates_are_all_found(first: list[Fraction], second: list[Fraction]) -> None:
    """Zeros at x + y/2 ∈ first, y − x/3 ∈ second: one for each pair, all inside of [−2, 2]²."""
    u, v = x + y / 2, y - x / 3
    f = g = Integer(1)
    for p in first:
        f = f * (u - Rational(p.numerator, p.denominator))
    for p in second:
        g = g * (v - Rational(p.numerator, p.denominator))
    zeros = all_zeros([f * exp(v), g + 0 * x], {x: (Integer(-2), Integer(2)), y: (Integer(-2), Integer(2))})
    assert zeros.count == len(first) * len(second)
