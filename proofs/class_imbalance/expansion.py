r"""Repair of Proposition 2: 1/(1 − p_y) = 4εht − (1 − 2εh)·log t + c + o(1), for gradient descent itself.

The coefficient of log t is −1 for the differential equation and −(1 − 2εh) for Euler's method: the step enters it. What
grows by exactly 4εh in a step, up to errors that telescope, is Λ(gᵗ) (see `potential`); c is the limit of
1 + Λ(gᵗ) − 4εht − (1 − 2εh)·log(4εh), and the bounds below enclose it from any step on.
"""

from sympy import Abs, Rational, exp

from checks.methods import Line, Proof, absolute, proves
from checks.paper import le, lt, tends
from proofs.class_imbalance.convergence import PROPOSITION_2
from proofs.class_imbalance.gap import doubled_start, gap_stays_below_start
from proofs.class_imbalance.growth import (
    FOR_ANY_STEP,
    FOR_THE_LIMIT,
    late_enough,
    plateau_bound_is_small,
    union,
)
from proofs.class_imbalance.notation import Group, delta, later, minority, t
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
    PHI_MONOTONE,
    PHI_POSITIVE,
    complement_positive,
    phi_monotone,
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


FOR_THE_EXPANSION = [COMPLEMENT_POSITIVE, EXP_MONOTONE, EXPANSION_STEP, PHI_MONOTONE, PHI_POSITIVE]

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


def near_start(p: Proof, group: Group) -> Line:
    """The two-sided bound: Λ(gᵗ) − 2at from the start, then the remainder at t."""
    rise = [p.instance(e, t=0, j=t) for e in potential_grows(group)]
    at_0 = [_from_start(p, group, line, sign) for line, sign in zip(rise, (1, -1), strict=True)]
    error, bound = remainder(group) - offset(group, group.start, 0), start_error(group) + fading(group)
    sides = [
        p.linear(le(sign * error, bound), p.instance(near), known)
        for sign, near, known in zip((1, -1), remainder_near_offset(group), at_0, strict=True)
    ]
    return absolute(p, two_sided(group), sides[0], p.linear(le(-bound, error), sides[1]))


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
    return near_start(p, minority)


@proves(EXPANSION, "the same from gᵗ in place of g⁰", claims=["from a step on"])
def expansion_from_a_step(p):
    return near_later(p, minority)[2]


@proves(EXPANSION, "B_t, B_{t+j} and φ(gᵗ) fall below any η", claims=["limit"])
def expansion_converges(p):
    return limit_of_remainder(p, minority)


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
        wrong, sure = (
            q.instance(probability_below_plateau_bound(group)),
            q.instance(complement_positive(), x=group.gap(t)),
        )
        order = q.instance(phi_monotone(), q.instance(gap_stays_below_start(group)), x=group.gap(t), y=group.start)
        steps = q.linear(le(6 * group.step * value, 3 * doubled_start(group)), (order, 6 * group.step))
        powers = q.instance(exp_monotone(), steps, x=6 * group.step * value, y=3 * doubled_start(group))
        parts = (
            (small, size + most),
            (later_small, size),
            (powers, Rational(8, 3) * group.step**3 * value**2),
            (wrong, most),
            (sure, most * value),
        )
        over = q.linear(le(later_remainder(group), delta), above, *parts)
        under = q.linear(le(-delta, later_remainder(group)), below, *parts)
        return q.either(goal, absolute(q, le(Abs(later_remainder(group)), delta), over, under))

    return p.cases(goal, start, t, late, early)
