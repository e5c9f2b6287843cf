# ruff: noqa: E501
"""Terms, numbers, names, contexts, the frame of a certificate, extensions, lemmas, limits."""

from __future__ import annotations

from typing import Any

from checks.kernel.replay import digest
from tests.soundness.forge import (
    EMPTY,
    NATURAL,
    REAL,
    X,
    accept,
    cert,
    cite,
    context,
    data,
    raw,
    reject,
    some,
    step,
    v,
)

# Terms ----------------------------------------------------------------------------------------------------------------

HEADS = accept(
    "language-every-head",
    "every head of the core in one equation of equals",
    cert(
        context({"x": "(0, 1)", "t": NATURAL}),
        step("identity", "power(x, pi)*root(x, 2)**2*exp(log(x)) + abs(x)**2 + g[t] == power(x, pi)*x*x + x**2 + g[t]"),
    ),
)


def malformed(name: str, says: str, because: str, formula: Any, twin: str = HEADS, symbols: Any = None) -> None:
    """An equation of something with itself, or a formula, that the language does not have."""
    is_formula = isinstance(formula, list) and formula and formula[0] in ("<", "<=", "=", "!=", "and", "or")
    shows = formula if is_formula else ["=", formula, formula]
    here = context({"x": REAL, "t": NATURAL} if symbols is None else symbols)
    extensions = ["calculus", "functions", "integrals"]
    reject(name, says, because, twin, cert(here, {"rule": "identity", "in": 0, "shows": shows}, extensions=extensions))


SORTS = "a term stands where a formula is expected"
ARITY = "unknown head or wrong number of arguments"
malformed("term-sum-of-a-relation", "1 < 2 is a number, and may be added to 1", SORTS, ["+", ["<", "1", "2"], "1"])
malformed("term-compared-relation", "1 < 2 is a number, and less than 1", SORTS, ["<", ["<", "1", "2"], "1"])
malformed("term-exp-of-a-relation", "1 = 1 is a number with an exponential", SORTS, ["exp", ["=", "1", "1"]])
malformed("term-relation-as-index", "1 < 2 is an index", SORTS, ["app", "g", ["<", "1", "2"]])
malformed("formula-and-of-a-term", "x is a formula", SORTS, ["and", v("x")])
malformed("formula-or-of-a-number", "1 is a formula", SORTS, ["or", "1"])
malformed("formula-and-of-nothing", "an empty conjunction", ARITY, ["and"])
malformed("formula-or-of-nothing", "an empty disjunction is a formula, which nothing makes true", ARITY, ["or"])
malformed("formula-relation-of-three", "0 = 0 = 1 by its first two sides", ARITY, ["=", "0", "0", "1"])
malformed("formula-relation-of-one", "an equation with one side", ARITY, ["=", "0"])
malformed("term-infinity", "∞ = ∞ is a number", ARITY, ["oo"])
malformed("term-infinity-plus-one", "∞ + 1 = ∞, so that 1 = 0", ARITY, ["=", ["+", ["oo"], "1"], ["oo"]])
malformed("term-infinite-integrand", "∫₀¹ ∞ ds is a number", ARITY, ["int", ["oo"], "s", "0", "1"])
malformed("term-infinite-lower-limit", "∫_∞¹ 1 ds is a number", ARITY, ["int", "1", "s", ["oo"], "1"])
malformed("term-derivative-by-a-number", "d/d2 of 1", "a derivative needs a variable", ["D", "1", "2"])
malformed(
    "term-derivative-by-a-sum", "d/d(x + 1) of x", "a derivative needs a variable", ["D", v("x"), ["+", v("x"), "1"]]
)
malformed("term-sum-of-nothing", "an empty sum", ARITY, ["+"])
malformed("term-product-of-nothing", "an empty product", ARITY, ["*"])
malformed("term-exp-of-nothing", "exp of nothing", ARITY, ["exp"])
malformed("term-exp-of-two", "exp(0, 1) = exp(0, 2), both being exp(0)", ARITY, ["exp", "1", "2"])
malformed("term-power-without-exponent", "a power without an exponent", ARITY, ["^", "1"])
malformed("term-real-power-of-three", "x ** 1 ** 2 in some order", ARITY, ["**", v("x"), "1", "2"])
malformed("term-min-of-nothing", "a least number of none", ARITY, ["min"])
malformed("term-pi-of-something", "π(1) = π(2)", ARITY, ["pi", "1"])
malformed("term-value-without-index", "a sequence is a number", ARITY, ["app", "g"])
malformed("term-value-at-two-indices", "g(1, 2) = g(1)", ARITY, ["app", "g", "1", "2"])
malformed("term-inner-head", "the checker's own head for numbers", ARITY, ["q", "1"])
malformed("term-head-of-format-1", "e is a head no more", ARITY, ["e"])
malformed("term-unknown-head", "nobody knows this head", ARITY, ["zeta", "2"])
malformed("term-without-head", "an empty list is a term", "is not a term", [])
malformed("term-head-that-is-a-list", "a head that is a list", "is not a term", [["exp"], "1"])
malformed("term-object", "an object is a term", "is not a term", {})
malformed("term-null", "null is a term", "is not a term", None)
malformed("term-true", "true is a term, and 1", "is not a term", True)
malformed("term-whole-number-of-json", "1 is a number without quotes, and how large may it be?", "is not a term", 1)
malformed("term-float", "0.1 + 0.2 is not 0.3", "the float 0.5", 0.5)

