r"""Repair of Proposition 2: 1/(1 − p_y) = 4εht − (1 − 2εh)·log t + c + o(1), for gradient descent itself.

The coefficient of log t is −1 for the differential equation and −(1 − 2εh) for Euler's method: the step enters it. What
grows by exactly 4εh in a step, up to errors that telescope, is Λ(gᵗ) (see `potential`); c is the limit of
1 + Λ(gᵗ) − 4εht − (1 − 2εh)·log(4εh), and the bounds below enclose it from any step on.
"""

from functools import cache

from sympy import Abs, Rational, Reals, exp, log

from checks.methods import Established, Line, Proof, Wanted, absolute, evidence, iterate, mp_exp, proves, read
from checks.outcome import Quantity, Verdict
from checks.paper import eq, le, lt, real, tends
from proofs.class_imbalance.convergence import PROPOSITION_2
from proofs.class_imbalance.gap import doubled_start, gap_stays_below_start
from proofs.class_imbalance.growth import (
    FOR_ANY_STEP,
    FOR_THE_LIMIT,
    any_step,
    late_enough,
    plateau_bound,
    plateau_bound_is_small,
    union,
)
from proofs.class_imbalance.horizon import constant_of, gap_between, proof_at
from proofs.class_imbalance.notation import (
    HORIZON,
    Group,
    delta,
    epsilon,
    g,
    h,
    later,
    level,
    majority,
    minority,
    t,
    u0,
)
from proofs.class_imbalance.orbits import from_minus_1
from proofs.class_imbalance.paper import PAPER
from proofs.class_imbalance.potential import (
    fading,
    offset,
    potential_grows,
    probability_below_plateau_bound,
    remainder,
    remainder_near_offset,
    telescoping,
)
from proofs.foundations.elementary import EXP_MONOTONE, exp_monotone
from proofs.foundations.logistic import (
    COMPLEMENT_POSITIVE,
    PHI_BELOW_ONE,
    PHI_MONOTONE,
    PHI_POSITIVE,
    phi_below_one,
    phi_monotone,
    phi_positive,
)
from proofs.foundations.logistic_expansion import EXPANSION_STEP
from proofs.foundations.notation import phi


def start_error(group: Group):
    """(8/3)a³e^(6aφ₀)φ₀², how far c is at most from its value c₀ at the start."""
    return most_telescoping(group) * phi(group.start) ** 2


def most_telescoping(group: Group):
    """(8/3)a³e^(6aφ₀)."""
    return Rational(8, 3) * group.step**3 * exp(3 * doubled_start(group))


def later_remainder(group: Group):
    """R_{t+j} − R_t."""
    return remainder(group, t + later) - remainder(group, t)


def later_fading(group: Group):
    """(2 + a + a²)·B at the step t + j."""
    return fading(group).subs(t, t + later)


def two_sided(group: Group):
    """|R_t − c₀| ≤ (8/3)a³e^(6aφ₀)φ₀² + (2 + a + a²)·B_t."""
    return le(Abs(remainder(group) - offset(group, group.start, 0)), start_error(group) + fading(group))


def from_a_step_on(group: Group):
    """|R_{t+j} − R_t| ≤ (8/3)a³e^(6aφ(gᵗ))φ(gᵗ)² + (2 + a + a²)·(B_t + B_{t+j})."""
    known = telescoping(group) * phi(group.gap(t)) ** 2
    return le(Abs(later_remainder(group)), known + fading(group) + later_fading(group))


def tolerance(group: Group):
    """η = δ/((8/3)a³e^(6aφ₀) + 2(2 + a + a²)): with B_t, B_{t+j}, φ(gᵗ) ≤ η the remainders are within δ."""
    return delta / (most_telescoping(group) + 2 * (2 + group.step + group.step**2))


def settled(group: Group):
    """The step from which on B_t ≤ η."""
    return late_enough(group).lhs.subs(delta, tolerance(group)) / (2 * group.step)


def converges(group: Group):
    """For every δ > 0: |R_{t+j} − R_t| ≤ δ for all j and all t from `settled` on."""
    return tends(later_remainder(group), t, to=0, within=delta, from_=settled(group))


