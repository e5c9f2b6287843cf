r"""Adam and AdaGrad."""

from sympy import And, Max, Rational, log, sqrt

from checks.methods import decide, exists, proves, witness
from checks.outcome import Verdict
from checks.paper import eq, eventually, ge, le, lt
from checks.vocabulary import clip
from proofs.foundations.elementary import EXP_TANGENT, exp_tangent

from .notation import HALF, POSITIVE, V1, V2, V3, A, C, F, S, V, X, Y, alpha, k, known, m, t, u, v, w, x

# Adam does not converge: gradients C, −1, −1 in turn on [−1, 1]; x is 1 at the end of every block, for every C ≥ 2
R = 1 + C**2
SQUARES = [eq(R * V1(k), V(k) + C**4), eq(R * V2(k), V1(k) + C**2), eq(R * V3(k), V2(k) + C**2), eq(V(k + 1), V3(k))]
CHAIN = ((V1, V, C**4, 0), (V2, V1, C**2, C**2 * (C**2 - 1)), (V3, V2, C**2, C**2 * (C**2 - 1)))
DOWN, UP = C * alpha / sqrt((3 * k + 4) * V1(k)), [alpha / sqrt((3 * k + 3 + i) * v(k)) for i, v in ((2, V2), (3, V3))]
SECOND = clip(X(k) - DOWN, -1, 1)
THIRD = clip(SECOND + UP[0], -1, 1)
LAST = eq(X(k + 1), clip(THIRD + UP[1], -1, 1))
REGRET = eq(F(k + 1), F(k) + C * X(k) - SECOND - THIRD + C - 2)
LONGER = known(
    "longer-step",
    over=dict.fromkeys((u, v, m, w, C), POSITIVE),
    given=[le(C**2 * u * v, 4 * m * w)],
    concludes=[le(C / (sqrt(m) * sqrt(w)), 2 / (sqrt(u) * sqrt(v)))],
)
INSIDE = known("clipped", given=[le(x, u), le(x, 1)], concludes=[le(x, clip(u, -1, 1))])
ADAM = known(
    "adam",
    evolves=[le(0, V(0)), le(V(0), C**2), eq(X(0), 1), *SQUARES, LAST, eq(F(0), 0), REGRET],
    concludes=[("at the end of a block", le(1, X(k))), ("regret", le((2 * C - 4) * k, F(k)))],
    uses=[LONGER, INSIDE],
)


@proves(LONGER, "(2√(mw) − C√(uv))(2√(mw) + C√(uv)) = 4mw − C²uv")
def longer(r):
    less, more = C * sqrt(u) * sqrt(v), 2 * sqrt(m) * sqrt(w)
    order = r.linear(le(less, more), (le(C**2 * u * v, 4 * m * w), 1 / (less + more)))
    return r.linear(r.goal, (order, 1 / (sqrt(u) * sqrt(v) * sqrt(m) * sqrt(w))))


@proves(INSIDE, "the minimum is one of the two")
def inside(r):
    def first(z):
        return z.linear(z.goal, z.axiom("min-first", 1, Max(-1, u)), le(x, 1))

    def second(z):
        return z.linear(z.goal, z.axiom("min-second", 1, Max(-1, u)), z.decide(le(u, Max(-1, u))), le(x, u))

    return r.cases(r.goal, 1, Max(-1, u), first, second)


def averages(z):
    """0 < v ≤ C² for the averages of squares within a block."""
    for e, (new, old, square, room) in zip(SQUARES, CHAIN, strict=False):
        z.linear(lt(0, new(k)), (e, -1 / R), (le(0, old(k)), 1 / R), (lt(0, 1), square / R))
        z.linear(le(new(k), C**2), (e, 1 / R), (le(old(k), C**2), 1 / R), (le(0, 1), room / R))


@proves(ADAM, "a step down is not longer than two steps up")
def adam(r):
    def within(z):
        averages(z)
        last = z.linear(le(0, V(k + 1)), (SQUARES[3], -1), lt(0, V3(k)))
        return z.both(last, z.linear(le(V(k + 1), C**2), SQUARES[3], le(V3(k), C**2)))

    r.induction(And(le(0, V(k)), le(V(k), C**2)), lambda z: z.line(z.goal), within)
    averages(r)
    large, halves = r.linear(le(C**4 / R, V1(k)), (SQUARES[0], -1 / R), (le(0, V(k)), 1 / R)), []
    for i, e, old, new in ((5, SQUARES[1], V1, V2), (6, SQUARES[2], V2, V3)):
        small = r.linear(le(new(k), 2 * C**2 / R), (e, 1 / R), (le(old(k), C**2), 1 / R))
        room = (large, 4 * (3 * k + 4)), (small, C**2 * (3 * k + i)), (le(0, 1), C**4 / R * (6 * k + 16 - 2 * i))
        r.linear(le(C**2 * (3 * k + i) * new(k), 4 * (3 * k + 4) * V1(k)), *room)
        ratio = r.instance(longer(), u=3 * k + i, v=new(k), m=3 * k + 4, w=V1(k))
        halves.append(r.linear(le(DOWN / 2, UP[i - 5]), (ratio, alpha / 2)))

    def block(z):
        down = z.linear(le(1 - DOWN, X(k) - DOWN), le(1, X(k)))
        one = z.instance(inside(), down, lt(0, DOWN), x=1 - DOWN, u=X(k) - DOWN)
        up = z.linear(le(1 - DOWN / 2, SECOND + UP[0]), one, halves[0])
        two = z.instance(inside(), up, lt(0, DOWN), x=1 - DOWN / 2, u=SECOND + UP[0])
        three = z.instance(inside(), z.linear(le(1, THIRD + UP[1]), two, halves[1]), x=1, u=THIRD + UP[1])
        return z.linear(z.goal, three, (LAST, -1))

    def lost(z):
        return z.linear(z.goal, r.goals[1], (REGRET, -1), (le(1, X(k)), C), le(SECOND, 1), le(THIRD, 1))

    ends = r.induction(le(1, X(k)), lambda z: z.linear(z.goal, (eq(X(0), 1), -1)), block, halves)
    return r.both(ends, r.induction(r.goals[1], lambda z: z.linear(z.goal, (eq(F(0), 0), -1)), lost, [ends, *halves]))