reject(
    "term-shown-where-a-formula-is-expected",
    "x is true",
    SORTS,
    HEADS,
    cert(X, {"rule": "identity", "in": 0, "shows": v("x")}),
)

POWERS = accept(
    "language-powers",
    "x⁻³·x³ = 1 and (x^(1/5))⁵ = x for x > 0, in their three spellings",
    cert(
        context({"x": "(0, oo)"}),
        step("identity", "x**-3*x**3 == 1"),
        step("identity", "root(x, 5)**5 == x"),
        step("identity", ["=", ["^", ["**", v("x"), "1/5"], "5"], v("x")]),
        step("both", "x**-3*x**3 == 1 and root(x, 5)**5 == x", 0, 1),
    ),
)
WRITTEN = "is not a rational number"
BOUNDS = "a whole number from"
malformed(
    "power-variable-exponent",
    "x^n is a power with a written exponent for whatever n may be put: the domain would depend on it",
    WRITTEN,
    ["^", v("x"), v("x")],
    POWERS,
)
malformed("power-sum-as-exponent", "an exponent 1 + 1 that is a term", WRITTEN, ["^", v("x"), ["+", "1", "1"]], POWERS)
malformed("power-fractional-exponent", "(−8)^(1/3) is −2, or is undefined?", BOUNDS, ["^", "-8", "1/3"], POWERS)
malformed("power-exponent-beyond-the-limit", "2^1000001", BOUNDS, ["^", "2", "1000001"], POWERS)
malformed("power-exponent-below-the-limit", "2^−1000001", BOUNDS, ["^", "2", "-1000001"], POWERS)
malformed("root-zeroth", "the zeroth root of 2", BOUNDS, ["root", "2", "0"], POWERS)
malformed("root-first", "the first root of −1, defined though a root of −1", BOUNDS, ["root", "-1", "1"], POWERS)
malformed("root-negative", "the root of order −2", BOUNDS, ["root", "2", "-2"], POWERS)
malformed("root-fractional", "the root of order 1/2", BOUNDS, ["root", "2", "1/2"], POWERS)
malformed("root-variable", "the root of order t, for whatever t may be put", WRITTEN, ["root", "2", v("t")], POWERS)
malformed("root-beyond-the-limit", "the root of order 10001", BOUNDS, ["root", "2", "10001"], POWERS)

# Indices --------------------------------------------------------------------------------------------------------------

INDEX = accept(
    "language-index-spelled-in-several-ways",
    "g(1 + t) = g(t + 1), g(t·s + 2 + t) = g(1 + t + 1 + t·s)",
    cert(
        context({"t": NATURAL, "s": NATURAL}),
        step("identity", "g[1 + t] == g[t + 1]"),
        step("identity", "g[t*s + 2 + t] == g[1 + t + 1 + t*s]"),
    ),
)
UNNATURAL = "is not a natural number by its form"
for name, index in (
    ("difference", "t - 1"),
    ("half", "1/2"),
    ("real-symbol", "x"),
    ("negative", "-1"),
    ("even-minus-two", "2*t - 2"),
    ("power", "t**2"),
    ("function", "abs(t)"),
    ("value-of-a-sequence", "g[t]"),
):
    malformed(f"index-{name}", f"g has a value at {index}, whatever t and x are", UNNATURAL, data(f"g[{index}]"), INDEX)
reject(
    "index-of-a-bound-variable",
    "∫₀¹ g(s) ds has a value, though g is defined for natural numbers only",
    UNNATURAL,
    INDEX,
    cert(EMPTY, step("identity", "integral(g[s], s, 0, 1) == integral(g[s], s, 0, 1)")),
)
reject(
    "index-in-a-hypothesis",
    "g(x) ≤ 1 for a real number x is a hypothesis",
    UNNATURAL,
    INDEX,
    cert(context({"x": REAL}, ["g[x] <= 1"]), step("given", "0 < 1")),
)
reject(
    "index-other-value-of-the-sequence",
    "g(t + 1) = g(t) because both are values of g",
    "the two sides have different normal forms",
    INDEX,
    cert(context({"t": NATURAL}), step("identity", "g[t + 1] == g[t]")),
)
reject(
    "index-product-that-is-no-sum",
    "g(2t) = g(t + 2)",
    "the two sides have different normal forms",
    INDEX,
    cert(context({"t": NATURAL}), step("identity", "g[2*t] == g[t + 2]")),
)

# Numbers --------------------------------------------------------------------------------------------------------------

