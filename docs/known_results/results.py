r"""Well-known results of optimisation and learning theory, each in a few lines: what a theorist would try first."""

from sympy import Interval, Naturals, Naturals0, Rational, Reals, exp, log, oo, sqrt

from checks.methods import decide, proves
from checks.outcome import Verdict
from checks.paper import Paper, eq, ge, le, lt, natural, real, sequence
from checks.vocabulary import kl, sigmoid

t, k, n = natural("t"), natural("k"), natural("n")
h, L, xs, fs, K, m, B, p, q, s, x, u, v = real("h L xs fs K m B p q s x u v")
F, G, X, S, A, a, e = (sequence(name) for name in ("F", "G", "X", "S", "A", "a", "e"))
POSITIVE, UNIT = Interval.open(0, oo), Interval.open(0, 1)
PAPER = Paper(
    "known_results",
    "Known results",
    symbols={
        t: Naturals0,
        k: Naturals0,
        n: Naturals,
        h: Reals,
        L: POSITIVE,
        xs: Reals,
        fs: Reals,
        K: POSITIVE,
        m: Reals,
        B: POSITIVE,
        p: UNIT,
        q: UNIT,
        s: Reals,
        x: Reals,
        u: Reals,
        v: Reals,
    },
)

# Descent lemma, along the steps of gradient descent ------------------------------------------------------------------

SMOOTH = le(F(t + 1), F(t) + G(t) * (X(t + 1) - X(t)) + L / 2 * (X(t + 1) - X(t)) ** 2)
MOVE = eq(X(t + 1), X(t) - h * G(t))
DESCENT = PAPER.statement(
    "descent",
    where="gradient descent",
    origin="derived",
    evolves=[SMOOTH, MOVE],
    concludes=[le(F(t + 1), F(t) - h * (1 - L * h / 2) * G(t) ** 2)],
)


@proves(DESCENT, "the quadratic bound at the step taken")
def descent(r):
    return r.each_step(r.goal, lambda z: z.linear(z.goal, SMOOTH, MOVE))


# Rate of gradient descent on a convex function, step 1/L --------------------------------------------------------------

CONVEX, STEP = le(F(t) + G(t) * (xs - X(t)), fs), eq(G(t), L * (X(t) - X(t + 1)))
RATE = PAPER.statement(
    "rate",
    where="gradient descent",
    origin="derived",
    evolves=[SMOOTH, STEP, CONVEX],
    concludes=[le(t * (F(t) - fs) + L / 2 * (X(t) - xs) ** 2, L / 2 * (X(0) - xs) ** 2)],
)


@proves(RATE, "the potential t(f − f*) + L|x − x*|²/2 does not increase")
def rate(r):
    def step(z):
        return z.linear(z.goal, SMOOTH, CONVEX, STEP, le(0, t), le(0, t * L * (X(t + 1) - X(t)) ** 2))

    return r.induction(r.goal, lambda z: z.linear(z.goal), step)


# AdaGrad: sum of a/√S ------------------------------------------------------------------------------------------------

GROWS, ADDS = eq(S(t + 1), S(t) + a(t + 1)), eq(A(t + 1), A(t) + a(t + 1) / sqrt(S(t + 1)))
ADAGRAD = PAPER.statement(
    "adagrad",
    where="AdaGrad",
    origin="derived",
    concludes=[le(A(t), 2 * sqrt(S(t)))],
    evolves=[lt(0, S(t)), le(0, a(t)), GROWS, ADDS, le(A(0), 2 * sqrt(S(0)))],
)


@proves(ADAGRAD, "a/√S ≤ 2(√S − √(S − a))")
def adagrad(r):
    return r.induction(
        r.goal,
        lambda z: z.settle(z.goal),
        lambda z: z.linear(
            z.goal,
            ADDS,
            GROWS,
            lt(0, S(t)),
            lt(0, S(t + 1)),
            le(0, (sqrt(S(t + 1)) - sqrt(S(t))) ** 2 / sqrt(S(t + 1))),
        ),
    )


