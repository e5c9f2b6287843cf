r"""Variances under a softmax, and stochastic gradient descent."""

from sympy import Interval

from checks.methods import decide, proves, witness
from checks.outcome import Verdict
from checks.paper import eq, le, lt
from checks.vocabulary import partial_sums

from .notation import B, K, P, Q, S, X, Y, high, known, low, m, n, p, t, u, v

# The variance of two classes, and of any number of them whose weights P add up to Q = 1
TWO = known("two-classes", over={p: Interval(0, 1)}, concludes=[le(p * (1 - p) * (u - v) ** 2, (u**2 + v**2) / 2)])
WITHIN, VARIANCE = [le(low, X(t)), le(X(t), high)], Y(t) - S(t) ** 2
SUMS = [e for i, total in enumerate((Q, S, Y)) for e in partial_sums(total, P(t) * X(t) ** i, t)]
BOUND = (low**2 + high**2) / 2 + low * high * (1 - Q(t))
MANY = known("classes", evolves=[le(0, P(t)), *WITHIN, *SUMS], concludes=[le(VARIANCE, BOUND)])


@TWO.conclusion("for all weights and values")
def two(claim):
    return decide(claim)


@TWO.sharpness("with a third", claims=[le(p * (1 - p) * (u - v) ** 2, (u**2 + v**2) / 3)], expect=Verdict.REFUTED)
def third(claim):
    return decide(claim)


@proves(MANY, "(x − low)(high − x) ≥ 0 in the mean, and the variance from there")
def many(r):
    mean = le(Y(t), (low + high) * S(t) - low * high * Q(t))
    product = r.linear(le(0, (X(t) - low) * (high - X(t))), (WITHIN[0], high - X(t)))
    step = mean, (product, P(t)), SUMS[5], (SUMS[3], -low - high), (SUMS[1], low * high)
    grown = r.induction(mean, lambda z: z.linear(z.goal, *SUMS[::2]), lambda z: z.linear(z.goal, *step), [product])
    return r.linear(r.goal, grown, (le(0, 1), (S(t) - (low + high) / 2) ** 2 + (low + high) ** 2 / 4))


# SGD under a Polyak-Łojasiewicz inequality, steps c/n: the rate 1/n for 1 < 2μc ≤ 2, and none for 2μc = 1/2
NOISY = le(X(n + 1), (1 - m / (n + 1)) * X(n) + B / (n + 1) ** 2)
ENOUGH = le(B, K * (m - 1))
GIVEN, FIRST = [lt(1, m), le(m, 2), ENOUGH], le(X(1), K / 2)
SGD = known("sgd", evolves=[NOISY, FIRST], given=GIVEN, concludes=[le(X(n), K / (n + 1))])
NEXT = eq(X(t + 1), (1 - 1 / (2 * t + 2)) * X(t) + 1 / (t + 1) ** 2)
SLOW = known("sgd-slow", evolves=[eq(X(0), 1), NEXT], concludes=[le(X(t), 10 / (t + 1))])


@proves(SGD, "by induction: (n − 1)(n + 1) ≤ n²")
def sgd(r):
    turns = (r.goal, 1 - m / (n + 1)), (ENOUGH, 1 / (n + 1) ** 2), (lt(0, K), 1 / ((n + 1) ** 2 * (n + 2)))
    return r.induction(r.goal, lambda z: z.line(z.goal), lambda z: z.linear(z.goal, NOISY, *turns))


@SLOW.conclusion("the rate 1/t", expect=Verdict.REFUTED)
def slow(claim):
    return witness(claim, at={t: 100})