NUMBERS = accept(
    "language-numbers",
    "−22/7 < −3 < 0 < 10^3999, and 6/4 = 3/2",
    cert(
        EMPTY,
        step("given", ["and", ["<", "-22/7", "-3"], ["<", "-3", "-0"], ["<", "0", "1" + "0" * 3999]]),
        step("given", ["=", "6/4", "3/2"], 0),
    ),
)
for name, text, what in (
    ("decimal", "0.5", WRITTEN),
    ("decimal-exponent", "1e3", WRITTEN),
    ("exponent-that-no-memory-holds", "1e999999999", WRITTEN),
    ("nan", "nan", WRITTEN),
    ("infinity", "inf", WRITTEN),
    ("division-by-zero", "1/0", "a division by zero"),
    ("division-by-zeros", "1/000", "a division by zero"),
    ("two-signs", "--1", WRITTEN),
    ("plus-sign", "+1", WRITTEN),
    ("sign-below", "1/-2", WRITTEN),
    ("white-space", " 1", WRITTEN),
    ("line-end", "1\n", WRITTEN),
    ("underscore", "1_0", WRITTEN),
    ("half-as-one-character", "½", WRITTEN),
    ("digit-of-another-script", "٣", WRITTEN),
    ("hexadecimal", "0x10", WRITTEN),
    ("two-fractions", "1/2/3", WRITTEN),
    ("nothing-below", "1/", WRITTEN),
    ("empty", "", WRITTEN),
    ("too-long", "9" * 4001, WRITTEN),
):
    reject(
        f"number-{name}",
        f"{text[:20]!r} is a rational number",
        what,
        NUMBERS,
        cert(EMPTY, step("given", ["=", text, text])),
    )

# Names ----------------------------------------------------------------------------------------------------------------

LONG = "ein_langer_Name_" * 6 + "abcd"
NAMES = accept(
    "language-names",
    "x̂ + pi = pi + x̂ for symbols of these names; a name of 100 characters; a variable called pi is not π",
    cert(
        context({"x̂": REAL, "pi": REAL, LONG: REAL, "g": REAL, "g[0]": REAL}),
        step("identity", ["=", ["+", v("x̂"), v("pi"), v(LONG)], ["+", v(LONG), v("pi"), v("x̂")]]),
    ),
)
ODD: tuple[tuple[str, Any], ...] = (
    ("empty", ""),
    ("with-a-space", "x y"),
    ("with-a-quote", 'x"'),
    ("with-an-apostrophe", "x'"),
    ("in-angle-brackets", "<x>"),
    ("with-a-line-end", "x\n"),
    ("with-a-zero-byte", "x\x00"),
    ("with-an-invisible-character", "x\u200b"),
    ("that-turns-the-line-around", "\u202ex"),
    ("too-long", LONG + "e"),
    ("of-the-bound-variable", "·"),
    ("that-is-a-number", 3),
)
for name, given in ODD:
    shown = ascii(given[:20] if isinstance(given, str) else given)
    because = (
        "white space, quotes or brackets in a name"
        if name in ("with-a-space", "with-a-quote", "with-an-apostrophe", "in-angle-brackets")
        else "cannot be a name"
    )
    symbols = {str(given): REAL}
    reject(
        f"name-{name}",
        f"{shown} is a name",
        because,
        NAMES,
        cert({"symbols": symbols, "given": [], "evolves": []}, step("identity", ["=", v(given), v(given)])),
    )
for name, term in (
    ("variable", ["+", v("pi"), ["pi"]]),
    ("sequence", ["+", v("g"), ["app", "g", "0"]]),
    ("value-of-a-sequence", ["+", v("g[0]"), ["app", "g", "0"]]),
):
    reject(
        f"name-that-looks-like-a-{name}",
        "two different things of one look are twice the same",
        "the two sides have different normal forms",
        NAMES,
        cert(
            context({"pi": REAL, "g": REAL, "g[0]": REAL}),
            step("identity", ["=", term, ["*", "2", term[1]]]),
        ),
    )
reject(
    "name-of-a-sequence-in-quotes",
    "a sequence called g'",
    "white space, quotes or brackets in a name",
    NAMES,
    cert(EMPTY, step("identity", ["=", ["app", "g'", "0"], ["app", "g'", "0"]])),
)

# Contexts -------------------------------------------------------------------------------------------------------------

DOMAINS = accept(
    "language-domains",
    "0 < x ≤ 1/2, y < 0, t ≥ 2 follow from domains",
    cert(
        context({"x": "(0, 1/2]", "y": "(-oo, 0)", "t": "[2, oo) in N", "z": REAL}),
        step("given", "0 < x and x <= 1/2 and y < 0 and 2 <= t"),
    ),
    label="exact",
)
INTERVALS: tuple[tuple[str, Any], ...] = (
    ("decimal-end", "[0, 1.5]"),
    ("one-end", "[0]"),
    ("no-comma", "[0 1]"),
    ("no-space", "[0,1]"),
    ("closed-at-minus-infinity", "[-oo, 1]"),
    ("closed-at-infinity", "(0, oo]"),
    ("infinity-below", "(oo, 1]"),
    ("exponent", "(1e9, oo)"),
    ("integers", "[0, 1] in Z"),
    ("empty-text", ""),
    ("division-by-zero", "[1/0, 2]"),
    ("digit-of-another-script", "[٣, 4]"),
    ("line-end", "[0, 1]\n"),
    ("too-long", "[" + "9" * 4001 + ", oo)"),
    ("square-bracket-outward", "]0, 1["),
    ("of-no-text", 1),
)
for name, given in INTERVALS:
    because = {
        "closed-at-minus-infinity": "an infinite end is open",
        "closed-at-infinity": "an infinite end is open",
        "division-by-zero": "a division by zero",
        "too-long": WRITTEN,
    }.get(name, "is not an interval")
    reject(
        f"domain-{name}",
        f"{str(given)[:20]!r} is a domain",
        because,
        DOMAINS,
        cert({"symbols": {"x": given}, "given": [], "evolves": []}, step("identity", "x == x")),
    )
