"""The certificates of false claims that the first kernel accepted (`audit/soundness.md`), in format 2."""

from tests.soundness.forge import EMPTY, NATURAL, REAL, X, accept, cert, context, data, reject, some, step, v

Y = context({"y": REAL})
NEGATIVE = context({"x": "(-oo, 0)"})

# H3: the limits of an integral that an antiderivative evaluates -------------------------------------------------------

accept(
    "antiderivative-known-limit",
    "∫₀^(y/y) 1 ds = 1 for y > 0",
    cert(
        context({"y": "(0, oo)"}),
        step("identity", "y/y == 1"),
        step("given", "0 <= y/y"),
        step("antiderivative", "integral(1, s, 0, y/y) == 1", 1, antiderivative=v("s")),
    ),
)
reject(
    "antiderivative-undefined-limit",
    "y/y = 1 at y = 0: the integral of 1 from 0 to y/y has no value there",
    "it is not known that ['<=', '0', ['*'",
    "antiderivative-known-limit",
    cert(
        Y,
        step("given", "0 <= 1"),
        step("antiderivative", "integral(1, s, 0, y/y) == 1", 0, antiderivative=v("s")),
    ),
)

# H4: a derivative of a sequence ---------------------------------------------------------------------------------------

POWERS = context({"a": REAL, "t": NATURAL}, (), ["g[0] == 1", "g[t+1] == a*g[t]"])
accept(
    "derivative-of-a-power",
    "d/da a³ = 3a²",
    cert(context({"a": REAL}), step("identity", "D(a**3, a) == 3*a**2")),
)
reject(
    "derivative-of-a-sequence",
    "d/da of aᵗ is 0; with g(0) = 1, g(t+1) = a·g(t) it is t·a^(t−1)",
    "a derivative of a value of a sequence",
    "derivative-of-a-power",
    cert(
        [POWERS, {**POWERS, "given": [data("D(g[t], a) == 0")]}],
        step("identity", "D(g[0], a) == 0"),
        step("identity", "D(g[t+1], a) == 0", at=1),
        step("induction", "D(g[t], a) == 0", 0, 1, symbol="t"),
    ),
)

# H5: the label `exact` ------------------------------------------------------------------------------------------------

BY_BALLS = step("identity", "log(2 + sin(x)) == log(2 + sin(x))")
accept(
    "definedness-by-evaluation",
    "log(2 + sin x) = itself: the equation is algebra, that it is defined rests on balls",
    cert(X, BY_BALLS),
    label="enclosed",
)
accept(
    "definedness-by-domain",
    "log x = itself for x > 0: no ball decides anything",
    cert(context({"x": "(0, oo)"}), step("identity", "log(x) == log(x)"), trust="exact"),
    label="exact",
)
reject(
    "exact-label-on-enclosed-definedness",
    "log(2 + sin x) is called exact, although balls show that it is defined",
    "says exact, but a rounded evaluation",
    "definedness-by-domain",
    cert(X, BY_BALLS, trust="exact"),
)

# H1: a lemma's hypothesis that is undefined after substitution --------------------------------------------------------

LEMMA = context({"x": REAL}, ["0 < x*x**-1"])
PROOF = step("identity", "x*x**-1 == 1")
accept(
    "instance-defined-hypothesis",
    "y/y = 1 for y > 0",
    cert(
        [LEMMA, context({"y": "(0, oo)"})],
        PROOF,
        step("given", "0 < 1", at=1),
        step("linear", "0 < y*y**-1", 1, at=1, multipliers=["1"]),
        step("instance", "y*y**-1 == 1", 0, 2, at=1, values={"x": v("y")}),
    ),
)
reject(
    "instance-undefined-hypothesis",
    "y/y = 1 for all real y",
    "it is not known that ['<', '0', ['*', ['v', 'y']",
    "instance-defined-hypothesis",
    cert(
        [LEMMA, Y],
        PROOF,
        step("given", "0 < 1", at=1),
        step("instance", "y*y**-1 == 1", 0, 1, at=1, values={"x": v("y")}),
    ),
)
NOTHING = "(abs(1) + -1)"
reject(
    "zero-equals-one",
    "0 = 1",
    "it is not known that ['<', '0', ['*', ['+', ['abs', '1'], '-1']",
    "instance-defined-hypothesis",
    cert(
        [LEMMA, EMPTY],
        PROOF,
        step("given", "0 < 1", at=1),
        step("instance", f"{NOTHING}*{NOTHING}**-1 == 1", 0, 1, at=1, values={"x": data(NOTHING)}),
        step("axiom", "abs(1) == 1", at=1, name="abs-positive", terms=["1"]),
        step("linear", f"{NOTHING} == 0", 3, at=1, multipliers=["1"]),
        step("linear", "0 == 1", 4, 2, at=1, multipliers=[data(f"-1*{NOTHING}**-1"), "0"]),
    ),
)

