"""Points at which the hypotheses of each statement hold together, written down so that none has to be searched for.

Gradient descent in the gap is an explicit recursion, defined for every real value, so that a point of parameters
shows that there is such a sequence. That (19) and (20) have solutions is proved (`flows`), that some law obeys what is
assumed of it is shown where it is assumed (`aligned`).
"""

from collections.abc import Mapping
from typing import Any

from sympy import Expr, Integer, Rational, log

from checks.methods import Proof, exists
from checks.outcome import Evidence
from checks.paper import Claim, Statement
from proofs.spurious_correlation import (
    abstract,
    aligned,
    appendix_a,
    appendix_b,
    appendix_c,
    appendix_d,
    ceilings,
    conclusion,
    drift,
    drift_shape,
    euler_error,
    euler_order,
    flows,
    gap_orbit,
    generalization,
    horizon,
    learning_dynamics,
    loss,
    next_order,
    potentials,
    problem,
    rate,
    setting,
    step_time,
    symmetry,
    uniform_bound,
)
from proofs.spurious_correlation.notation import (
    T,
    a,
    alpha,
    beta,
    bound,
    d,
    delta,
    epsilon,
    eta,
    h,
    kappa,
    r,
    s,
    t,
    tau,
    threshold,
    u,
    u0,
    x,
    x0,
    y,
    z,
)
from proofs.spurious_correlation.paper import PAPER

USUAL = {
    **dict.fromkeys((t, d, u, u0, s, z, delta, kappa, r), 1),
    alpha: 2,
    beta: 3,
    epsilon: Rational(1, 4),
    eta: Rational(1, 2),
    h: Rational(1, 10),
    x0: -1,
    x: -1,
    y: 1,
    bound: 0,
    threshold: 0,
    horizon.time: 2,
    tau: 1,
    T: 4,
    **dict.fromkeys((loss.in_majority, loss.in_minority), Rational(1, 3)),
    **dict(zip((*symmetry.starts, *symmetry.theta), (-1, 0, 1, 0) * 2, strict=True)),
}
BEFORE = {x: -2, y: -1}
FLOW = {appendix_b.size: 2200, appendix_b.m: 10}
VALUES: dict[Statement, Mapping[Any, Any]] = {
    problem.THEOREM_1_1: {},
    aligned.PER_SAMPLE: {y: -1},
    aligned.SECOND_ORDER: {y: -1},
    setting.EQUATIONS_4_5: {r: 3, y: -3},
    setting.ASSUMPTION_1_2: {r: 2},
    setting.DENSITY_WITH_MODULUS: {y: -2},
    rate.RATE_ABOVE: {rate.b: 1, rate.i: 0, rate.m: 0},
    rate.RATE_BELOW: {rate.b: 2, rate.i: 1, rate.m: 0},
    rate.GAP_REACHES: {t: 10**6},
    next_order.RATE_SECOND_ABOVE: {rate.i: 0, rate.m: 0},
    next_order.RATE_SECOND_BELOW: {rate.i: 1, rate.m: 0, a: 1},
    step_time.TIME_OF_A_STEP: {s: h * a * step_time.HERE, a: 1},
    step_time.DOUBT_TELESCOPES: {s: Rational(1, 100), a: 1, h: 1, step_time.b: 2},
    step_time.TIME_BETWEEN: {**BEFORE, a: 1},
    euler_order.TIMES_ADD: {x: -3, y: -2},
    flows.CLOSE: {flows.b: 1, flows.c: 0},
    flows.DISTANCE: {flows.b: 1, flows.c: 0},
    horizon.LOG_RATIO: {horizon.time: 3},
    generalization.SECTION_3: {generalization.y0: -1},
    generalization.TERMS: {generalization.steps: 1},
    appendix_b.INVERSION: {appendix_b.g: 1, appendix_b.begun: 10, appendix_b.theta: 2},
    appendix_b.CLOSE_RATIO: {appendix_b.theta: 97, appendix_b.n: 100, r: 10, appendix_b.m: 0},
    appendix_b.PROPOSITION_B_1: FLOW,
    appendix_b.V_LIMIT: FLOW,
    appendix_c.BETWEEN: {appendix_c.u1: 2},
    appendix_d.D_1_POINTWISE: {z: 3},
    drift_shape.DRIFT_FALLS: BEFORE,
    drift_shape.DRIFT_LIPSCHITZ: BEFORE,
    drift_shape.SLOPE_OF_DRIFT: BEFORE,
    drift_shape.SLOPE_GROWS: BEFORE,
    drift_shape.PHI_CHORD: {y: -1, drift_shape.r: -1},
}
LENGTH = {s: a * drift.D / (2 * u), a: 1}  # of a step
for _statement in (
    drift.STEP_SIZE,
    drift.STEP_POSITIVE,
    potentials.STEP_FROM_BELOW,
    next_order.SECOND_FROM_BELOW,
    next_order.SECOND_FROM_ABOVE,
):
    VALUES[_statement] = LENGTH
VALUES[potentials.STEP_FROM_ABOVE] = {**LENGTH, potentials.q0: 1}
VALUES[setting.THEOREM_1_3] = {t: 1000, h: setting.LIMIT_ON_STEP * log(t) / t}
VALUES[appendix_b.INVERTED] = {
    **dict.fromkeys((appendix_b.theta, appendix_b.n), 4),
    **dict.fromkeys((appendix_b.m, appendix_b.lam), 0),
    appendix_b.excess: log(Integer(4)),
}
ELSEWHERE = (
    symmetry.LEMMA_2_1,
    symmetry.INVARIANTS,
    appendix_a.LEMMA_A_1,
    appendix_a.COMPARISON,
    aligned.ALIGNED,
    aligned.ALIGNED_CONSTANT,
)
MODULES = (
    abstract,
    aligned,
    appendix_a,
    appendix_b,
    appendix_c,
    appendix_d,
    ceilings,
    conclusion,
    drift,
    drift_shape,
    euler_error,
    euler_order,
    flows,
    gap_orbit,
    generalization,
    horizon,
    learning_dynamics,
    loss,
    next_order,
    potentials,
    problem,
    rate,
    setting,
    step_time,
    symmetry,
    uniform_bound,
)


def declare(statement: Statement, values: Mapping[Any, Any]) -> None:
    """The check `hypotheses-satisfiable` of a statement, at the usual point with these values changed; a value may be
    an expression in the others."""
    known = {**USUAL, **values}

    def hypotheses_satisfiable(claim: Claim) -> Evidence:
        p, point = Proof.about(claim), {}
        for symbol in statement.symbols:
            value = known[symbol]
            closed = isinstance(value, Expr) and not isinstance(value, Rational)
            point[symbol] = p.term(value.subs(known)) if closed else value
        return exists(claim, at=point, scope="the hypotheses hold together at the point")

    hypotheses_satisfiable.__module__ = statement.module
    statement.hypotheses("a point meets all hypotheses", exists=[])(hypotheses_satisfiable)


for _statement in PAPER.in_order():
    if _statement.module in {module.__name__ for module in MODULES} and _statement not in ELSEWHERE:
        declare(_statement, VALUES.get(_statement, {}))