reject(
    "symbol-without-domain",
    "y = y for a y of which nothing is said",
    "no domain for y",
    DOMAINS,
    cert(X, step("identity", "y == y")),
)
reject(
    "hypothesis-on-a-symbol-without-domain",
    "y < 1 is a hypothesis, about nothing",
    "no domain for y",
    DOMAINS,
    cert(context({"x": REAL}, ["y < 1"]), step("identity", "x == x")),
)
reject(
    "relation-with-a-symbol-without-domain",
    "g(0) = a for an a of which nothing is said",
    "no domain for a",
    DOMAINS,
    cert(context({}, (), ["g[0] == a"]), step("given", "0 < 1")),
)
reject(
    "multiplier-with-a-symbol-without-domain",
    "y·(0 − 0) may be added",
    "no domain for y",
    DOMAINS,
    cert(X, step("given", ["=", "0", "0"]), step("linear", "x == x", 0, multipliers=[v("y")])),
)
reject(
    "hypothesis-that-is-a-term",
    "x is a hypothesis",
    SORTS,
    DOMAINS,
    cert({"symbols": {"x": REAL}, "given": [v("x")], "evolves": []}, step("identity", "x == x")),
)
CONTEXT = "a context has symbols, given, evolves"
for name, change in (
    ("one-more-part", {"symbols": {"x": REAL}, "given": [], "evolves": [], "assuming": [["<", "1", "0"]]}),
    ("without-hypotheses", {"symbols": {"x": REAL}, "evolves": []}),
    ("without-relations", {"symbols": {"x": REAL}, "given": []}),
    ("without-symbols", {"given": [], "evolves": []}),
):
    reject(
        f"context-{name}",
        "a context in another form, of which a reader might understand something else",
        CONTEXT,
        DOMAINS,
        cert(change, step("identity", "0 == 0")),
    )
reject(
    "context-of-odd-step",
    "the steps are counted by a name with a quote",
    "white space, quotes or brackets",
    "induction-over-steps",
    cert(
        {"symbols": {"t": NATURAL}, "given": [], "evolves": [data("g[0] == 1")], "step": "n'"},
        step("unfold", "g[0] == 1", relation=0),
    ),
)

# Integration variables ------------------------------------------------------------------------------------------------

BOUND = accept(
    "language-variables-of-integration",
    "∫₀¹ xs ds + ∫₀² xs ds = the same in the other order",
    cert(
        context({"x": "[0, 1]"}),
        step(
            "identity", "integral(x*s, s, 0, 1) + integral(s, s, 0, 2) == integral(s, s, 0, 2) + integral(x*s, s, 0, 1)"
        ),
    ),
)
MEANING = "a variable of integration has another meaning here"
reject(
    "integration-over-a-symbol",
    "∫₀¹ x dx with an x that is also a number",
    MEANING,
    BOUND,
    cert(context({"x": "[0, 1]"}), step("identity", "integral(x, x, 0, 1) == integral(x, x, 0, 1)")),
)
reject(
    "integration-twice-over-one-variable",
    "∫₀¹ (∫₀¹ s ds) ds with one s inside of the other",
    MEANING,
    BOUND,
    cert(
        EMPTY,
        step("identity", "integral(integral(s, s, 0, 1), s, 0, 1) == integral(integral(s, s, 0, 1), s, 0, 1)"),
    ),
)
reject(
    "integration-variable-in-its-own-limit",
    "∫₀^s s ds with an s outside that nobody declared",
    "no domain for s",
    BOUND,
    cert(EMPTY, step("identity", "integral(s, s, 0, s) == integral(s, s, 0, s)")),
)
reject(
    "integration-variable-without-integral",
    "an s of which nothing is said after ∫₀¹ s ds",
    "no domain for s",
    BOUND,
    cert(EMPTY, step("identity", "integral(s, s, 0, 1) + s == s + integral(s, s, 0, 1)")),
)
reject(
    "integration-over-a-symbol-in-a-hypothesis",
    "∫₀¹ x dx ≤ 1 is a hypothesis on an x that is also a number",
    MEANING,
    BOUND,
    cert(
        context({"x": "[0, 1]"}, ["integral(x, x, 0, 1) <= 1"]),
        step("given", "0 < 1"),
    ),
)
reject(
    "integral-over-something-unknown",
    "∫₀¹ y ds for a y of which nothing is said",
    "no domain for y",
    BOUND,
    cert(X, step("identity", "integral(y, s, 0, 1) == integral(y, s, 0, 1)")),
)

