# ruff: noqa: E501
"""The extension `roots`: zeros of a system in a box; where they all are, that one is there, that no two are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.soundness.forge import accept, cert, context, data, reject, some, step, v

Sides = Mapping[str, str]


def _zero(f: str, op: str) -> Any:
    return [op, data(f), "0"]


def everywhere(
    equations: Sequence[str], box: Sides, tree: str, *places: str, given: Sequence[str] = (), **more: Any
) -> Any:
    """There are no zeros in the box but in the places."""
    parts = [_zero(f, "!=") for f in equations] + [data(place) for place in places]
    return cert(context(box, given), step("roots", parts[0] if len(parts) == 1 else ["or", *parts], tree=tree, **more))


def there(equations: Sequence[str], box: Sides, *, given: Sequence[str] = (), **more: Any) -> Any:
    """There is one in the box."""
    parts = [_zero(f, "=") for f in equations]
    return cert(context(box, given), some("root", parts[0] if len(parts) == 1 else ["and", *parts], **more))


def only_one(equations: Sequence[str], box: Sides, twins: Sides | None = None, parts: Any = None, **more: Any) -> Any:
    """There are not two in the box."""
    named = dict(twins) if twins is not None else {name: f"{name}_" for name in sorted(box)}
    goal = _parts(equations, named) if parts is None else parts
    both = {**box, **{named[name]: side for name, side in box.items() if name in named}, **more.pop("sides", {})}
    return cert(context(both), step("root", ["or", *goal], twins=named, **more))


def _parts(equations: Sequence[str], twins: Sides) -> list[Any]:
    def other(part: Any) -> Any:
        if isinstance(part, list):
            return v(twins[part[1]]) if part[0] == "v" and part[1] in twins else [other(item) for item in part]
        return part

    first = [_zero(f, "!=") for f in equations]
    same = [["=", v(a), v(b)] for a, b in sorted(twins.items())]
    return [*first, *map(other, first), same[0] if len(same) == 1 else ["and", *same]]


NEAR = {"x": "[7/5, 3/2]"}
TWO = "x**2 - 2"
PLACE = "7/5 <= x and x <= 3/2"
LEAF = "is not settled"

# roots: there are no others ---------------------------------------------------------------------------------------

accept("roots", "x² = 2 on [0, 2] only in [7/5, 3/2]", everywhere([TWO], {"x": "[0, 2]"}, "0x0kk", PLACE), label="enclosed")  # fmt: skip
accept("roots-none", "x² + 1 has no zero on [−3, 3]", everywhere(["x**2 + 1"], {"x": "[-3, 3]"}, "x"))
accept("roots-on-a-face", "2x = 1 on [0, 1] only near 1/2, where two leaves meet", everywhere(["2*x - 1"], {"x": "[0, 1]"}, "0kk", "49/100 <= x and x <= 51/100"))  # fmt: skip
accept("roots-on-a-corner", "2x = 1 = 2y on [0, 1]² only near (1/2, 1/2), where four leaves meet", everywhere(["2*x - 1", "2*y - 1"], {"x": "[0, 1]", "y": "[0, 1]"}, "01kk1kk", "49/100 <= x and x <= 51/100 and 49/100 <= y and y <= 51/100"))  # fmt: skip
accept("roots-of-a-double-zero", "x² = 0 on [−1, 1] only in [−1/8, 1/8], a double zero", everywhere(["x**2"], {"x": "[-1, 1]"}, "00x0x0xk000kxxx", "-1/8 <= x and x <= 1/8"))  # fmt: skip
accept("roots-two-places", "x² = 2 on [−2, 2] only near ±√2", everywhere([TWO], {"x": "[-2, 2]"}, "00kx0xk", PLACE, "-3/2 <= x and x <= -7/5"))  # fmt: skip
accept("roots-of-a-line", "x + y = 5 nowhere on [0, 1]²: one equation of two unknowns is excluded, too", everywhere(["x + y - 5"], {"x": "[0, 1]", "y": "[0, 1]"}, "x"))  # fmt: skip
accept("roots-by-hypotheses", "x² = 2 on [0, 5] where x ≤ 2 only in [7/5, 3/2]", everywhere([TWO], {"x": "[0, 5]"}, "0x0kk", PLACE, given=["x <= 2"]))  # fmt: skip
accept("roots-with-a-right-side", "x² = 2, written with 2 on the right", cert(context({"x": "[0, 2]"}), step("roots", ["or", ["!=", data("x**2"), "2"], data(PLACE)], tree="0x0kk")))  # fmt: skip
BOX, BOUNDED, EQUATION = "is not one side of a box", "the box must be bounded and not empty", "the goal has no equation"
EVERYWHERE = "-5 <= x and x <= 5"
WIDE = "[-2, 2]"
for name, says, because, twin, made in (
    ("left-out", "x² = 2 on [−2, 2] only in [7/5, 3/2], by one k", LEAF, "roots-two-places", everywhere([TWO], {"x": WIDE}, "k", PLACE)),
    ("left-out-by-halves", "x² = 2 on [−2, 2] only in [7/5, 3/2], by two k", LEAF, "roots-two-places", everywhere([TWO], {"x": WIDE}, "0kk", PLACE)),
    ("left-out-by-quarters", "x² = 2 on [−2, 2] only in [7/5, 3/2], by four k", LEAF, "roots-two-places", everywhere([TWO], {"x": WIDE}, "00kk0kk", PLACE)),
    ("left-out-by-exclusion", "x² = 2 on [−2, 2] only in [7/5, 3/2], the left zero being excluded", LEAF, "roots-two-places", everywhere([TWO], {"x": WIDE}, "00xx0xk", PLACE)),
    ("excluded", "x² ≠ 2 on [0, 2]", LEAF, "roots-none", everywhere([TWO], {"x": "[0, 2]"}, "x")),
    ("excluded-at-a-touching-zero", "x² ≠ 0 on [−1, 1]", LEAF, "roots-none", everywhere(["x**2"], {"x": "[-1, 1]"}, "x")),
    ("excluded-at-an-end", "x ≠ 1 on [0, 1]", LEAF, "roots-none", everywhere(["x - 1"], {"x": "[0, 1]"}, "x")),
    ("excluded-at-an-end-by-contraction", "x ≠ 1 on [0, 1]", LEAF, "roots-none", everywhere(["x - 1"], {"x": "[0, 1]"}, "k")),
    ("in-another-place", "x² = 2 on [1, 2] only in [3/2, 8/5]", LEAF, "roots", everywhere([TWO], {"x": "[1, 2]"}, "k", "3/2 <= x and x <= 8/5")),
    ("in-too-small-a-place", "x² = 2 on [1, 2] only in [1.4142, 1.41421]", LEAF, "roots", everywhere([TWO], {"x": "[1, 2]"}, "k", "14142/10000 <= x and x <= 141421/100000")),
    ("one-of-two-neighbours", "x(x − 10⁻⁶) = 0 on [−1, 1] only in [0, 10⁻⁶/2]", LEAF, "roots-of-a-double-zero", everywhere(["x*(x - 1/1000000)"], {"x": "[-1, 1]"}, "0kk", "0 <= x and x <= 1/2000000")),
    ("double-zero-by-contraction", "(x − 1)² = 0 on [0, 3] only in [2, 3]", LEAF, "roots-of-a-double-zero", everywhere(["(x - 1)**2"], {"x": "[0, 3]"}, "k", "2 <= x and x <= 3")),
    ("without-a-leaf", "x² = 2 on [0, 2] only in [7/5, 3/2], the right half being left out", "ends before it covers the box", "roots", everywhere([TWO], {"x": "[0, 2]"}, "0x", PLACE)),
    ("without-tree", "x² = 2 on [0, 2] only in [7/5, 3/2], by nothing", "ends before it covers the box", "roots", everywhere([TWO], {"x": "[0, 2]"}, "", PLACE)),
    ("with-a-leaf-too-many", "x² = 2 on [0, 2] only in [7/5, 3/2], by a tree and another", "goes on after its last leaf", "roots", everywhere([TWO], {"x": "[0, 2]"}, "0x0kkk", PLACE)),
    ("with-a-leaf-of-another-rule", "x² = 2 on [0, 2] only in [7/5, 3/2], by the leaf n, which says nothing of zeros", LEAF, "roots", everywhere([TWO], {"x": "[0, 2]"}, "0x0nn", PLACE)),
    ("with-a-vacuous-leaf", "x² = 2 nowhere on [0, 2], both halves being called empty", LEAF, "roots", everywhere([TWO], {"x": "[0, 2]"}, "0vv", PLACE)),
    ("with-a-capital-leaf", "x² = 2 on [0, 2] only in [7/5, 3/2] by the leaf K", LEAF, "roots", everywhere([TWO], {"x": "[0, 2]"}, "0x0Kk", PLACE)),
    ("by-another-unknown", "a tree that splits an unknown of which there is none", "splits atom 1 of 1", "roots", everywhere([TWO], {"x": "[0, 2]"}, "0x1kk", PLACE)),
    ("of-something-undefined", "1/x = 0 on [−1, 1] only in [−5, 5], undefined at 0", "on a leaf:", "roots", everywhere(["1/x"], {"x": "[-1, 1]"}, "k", EVERYWHERE)),
    ("of-something-undefined-by-exclusion", "1/x ≠ 0 on [−1, 1], undefined at 0", "on a leaf:", "roots-none", everywhere(["1/x"], {"x": "[-1, 1]"}, "x")),
    ("of-a-logarithm", "log x = 0 on [−1, 1] only in [−5, 5], undefined below 0", "on a leaf:", "roots", everywhere(["log(x)"], {"x": "[-1, 1]"}, "k", EVERYWHERE)),
    ("of-a-root", "√x = 0 on [−1, 1] only in [−5, 5], undefined below 0", "on a leaf:", "roots", everywhere(["sqrt(x)"], {"x": "[-1, 1]"}, "k", EVERYWHERE)),
    ("undefined-in-the-second-equation", "x ≠ 5 or 1/x ≠ 0 on [−1, 1], by an equation that is undefined at 0", "on a leaf:", "roots-none", everywhere(["x - 5", "1/x"], {"x": "[-1, 1]"}, "x")),
    ("of-an-absolute-value", "|x| = 1/4 on [−1, 1] only in [1/8, 1/2], by contraction over the kink", "is not differentiated", "roots", everywhere(["abs(x) - 1/4"], {"x": "[-1, 1]"}, "k", "1/8 <= x and x <= 1/2")),
    ("without-equation", "−1 ≤ x, which is no equation", "must bound every unknown from both sides", "roots", cert(context({"x": "[-1, 1]"}), step("roots", "-1 <= x", tree="k"))),
    ("of-places-alone", "x ∈ [0, 1/2] for every x ∈ [−1, 1]", EQUATION, "roots", cert(context({"x": "[-1, 1]"}), step("roots", "0 <= x and x <= 1/2", tree="k"))),
    ("in-half-a-place", "x = 1/2 on [−1, 1] only where 0 ≤ x, a place without an upper end", "must bound every unknown from both sides", "roots", everywhere(["x - 1/2"], {"x": "[-1, 1]"}, "k", "0 <= x")),
    ("in-an-open-place", "x = 0 on [−1, 1] only where 0 ≤ x < 1, a place with an open end", BOX, "roots", everywhere(["x"], {"x": "[-1, 1]"}, "k", "0 <= x and x < 1")),
    ("in-a-point", "x = 0 only where x = 1", BOX, "roots", everywhere(["x"], {"x": "[-1, 1]"}, "k", "x == 1")),
    ("in-a-place-of-one-unknown", "2x = 1 = 2y on [0, 1]² only where x is near 1/2", "must bound every unknown from both sides", "roots-on-a-corner", everywhere(["2*x - 1", "2*y - 1"], {"x": "[0, 1]", "y": "[0, 1]"}, "k", "49/100 <= x and x <= 51/100")),
    ("in-a-place-with-two-ends-of-one-kind", "x = 0 only where −1 ≤ x and 1/2 ≤ x and x ≤ 1, a place with two lower ends", BOX, "roots", everywhere(["x"], {"x": "[-1, 1]"}, "k", "-1 <= x and 1/2 <= x and x <= 1")),
    ("on-an-unbounded-box", "x² = 2 for x ≥ 0 only in [7/5, 3/2]", BOUNDED, "roots", everywhere([TWO], {"x": "[0, oo)"}, "0x0kk", PLACE)),
    ("on-an-empty-box", "x² ≠ 2 on (1, 1)", BOUNDED, "roots", everywhere([TWO], {"x": "(1, 1)"}, "x")),
    ("on-a-box-narrowed-elsewhere", "x² = 2 on [−5, 5] only in [7/5, 3/2], by a tree for [0, 2]", LEAF, "roots-by-hypotheses", everywhere([TWO], {"x": "[-5, 5]"}, "0x0kk", PLACE)),
    ("with-a-value-of-a-sequence", "x = g(0) only in [0, 1]", "a value of a sequence in a system of equations", "roots", everywhere(["x - g[0]"], {"x": "[-1, 1]"}, "k", "0 <= x and x <= 1")),
    ("at-low-precision", "x² = 2 on [0, 2] only in [1.41, 1.42] at two bits", LEAF, "roots", everywhere([TWO], {"x": "[1, 2]"}, "k", "141/100 <= x and x <= 142/100", bits=2)),
    ("as-existential", "x ≠ 2 for some x ∈ [0, 1]", "('roots', 'some')", "roots-none", cert(context({"x": "[0, 1]"}), some("roots", _zero("x - 2", "!="), tree="x"))),
):  # fmt: skip
    reject(f"roots-{name}", says, because, twin, made)

# root, for some: there is one ---------------------------------------------------------------------------------------

accept("root-exists", "x² = 2 for some x ∈ [7/5, 3/2]", there([TWO], NEAR), label="enclosed")
accept("root-exists-of-a-system", "x² + y² = 1 and x = y for some point near (0.7, 0.7)", there(["x**2 + y**2 - 1", "x - y"], {"x": "[7/10, 72/100]", "y": "[7/10, 72/100]"}))  # fmt: skip
accept("root-exists-with-a-right-side", "eˣ = 2 for some x ∈ [69/100, 70/100]", cert(context({"x": "[69/100, 70/100]"}), some("root", ["=", data("exp(x)"), "2"])))  # fmt: skip
INSIDE = "Krawczyk's operator does not map the box into its interior"
SQUARE = "the system is not square, or its Jacobian cannot be inverted near the middle of the box"
SYMBOLS = "the symbols must be the real unknowns of the system, and no others"
for name, says, because, twin, made in (
    ("of-a-positive-function", "x² + 1 = 0 for some x ∈ [−1, 1]", SQUARE, "root-exists", there(["x**2 + 1"], {"x": "[-1, 1]"})),
    ("of-a-positive-function-beside", "x² + 1 = 0 for some x ∈ [1/2, 1]", INSIDE, "root-exists", there(["x**2 + 1"], {"x": "[1/2, 1]"})),
    ("elsewhere", "x² = 2 for some x ∈ [3/2, 2]", INSIDE, "root-exists", there([TWO], {"x": "[3/2, 2]"})),
    ("just-elsewhere", "x² = 2 for some x ∈ [1.41422, 1.5]", INSIDE, "root-exists", there([TWO], {"x": "[141422/100000, 3/2]"})),
    ("on-a-face", "x = 1 for some x ∈ [0, 1): the end is left out", INSIDE, "root-exists", there(["x - 1"], {"x": "[0, 1)"})),
    ("on-a-closed-face", "x = 1 for some x ∈ [0, 1], on its face, where nothing is inside", INSIDE, "root-exists", there(["x - 1"], {"x": "[0, 1]"})),
    ("at-an-open-end", "x = 0 for some x ∈ (0, 1]", INSIDE, "root-exists", there(["x"], {"x": "(0, 1]"})),
    ("beyond-an-end", "x − 1/3 = 10⁻¹² for some x ≤ 1/3", INSIDE, "root-exists", there(["x - 1/3 - 1/10**12"], {"x": "[-2/3, 1/3]"})),
    ("double", "x² = 0 for some x ∈ [−1/8, 1/8], by a slope that is 0 there", SQUARE, "root-exists", there(["x**2"], {"x": "[-1/8, 1/8]"})),
    ("two-in-a-box", "x² = 4⁻¹⁰ for some x around 0, where there are two", SQUARE, "root-exists", there(["x**2 - 1/4**10"], {"x": "[-1/512, 1/512]"})),
    ("near-miss", "x² + 4⁻¹⁰ = 0 for some x around 0", SQUARE, "root-exists", there(["x**2 + 1/4**10"], {"x": "[-1/1024, 1/1024]"})),
    ("near-miss-beside", "x² + 10⁻⁹ = 0 for some x ∈ [−1/3, 5/3]", INSIDE, "root-exists", there(["x**2 + 1/10**9"], {"x": "[-1/3, 5/3]"})),
    ("near-miss-at-two-bits", "x² + 10⁻⁹ = 0 for some x ∈ [−1/3, 5/3], at two bits", "", "root-exists", there(["x**2 + 1/10**9"], {"x": "[-1/3, 5/3]"}, bits=2)),
    ("near-miss-at-eight-bits", "(x − 1)² + 10⁻⁶ = 0 for some x ∈ [−1/3, 5/3], at eight bits", "", "root-exists", there(["x**2 - 2*x + 1 + 1/10**6"], {"x": "[-1/3, 5/3]"}, bits=8)),
    ("of-an-exponential", "eˣ = 0 for some x ∈ [−3, 3]", INSIDE, "root-exists", there(["exp(x)"], {"x": "[-3, 3]"})),
    ("of-a-pole", "1/x = 0 for some x ∈ [−1, 1]", "may be zero", "root-exists", there(["1/x"], {"x": "[-1, 1]"})),
    ("of-a-logarithm", "log x = −10 for some x ∈ [−1, 1]", "may be ≤ 0", "root-exists", there(["log(x) + 10"], {"x": "[-1, 1]"})),
    ("of-an-absolute-value", "|x| = −1/10 for some x ∈ [−1, 1]", "is not differentiated", "root-exists", there(["abs(x) + 1/10"], {"x": "[-1, 1]"})),
    ("of-a-root-at-zero", "√x = −1/10 for some x ∈ [0, 1], with an infinite slope at 0", "may be zero", "root-exists", there(["sqrt(x) + 1/10"], {"x": "[0, 1]"})),
    ("of-an-infinite-slope", "tan x = 5 for some x ∈ [0, 2], with slopes that no ball encloses", "no finite enclosure", "root-exists", there(["tan(x) - 5"], {"x": "[0, 2]"})),
    ("of-too-few-equations", "x + y = 5 for some point of [−1, 1]²", SQUARE, "root-exists-of-a-system", there(["x + y - 5"], {"x": "[-1, 1]", "y": "[-1, 1]"})),
    ("of-too-many-equations", "x = 0, y = 0 and x − y = 1/2 for some point of [−1, 1]²", SQUARE, "root-exists-of-a-system", there(["x", "y", "x - y - 1/2"], {"x": "[-1, 1]", "y": "[-1, 1]"})),
    ("of-one-equation-twice", "x + y = 0 and x + y = 1/2, with a slope matrix that has no inverse", SQUARE, "root-exists-of-a-system", there(["x + y", "x + y - 1/2"], {"x": "[-1, 1]", "y": "[-1, 1]"})),
    ("of-a-disjunction", "x = 5 or x = 6 for some x ∈ [0, 1]", "the goal must be a conjunction of equations", "root-exists", cert(context({"x": "[0, 1]"}), some("root", "x == 5 or x == 6"))),
    ("of-an-inequality", "x < 0 for some x ∈ [0, 1]", "the goal must be a conjunction of equations", "root-exists", cert(context({"x": "[0, 1]"}), some("root", "x < 0"))),
    ("under-a-hypothesis", "x = 1/2 for some x ∈ [0, 1] with x < 1/4", "the context has hypotheses", "root-exists", there(["x - 1/2"], {"x": "[0, 1]"}, given=["x < 1/4"])),
    ("with-relations", "x = 1/2 for some x and g with g(0) = 1 and g(0) = 2", "the context has hypotheses", "root-exists", cert(context({"x": "[0, 1]"}, (), ["g[0] == 1", "g[0] == 2"]), some("root", _zero("x - 1/2", "=")))),
    ("beside-an-empty-symbol", "x = 1/2 for some x ∈ [0, 1] and y ∈ (0, 0)", SYMBOLS, "root-exists", there(["x - 1/2"], {"x": "[0, 1]", "y": "(0, 0)"})),
    ("over-natural-numbers", "2x = 1 for some natural x ≤ 1", SYMBOLS, "root-exists", there(["2*x - 1"], {"x": "[0, 1] in N"})),
    ("in-an-unbounded-box", "x = 5 for some x ≥ 0, in a box without middle", BOUNDED, "root-exists", there(["x - 5"], {"x": "[0, oo)"})),
    ("in-an-empty-box", "x = 1 for some x ∈ (1, 1)", BOUNDED, "root-exists", there(["x - 1"], {"x": "(1, 1)"})),
    ("in-a-point", "x = 1 for some x ∈ [1, 1], which has no inside", INSIDE, "root-exists", there(["x - 1"], {"x": "[1, 1]"})),
):  # fmt: skip
    reject(f"root-exists-{name}", says, because, twin, made)

# root, for all: there are not two ---------------------------------------------------------------------------------

accept("root-is-one", "x² = 2 at no two points of [1, 2]", only_one([TWO], {"x": "[1, 2]"}), label="enclosed")
accept("root-is-one-of-a-system", "x² + y² = 1 and x = y at no two points near (0.7, 0.7)", only_one(["x**2 + y**2 - 1", "x - y"], {"x": "[6/10, 8/10]", "y": "[6/10, 8/10]"}))  # fmt: skip
CONTRACTS = "the Jacobian is not certainly invertible on the box"
SAME = "the two points do not range over the same box"
GOAL = "the goal must be F(x) ≠ 0 …, F(y) ≠ 0 …, and x = y, in this order"
TWIN = "each unknown needs a twin of its own"
FIRST, SECOND, EQUAL = _parts([TWO], {"x": "x_"})
for name, says, because, twin, made in (
    ("of-two", "x² = 2 at no two points of [−3/2, 2]", CONTRACTS, "root-is-one", only_one([TWO], {"x": "[-3/2, 2]"})),
    ("of-two-around-the-middle", "x² = 2 at no two points of [−2, 2]", SQUARE, "root-is-one", only_one([TWO], {"x": "[-2, 2]"})),
    ("of-two-near-the-middle", "x² = 1/100 at no two points of [−1, 1]", SQUARE, "root-is-one", only_one(["x**2 - 1/100"], {"x": "[-1, 1]"})),
    ("of-near-ones", "x² = 4⁻³⁰ at no two points around 0", SQUARE, "root-is-one", only_one(["x**2 - 1/4**30"], {"x": "[-1/1000000, 1/1000000]"})),
    ("of-a-wave", "sin x = 0 at no two points of [−1, 4]", SQUARE, "root-is-one", only_one(["sin(x)"], {"x": "[-1, 4]"})),
    ("of-three", "x³ = x at no two points of [−2, 3]", CONTRACTS, "root-is-one", only_one(["x**3 - x"], {"x": "[-2, 3]"})),
    ("of-all", "0 = 0 at no two points of [−2, 3]", SQUARE, "root-is-one", only_one(["0*x"], {"x": "[-2, 3]"})),
    ("of-a-system-that-turns", "x² + y² = 1 and x = y at no two points of [−1, 1]²", SQUARE, "root-is-one-of-a-system", only_one(["x**2 + y**2 - 1", "x - y"], {"x": "[-1, 1]", "y": "[-1, 1]"})),
    ("of-too-few-equations", "x = y at no two points of [0, 1]²", SQUARE, "root-is-one-of-a-system", only_one(["x - y"], {"x": "[0, 1]", "y": "[0, 1]"})),
    ("across-a-pole", "x − 1/x = 0 at no two points of [−2, 2]", "may be zero", "root-is-one", only_one(["x - 1/x"], {"x": "[-2, 2]"})),
    ("with-a-kink", "|x| = 1/2 at no two points of [−1, 1]", "is not differentiated", "root-is-one", only_one(["abs(x) - 1/2"], {"x": "[-1, 1]"})),
    ("with-an-infinite-slope", "√x = x at no two points of [0, 2], with an infinite slope at 0", "may be zero", "root-is-one", only_one(["sqrt(x) - x"], {"x": "[0, 2]"})),
    ("with-a-slope-without-bound", "tan x = x at no two points of [−2, 2]", "no finite enclosure", "root-is-one", only_one(["tan(x) - x"], {"x": "[-2, 2]"})),
    ("of-a-point", "x² = 1 at no two points of [1, 1]: nothing contracts, as nothing has a width", CONTRACTS, "root-is-one", only_one(["x**2 - 1"], {"x": "[1, 1]"})),
    ("in-two-boxes", "x² = 2 ⇒ x = y for x ∈ [1, 2], y ∈ [−2, 2]", SAME, "root-is-one", only_one([TWO], {"x": "[1, 2]"}, sides={"x_": "[-2, 2]"})),
    ("in-an-unbounded-box", "x² = 2 at no two points x ≥ −2", BOUNDED, "root-is-one", only_one([TWO], {"x": "[-2, oo)"})),
    ("of-its-own-twin", "x = x for two zeros, x being its own twin", TWIN, "root-is-one", only_one([TWO], {"x": "[1, 2]"}, {"x": "x"})),
    ("of-a-common-twin", "x = z and y = z, one twin of both", TWIN, "root-is-one-of-a-system", only_one(["x - 1", "y - 1"], {"x": "[0, 2]", "y": "[0, 2]"}, {"x": "z", "y": "z"})),
    ("of-crossed-twins", "x and y are each other's twins", TWIN, "root-is-one-of-a-system", only_one(["x - 1", "y - 1"], {"x": "[0, 2]", "y": "[0, 2]"}, {"x": "y", "y": "x"})),
    ("of-a-stranger", "a twin without domain", "no domain for z", "root-is-one", cert(context({"x": "[1, 2]"}), step("root", ["or", *_parts([TWO], {"x": "z"})], twins={"x": "z"}))),
    ("without-twins", "x² = 2 at no two points, without saying who is whose twin", TWIN, "root-is-one", only_one([TWO], {"x": "[1, 2]"}, {}, [FIRST, SECOND, EQUAL], sides={"x_": "[1, 2]"})),
    ("without-the-second-point", "x² ≠ 2 or x = y for all x, y ∈ [1, 2]", GOAL, "root-is-one", only_one([TWO], {"x": "[1, 2]"}, None, [FIRST, EQUAL])),
    ("without-the-first-point", "y² ≠ 2 or x = y for all x, y ∈ [1, 2]", GOAL, "root-is-one", only_one([TWO], {"x": "[1, 2]"}, None, [SECOND, EQUAL])),
    ("without-equality", "x² ≠ 2 or y² ≠ 2 for all x, y ∈ [1, 2]", GOAL, "root-is-one", only_one([TWO], {"x": "[1, 2]"}, None, [FIRST, SECOND])),
    ("of-other-equations", "x² ≠ 2 or y² ≠ 3 or x = y", GOAL, "root-is-one", only_one([TWO], {"x": "[1, 2]"}, None, [FIRST, _zero("x_**2 - 3", "!="), EQUAL])),
    ("of-one-unknown-of-two", "x = x′ for two zeros of x = 1, y = y in two unknowns", GOAL, "root-is-one-of-a-system", only_one(["x - 1", "x*y - y"], {"x": "[0, 2]", "y": "[0, 2]"}, None, [*_parts(["x - 1", "x*y - y"], {"x": "x_", "y": "y_"})[:4], ["=", v("x"), v("x_")]])),
    ("with-another-equality", "x² ≠ 2 or y² ≠ 2 or x = 1", GOAL, "root-is-one", only_one([TWO], {"x": "[1, 2]"}, None, [FIRST, SECOND, ["=", v("x"), "1"]])),
    ("with-an-idle-unknown", "x = x′ and y = y′ for two zeros of x = 1", SQUARE, "root-is-one-of-a-system", only_one(["x - 1"], {"x": "[0, 2]", "y": "[0, 2]"})),
    ("as-one-relation", "x = y for all x, y ∈ [1, 2]", GOAL, "root-is-one", cert(context({"x": "[1, 2]", "x_": "[1, 2]"}), step("root", EQUAL, twins={"x": "x_"}))),
):  # fmt: skip
    reject(f"root-is-one-{name}", says, because, twin, made)
reject(
    "root-exists-as-universal",
    "2x = 1 for all x ∈ [0, 1], since it is so at one",
    "malformed (KeyError: 'twins')",
    "root-exists",
    cert(context({"x": "[0, 1]"}), step("root", _zero("2*x - 1", "="))),
)
