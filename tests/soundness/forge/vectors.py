"""The extension `vectors`: inner products expanded, combinations for vectors, vectors given by coordinates."""

from __future__ import annotations

from typing import Any

from checks.kernel import Language
from checks.kernel.extensions.vectors import in_coordinates
from checks.kernel.terms import Term, literal
from tests.soundness.forge import NATURAL, REAL, accept, cert, context, data, reject, step


def vec(name: str) -> Any:
    """A vector."""
    return ["vec", name]


def at(name: str, i: str) -> Any:
    """A value of a sequence of vectors."""
    return ["app", f"<{name}>", data(i)]


def inner(a: Any, b: Any) -> Any:
    """An inner product."""
    return ["inner", a, b]


def mul(*factors: Any) -> Any:
    """A product."""
    return ["*", *factors]


def add(*terms: Any) -> Any:
    """A sum."""
    return ["+", *terms]


def minus(v: Any) -> Any:
    """The opposite."""
    return ["*", "-1", v]


def sq(v: Any) -> Any:
    """The square of a length."""
    return inner(v, v)


def ok(name: str, says: str, contexts: Any, *steps: Any, label: str = "exact") -> None:
    """An honest case."""
    accept(f"vectors-{name}", says, cert(contexts, *steps), label=label)


def no(name: str, says: str, because: str, twin: str, contexts: Any, *steps: Any) -> None:
    """An attack."""
    reject(f"vectors-{name}", says, because, f"vectors-{twin}", cert(contexts, *steps))