# The frame of a certificate ---------------------------------------------------------------------------------------

FRAME = accept(
    "certificate-frame",
    "x < 1 at some point of ℝ, in the default words and in all words",
    cert(
        X,
        {"rule": "witness", "in": 0, "shows": data("x < 1"), "some": True, "at": {"x": "0"}, "bits": 64, "from": []},
        trust="exact",
    ),
    label="exact",
)
ONE = {"rule": "identity", "in": 0, "shows": ["=", "1", "1"]}
WITNESS = some("witness", "x < 1", at_={"x": "0"})
for name, says, because, made in (
    ("format-1", "an old certificate", "not a certificate of format 2", {**cert(X, ONE), "certificate": 1}),
    ("format-as-text", "a certificate of format \"2\"", "not a certificate of format 2", {**cert(X, ONE), "certificate": "2"}),
    ("format-missing", "a certificate of some format", "malformed", {"contexts": [X], "steps": [ONE]}),
    ("one-more-part", "an unknown word may change everything", "not a certificate of format 2", {**cert(X, ONE), "assume": []}),
    ("without-steps", "nothing is a claim", "malformed (IndexError", cert(X)),
    ("without-contexts", "a step that stands nowhere", "numbers nothing that is there", cert([], ONE)),
    ("null", "null is a certificate", "malformed", None),
    ("list", "a list is a certificate", "malformed", []),
    ("text", "a text is a certificate", "malformed", "certificate"),
    ("steps-that-are-no-list", "steps under names", "malformed", {**cert(X), "steps": {"0": ONE}}),
    ("step-that-is-no-object", "a text is a step", "malformed", cert(X, "identity")),
    ("step-without-rule", "a step by no rule", "malformed (KeyError: 'rule')", cert(X, {"in": 0, "shows": ["=", "1", "1"]})),
    ("step-without-context", "a step in no context", "malformed (KeyError: 'in')", cert(X, {"rule": "identity", "shows": ["=", "1", "1"]})),
    ("step-without-formula", "a step that shows nothing", "malformed (KeyError: 'shows')", cert(X, {"rule": "identity", "in": 0})),
    ("unknown-rule", "a rule that nobody knows shows everything", "('magic', 'all')", cert(X, {**ONE, "rule": "magic"})),
    ("rule-that-is-a-list", "a list of rules", "malformed (TypeError", cert(X, {**ONE, "rule": ["identity"]})),
    ("context-beyond-the-last", "a step in the seventh context of one", "numbers nothing that is there", cert(X, {**ONE, "in": 7})),
    ("context-counted-from-the-end", "a step in context −1", "numbers nothing that is there", cert(X, {**ONE, "in": -1})),
    ("context-as-text", "a step in context \"0\"", "numbers nothing that is there", cert(X, {**ONE, "in": "0"})),
    ("context-false", "a step in context false", "numbers nothing that is there", cert(X, {**ONE, "in": False})),
    ("premises-that-are-no-list", "a number instead of premises", "malformed (TypeError", cert(X, {**ONE, "from": 0})),
    ("premise-of-itself", "x < 1 because x < 1", "numbers nothing that is there", cert(X, step("given", "x < 1", 0))),
    ("premise-to-come", "x < 1 because of a later step that rests on this one", "numbers nothing that is there", cert(X, step("given", "x < 1", 1), step("given", "x < 1", 0))),
    ("premise-counted-from-the-end", "x < 1 because of step −1", "numbers nothing that is there", cert(X, step("given", "x < 1", -1))),
    ("premise-true", "step true is a premise", "numbers nothing that is there", cert(X, ONE, ONE, {**step("given", "1 == 1"), "from": [True]})),
    ("some-as-text", "for some, or for all? \"yes\"", "`some` is true or false", cert(X, {**WITNESS, "some": "yes"})),
    ("some-as-number", "for some, or for all? 1", "`some` is true or false", cert(X, {**WITNESS, "some": 1})),
    ("some-null", "for some, or for all? null", "`some` is true or false", cert(X, {**WITNESS, "some": None})),
    ("bits-one", "one bit is enough for a mantissa", "a precision is a whole number of bits", cert(X, {**ONE, "bits": 1})),
    ("bits-zero", "no bits at all", "a precision is a whole number of bits", cert(X, {**ONE, "bits": 0})),
    ("bits-negative", "−1 bits", "a precision is a whole number of bits", cert(X, {**ONE, "bits": -1})),
    ("bits-beyond-the-limit", "8193 bits", "a precision is a whole number of bits", cert(X, {**ONE, "bits": 8193})),
    ("bits-beyond-all-memory", "10^18 bits", "a precision is a whole number of bits", cert(X, {**ONE, "bits": 10**18})),
    ("bits-as-text", "many bits", "a precision is a whole number of bits", cert(X, {**ONE, "bits": "many"})),
    ("bits-null", "null bits", "a precision is a whole number of bits", cert(X, {**ONE, "bits": None})),
    ("bits-true", "true bits", "a precision is a whole number of bits", cert(X, {**ONE, "bits": True})),
    ("bits-float", "64.0 bits", "the float 64.0", cert(X, {**ONE, "bits": 64.0})),
    ("float-in-a-point", "the point 0.1, which is no tenth", "the float 0.1", cert(X, {**WITNESS, "at": {"x": 0.1}})),
    ("float-that-nobody-reads", "a float in a corner", "the float 0.5", cert(X, {**WITNESS, "note": 0.5})),
    ("float-small", "a float that is 0 in a machine", "the float 1e-300", cert(X, {**WITNESS, "note": 1e-300})),
):  # fmt: skip
    reject(f"certificate-{name}", says, because, FRAME, made)