# H2: exponents that are written out -----------------------------------------------------------------------------------

ONE_TERM = context({"x": "(-oo, 0)", "t": NATURAL}, (), ["g[t+1] == 1"])
accept(
    "induction-base-whole-power",
    "x⁰ = 1 (written exponent) or g(0) = 1",
    cert(ONE_TERM, step("given", "x**0 == 1 or g[0] == 1")),
)
reject(
    "induction-base-zero-power",
    "x^t = 1 or g(t) = 1 at t = 0, x < 0, where x^t is undefined and g(0) arbitrary",
    "it is not known that ['or'",
    "induction-base-whole-power",
    cert(ONE_TERM, step("given", ["or", ["=", ["**", v("x"), "0"], "1"], data("g[0] == 1")])),
)

REAL_POWER = context({"x": REAL, "n": REAL}, ["0 < power(x, n)"])
QUOTIENT = step("identity", "power(x, n)*power(x, n)**-1 == 1")
SQUARE = ["**", v("x"), "2"]
accept(
    "real-exponent-by-instance",
    "xⁿ/xⁿ = 1 at n = 2 for x > 0, with the real power",
    cert(
        [REAL_POWER, context({"x": "(0, oo)"})],
        QUOTIENT,
        step("given", ["<", "0", SQUARE], at=1),
        step("instance", ["=", ["*", SQUARE, ["^", SQUARE, "-1"]], "1"], 0, 1, at=1, values={"n": "2"}),
    ),
)
reject(
    "literal-exponent-by-instance",
    "x²/x² = 1 for x < 0 with the real power x^2, which is undefined there",
    "it is not known that ['<', '0', ['**', ['v', 'x'], '2']]",
    "real-exponent-by-instance",
    cert(
        [REAL_POWER, NEGATIVE],
        QUOTIENT,
        step("given", "0 < x**2", at=1),
        step("instance", ["=", ["*", SQUARE, ["^", SQUARE, "-1"]], "1"], 0, 1, at=1, values={"n": "2"}),
    ),
)
reject(
    "root-of-square-real-power",
    "√(x^2) = x for x < 0 with the real power x^2",
    "is defined only where ['<', '0', ['v', 'x']]",
    "real-exponent-by-instance",
    cert(NEGATIVE, step("identity", ["=", ["root", SQUARE, "2"], v("x")])),
)