x, y, z, p = map(vec, "xyzp")
R = context({"a": REAL})
P = context({"a": "(0, oo)"})
T = context({"t": NATURAL})
E = context({})
s = add(x, y)
ok(
    "bilinear",
    "⟨x + y, x + y⟩ = ⟨x, x⟩ + 2⟨x, y⟩ + ⟨y, y⟩",
    E,
    step("bilinear", ["=", sq(s), add(sq(x), mul("2", inner(x, y)), sq(y))]),
)
no(
    "bilinear-forgotten-term",
    "⟨x + y, x + y⟩ = ⟨x, x⟩ + ⟨y, y⟩",
    "differ when they are expanded",
    "bilinear",
    E,
    step("bilinear", ["=", sq(s), add(sq(x), sq(y))]),
)
no(
    "bilinear-sign",
    "⟨x − y, x − y⟩ = ⟨x, x⟩ + 2⟨x, y⟩ + ⟨y, y⟩",
    "differ when they are expanded",
    "bilinear",
    E,
    step("bilinear", ["=", sq(add(x, minus(y))), add(sq(x), mul("2", inner(x, y)), sq(y))]),
)
no(
    "bilinear-cancelled-scalar",
    "⟨a·x, y⟩ = ⟨x, y⟩ for all real a",
    "differ when they are expanded",
    "factor",
    R,
    step("bilinear", ["=", inner(mul(["v", "a"], x), y), inner(x, y)]),
)
no(
    "bilinear-order",
    "⟨x, y⟩ <= ⟨y, x⟩ is no equation",
    "not an equation",
    "symmetric",
    E,
    step("bilinear", ["<=", inner(x, y), inner(y, x)]),
)
no(
    "bilinear-one-dimension",
    "⟨x, y⟩² = ⟨x, x⟩⟨y, y⟩ holds in dimension 1 only",
    "differ when they are expanded",
    "symmetric",
    E,
    step("bilinear", ["=", ["^", inner(x, y), "2"], mul(sq(x), sq(y))]),
)
ok(
    "factor",
    "⟨a·x, y⟩ = a⟨x, y⟩",
    R,
    step("bilinear", ["=", inner(mul(["v", "a"], x), y), mul(["v", "a"], inner(x, y))]),
)
ok("symmetric", "⟨x, y⟩ = ⟨y, x⟩", E, step("bilinear", ["=", inner(x, y), inner(y, x)]))
ok(
    "symmetric-values",
    "⟨x(t + 1), x(t)⟩ = ⟨x(t), x(1 + t)⟩",
    T,
    step("bilinear", ["=", inner(at("x", "t + 1"), at("x", "t")), inner(at("x", "t"), at("x", "1 + t"))]),
)
no(
    "values-at-two-steps",
    "⟨x(t + 1), x(t)⟩ = ⟨x(t), x(t)⟩",
    "differ when they are expanded",
    "symmetric-values",
    T,
    step("bilinear", ["=", inner(at("x", "t + 1"), at("x", "t")), inner(at("x", "t"), at("x", "t"))]),
)
no(
    "value-and-vector-of-one-name",
    "a vector and a sequence of vectors of one name have nothing to do with each other",
    "differ when they are expanded",
    "symmetric",
    E,
    step("bilinear", ["=", inner(x, y), inner(at("x", "0"), y)]),
)
ok("square", "0 <= ⟨x − y, x − y⟩", E, step("given", ["<=", "0", sq(add(x, minus(y)))]))
no(
    "square-positive",
    "0 < ⟨x, x⟩ fails for x = 0, and in dimension 0",
    "it is not known",
    "square",
    E,
    step("given", ["<", "0", sq(x)]),
)
no("square-of-two-vectors", "0 <= ⟨x, y⟩", "it is not known", "square", E, step("given", ["<=", "0", inner(x, y)]))
no(
    "square-of-opposites",
    "0 <= ⟨x, −x⟩",
    "it is not known",
    "square",
    E,
    step("given", ["<=", "0", inner(x, minus(x))]),
)
ia = ["^", ["v", "a"], "-1"]
ok("square-defined", "0 <= ⟨x/a, x/a⟩ for a > 0", P, step("given", ["<=", "0", sq(mul(ia, x))]))
no(
    "square-undefined",
    "0 <= ⟨x/a, x/a⟩ for all real a",
    "it is not known",
    "square-defined",
    R,
    step("given", ["<=", "0", sq(mul(ia, x))]),
)
ok(
    "square-rounded",
    "0 <= ⟨x/log 2, x/log 2⟩: that log 2 is not 0 is seen by rounding",
    E,
    step("given", ["<=", "0", sq(mul(["^", ["log", "2"], "-1"], x))]),
    label="enclosed",
)
ok("norm", "√⟨x, x⟩ is defined", E, step("given", ["<=", "0", ["root", sq(x), "2"]]))
no(
    "norm-of-a-product",
    "√⟨x, y⟩ is not defined everywhere",
    "it is not known",
    "norm",
    E,
    step("given", ["<=", "0", ["root", inner(x, y), "2"]]),
)
ok(
    "bilinear-defined",
    "⟨x/a, y⟩·a = ⟨x, y⟩ for a > 0",
    P,
    step("bilinear", ["=", mul(inner(mul(ia, x), y), ["v", "a"]), inner(x, y)]),
)
no(
    "bilinear-undefined",
    "⟨x/a, y⟩·a = ⟨x, y⟩ for all real a",
    "is defined only where",
    "bilinear-defined",
    R,
    step("bilinear", ["=", mul(inner(mul(ia, x), y), ["v", "a"]), inner(x, y)]),
)
no(
    "bilinear-undefined-zero",
    "⟨(1/a)x, 0·y⟩ = 0 for all real a",
    "is defined only where",
    "bilinear-defined",
    R,
    step("bilinear", ["=", inner(mul(ia, x), mul("0", y)), "0"]),
)
ok(
    "inner-product-in-a-factor",
    "⟨⟨x, y + z⟩x, x⟩ = ⟨x, y⟩⟨x, x⟩ + ⟨x, z⟩⟨x, x⟩",
    E,
    step(
        "bilinear", ["=", inner(mul(inner(x, add(y, z)), x), x), add(mul(inner(x, y), sq(x)), mul(inner(x, z), sq(x)))]
    ),
)
d = add(x, minus(y))
same = ["=", sq(d), "0"]
G = context({}, [same])
ok(
    "null",
    "⟨x, z⟩ = ⟨y, z⟩ if |x − y|² = 0",
    G,
    step("given", same),
    step("bilinear", ["=", inner(x, z), inner(y, z)], 0, null=[[0, z]]),
)
no(
    "null-of-another-vector",
    "⟨x, z⟩ = ⟨y, x⟩ if |x − y|² = 0",
    "differ when they are expanded",
    "null",
    G,
    step("given", same),
    step("bilinear", ["=", inner(x, z), inner(y, x)], 0, null=[[0, z]]),
)
for nm, f, w in (
    ("product", ["=", inner(d, add(x, y)), "0"], "⟨x − y, x + y⟩ = 0: equal lengths"),
    ("one", ["=", sq(d), "1"], "|x − y|² = 1"),
    ("small", ["<=", sq(d), "1"], "|x − y|² <= 1"),
    ("turned", ["=", "0", sq(d)], "0 = |x − y|², which is not of the form that is asked for"),
):
    no(
        f"null-{nm}",
        f"⟨x, z⟩ = ⟨y, z⟩ from {w}",
        "does not say that a vector is 0",
        "null",
        context({}, [f]),
        step("given", f),
        step("bilinear", ["=", inner(x, z), inner(y, z)], 0, null=[[0, z]]),
    )