# Extensions -----------------------------------------------------------------------------------------------------------

NAMED = accept(
    "extension-named",
    "sin x ≤ 1, by a function and a rule of extensions that are named",
    cert(X, step("enclosure", "sin(x) <= 1", tree="n")),
)
for name, says, because, extensions in (
    ("unknown", "an extension that nobody knows", "there is no such extension", ["magic"]),
    ("path", "an extension from anywhere", "there is no such extension", ["../../methods/prove"]),
    ("letters", "extensions as one text", "there is no such extension", "functions"),
    (
        "head-not-named",
        "sin is a head of the core",
        "unknown head or wrong number of arguments: 'sin'",
        ["subdivision"],
    ),
    ("rule-not-named", "enclosure is a rule of the core", "('enclosure', 'all')", ["functions"]),
):
    reject(
        f"extension-{name}",
        says,
        because,
        NAMED,
        cert(X, step("enclosure", "sin(x) <= 1", tree="n"), extensions=extensions),
    )
reject(
    "extension-derivative-not-named",
    "D is a head of the core",
    "unknown head or wrong number of arguments: 'D'",
    "derivative-of-a-power",
    cert(context({"a": REAL}), step("identity", "D(a**3, a) == 3*a**2"), extensions=[]),
)
reject(
    "extension-integral-not-named",
    "int is a head of the core",
    "unknown head or wrong number of arguments: 'int'",
    "antiderivative-known-limit",
    cert(EMPTY, step("identity", "integral(1, s, 0, 1) == integral(1, s, 0, 1)"), extensions=["functions"]),
)
reject(
    "extension-of-a-law-not-named",
    "W is known without the extension that says what it is",
    "unknown head or wrong number of arguments: 'lambertw'",
    "axiom-lambertw-range",
    cert(context({"x": "[0, 1]"}), step("axiom", "0 <= x", name="lambertw-range", terms=[v("x")]), extensions=[]),
)
for rule in ("limit", "each-step"):
    reject(
        f"rule-{rule}-of-format-1",
        "a rule that there is no more",
        f"('{rule}', 'all')",
        NAMED,
        cert(X, step(rule, "0 < 1"), extensions=["calculus", "sequences"]),
    )

# Lemmas ---------------------------------------------------------------------------------------------------------------

HALF = context({"x": "[0, oo)"})
LEMMA = cert(HALF, step("axiom", "abs(x) == x", name="abs-positive", terms=[v("x")]))
SINE = cert(X, step("given", "sin(x) <= 1"))
CITED = cert(X, step("cited", "x <= x**2 + 1", theorem="Young's inequality"))
POINT = cert(X, some("witness", "x < 1", at_={"x": "0"}))
accept(
    "lemma",
    "|4| = 4, as an instance of a certificate that is cited by its digest",
    cert([HALF, EMPTY], cite(LEMMA, "abs(x) == x"), step("instance", "abs(4) == 4", 0, at=1, values={"x": "4"})),
    LEMMA,
    label="exact",
)
accept("lemma-enclosed", "sin x ≤ 1 by citing it; it stays enclosed", cert(X, cite(SINE, "sin(x) <= 1")), SINE, label="enclosed")  # fmt: skip
accept("lemma-existential", "x < 1 somewhere, by citing it", cert(X, {**cite(POINT, "x < 1"), "some": True}), POINT)
OUTER = cert(HALF, cite(LEMMA, "abs(x) == x"))
accept("lemma-of-a-lemma", "|x| = x for x ≥ 0, by citing what cites it", cert(HALF, cite(OUTER, "abs(x) == x")), LEMMA, OUTER)  # fmt: skip
NO_LEMMA = "no such lemma is established, or it says something else"
for name, says, made in (
    ("another-claim", "|x| = x + 1 because |x| = x", cert(HALF, cite(LEMMA, "abs(x) == x + 1"))),
    ("another-context", "|x| = x for all real x because it holds for x ≥ 0", cert(X, cite(LEMMA, "abs(x) == x"))),
    ("more-general", "|x| = x for x ≥ −1", cert(context({"x": "[-1, oo)"}), cite(LEMMA, "abs(x) == x"))),
    ("fewer-hypotheses", "a lemma whose hypothesis is dropped", cert(X, cite(LEMMA, "abs(x) == x"))),
    ("for-all-as-for-some", "a lemma for all points cited for some, perhaps of an empty domain", cert(HALF, {**cite(LEMMA, "abs(x) == x"), "some": True})),
):  # fmt: skip
    reject(f"lemma-{name}", says, NO_LEMMA, "lemma", made, LEMMA)