ROOT_OF_SQUARE = [
    step("identity", "x**3*(x**2)**-1 == x"),
    step("axiom", "abs(2) == 2", name="abs-positive", terms=["2"]),
    step("linear", "2 == abs(2)", 1, multipliers=["-1"]),
    step("linear", "3 == 3/2*abs(2)", 1, multipliers=["-3/2"]),
    step("rewrite", "root(x**2, 2) == x", 0, 2, 3),
]
accept(
    "rewrite-outside-exponents",
    "from x³/x² = 2x/2 and 2 = |2|: x³/x² = |2|·x/2",
    cert(
        NEGATIVE,
        step("identity", "x**3*(x**2)**-1 == x*2*(1/2)"),
        step("axiom", "abs(2) == 2", name="abs-positive", terms=["2"]),
        step("linear", "2 == abs(2)", 1, multipliers=["-1"]),
        step("rewrite", "x**3*(x**2)**-1 == x*abs(2)*(1/2)", 0, 1),
    ),
)
reject(
    "root-of-square-by-rewrite",
    "√(x²) = x for x < 0",
    "goal and premise differ after the replacement",
    "rewrite-outside-exponents",
    cert(NEGATIVE, *ROOT_OF_SQUARE),
)
reject(
    "one-equals-minus-one",
    "1 = −1",
    "goal and premise differ after the replacement",
    "rewrite-outside-exponents",
    cert(
        [NEGATIVE, EMPTY],
        *ROOT_OF_SQUARE,
        step("instance", "root((-1)**2, 2) == -1", 4, at=1, values={"x": "-1"}),
        step("linear", "1 == -1", 5, at=1, multipliers=["1"]),
    ),
)
reject(
    "root-of-square-negative",
    "√(x²) = x for x < 0, by 2 = y",
    "goal and premise differ after the replacement",
    "rewrite-outside-exponents",
    cert(
        context({"x": "(-oo, 0)", "y": "[2, 2]"}),
        step("identity", "x**3*(x**2)**-1 == x"),
        step("given", "2 == y"),
        step("linear", "3 == 3/2*y", 1, multipliers=["3/2"]),
        step("rewrite", "root(x**2, 2) == x", 0, 1, 2),
    ),
)

CONSTANT = context({"a": "[2, 2]", "t": NATURAL}, (), ["g[0] == -1", "g[t+1] == g[t]"])
accept("orbit-whole-exponent", "g(0)² = 1 with g(0) = −1", cert(CONSTANT, step("orbit", "g[0]**2 == 1")))
reject(
    "orbit-literal-exponent",
    "(−1)^a = 1 for a real exponent a = 2, where a real power of −1 is undefined",
    "is not certain",
    "orbit-whole-exponent",
    cert(CONSTANT, step("orbit", "power(g[0], a) == 1")),
)

accept(
    "witness-at-a-real-power",
    "x·xⁿ ≤ 9 happens, at x = n = 2",
    cert(REAL_POWER, some("witness", "x*power(x, n) <= 9", at_={"x": "2", "n": "2"})),
)
reject(
    "true-claim-refuted-by-witness",
    "0 < xⁿ implies x > 0, yet x·xⁿ ≤ 0 is said to happen",
    "it is not known that ['<', '0', ['**', '-1', '2']]",
    "witness-at-a-real-power",
    cert(REAL_POWER, some("witness", "x*power(x, n) <= 0", at_={"x": "-1", "n": "2"})),
)

# Found in this round: an induction whose relations move with its variable ---------------------------------------------

MOVING = context({"t": NATURAL}, (), ["g[0] == 1", "g[n+1] == t*g[n]"], step="n")
HALVING = context({"t": NATURAL}, (), ["g[0] == 1", "g[t+1] == 1/2*g[t]"])
BOUNDED = [data("g[t] <= 1")]
accept(
    "induction-over-steps",
    "g(t) ≤ 1 for g(0) = 1, g(t+1) = g(t)/2",
    cert(
        [HALVING, {**HALVING, "given": BOUNDED}],
        step("unfold", "g[0] == 1", relation=0),
        step("given", "g[0] <= 1", 0),
        step("given", "g[t] <= 1", at=1),
        step("unfold", "g[t+1] == 1/2*g[t]", at=1, relation=1, at_=v("t")),
        step("given", "0 <= 1/2", at=1),
        step("linear", "g[t+1] <= 1", 2, 3, 4, at=1, multipliers=["1/2", "1", "1"]),
        step("induction", "g[t] <= 1", 1, 5, symbol="t"),
    ),
)
reject(
    "induction-over-a-parameter",
    "with g(n+1) = t·g(n) for the same t, g(t) = tᵗ ≤ 1 is false at t = 2",
    "contains t",
    "induction-over-steps",
    cert(
        [MOVING, {**MOVING, "given": BOUNDED}],
        step("unfold", "g[0] == 1", relation=0),
        step("given", "g[0] <= 1", 0),
        step("given", "g[t] <= 1", at=1),
        step("cited", "g[t+1] <= 1", 2, at=1, theorem="stands for any step"),
        step("induction", "g[t] <= 1", 1, 3, symbol="t"),
    ),
)