either = ["or", same, ["=", sq(x), "1"]]
no(
    "null-or",
    "⟨x, z⟩ = ⟨y, z⟩ if |x − y|² = 0 or something else",
    "does not say that a vector is 0",
    "null",
    context({}, [either]),
    step("given", either),
    step("bilinear", ["=", inner(x, z), inner(y, z)], 0, null=[[0, z]]),
)
no(
    "null-no-premise",
    "⟨x, z⟩ = ⟨y, z⟩ from a premise that is not there",
    "numbers nothing",
    "null",
    G,
    step("bilinear", ["=", inner(x, z), inner(y, z)], null=[[0, z]]),
)
no(
    "null-undefined",
    "0 = 0 with the help of ⟨n, z/a⟩",
    "is defined only where",
    "null",
    context({"a": REAL}, [same]),
    step("given", same),
    step("bilinear", ["=", inner(x, mul(ia, z)), inner(y, mul(ia, z))], 0, null=[[0, mul(ia, z)]]),
)
# vectors and numbers
no(
    "scalar-name-in-brackets",
    "the scalar sequence <x>: no such name",
    "brackets in a name",
    "norm",
    E,
    step("given", ["=", ["app", "<x>", "0"], ["app", "<x>", "0"]]),
)
no("vector-outside", "x = x between vectors", "unknown head", "norm", E, step("given", ["=", x, x]))
no(
    "number-inside",
    "⟨1, x⟩ = ⟨1, x⟩",
    "not a combination of vectors",
    "norm",
    E,
    step("bilinear", ["=", inner("1", x), inner("1", x)]),
)
no(
    "symbol-inside",
    "⟨a, x⟩ for a scalar a",
    "not a combination of vectors",
    "norm",
    R,
    step("bilinear", ["=", inner(["v", "a"], x), inner(["v", "a"], x)]),
)
no(
    "scalar-value-inside",
    "⟨g(0), x⟩ for a sequence of numbers g",
    "not a combination of vectors",
    "norm",
    E,
    step("bilinear", ["=", inner(["app", "g", "0"], x), inner(["app", "g", "0"], x)]),
)
no(
    "product-of-vectors",
    "⟨x·y, z⟩",
    "unknown head",
    "norm",
    E,
    step("bilinear", ["=", inner(mul(x, y), z), inner(mul(x, y), z)]),
)
no(
    "empty-combination",
    "an empty sum of vectors",
    "not a combination of vectors",
    "norm",
    E,
    step("bilinear", ["=", inner(["+"], z), "0"]),
)
no(
    "three-vectors",
    "an inner product of three vectors",
    "one of two combinations",
    "norm",
    E,
    step("bilinear", ["=", ["inner", x, y, z], ["inner", x, y, z]]),
)
no(
    "one-vector",
    "an inner product of one vector, written as a formal sum",
    "one of two combinations",
    "norm",
    E,
    step("bilinear", ["=", ["inner", add(x, y)], ["inner", add(y, x)]]),
)
no(
    "index-not-natural",
    "x(1/2) of a sequence of vectors",
    "not a natural number by its form",
    "symmetric-values",
    E,
    step("bilinear", ["=", inner(at("x", "1/2"), y), inner(y, at("x", "1/2"))]),
)
no(
    "index-real",
    "x(a) for a real a",
    "not a natural number by its form",
    "symmetric-values",
    R,
    step("bilinear", ["=", inner(at("x", "a"), y), inner(y, at("x", "a"))]),
)
no(
    "unknown-factor",
    "⟨b·x, y⟩ where b has no domain",
    "no domain for b",
    "factor",
    R,
    step("bilinear", ["=", inner(mul(["v", "b"], x), y), inner(mul(["v", "b"], x), y)]),
)
eqs = ["=", ["app", "x", "0"], ["app", "y", "0"]]
ok(
    "rewrite-a-factor",
    "x(0) = y(0) as numbers: ⟨x(0)·z, z⟩ = ⟨y(0)·z, z⟩",
    context({}, [eqs]),
    step("given", eqs),
    step("identity", ["=", inner(mul(["app", "y", "0"], z), z), inner(mul(["app", "y", "0"], z), z)]),
    step("rewrite", ["=", inner(mul(["app", "x", "0"], z), z), inner(mul(["app", "y", "0"], z), z)], 1, 0),
)
no(
    "rewrite-a-vector",
    "x(0) = y(0) as numbers does not make vectors of the same names equal",
    "differ after the replacement",
    "rewrite-a-factor",
    context({}, [eqs]),
    step("given", eqs),
    step("identity", ["=", inner(at("y", "0"), z), inner(at("y", "0"), z)]),
    step("rewrite", ["=", inner(at("x", "0"), z), inner(at("y", "0"), z)], 1, 0),
)
no(
    "identity-is-not-bilinear",
    "⟨x + y, z⟩ and ⟨x, z⟩ are two numbers for the core",
    "different normal forms",
    "bilinear",
    E,
    step("identity", ["=", inner(add(x, y), z), inner(x, z)]),
)
ok(
    "identity-combinations",
    "⟨x + y, z⟩ = ⟨y + x, z⟩ by the core's normal form",
    E,
    step("identity", ["=", inner(add(x, y), z), inner(add(y, x), z)]),
)
lem = ["<=", "0", add(sq(x), mul(["v", "a"], ["v", "a"], sq(y)))]
no(
    "instance-of-a-vector",
    "a number cannot be put for a vector",
    "no symbol of the lemma",
    "combine",
    R,
    step("given", ["<=", "0", sq(x)]),
    step("instance", ["<=", "0", "-1"], 0, values={"x": "3"}),
)
no(
    "instance-of-an-inner-product",
    "an inner product is no symbol",
    "no symbol of the lemma",
    "combine",
    R,
    step("given", ["<=", "0", sq(x)]),
    step("instance", ["<=", "0", "-1"], 0, values={"inner": "-1"}),
)
# combine
f1 = ["<=", "0", sq(add(x, minus(y)))]
w = add(mul(["v", "a"], p), z)
ok(
    "combine",
    "0 <= |(a·p + z) − p|² from 0 <= |x − y|²",
    [E, R],
    step("given", f1),
    step("combine", ["<=", "0", sq(add(w, minus(p)))], 0, at=1, vectors={"x": w, "y": p}),
)
ok(
    "combine-at-once",
    "x and y are exchanged, not put one after the other",
    E,
    step("bilinear", ["=", inner(x, mul("2", y)), mul("2", inner(x, y))]),
    step("combine", ["=", inner(y, mul("2", x)), mul("2", inner(y, x))], 0, vectors={"x": y, "y": x}),
)
no(
    "combine-one-after-the-other",
    "the same, put one after the other",
    "the lemma gives",
    "combine-at-once",
    E,
    step("bilinear", ["=", inner(x, mul("2", y)), mul("2", inner(x, y))]),
    step("combine", ["=", inner(x, mul("2", x)), mul("2", inner(x, x))], 0, vectors={"x": y, "y": x}),
)
no(
    "combine-something-else",
    "0 <= |x − y|² gives nothing of ⟨z, p⟩",
    "the lemma gives",
    "combine",
    [E, R],
    step("given", f1),
    step("combine", ["<=", "0", inner(z, p)], 0, at=1, vectors={"x": z, "y": p}),
)
no(
    "combine-undefined",
    "p/a is no vector at a = 0",
    "is defined only where",
    "combine",
    [E, R],
    step("given", f1),
    step("combine", ["<=", "0", sq(add(mul(ia, p), minus(p)))], 0, at=1, vectors={"x": mul(ia, p), "y": p}),
)
no(
    "combine-unknown-symbol",
    "b has no domain here",
    "no domain for b",
    "combine",
    [E, R],
    step("given", f1),
    step(
        "combine",
        ["<=", "0", sq(add(mul(["v", "b"], p), minus(p)))],
        0,
        at=1,
        vectors={"x": mul(["v", "b"], p), "y": p},
    ),
)
small = ["<=", sq(x), "1"]
H = context({}, [small])
ok(
    "combine-hypothesis",
    "|x|² <= 2 if |x|² <= 1, for y/2 of which |y/2|² <= 1 is known",
    [H, context({}, [["<=", sq(mul("1/2", y)), "1"]])],
    step("given", small),
    step("given", ["<=", "1", "2"]),
    step("linear", ["<=", sq(x), "2"], 0, 1, multipliers=["1", "1"]),
    step("combine", ["<=", sq(mul("1/2", y)), "2"], 2, at=1, vectors={"x": mul("1/2", y)}),
)
no(
    "combine-hypothesis-not-granted",
    "|y|² <= 2 for all y, from a lemma for |x|² <= 1",
    "it is not known",
    "combine-hypothesis",
    [H, E],
    step("given", small),
    step("given", ["<=", "1", "2"]),
    step("linear", ["<=", sq(x), "2"], 0, 1, multipliers=["1", "1"]),
    step("combine", ["<=", sq(y), "2"], 2, at=1, vectors={"x": y}),
)
no(
    "combine-hypothesis-of-the-old-vector",
    "|5x|² <= 2, where |x|² <= 1 and not |5x|² <= 1",
    "it is not known",
    "combine-hypothesis",
    H,
    step("given", small),
    step("given", ["<=", "1", "2"]),
    step("linear", ["<=", sq(x), "2"], 0, 1, multipliers=["1", "1"]),
    step("combine", ["<=", sq(mul("5", x)), "2"], 2, vectors={"x": mul("5", x)}),
)
A0 = context({"a": "[0, 1]"})
fa = ["<=", ["v", "a"], "1"]
both = ["and", fa, ["<=", "0", sq(x)]]
ok(
    "combine-domain",
    "a <= 1 and 0 <= |x|², for a in [0, 1] here and there",
    A0,
    step("given", both),
    step("combine", ["and", fa, ["<=", "0", sq(y)]], 0, vectors={"x": y}),
)
no(
    "combine-another-domain",
    "a <= 1 for all real a, from a lemma for a in [0, 1]",
    "another domain here",
    "combine-domain",
    [A0, R],
    step("given", both),
    step("combine", ["and", fa, ["<=", "0", sq(y)]], 0, at=1, vectors={"x": y}),
)
no(
    "combine-symbol-missing",
    "a lemma in a, where there is no a",
    "no domain for a",
    "combine-domain",
    [A0, E],
    step("given", both),
    step("combine", ["and", fa, ["<=", "0", sq(y)]], 0, at=1, vectors={"x": y}),
)
rel = ["=", sq(add(at("x", "t + 1"), minus(p))), "0"]
Z = context({}, [], [rel])
L = ["<=", "0", sq(add(z, minus(at("x", "3"))))]
ok(
    "combine-beside-relations",
    "0 <= |z − x(3)|² with z put, where x(t + 1) = p",
    Z,
    step("given", L),
    step("combine", ["<=", "0", sq(add(p, minus(at("x", "3"))))], 0, vectors={"z": p}),
)
unf = ["=", sq(add(at("x", "1"), minus(p))), "0"]
no(
    "combine-tied-vector",
    "x(1) = y from x(1) = p, where p stands in a relation between sequences",
    "binds a vector",
    "combine-beside-relations",
    Z,
    step("unfold", unf, relation=0, at_="0"),
    step("combine", ["=", sq(add(at("x", "1"), minus(y))), "0"], 0, vectors={"p": y}),
)
no(
    "combine-relation-not-assumed",
    "a lemma about sequences, where they obey nothing",
    "is not assumed here",
    "combine-beside-relations",
    [Z, E],
    step("unfold", unf, relation=0, at_="0"),
    step("combine", unf, 0, at=1, vectors={"z": y}),
)
no(
    "combine-a-sequence",
    "a combination put for a sequence of vectors changes nothing",
    "the lemma gives",
    "combine-beside-relations",
    Z,
    step("given", L),
    step("combine", ["<=", "0", sq(add(z, minus(p)))], 0, vectors={"<x>": p}),
)
some = step("coordinates", ["=", sq(x), "1"], at_={}, vectors={"x": ["1"]}, some=True)
no(
    "combine-from-some",
    "|y|² = 1 for all y, from one x with |x|² = 1",
    "some point only",
    "combine",
    E,
    some,
    step("combine", ["=", sq(y), "1"], 0, vectors={"x": y}),
)
integral = ["int", mul(["v", "s"], sq(x)), "s", "0", "1"]
ok(
    "combine-under-an-integral",
    "∫ s|x|² ds = ∫ s|x|² ds, and the same with a·x",
    [E, R],
    step("integrable", ["=", integral, integral]),
    step(
        "combine",
        ["=", *[["int", mul(["v", "s"], sq(mul(["v", "a"], x))), "s", "0", "1"]] * 2],
        0,
        at=1,
        vectors={"x": mul(["v", "a"], x)},
    ),
)
no(
    "combine-captured",
    "s·x, where an integral binds s",
    "another meaning here",
    "combine-under-an-integral",
    [E, context({"s": REAL})],
    step("integrable", ["=", integral, integral]),
    step(
        "combine",
        ["=", *[["int", mul(["v", "s"], sq(mul(["v", "s"], x))), "s", "0", "1"]] * 2],
        0,
        at=1,
        vectors={"x": mul(["v", "s"], x)},
    ),
)
# coordinates
CX = context({"a": "[1, 2]"}, [["=", sq(x), ["v", "a"]], ["=", inner(x, y), "0"]])
ok(
    "coordinates",
    "there are orthogonal x, y with |x|² = a = 1 and |y|² = 4",
    CX,
    step("coordinates", ["=", sq(y), "4"], at_={"a": "1"}, vectors={"x": ["1", "0"], "y": ["0", "2"]}, some=True),
)
ok(
    "coordinates-none",
    "in dimension 0 all vectors are 0",
    E,
    step("coordinates", ["=", sq(x), "0"], at_={}, vectors={"x": []}, some=True),
)
no(
    "coordinates-hypothesis",
    "|x|² = a = 1 with x = (1, 1)",
    "it is not known",
    "coordinates",
    CX,
    step("coordinates", ["=", sq(y), "4"], at_={"a": "1"}, vectors={"x": ["1", "1"], "y": ["0", "2"]}, some=True),
)
no(
    "coordinates-conclusion",
    "|y|² = 4 with y = (0, 1)",
    "it is not known",
    "coordinates",
    CX,
    step("coordinates", ["=", sq(y), "4"], at_={"a": "1"}, vectors={"x": ["1", "0"], "y": ["0", "1"]}, some=True),
)
no(
    "coordinates-other-dimensions",
    "x in the line and y in the plane",
    "different numbers of coordinates",
    "coordinates",
    CX,
    step("coordinates", ["=", sq(y), "4"], at_={"a": "1"}, vectors={"x": ["1"], "y": ["0", "2"]}, some=True),
)
no(
    "coordinates-missing",
    "y has no coordinates",
    "no coordinates for y",
    "coordinates",
    CX,
    step("coordinates", ["=", sq(y), "4"], at_={"a": "1"}, vectors={"x": ["1", "0"]}, some=True),
)
no(
    "coordinates-outside",
    "a = 4 is not in [1, 2]",
    "it is not known",
    "coordinates",
    CX,
    step("coordinates", ["=", sq(y), "4"], at_={"a": "4"}, vectors={"x": ["2", "0"], "y": ["0", "2"]}, some=True),
)
no(
    "coordinates-no-value",
    "no value for a",
    "must give a value",
    "coordinates",
    CX,
    step("coordinates", ["=", sq(y), "4"], at_={}, vectors={"x": ["1", "0"], "y": ["0", "2"]}, some=True),
)
no(
    "coordinates-open",
    "a coordinate that is no number",
    "no domain for a",
    "coordinates",
    CX,
    step(
        "coordinates", ["=", sq(y), "4"], at_={"a": "1"}, vectors={"x": [["v", "a"], "0"], "y": ["0", "2"]}, some=True
    ),
)
no(
    "coordinates-undefined",
    "the coordinate 1/0",
    "is defined only where",
    "coordinates",
    E,
    step("coordinates", ["=", "0", "0"], at_={}, vectors={"x": [["^", "0", "-1"]]}, some=True),
)
no(
    "coordinates-for-all",
    "|x|² = 1 for all x, by coordinates",
    "KeyError",
    "coordinates",
    E,
    step("coordinates", ["=", sq(x), "1"], at_={}, vectors={"x": ["1"]}),
)
nx = add(at("x", "t + 1"), mul("-1/2", at("x", "t")))
halving = ["=", sq(nx), "0"]
HV = context({}, [["=", sq(at("x", "0")), "1"]], [halving])
const = add(at("x", "t + 1"), minus(at("x", "t")))
CO = context({"b": REAL}, [["=", sq(at("x", "0")), ["v", "b"]]], [["=", sq(const), "0"]])
ok(
    "coordinates-along-steps",
    "x(t + 1) = x(t) with |x(0)|² = 1: the constant sequence (1, 0)",
    CO,
    step("coordinates", ["=", sq(at("x", "7")), "1"], at_={"b": "1"}, vectors={"<x>": ["1", "0"]}, some=True),
)
lin = add(at("x", "t + 1"), minus(at("x", "t")), minus(p))
LI = context({}, [], [["=", sq(lin), "0"]])
later = context({"n": NATURAL})
nn = ["v", "n"]