# Divergences, moment generating functions, the slope of the sigmoid --------------------------------------------------

PINSKER = PAPER.statement(
    "pinsker",
    where="information and moment generating functions",
    origin="derived",
    concludes=[le(2 * (p - q) ** 2, kl(p, q))],
)
HOEFFDING = PAPER.statement(
    "hoeffding",
    where="information and moment generating functions",
    origin="derived",
    over={p: Interval(0, 1)},
    concludes=[le(log(1 - p + p * exp(s)), p * s + s**2 / 8)],
)
SLOPE = PAPER.statement(
    "slope",
    where="information and moment generating functions",
    origin="derived",
    concludes=[le(sigmoid(x) * (1 - sigmoid(x)), Rational(1, 4))],
)
FIFTH = PAPER.statement(
    "fifth",
    where="information and moment generating functions",
    origin="derived",
    concludes=[le(sigmoid(x) * (1 - sigmoid(x)), Rational(1, 5))],
)
CHAIN = PAPER.statement(
    "chain",
    where="Adam",
    origin="derived",
    concludes=[ge(1 / sqrt(3 * k + 2) + 1 / sqrt(3 * k + 3), 2 / sqrt(2 * (3 * k + 1)))],
)
TWO_CLASSES = PAPER.statement(
    "two-classes",
    where="two classes",
    origin="derived",
    over={p: Interval(0, 1)},
    concludes=[le(p * (1 - p) * (u - v) ** 2, (u**2 + v**2) / 2)],
)


def _decided(statement, expect=Verdict.PROVED):
    @statement.conclusion("as a whole", expect=expect)
    def whole(claim):
        return decide(claim, seconds=60)


for _statement in (PINSKER, HOEFFDING, SLOPE, TWO_CLASSES):
    _decided(_statement)
for _statement in (FIFTH, CHAIN):
    _decided(_statement, Verdict.REFUTED)

# Nesterov's sequence -------------------------------------------------------------------------------------------------

NEXT = eq(a(t + 1), (1 + sqrt(1 + 4 * a(t) ** 2)) / 2)
LOWER = PAPER.statement(
    "nesterov-below",
    where="Nesterov's method",
    origin="derived",
    evolves=[eq(a(0), 1), NEXT],
    concludes=[le((t + 2) / 2, a(t))],
)
UPPER = PAPER.statement(
    "nesterov-above",
    where="Nesterov's method",
    origin="derived",
    evolves=[eq(a(0), 1), NEXT],
    concludes=[le(a(t), t + 1)],
    uses=[LOWER],
)


@proves(LOWER, "by induction")
def lower(r):
    return r.induction(r.goal, lambda z: z.settle(z.goal), lambda z: z.linear(z.goal, NEXT))


@proves(UPPER, "by induction, a being positive")
def upper(r):
    return r.induction(
        r.goal,
        lambda z: z.settle(z.goal),
        lambda z: z.linear(z.goal, NEXT, le((t + 2) / 2, a(t))),
        [r.instance(lower())],
    )


# SGD under a Polyak-Łojasiewicz inequality, steps c/(n + 1) ----------

NOISY = le(e(n + 1), (1 - m / (n + 1)) * e(n) + B / (n + 1) ** 2)
SGD = PAPER.statement(
    "sgd",
    where="stochastic gradient descent",
    origin="derived",
    evolves=[NOISY],
    given=[lt(1, m), le(m, 2), le(B, K * (m - 1)), le(e(1), K / 2)],
    concludes=[le(e(n), K / (n + 1))],
)


@proves(SGD, "by induction: (s − 1)(s + 1) ≤ s²")
def sgd(r):
    return r.induction(
        r.goal,
        lambda z: z.settle(z.goal),
        lambda z: z.linear(
            z.goal,
            NOISY,
            (r.goal, 1 - m / (n + 1)),
            (le(B, K * (m - 1)), 1 / (n + 1) ** 2),
            (lt(0, K), 1 / ((n + 1) ** 2 * (n + 2))),
        ),
    )
