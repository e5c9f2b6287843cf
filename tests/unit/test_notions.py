"""Solutions, continuous functions and expectations: how they are written, read and printed."""

import pytest
from sympy import Integral, Interval, Symbol, cos, exp, oo

from checks.encode.from_sympy import formula_of, term_of
from checks.encode.language import term_of_json
from checks.encode.latex_terms import formula_latex
from checks.encode.terms import text
from checks.kernel import Rejected
from checks.kernel.terms import Malformed
from checks.methods.argue import Proof
from checks.methods.expectations import expect, expected
from checks.methods.flows import along, potential, solution, sooner
from checks.methods.search import NotFound
from checks.notions import almost_surely, continuous, expectation, flow
from checks.paper import eq, le, lt

x, y, a, z, s, r = (Symbol(name, real=True) for name in "xyazsr")
p = continuous("p")
SLOW = flow(-exp(p(x)), x, start=a, time=z)
LINE = flow(-1, x, start=a, time=z)
HERE = {a: Interval(-oo, oo), z: Interval(0, oo)}


def test_a_flow_is_written_with_its_drift_its_start_and_its_time() -> None:
    t = term_of(SLOW)
    assert t.to_json() == ["flow", ["*", "-1", ["exp", ["fun", "p", ["v", "x"]]]], "x", ["v", "a"], ["v", "z"]]
    assert t.variables == {"a", "z"}
    assert SLOW.free_symbols == {a, z}
    assert text(t) == "flow[x′ = −exp(p(x)), x(0) = a](z)"
    assert r"\operatorname{flow}" in formula_latex(t.to_json())


def test_an_expectation_is_written_with_its_law() -> None:
    e = expectation(r * exp(a * r), r, "m")
    assert e.free_symbols == {a}
    assert term_of(e).to_json()[2:] == ["r", ["law", "m"]]
    assert text(formula_of(almost_surely(a, r, r, "m"))) == "E[r ~ m](max(0, a − r)) ≤ 0"
    assert r"\mathbb{E}_{r \sim m}" in formula_latex(term_of(e).to_json())


def test_neither_has_a_derivative() -> None:
    for e in (SLOW, expectation(a * r, r, "m")):
        with pytest.raises(Malformed):
            term_of_json(["D", term_of(e).to_json(), ["v", "a"]])


def test_a_bound_by_a_potential() -> None:
    q = Proof(HERE, [le(SLOW, SLOW)])
    q.finding(potential(q, le(SLOW, a), SLOW, y, y, between=(None, a)))
    with pytest.raises(NotFound):
        potential(q, le(SLOW, a - z), SLOW, y, y, rate=-1, between=(None, a))


def test_a_solution_exists_and_its_integral_is_known() -> None:
    q = Proof({**HERE, s: Interval(0, oo)}, [le(s, z)])
    line = solution(q, LINE, y, speed=-1)
    earlier = sooner(q, LINE, s)
    equal = potential(q, eq(LINE, a - z), LINE, y, y, rate=-1)
    t = Symbol("t", real=True)
    whole = along(q, Integral(flow(-1, x, start=a, time=t), (t, 0, z)), LINE, y, -(y**2) / 2, rate=y)
    assert [q.established(found).trust for found in (line, earlier, equal, whole)] == ["exact"] * 4


def test_what_holds_almost_surely_holds_in_the_mean() -> None:
    mean, square = expectation(r, r, "m"), expectation(r**2, r, "m")
    q = Proof({a: Interval(-oo, oo)}, [le(mean, mean), le(square, square), almost_surely(a, r, r, "m")])
    low = expect(
        q, le(a, mean), (r, "m"), s, [(1, s)], lambda k: k.linear(k.goal, le(a, s)), constant=-a, support=(a, None)
    )
    jensen = expect(
        q, le(2 * mean - 1, square), (r, "m"), s, [(1, s**2), (-2, s)],
        lambda k: k.linear(k.goal, k.enclose(le(0, (s - 1) ** 2))), constant=1,
    )  # fmt: skip
    bounded = expected(q, expectation(cos(r), r, "m"), s, lambda k: k.enclose(k.goal), constant=1)
    assert [q.established(line).modulo for line in (low, jensen, bounded)] == [()] * 3
    with pytest.raises(Rejected, match="it is not known that s ≤ a"):
        expect(q, le(mean, a), (r, "m"), s, [(-1, s)], lambda k: k.linear(k.goal, le(s, a)), constant=a)


def test_a_flow_may_not_exist() -> None:
    q = Proof(HERE)
    with pytest.raises(Rejected):
        potential(q, lt(LINE, a + 1), LINE, y, y)
