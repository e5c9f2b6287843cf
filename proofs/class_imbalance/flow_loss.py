r"""Repair of Section 5 for the differential equation: when a smaller ε means a larger test loss, from any starts.

Along u′ = −2εφ(u) the loss −½ log(1 − φ(u)) of a point falls at the rate 2εφ(u)² in time, so at a fixed time τ the
test loss has the derivative −2τ(φ(u)² − φ(v)²) in ε: it falls with ε exactly where the majority is ahead, v < u.
Without derivatives: between two shares the loss changes by 2τ(ε′ − ε) times something between the two values.
"""

from sympy import Expr

from checks.methods import Line, Proof, met_at, proves
from checks.methods.flows import potential, solution
from checks.notions import flow
from checks.paper import eq, le, lt
from proofs.class_imbalance.generalization import GENERALIZATION_GAP
from proofs.class_imbalance.notation import epsilon, epsilon_2, tau, test_loss, u0, v0
from proofs.class_imbalance.paper import PAPER
from proofs.foundations.logistic import (
    COMPLEMENT_POSITIVE,
    LOSS_AGAINST_TIME,
    PHI_BELOW_ONE,
    PHI_MONOTONE,
    PHI_POSITIVE,
    PRIMITIVE_REFLECTS_ORDER,
    RECIPROCAL_OF_PHI,
    complement_positive,
    loss_gained_at_least,
    loss_gained_at_most,
    phi_below_one,
    phi_monotone,
    phi_positive,
    primitive_reflects_order,
    reciprocal_of_phi_positive,
)
from proofs.foundations.notation import HALF, phi, primitive, x, y


def solves(share: Expr, start: Expr) -> Expr:
    """The solution of u′ = −2·share·φ(u) at τ."""
    return flow(-2 * share * phi(x), x, start=start, time=tau)


U, V = solves(epsilon, u0), solves(1 - epsilon, v0)
U_2, V_2 = solves(epsilon_2, u0), solves(1 - epsilon_2, v0)
CHANGE = test_loss(U_2, V_2) - test_loss(U, V)
ELAPSED = 2 * tau * (epsilon_2 - epsilon)

TEST_LOSS_OF_THE_FLOW = PAPER.repair(
    "test-loss-of-the-flow",
    repairs=GENERALIZATION_GAP,
    printed=(
        r"\phi(v_\varepsilon)^2 - \phi(u_\varepsilon)^2 \le \frac{L_{\varepsilon'} - L_\varepsilon}"
        r"{2\tau(\varepsilon'-\varepsilon)} \le \phi(v_{\varepsilon'})^2 - \phi(u_{\varepsilon'})^2,\qquad "
        r"\frac{dL}{d\varepsilon} = -2\tau\bigl(\phi(u)^2-\phi(v)^2\bigr)"
    ),
    reading=(
        "For the solutions u and v of the differential equations of both groups at the time τ = Th, from any starts "
        "and for any shares ε < ε′: the smaller ε, the larger the test loss, as long as the majority is ahead, v ≤ u "
        "at ε′; where it is behind at ε, v ≥ u, it is the other way round."
    ),
    given=[lt(epsilon, epsilon_2)],
    concludes=[
        ("from above", le(CHANGE, ELAPSED * (phi(V_2) ** 2 - phi(U_2) ** 2))),
        ("from below", le(ELAPSED * (phi(V) ** 2 - phi(U) ** 2), CHANGE)),
    ],
    uses=[
        COMPLEMENT_POSITIVE,
        LOSS_AGAINST_TIME,
        PHI_BELOW_ONE,
        PHI_MONOTONE,
        PHI_POSITIVE,
        PRIMITIVE_REFLECTS_ORDER,
        RECIPROCAL_OF_PHI,
    ],
)


met_at(TEST_LOSS_OF_THE_FLOW, {epsilon: HALF / 2, epsilon_2: HALF, tau: 1, u0: -1, v0: -1})


def at_the_time(p: Proof, share: Expr, start: Expr) -> Line:
    """G(u(τ)) = G(start) − 2·share·τ: the solution exists, since −2·share ≤ −2·share·φ < 0."""
    u = solves(share, start)
    positive = p.fact(lt(0, share))

    def negative(q: Proof) -> Line:
        return q.linear(q.goal, (q.instance(phi_positive(), x=y), 2 * share), using=[q.fact(lt(0, share))])

    def bounded(q: Proof) -> Line:
        return q.linear(q.goal, (q.instance(phi_below_one(), x=y), 2 * share), using=[q.fact(lt(0, share))])

    exists = solution(p, u, y, positive, speed=-2 * share, sign=negative, bound=bounded)
    goal = eq(primitive(u), primitive(start) - 2 * share * tau)
    return potential(p, goal, u, y, primitive(y), exists, rate=-2 * share)