FOR_THE_EXPANSION = [COMPLEMENT_POSITIVE, EXP_MONOTONE, EXPANSION_STEP, PHI_BELOW_ONE, PHI_MONOTONE, PHI_POSITIVE]

EXPANSION = PAPER.repair(
    "expansion",
    repairs=PROPOSITION_2,
    label="Expansion of gradient descent",
    printed=(
        r"\frac{1}{1-p_y(x,\theta^t)} = 4\varepsilon ht - (1-2\varepsilon h)\log t + c + o(1),\qquad "
        r"\Bigl|c - \Bigl(y_0 - 2\theta - a\log y_0 + a^2\bigl(\tfrac23\phi_0 - \tfrac12\phi_0^2\bigr) - (1-a)\log(2a)"
        r"\Bigr)\Bigr| \le \tfrac83a^3e^{6a\phi_0}\phi_0^2,\qquad a = 2\varepsilon h,\ "
        r"\theta = \theta_3^0-\theta_4^0,\ y_0 = \tfrac1{\phi_0} = 1+e^{-2\theta}"
    ),
    reading=(
        "For every ε, every learning rate and every start. R_t = 1/(1 − p_y) − 4εht + (1 − 2εh)·log t is within "
        "explicit bounds of an explicit number for every t ≥ 1; R_{t+j} is near R_t for every j, by an explicit bound; "
        "and so R_t converges: for every δ > 0, |R_{t+j} − R_t| ≤ δ for all j, from an explicit t on. (That it has a "
        "limit c, then, is the completeness of the real numbers; that c obeys the bound is the first part, t → ∞.)"
    ),
    given=[le(1, t)],
    evolves=minority.recursion,
    concludes=[
        ("two-sided", two_sided(minority)),
        ("from a step on", from_a_step_on(minority)),
        ("limit", converges(minority)),
    ],
    uses=union(FOR_ANY_STEP, FOR_THE_LIMIT, FOR_THE_EXPANSION),
    note="The differential equation has −log t, without 2εh; the paper prints −½ log t.",
)


def near_start(p: Proof, group: Group) -> tuple[Line, Line]:
    """±(R_t − c₀) ≤ the two-sided bound: Λ(gᵗ) − 2at from the start, then the remainder at t."""
    rise = [p.instance(e, t=0, j=t) for e in potential_grows(group)]
    at_0 = [_from_start(p, group, line, sign) for line, sign in zip(rise, (1, -1), strict=True)]
    error, bound = remainder(group) - offset(group, group.start, 0), start_error(group) + fading(group)
    above, below = (
        p.linear(le(sign * error, bound), p.instance(near), known)
        for sign, near, known in zip((1, -1), remainder_near_offset(group), at_0, strict=True)
    )
    return above, below


def bound_from_the_start(p: Proof, group: Group) -> Line:
    """`two_sided`."""
    error, bound = remainder(group) - offset(group, group.start, 0), start_error(group) + fading(group)
    above, below = near_start(p, group)
    return absolute(p, two_sided(group), above, p.linear(le(-bound, error), below))


def _from_start(p: Proof, group: Group, line: Line, sign: int) -> Line:
    """±(Λ(gᵗ) − Λ(u₀) − 2at) ≤ (8/3)a³e^(6aφ₀)φ₀²."""
    rise = offset(group, group.gap(t), t) - offset(group, group.start, 0)
    at_start = le(sign * rise, most_telescoping(group) * (phi(group.start) ** 2 - phi(group.gap(t)) ** 2))
    moved = p.rewrite(at_start, line, group.recursion[1])
    return p.linear(
        le(sign * rise, start_error(group)), moved, (le(0, 1), most_telescoping(group) * phi(group.gap(t)) ** 2)
    )


def near_later(p: Proof, group: Group) -> tuple[Line, Line, Line]:
    """±(R_{t+j} − R_t) ≤ the bound of `from_a_step_on`, and |…|."""
    known = telescoping(group)
    bound = from_a_step_on(group).rhs
    here = [p.instance(e) for e in remainder_near_offset(group)]
    there = [p.instance(e, p.enclose(le(1, t + later)), t=t + later) for e in remainder_near_offset(group)]
    sides = []
    for sign, i in ((1, 0), (-1, 1)):
        rise = p.instance(potential_grows(group)[i])
        less = (le(0, 1), known * phi(group.gap(t + later)) ** 2)
        sides.append(p.linear(le(sign * later_remainder(group), bound), there[i], here[1 - i], rise, less))
    turned = p.linear(le(-bound, later_remainder(group)), sides[1])
    return sides[0], sides[1], absolute(p, from_a_step_on(group), sides[0], turned)