reject(
    "lemma-for-some-as-for-all",
    "x < 1 for all real x, because it is so at 0",
    NO_LEMMA,
    "lemma-existential",
    cert(X, cite(POINT, "x < 1")),
    POINT,
)
reject(
    "lemma-that-is-not-there",
    "|x| = x by a certificate that nobody sees",
    NO_LEMMA,
    "lemma",
    cert(HALF, cite(LEMMA, "abs(x) == x")),
)
FALSE = cert(X, step("axiom", "abs(x) == x", name="abs-positive", terms=[v("x")]))
reject(
    "lemma-that-is-rejected",
    "|x| = x for all real x by a certificate that is turned down",
    NO_LEMMA,
    "lemma",
    cert(X, cite(FALSE, "abs(x) == x")),
    FALSE,
)
reject(
    "lemma-called-exact",
    "sin x ≤ 1 is exact, although the lemma rests on balls",
    "says exact, but a rounded evaluation",
    "lemma-enclosed",
    cert(X, cite(SINE, "sin(x) <= 1"), trust="exact"),
    SINE,
)
reject(
    "lemma-without-digest",
    "a lemma without its name",
    "malformed (KeyError: 'digest')",
    "lemma",
    cert(HALF, step("lemma", "abs(x) == x")),
)
reject(
    "lemma-by-its-place",
    "a lemma by number",
    NO_LEMMA,
    "lemma",
    cert(HALF, step("lemma", "abs(x) == x", digest=0)),
    LEMMA,
)
FILED = "filed under the digest of another one"
reject(
    "lemma-filed-under-another-digest",
    "0 = 1 by a true lemma's name: another certificate is filed under it",
    FILED,
    "lemma",
    raw({digest(LEMMA): FALSE, digest(OUTER): OUTER}),
)
A = cert(EMPTY, step("lemma", "0 == 1", digest="sha256:b"))
B = cert(EMPTY, step("lemma", "0 == 1", digest="sha256:a"))
reject("lemma-circle", "0 = 1 because 0 = 1 because …", FILED, "lemma-of-a-lemma", raw({"sha256:a": A, "sha256:b": B}))
SELF = cert(EMPTY, step("lemma", "0 == 1", digest="sha256:self"))
reject("lemma-of-itself", "0 = 1 because it says so itself", FILED, "lemma-of-a-lemma", raw({"sha256:self": SELF}))
reject(
    "lemma-filed-without-digest",
    "a lemma under a name of one's own",
    FILED,
    "lemma",
    raw({"lemma 1": LEMMA}),
)

# Trust ----------------------------------------------------------------------------------------------------------------

accept(
    "trust-exact-evaluation",
    "x(1 − x) > 0 on (0, 1): an evaluation in which nothing is rounded",
    cert(context({"x": "(0, 1)"}), step("given", "0 < x*(1 - x)"), trust="exact"),
    label="exact",
)
accept(
    "trust-enclosed-evaluation",
    "x/3 < 1/2 on (0, 1): 1/3 is rounded",
    cert(context({"x": "(0, 1)"}), step("given", "x/3 < 1/2")),
    label="enclosed",
)
accept(
    "trust-inherited",
    "0 < eˣ + 1 from 0 < eˣ, which rests on an evaluation",
    cert(X, step("given", "0 < exp(x)"), step("given", "0 <= 1"), step("linear", "0 < exp(x) + 1", 0, 1, multipliers=["1", "1"])),
    label="enclosed",
)  # fmt: skip
EXACT = "says exact, but a rounded evaluation"
for name, says, twin, made in (
    ("exact-on-a-rounded-evaluation", "x/3 < 1/2, called exact", "trust-exact-evaluation", cert(context({"x": "(0, 1)"}), step("given", "x/3 < 1/2"), trust="exact")),
    ("exact-on-an-enclosed-premise", "0 < eˣ + 1 called exact, resting on 0 < eˣ", "trust-inherited", cert(X, step("given", "0 < exp(x)"), step("given", "0 <= 1"), step("linear", "0 < exp(x) + 1", 0, 1, multipliers=["1", "1"]), trust="exact")),
    ("exact-on-a-tree", "eˣ > 0 by a tree, called exact", "trust-exact-evaluation", cert(X, step("enclosure", "0 < exp(x)", tree="n"), trust="exact")),
    ("exact-on-a-multiplier", "x·eˣ < y·eˣ from x < y, called exact, though balls decide the sign of the multiplier", "trust-inherited", cert(context({"x": REAL, "y": REAL}, ["x < y"]), step("given", "x < y"), step("linear", "x*exp(x) < y*exp(x)", 0, multipliers=[data("exp(x)")]), trust="exact")),
    ("exact-on-a-hypothesis-of-a-lemma", "an instance whose hypothesis balls decide, called exact", "lemma", cert([context({"a": REAL}, ["0 < a"]), X], step("given", "0 < a"), step("instance", "0 < exp(x)", 0, at=1, values={"a": data("exp(x)")}), trust="exact")),
    ("exact-on-a-point-by-balls", "e < 3 at some point, called exact", "certificate-frame", cert(EMPTY, some("witness", "exp(1) < 3", at_={}), trust="exact")),
    ("exact-on-an-orbit", "g(3) = 8 by following an orbit in balls, called exact", "trust-exact-evaluation", cert(context({"t": NATURAL}, (), ["g[0] == 1", "g[t+1] == 2*g[t]"]), step("orbit", "g[3] == 8"), trust="exact")),
    ("exact-on-a-zero", "x² = 2 somewhere by Krawczyk's operator, called exact", "trust-exact-evaluation", cert(context({"x": "[7/5, 3/2]"}), some("root", "x**2 - 2 == 0"), trust="exact")),
    ("exact-on-an-axiom-by-balls", "|eˣ| = eˣ, the hypothesis 0 ≤ eˣ being decided by balls, called exact", "lemma", cert(X, step("axiom", "abs(exp(x)) == exp(x)", name="abs-positive", terms=[data("exp(x)")]), trust="exact")),
):  # fmt: skip
    reject(f"trust-{name}", says, EXACT, twin, made)