def signs(p: Proof, *values: Expr) -> list[Line]:
    """0 < 1 + e^(−2z) and 0 < 1 − φ(z)."""
    return [p.instance(e, x=z) for z in values for e in (reciprocal_of_phi_positive(), complement_positive())]


def gains(p: Proof, upper: Expr, lower: Expr, above: Line, below: Line) -> tuple[Line, Line]:
    """φ(lower)²·2τ(ε′ − ε) ≤ ℓ(upper) − ℓ(lower) ≤ φ(upper)²·2τ(ε′ − ε), where above and below say what G is there."""
    time = p.linear(le(0, ELAPSED), (lt(epsilon, epsilon_2), 2 * tau))
    order = p.linear(le(primitive(lower), primitive(upper)), below, (above, -1), time)
    apart = p.instance(primitive_reflects_order(), order, y=lower, x=upper)
    nonnegative = p.linear(le(0, upper - lower), apart)
    loss, passed = test_loss(upper, lower) - test_loss(lower, lower), primitive(upper) - primitive(lower)
    known = signs(p, upper, lower)
    at_least = p.instance(loss_gained_at_least(), nonnegative, y=lower, d=upper - lower)
    at_most = p.instance(loss_gained_at_most(), nonnegative, y=lower, d=upper - lower)
    return (
        p.linear(le(phi(lower) ** 2 * passed, loss), at_least, using=known),
        p.linear(le(loss, phi(upper) ** 2 * passed), at_most, using=known),
    )


def changes(p: Proof) -> tuple[Line, Line]:
    """The two bounds of the change of the loss."""
    p.linear(lt(0, 1 - epsilon), lt(epsilon, 1))
    p.linear(lt(0, 1 - epsilon_2), lt(epsilon_2, 1))
    minor, minor_2 = (at_the_time(p, share, u0) for share in (epsilon, epsilon_2))
    major, major_2 = (at_the_time(p, 1 - share, v0) for share in (epsilon, epsilon_2))
    minor_least, minor_most = gains(p, U, U_2, minor, minor_2)
    major_least, major_most = gains(p, V_2, V, major_2, major)
    known = signs(p, U, U_2, V, V_2)

    def joined(goal: object, least: Line, most: Line, behind: Expr, ahead: Expr) -> Line:
        passed = ((minor, -behind), (minor_2, behind), (major, -ahead), (major_2, ahead))
        return p.linear(goal, least, most, *passed, using=known)

    above = joined(TEST_LOSS_OF_THE_FLOW.part("from above"), minor_least, major_most, phi(U_2) ** 2, phi(V_2) ** 2)
    below = joined(TEST_LOSS_OF_THE_FLOW.part("from below"), minor_most, major_least, -(phi(U) ** 2), -(phi(V) ** 2))
    return above, below


@proves(TEST_LOSS_OF_THE_FLOW, "Eq. (10) at both shares, and the loss against the time of each solution")
def change_of_the_loss(p):
    return p.both(*changes(p))


@TEST_LOSS_OF_THE_FLOW.sharpness(
    "the smaller ε, the larger the test loss, where the majority is ahead at ε′: v ≤ u",
    claims=[le(test_loss(U_2, V_2), test_loss(U, V))],
    given=[lt(epsilon, epsilon_2), le(V_2, U_2)],
)
def majority_ahead(c):
    p = Proof.about(c)
    above = p.instance(change_of_the_loss(), part=0)
    return p.finding(_by_order(p, above, V_2, U_2))


@TEST_LOSS_OF_THE_FLOW.sharpness(
    "the other way round where the majority is behind at ε: u ≤ v",
    claims=[le(test_loss(U, V), test_loss(U_2, V_2))],
    given=[lt(epsilon, epsilon_2), le(U, V)],
)
def majority_behind(c):
    p = Proof.about(c)
    below = p.instance(change_of_the_loss(), part=1)
    return p.finding(_by_order(p, below, U, V))


def _by_order(p: Proof, change: Line, lower: Expr, upper: Expr) -> Line:
    """The goal from a bound of the change, where φ(lower)² ≤ φ(upper)²."""
    order = p.instance(phi_monotone(), le(lower, upper), x=lower, y=upper)
    known = signs(p, U, U_2, V, V_2)
    sizes = [p.instance(phi_positive(), x=z) for z in (lower, upper)]
    weight = p.linear(le(0, ELAPSED), (lt(epsilon, epsilon_2), 2 * tau))
    total = p.linear(lt(0, phi(lower) + phi(upper)), *sizes, using=known)
    factor = p.linear(
        le(0, ELAPSED * (phi(lower) + phi(upper))), (weight, phi(lower) + phi(upper)), using=[*known, total]
    )
    return p.linear(p.goal, change, (order, ELAPSED * (phi(lower) + phi(upper))), using=[*known, factor])