@proves(
    EXPANSION, "Λ(gᵗ) − 4εht is near Λ(g⁰), and R_t near 1 + Λ(gᵗ) − 4εht − (1 − 2εh)·log(4εh)", claims=["two-sided"]
)
def expansion_from_the_start(p):
    return bound_from_the_start(p, minority)


@proves(EXPANSION, "the same from gᵗ in place of g⁰", claims=["from a step on"])
def expansion_from_a_step(p):
    return near_later(p, minority)[2]


@proves(EXPANSION, "B_t, B_{t+j} and φ(gᵗ) fall below any η", claims=["limit"])
def expansion_converges(p):
    return limit_of_remainder(p, minority)


@cache
def sum_within() -> Established:
    """x ≤ p from x ≤ ay² + sv + sw with v, w ≤ d, a ≤ c, 0 ≤ y ≤ v, y ≤ 1 and d(c + 2s) = p: sizes as plain numbers."""
    (rate, most, size), (first, second), (x, y, small, whole) = real("a c s"), real("v w"), real("x y d p")
    product = eq(small * (most + 2 * size), whole)
    given = [le(x, rate * y**2 + size * first + size * second), le(first, small), le(second, small), le(y, first)]
    given += [lt(0, y), lt(y, 1), le(rate, most), le(0, size), le(0, most), product]
    p = Proof(dict.fromkeys((rate, most, size, first, second, x, y, small, whole), Reals), given)
    parts = (le(rate, most), y**2), (lt(y, 1), most * y), (le(y, first), most), (le(first, small), most + size)
    return p.established(p.linear(le(x, whole), given[0], *parts, (le(second, small), size), product))


def limit_of_remainder(p: Proof, group: Group) -> Line:
    """`converges`: before the step T there is nothing to show."""
    goal, eta, start = p.formula(converges(group).relation), tolerance(group), settled(group)
    most, size, value = most_telescoping(group), 2 + group.step + group.step**2, phi(group.gap(t))

    def early(q: Proof) -> Line:
        return q.either(goal, q.fact(lt(t, start)))

    def late(q: Proof) -> Line:
        above, below, _ = near_later(q, group)
        reached = late_enough(group).subs(delta, eta)
        now = q.linear(reached, (le(start, t), 2 * group.step))
        then = q.linear(reached.subs(t, t + later), now, (le(0, later), 2 * group.step))
        small = q.instance(plateau_bound_is_small(group), now, delta=eta)
        later_small = q.instance(plateau_bound_is_small(group), then, delta=eta, t=t + later)
        wrong, positive, sure = (
            q.instance(probability_below_plateau_bound(group)),
            q.instance(phi_positive(), x=group.gap(t)),
            q.instance(phi_below_one(), x=group.gap(t)),
        )
        order = q.instance(phi_monotone(), q.instance(gap_stays_below_start(group)), x=group.gap(t), y=group.start)
        steps = q.linear(le(6 * group.step * value, 3 * doubled_start(group)), (order, 6 * group.step))
        powers = q.instance(exp_monotone(), steps, x=6 * group.step * value, y=3 * doubled_start(group))
        factor = q.linear(le(telescoping(group), most), (powers, Rational(8, 3) * group.step**3))
        whole = q.identity(eq(eta * (most + 2 * size), delta))
        signs = q.enclose(le(0, size)), q.enclose(le(0, most))
        facts = [small, later_small, wrong, positive, sure, factor, whole, *signs]
        bounds = {
            "v": plateau_bound(group, any_step(group)),
            "w": plateau_bound(group, any_step(group)).subs(t, t + later),
        }
        values = {"a": telescoping(group), "c": most, "s": size, "y": value, "d": eta, "p": delta, **bounds}
        over = q.instance(sum_within(), above, *facts, x=later_remainder(group), **values)
        under = q.instance(sum_within(), below, *facts, x=-later_remainder(group), **values)
        turned = q.linear(le(-delta, later_remainder(group)), under)
        return q.either(goal, absolute(q, le(Abs(later_remainder(group)), delta), over, turned))

    return p.cases(goal, start, t, late, early)


