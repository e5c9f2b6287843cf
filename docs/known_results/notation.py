r"""Well-known results of optimisation and learning theory, each in a few lines: what a theorist would try first.

Each module is a chapter; the comment above a statement names the result.
"""

from functools import partial

from sympy import Interval, Naturals, Naturals0, Rational, Reals, oo

from checks.paper import Paper, natural, real, sequence

t, k, n = natural("t"), natural("k"), natural("n")
h, L, xs, fs, K, B, m, p, q, s, x, u, v, w, d, a, b, C = real("h L xs fs K B m p q s x u v w d a b C")
alpha, eta, w0, low, high = real("alpha eta w0 low high")
A, F, G, P, Q, S, W, X, Y = map(sequence, ("A", "F", "G", "P", "Q", "S", "W", "X", "Y"))
V, V1, V2, V3 = map(sequence, ("V", "V1", "V2", "V3"))

POSITIVE, UNIT, HALF = Interval.open(0, oo), Interval.open(0, 1), Rational(1, 2)
PAPER = Paper(
    "known_results",
    "Known results",
    symbols={
        **dict.fromkeys((t, k), Naturals0),
        n: Naturals,
        **dict.fromkeys((h, xs, fs, m, s, x, u, v, a, w0, low, high), Reals),
        **dict.fromkeys((L, K, B, w, alpha, eta), POSITIVE),
        **dict.fromkeys((p, q, b), UNIT),
        d: Interval(0, oo),
        C: Interval(2, oo),
    },
    contents=("gradient_descent", "separable", "momentum", "adaptive", "information", "nesterov", "averages"),
)
known = partial(PAPER.statement, origin="derived", derivation=False, where="textbooks")