LL = Language(("vectors",))
rl = LL.context(LI).evolves[0].substitute({"·": Term("v", ("n",))})
flat = in_coordinates(rl, {"<x>": [Term("v", ("n",))], "p": [literal(1)]}, {}, "n").to_json()
ok(
    "coordinates-in-the-step",
    "x(t + 1) = x(t) + p: x(n) = n in dimension 1 with p = 1, and |x(3)|² = 9; the relation is seen from an identity",
    [LI, later],
    step("identity", flat, at=1),
    step(
        "coordinates", ["=", sq(at("x", "3")), "9"], 0, at_={}, vectors={"<x>": [nn], "p": ["1"]}, index="n", some=True
    ),
)
no(
    "coordinates-in-the-step-not-seen",
    "the same, and nothing shows the relation",
    "it is not known",
    "coordinates-in-the-step",
    [LI, later],
    step("coordinates", ["=", sq(at("x", "3")), "9"], at_={}, vectors={"<x>": [nn], "p": ["1"]}, index="n", some=True),
)
FR = context({}, [["<=", ["app", "f", "0"], "1"]], [["<=", data("f[t]"), sq(at("x", "t"))]])
ok(
    "coordinates-with-a-run",
    "f(t) <= |x(t)|² with f = 1 and x = 1",
    FR,
    step(
        "coordinates",
        ["=", ["app", "f", "5"], "1"],
        at_={},
        vectors={"<x>": ["1"]},
        runs={"f": "1"},
        index="n",
        some=True,
    ),
)
no(
    "coordinates-without-a-run",
    "f(5) = 1 for every sequence f",
    "it is not known",
    "coordinates-with-a-run",
    FR,
    step("coordinates", ["=", ["app", "f", "5"], "1"], at_={}, vectors={"<x>": ["1"]}, index="n", some=True),
)
no(
    "coordinates-run-of-itself",
    "f(n) given by values of a sequence",
    "contains the value of a sequence",
    "coordinates-with-a-run",
    FR,
    step(
        "coordinates",
        ["=", ["app", "f", "5"], "1"],
        at_={},
        vectors={"<x>": ["1"]},
        runs={"f": ["app", "f", ["+", nn, "1"]]},
        index="n",
        some=True,
    ),
)
no(
    "coordinates-run-for-vectors",
    "a run of numbers for a sequence of vectors",
    "no coordinates for <x>",
    "coordinates-with-a-run",
    FR,
    step(
        "coordinates",
        ["=", ["app", "f", "5"], "1"],
        at_={},
        vectors={},
        runs={"f": "1", "<x>": "1"},
        index="n",
        some=True,
    ),
)
no(
    "coordinates-relation",
    "x(t + 1) = x(t) is not obeyed by x(n) = n",
    "it is not known",
    "coordinates-along-steps",
    CO,
    step("coordinates", ["=", sq(at("x", "7")), "49"], at_={"b": "0"}, vectors={"<x>": [nn]}, index="n", some=True),
)
no(
    "coordinates-relation-of-one-step",
    "x(t + 1) = x(t)/2 is obeyed by (1) at no step",
    "it is not known",
    "coordinates-along-steps",
    HV,
    step("coordinates", ["=", sq(at("x", "1")), "1"], at_={}, vectors={"<x>": ["1"]}, some=True),
)
no(
    "coordinates-vector-in-the-step",
    "a vector whose coordinate depends on the step",
    "no domain for n",
    "coordinates-along-steps",
    CO,
    step(
        "coordinates",
        ["=", sq(at("x", "7")), "1"],
        at_={"b": "1"},
        vectors={"<x>": ["1"], "p": [nn]},
        index="n",
        some=True,
    ),
)
no(
    "run-of-vectors",
    "a number for the values of a sequence of vectors",
    "not a combination of vectors",
    "coordinates-along-steps",
    CO,
    step("run", ["=", sq(at("x", "7")), "1"], at_={"b": "1"}, runs={"<x>": "1"}, index="n", some=True),
)
# sequences
goal = ["=", sq(at("x", "t")), sq(at("x", "0"))]
after = ["=", sq(at("x", "t + 1")), sq(at("x", "0"))]
base = ["=", sq(at("x", "0")), sq(at("x", "0"))]
IN = context({"t": NATURAL}, [], [["=", sq(add(at("x", "k + 1"), minus(at("x", "k")))), "0"]], "k")
INg = {**IN, "given": [goal]}
steps = [
    step("bilinear", base),
    step("unfold", ["=", sq(const), "0"], at=1, relation=0, at_=["v", "t"]),
    step("given", goal, at=1),
    step(
        "bilinear",
        ["=", sq(at("x", "t + 1")), sq(at("x", "t"))],
        1,
        at=1,
        null=[[0, add(at("x", "t + 1"), at("x", "t"))]],
    ),
    step("linear", after, 3, 2, at=1, multipliers=["1", "1"]),
    step("induction", goal, 0, 4, symbol="t"),
]
ok("induction", "|x(t)|² = |x(0)|² where x(t + 1) = x(t)", [IN, INg], *steps)
bad3 = ["=", sq(at("x", "t + 1")), sq(at("y", "t"))]
no(
    "induction-another-sequence",
    "|x(t + 1)|² = |y(t)|² where x(t + 1) = x(t)",
    "differ when they are expanded",
    "induction",
    [IN, INg],
    *steps[:3],
    step("bilinear", bad3, 1, at=1, null=[[0, add(at("x", "t + 1"), at("x", "t"))]]),
)
no(
    "derivative",
    "the derivative of ⟨a·x, x⟩ by a",
    "no derivative rule for inner",
    "factor",
    R,
    step("identity", ["=", ["D", inner(mul(["v", "a"], x), x), ["v", "a"]], sq(x)]),
)
reject(
    "vectors-extension-not-named",
    "inner products without the extension",
    "unknown head",
    "vectors-bilinear",
    cert(E, step("given", ["<=", "0", sq(x)]), extensions=["sequences"]),
)
dp = x
for _ in range(210):
    dp = ["*", "1", dp]