# Limits ---------------------------------------------------------------------------------------------------------------


def tower(height: int) -> Any:
    """exp(exp(… x))."""
    term: Any = v("x")
    for _ in range(height):
        term = ["exp", term]
    return term


DEEP = accept("limit-depth", "a term of depth 199 is itself", cert(X, step("identity", ["=", tower(198), tower(198)])))
reject(
    "limit-too-deep",
    "a term of depth 201",
    "nested too deeply",
    DEEP,
    cert(X, step("identity", ["=", tower(200), tower(200)])),
)
LARGE = accept(
    "limit-powers",
    "2^(10⁶) > 0, (x + 1)²⁰⁰ > 0 for x > 0; a root of order 10⁴",
    cert(
        context({"x": "(0, oo)"}),
        step("given", "0 < 2**1000000"),
        step("given", "0 < (x + 1)**200"),
        step("given", "0 < root(2, 10000)", bits=8192),
    ),
)
NINES = "9" * 3999
for name, says, because, rule, formula in (
    ("tower-by-normal-form", "(((2^200)^200)^200)^200 = 1", "the normal form is too large", "identity", ["=", ["^", ["^", ["^", ["^", "2", "200"], "200"], "200"], "200"], "1"]),
    ("large-power-by-normal-form", "4096^(10⁶) = 4096^999999", "the normal form is too large", "identity", ["=", ["^", "4096", "1000000"], ["^", "4096", "999999"]]),
    ("large-sum-by-normal-form", "(x + 1)^1000000 = 0", "the normal form is too large", "identity", ["=", ["^", ["+", v("x"), "1"], "1000000"], "0"]),
    ("wide-product-by-normal-form", "a product of 200 factors in many symbols is 0", "the normal form is too large", "identity", ["=", ["*", *(["^", ["+", v("x"), v("y"), v("z"), "1"], "12"] for _ in range(6))], "0"]),
    ("many-generators", "a sum of 258 exponentials of exponentials is 0", "the normal form is too large: too many generators", "identity", ["=", ["+", *(["exp", ["exp", ["*", str(i), v("x")]]] for i in range(2, 260))], "0"]),
    ("large-exponential", "exp(x)^1000000 = 1", "the normal form is too large", "identity", ["=", ["^", ["exp", v("x")], "1000000"], "1"]),
    ("exponential-with-a-large-multiple", "exp(10^3999·x) = exp(x)", "the normal form is too large", "identity", ["=", ["exp", ["*", NINES, v("x")]], ["exp", v("x")]]),
    ("tower-by-evaluation", "exp(exp(exp(exp 100))) < 1", "it is not known that", "given", ["<", ["exp", ["exp", ["exp", ["exp", "100"]]]], "1"]),
    ("gamma-of-a-large-number", "Γ(10^3999) < 1", "it is not known that", "given", ["<", ["gamma", NINES], "1"]),
    ("sine-of-a-large-number", "sin(10^3999) < −1", "it is not known that", "given", ["<", ["sin", NINES], "-1"]),
    ("large-power-by-evaluation", "(10^3999)^(10⁶) < 1", "it is not known that", "given", ["<", ["^", NINES, "1000000"], "1"]),
    ("real-power-by-evaluation", "(10^3999)^(10^3999) < 1", "it is not known that", "given", ["<", ["**", NINES, NINES], "1"]),
):  # fmt: skip
    reject(
        f"limit-{name}",
        says,
        because,
        LARGE,
        cert(context({"x": "(0, oo)", "y": "(0, oo)", "z": "(0, oo)"}), step(rule, formula)),
    )
