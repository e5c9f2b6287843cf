"""Long formulas are written with named parts, and nothing is lost by it."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from checks.encode.abbreviations import LONG, abbreviated, restored
from checks.encode.latex_terms import size, variables

X, A = ["v", "x"], ["v", "A"]
TERMS = st.recursive(
    st.sampled_from(["1", "-2/3", X, A, ["app", "g", ["v", "t"]]]),
    lambda inner: (
        st.tuples(st.sampled_from(["+", "*"]), inner, inner, inner).map(list)
        | inner.map(lambda term: ["exp", term])
        | inner.map(lambda term: ["int", term, "s", "0", "1"])
    ),
    max_leaves=120,
)


@given(TERMS, TERMS)
def test_putting_the_parts_back_gives_the_same_formula(left: Any, right: Any) -> None:
    formula = ["<=", left, right]
    whole, parts = abbreviated(formula)
    assert restored(whole, parts) == formula
    assert not set(parts) & variables(formula), "a letter that is taken is not used again"
    assert json.dumps(formula) == json.dumps(["<=", left, right]), "nothing is changed in place"


def test_a_short_formula_stays_as_it_is() -> None:
    assert abbreviated(["<", X, "1"]) == (["<", X, "1"], {})


def test_what_occurs_often_gets_a_letter_and_the_rest_becomes_short() -> None:
    part = ["exp", ["+", ["*", "2", X], ["^", X, "2"], "1", A]]
    formula = ["<=", ["+", *[["*", str(n), part] for n in range(1, 12)]], "0"]
    whole, parts = abbreviated(formula)
    assert part[1] in parts.values() or part in parts.values()
    assert restored(whole, parts) == formula
    assert size(whole) <= LONG
    assert "A" not in parts
