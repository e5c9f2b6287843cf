r"""The heavy ball on a quadratic function of curvature λ: a stands for ηλ, b for the momentum."""

from sympy import Interval

from checks.methods import proves, witness
from checks.outcome import Verdict
from checks.paper import eq, le, lt

from .notation import X, Y, a, b, known, t

# A Lyapunov function of the heavy ball, for every momentum and 0 < a < 2(1 + b)
C = 1 + b - a
NEXT = eq(X(t + 2), C * X(t + 1) - b * X(t))
P11, P12 = 2 * (1 + b), 2 * b * (a - b - 1)
P22 = 2 * a - (1 - b) * a**2 - 2 * a * b**2 + 2 * b**3 + 2 * b**2
N, T, DET = a * (1 - b) * (2 + 2 * b - a), P11 + P22, 2 * (1 + b**2) * a * (2 + 2 * b - a)
SQUARES, ROOM = X(t + 1) ** 2 + X(t) ** 2, lt(a, 2 * (1 + b))
ALONG = P11 * X(t + 1) ** 2 + 2 * P12 * X(t + 1) * X(t) + P22 * X(t) ** 2
BEFORE = ALONG.subs(t, 0)
LYAPUNOV = known(
    "heavy-ball",
    over={a: Interval.open(0, 4)},
    given=[ROOM],
    evolves=[NEXT],
    concludes=[le(ALONG, (1 - N / T) ** t * BEFORE)],
)


@proves(LYAPUNOV, "V falls by N|z|² in a step, and V ≤ tr P·|z|²")
def lyapunov(r):
    r.linear(lt(0, N), (ROOM, a * (1 - b)))
    det = r.linear(lt(0, DET), (ROOM, 2 * (1 + b**2) * a))
    positive = r.linear(lt(0, P22), (det, 1 / P11), (le(0, 1), P12**2 / P11))
    less = r.linear(lt(N, T), positive, (le(0, 1), (P11 * C + P12) ** 2 / P11), (det, 1 / P11))
    trace = r.linear(lt(0, T), positive, lt(0, P11))
    mixed = (P11 * X(t) - P12 * X(t + 1)) ** 2 / P11
    most = r.linear(le(ALONG, T * SQUARES), (le(0, 1), mixed), (det, X(t + 1) ** 2 / P11))
    rate, share = r.linear(lt(0, 1 - N / T), (less, 1 / T)), r.linear(le(0, N / T), (lt(0, N), 1 / T))

    def step(z):
        turned = P11 * (X(t + 2) + C * X(t + 1) - b * X(t)) + 2 * P12 * X(t + 1)
        return z.linear(z.goal, (NEXT, turned), (r.goal, 1 - N / T), (most, N / T))

    return r.induction(r.goal, lambda z: z.linear(z.goal), step, [rate, share, most, trace])


# Up to a = 2(1 + b)² the heavy ball is not stable
PAIR = [eq(X(0), 1), eq(Y(0), 1), eq(X(t + 1), C * X(t) - b * Y(t)), eq(Y(t + 1), X(t))]
STEPS = {"over": {a: Interval.open(0, 8)}, "given": [lt(a, 2 * (1 + b) ** 2)]}
TOO_LONG = known("heavy-ball-steps", **STEPS, evolves=PAIR, concludes=[le(X(t), 10)])


@TOO_LONG.conclusion("bounded", expect=Verdict.REFUTED)
def bounded(claim):
    return witness(claim)