@ADAM.hypotheses("such parameters exist", exists=[], evolves=[])
def hypotheses_satisfiable(claim):
    return exists(claim, at={C: 2, alpha: 1, k: 0})


# Adam with C = 3 and α = 1/2: the average regret after 30 blocks is not below 1/2
SECOND_MOMENT = Rational(119, 111) * (1 - Rational(1, 1000) ** k)  # v = (v + 1071)/1000 from block to block
AVERAGE = (SECOND_MOMENT + 81) / 10, (SECOND_MOMENT + 171) / 100, (SECOND_MOMENT + 1071) / 1000
TURNS = [g / (2 * sqrt(3 * k + i) * sqrt(v)) for g, i, v in zip((-3, 1, 1), (1, 2, 3), AVERAGE, strict=True)]
ONE = clip(X(k) + TURNS[0], -1, 1)
TWO = clip(ONE + TURNS[1], -1, 1)
POINT = eq(X(k + 1), clip(TWO + TURNS[2], -1, 1))
FORGETS = known(
    "adam-forgets",
    evolves=[eq(X(0), 1), POINT, eq(F(0), 0), eq(F(k + 1), F(k) + 3 * X(k) - ONE - TWO + 1)],
    concludes=[eventually(le(F(k), 3 * k * HALF), k, from_=30)],
)


@FORGETS.conclusion("the average regret becomes small", expect=Verdict.REFUTED)
def forgets(claim):
    return witness(claim, at={k: 30})


# The chain of roots in the printed proof, for the first block, too
CHAIN_OF_ROOTS = known("adam-chain", concludes=[ge(1 / sqrt(3 * k + 2) + 1 / sqrt(3 * k + 3), 2 / sqrt(6 * k + 2))])


@CHAIN_OF_ROOTS.conclusion("for every block", expect=Verdict.REFUTED)
def chain_of_roots(claim):
    return decide(claim)


# Both sums of AdaGrad: a/√S and a/S
GROWS, TOTAL = eq(S(t + 1), S(t) + A(t + 1)), [le(0, A(t)), lt(0, S(0))]
MORE, SUM = eq(X(t + 1), X(t) + A(t + 1) / sqrt(S(t + 1))), eq(Y(t + 1), Y(t) + A(t + 1) / S(t + 1))
BEGINS = le(X(0), 2 * sqrt(S(0)))
ROOTS = known("adagrad", evolves=[*TOTAL, GROWS, BEGINS, MORE], concludes=[le(X(t), 2 * sqrt(S(t)))])
LOGS = known(
    "adagrad-logarithm",
    evolves=[*TOTAL, GROWS, eq(Y(0), 1), SUM],
    concludes=[le(Y(t), 1 + log(S(t)) - log(S(0)))],
    uses=[EXP_TANGENT],
)


def positive(r):
    def step(z):
        return z.linear(z.goal, (GROWS, -1), lt(0, S(t)), le(0, A(t + 1)))

    return r.induction(lt(0, S(t)), lambda z: z.line(z.goal), step)


@proves(ROOTS, "a/√S ≤ 2(√S − √(S − a))")
def roots(r):
    def step(z):
        new, old = sqrt(S(t + 1)), sqrt(S(t))
        return z.linear(z.goal, r.goal, MORE, (le(0, 1), (new - old) ** 2 / new), (GROWS, -1 / new))

    return r.induction(r.goal, lambda z: z.line(z.goal), step, [positive(r)])


@proves(LOGS, "a/S ≤ log S − log(S − a)")
def logs(r):
    def step(z):
        tangent = z.instance(exp_tangent(), v=log(S(t)) - log(S(t + 1)))
        return z.linear(z.goal, r.goal, SUM, tangent, (GROWS, -1 / S(t + 1)))

    return r.induction(r.goal, lambda z: z.linear(z.goal, eq(Y(0), 1)), step, [positive(r)])
