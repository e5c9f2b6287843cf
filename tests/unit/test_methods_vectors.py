"""Vectors as an author writes them, and proofs about them that are exact to the last constant."""

from collections.abc import Iterator
from typing import Any

import pytest
from sympy import Interval, Rational, S, oo

from checks.encode.claims import claim_json
from checks.encode.display import displayed
from checks.encode.from_sympy import formula_of, json_of
from checks.encode.latex_terms import formula_latex
from checks.encode.plain import formula_text
from checks.kernel import Rejected
from checks.methods import Proof
from checks.methods.coordinates import placed
from checks.methods.vectors import (
    Point,
    Vector,
    combined,
    convex,
    gram,
    inner,
    norm,
    same,
    smooth,
    vector,
    vector_sequence,
)
from checks.paper import DeclarationError, Paper, Statement, eq, le, natural, real, sequence

u, w, x_star = vector("u"), vector("w"), vector("x_star")
x, g = vector_sequence("x"), vector_sequence("g")
t, L, a = natural("t"), real("L"), real("a")
f, least = sequence("f"), real("f_star")
POSITIVE = Interval.open(0, oo)


def statement(*concludes: Any, **fields: Any) -> Statement:
    paper = Paper("vectors_test", "Vectors", symbols={a: S.Reals, t: S.Naturals0, L: POSITIVE, least: S.Reals})
    return paper.statement("s", where="here", origin="derived", reading="r", concludes=list(concludes), **fields)


def test_combinations_are_written_as_they_are_typed() -> None:
    step = same(x(t + 1), x(t) + a * (x(t) - u) - g(t) / L)
    assert formula_text(json_of(step)) == "x(t + 1) = x(t) + a·(x(t) − u) − g(t)/L"
    assert formula_latex(json_of(step)) == r"x_{t + 1} = x_{t} + a\,(x_{t} - u) - \frac{g_{t}}{L}"
    assert formula_text(json_of(le(norm(u - w), 2 * inner(u, w) + norm(w) ** 2))) == "‖u − w‖ ≤ 2·⟨u, w⟩ + ‖w‖²"
    latex = formula_latex(json_of(le(norm(u - x_star) ** 2, inner(u, w))))
    assert latex == r"\lVert u - x_{\star}\rVert^{2} \le \langle u,\, w\rangle"


@pytest.mark.parametrize(
    "write",
    [lambda: u * w, lambda: inner(u, a), lambda: u + 1, lambda: u - 1, lambda: bool(u), lambda: norm(a)],
    ids=["product", "number", "sum", "difference", "truth", "scalar"],
)
def test_what_is_no_vector_is_refused(write: Any) -> None:
    with pytest.raises(TypeError):
        write()


def test_a_vector_and_a_scalar_need_two_names() -> None:
    for relation in (
        le(0, a * norm(vector("a"))),
        le(f(0), norm(vector_sequence("f")(0))),
        le(inner(x(0), vector("x")), 1),
    ):
        with pytest.raises(DeclarationError, match="stands for a vector and for something else"):
            claim_json(statement(relation, over={a: S.Reals}).claim)


def test_a_combination_is_shown_by_squares() -> None:
    p = Proof()
    line = gram(p, le(2 * inner(u, w), norm(u) ** 2 + norm(w) ** 2), squares=[(1, u - w)])
    assert p.established(line).trust == "exact"
    with pytest.raises(Rejected, match="differ when they are expanded"):
        gram(p, le(3 * inner(u, w), norm(u) ** 2 + norm(w) ** 2), squares=[(1, u - w)])


def descent(p: Proof, constant: Any) -> Any:
    here, there = (Point(x(i), f(i), g(i)) for i in (t, t + 1))
    goal = le(f(t + 1), f(t) - constant * norm(g(t)) ** 2 / L)
    return gram(p, goal, smooth(here, there, L), using=[same(x(t + 1), x(t) - g(t) / L)])


def one_step() -> Proof:
    here, there = (Point(x(i), f(i), g(i)) for i in (t, t + 1))
    relations = [same(x(t + 1), x(t) - g(t) / L), smooth(here, there, L), convex(here, Point(x_star, least, Vector()))]
    return Proof({t: S.Naturals0, L: POSITIVE, least: S.Reals}, [], relations)


def test_a_constant_is_sharp() -> None:
    p = one_step()
    assert p.established(descent(p, Rational(1, 2))).modulo == ()
    with pytest.raises(Rejected):
        descent(p, Rational(51, 100))


def lemma() -> Any:
    p = Proof({a: POSITIVE}, [le(norm(u) ** 2, a)])
    return p.established(p.linear(le(norm(u) ** 2 / a, 1), (le(norm(u) ** 2, a), 1 / a)))


def test_a_lemma_is_used_at_combinations_and_terms() -> None:
    p = Proof({L: POSITIVE}, [le(norm(u - w) ** 2, 2 * L)])
    line = combined(p, lemma(), vectors={"u": u - w}, a=2 * L)
    assert p.restated(formula_of(le(norm(u - w) ** 2 / (2 * L), 1)), line).kind == "all"
    with pytest.raises(Rejected, match="not known"):
        combined(p, lemma(), vectors={"u": u + w}, a=2 * L)


def test_a_false_claim_has_coordinates() -> None:
    claim = statement(le(norm(u + w) ** 2, norm(u) ** 2 + norm(w) ** 2)).claim
    found = placed(claim, vectors={"u": [1, 0], "w": [1, 1]})
    assert found.witness == {"u": "(1, 0)", "w": "(1, 1)"}
    assert placed(claim, vectors={"u": [1, 0], "w": [0, 1]}).certificate is None


def relations() -> Iterator[Any]:
    yield same(x(t + 1), x(t) - u)
    yield le(f(t), inner(u, x(t)))


def test_sequences_of_vectors_have_coordinates_in_the_step() -> None:
    n = natural("n")
    claim = statement(eq(norm(x(2)), 0), evolves=list(relations())).claim
    found = placed(claim, vectors={"x": [1 - n], "u": [1]}, at={t: 0}, runs={"f": 1 - n})
    assert found.certificate is not None
    assert found.witness == {"t": "0", "f": "−n + 1", "x": "(−n + 1)", "u": "(1)"}
    assert placed(claim, vectors={"x": [1 - 2 * n], "u": [1]}, at={t: 0}, runs={"f": 1 - n}).certificate is None


def test_what_is_displayed_can_be_made_from_the_judgement() -> None:
    shown = displayed(claim_json(statement(le(0, norm(x(t) - u)), evolves=list(relations())).claim), ["1"])
    assert shown["text"]["evolves"] == ["x(t + 1) = x(t) − u", "f(t) ≤ ⟨u, x(t)⟩"]