no(
    "too-deep",
    "a combination that is nested too deeply",
    "nested too deeply",
    "bilinear",
    E,
    step("bilinear", ["=", inner(dp, x), sq(x)]),
)
big = ["+", *[mul(str(i), vec(f"x{i}")) for i in range(150)]]
no(
    "too-many-products",
    "150 by 150 vectors",
    "too many vectors",
    "bilinear",
    E,
    step("bilinear", ["=", inner(big, big), inner(big, big)]),
)
no(
    "coordinates-of-themselves",
    "|x|² = 1, where x is said to be (|x|²)",
    "or vectors",
    "coordinates",
    E,
    step("coordinates", ["=", sq(x), "1"], at_={}, vectors={"x": [sq(x)]}, some=True),
)

# What changes of the rules were not noticed without -----------------------------------------------------------------

positive = ["<=", "0", integral]
ok(
    "combine-under-an-integral-in-a-hypothesis",
    "0 ≤ |x|² if 0 ≤ ∫ s|x|² ds, and the same with a·x",
    [
        context({}, [positive]),
        context({"a": REAL}, [["<=", "0", ["int", mul(["v", "s"], sq(mul(["v", "a"], x))), "s", "0", "1"]]]),
    ],
    step("given", ["<=", "0", sq(x)]),
    step("combine", ["<=", "0", sq(mul(["v", "a"], x))], 0, at=1, vectors={"x": mul(["v", "a"], x)}),
)
no(
    "combine-captured-in-a-hypothesis",
    "0 ≤ |s·x|² if 0 ≤ ∫ s|x|² ds, for s·x, where the integral binds s",
    "another meaning here",
    "combine-under-an-integral-in-a-hypothesis",
    [context({}, [positive]), context({"s": REAL})],
    step("given", ["<=", "0", sq(x)]),
    step("combine", ["<=", "0", sq(mul(["v", "s"], x))], 0, at=1, vectors={"x": mul(["v", "s"], x)}),
)
for name, sequence in (("without-brackets", "gxg"), ("without-one-before", "gx>"), ("without-one-after", "<xg")):
    no(
        f"sequence-{name}",
        f"{sequence}(1) for a vector",
        "not a combination of vectors",
        "bilinear",
        E,
        step("cited", ["=", sq(["app", sequence, "1"]), "1"], theorem="stands for anything"),
    )