FLOW_COEFFICIENT = remainder(minority) + minority.step * log(t)  # with −1 for the coefficient of log t
PASSED = level - offset(minority, u0, 0) + start_error(minority) + 2 + minority.step + minority.step**2


@EXPANSION.hypotheses(
    "the coefficient −1 of the differential equation serves as well: 1/(1 − p_y) − 4εht + log t is at most B for "
    "some t with 2εh·log t > B − c₀ + (8/3)a³e^(6aφ₀)φ₀² + 2 + a + a²",
    exists=[le(FLOW_COEFFICIENT, level)],
    given=[le(1, t), late_enough(minority).subs(delta, 1), lt(PASSED, minority.step * log(t))],
    expect=Verdict.REFUTED,
)
def coefficient_depends_on_the_step(c):
    """It exceeds every B in the end, by 2εh·log t: Euler's method is ahead of the solution by so much."""
    p = Proof.about(c)
    _, below = near_start(p, minority)
    size = 2 + minority.step + minority.step**2
    small = p.instance(plateau_bound_is_small(minority), delta=1)
    return p.finding(p.linear(lt(level, FLOW_COEFFICIENT), below, (small, size), lt(PASSED, minority.step * log(t))))


@EXPANSION.sharpness(
    "for the majority, with 1 − ε for ε: the two-sided bound and the limit",
    claims=[two_sided(majority), converges(majority)],
    evolves=majority.recursion,
)
def expansion_of_the_majority(c):
    p = Proof.about(c)
    return p.finding(p.both(bound_from_the_start(p, majority), limit_of_remainder(p, majority)))


@EXPANSION.sharpness("the constant c of either group at the paper's parameters, start −1, without following an orbit")
def constant_at_the_parameters():
    """The error (8/3)a³e^(6aφ)φ² falls as φ(g^N)² with the N steps that are followed first."""
    (established, minor), (_, major) = (constant_of(group, from_minus_1(group)) for group in (minority, majority))
    return evidence(established, quantities=(minor, major), scope="for every t ≥ 0, standard parameters, start −1")


FAR = (HORIZON, 10**7, 10**100)


@EXPANSION.sharpness("gap and 1 − p_y of the minority after 10⁶, 10⁷ and 10¹⁰⁰ steps, without following an orbit")
def without_an_orbit():
    """The first is that of `proposition-2#minority-orbit`, to the digits that the expansion has."""
    values = from_minus_1(minority)
    quantities: list[Quantity] = []
    for last, name in zip(FAR, ("1e6", "1e7", "1e100"), strict=True):
        p = proof_at([minority], values, last)
        wanted = [
            Wanted(f"gap_at_{name}", g(last), "g^T", f"gap of the minority at T = {name}, start −1"),
            Wanted(f"error_at_{name}", phi(g(last)), r"\phi(g^T)", f"1 − p_y on the minority at T = {name}"),
        ]
        established, found = read(p, wanted, *gap_between(p, minority, values, last))
        quantities += found
    return evidence(established, quantities=quantities, scope="at T = 10⁶, 10⁷, 10¹⁰⁰, standard parameters, start −1")


LARGE_STEP = {epsilon: Rational(1, 2), h: 3, u0: 1}  # a = 3: far from the differential equation
MANY, FEW = 20_000, 200


@EXPANSION.sharpness(
    f"the gap at ε = 1/2, h = 3, start +1 after {MANY} steps in mpmath, against the expansion from step {FEW} on",
    expect=Verdict.SUPPORTED,
)
def large_step_in_mpmath():
    p = proof_at([minority], LARGE_STEP, MANY)
    wanted = [Wanted("gap", g(MANY), "g^T", f"gap after {MANY} steps")]
    _, known = read(p, wanted, *gap_between(p, minority, LARGE_STEP, MANY, followed=FEW))
    return iterate(
        lambda x: x - 3 / (1 + mp_exp(-2 * x)), 1, MANY, observe={"gap": lambda x: x}, against=known, digits=9
    )
