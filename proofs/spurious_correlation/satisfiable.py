"""Points at which the hypotheses of each statement hold together, written down so that none has to be searched for.

For statements about (14) the point is one of parameters: the recursion is explicit and its values stay below −1 (lemma
`gap-stays-below`), where its right side is defined, so the sequence exists.
"""

from collections.abc import Mapping
from typing import Any

from sympy import Rational

from checks.methods import exists
from checks.outcome import Finding
from checks.paper import Statement, eq
from proofs.spurious_correlation import (
    aligned,
    appendix_b,
    appendix_c,
    appendix_d,
    conclusion,
    drift,
    drift_shape,
    euler_error,
    flows,
    gap_orbit,
    generalization,
    horizon_reading,
    learning_dynamics,
    potentials,
    rate,
    setting,
    uniform_bound,
)
from proofs.spurious_correlation.drift import SPREAD_POSITIVE
from proofs.spurious_correlation.notation import alpha, beta, d, epsilon, h, s, t, u, u0, x, x0, y, z

USUAL = {
    alpha: 2,
    beta: 3,
    epsilon: Rational(1, 4),
    h: Rational(1, 10),
    x0: -1,
    x: -1,
    t: 1,
    d: 1,
    u: 1,
    u0: 1,
    y: 1,
    z: 1,
}
BEFORE = {x: -2, y: -1}
FLOW = {appendix_b.size: 2200, appendix_b.value: -2}
AT_THE_USUAL_POINT = (
    gap_orbit.GAP_STAYS_BELOW,
    gap_orbit.GAP_FALLS,
    gap_orbit.GAP_FROM_BELOW,
    gap_orbit.GAP_FROM_ABOVE,
    gap_orbit.GAP_GROWS,
    horizon_reading.GAP_CEILING,
    learning_dynamics.PROPOSITION_2_2,
    learning_dynamics.REMARK_2_3,
    euler_error.PROPOSITION_2_4,
    euler_error.GAP_AGAINST_FLOWS,
    uniform_bound.UNIFORM_EULER_BOUND,
    rate.SHARP_RATE,
    rate.GAP_PACE,
    conclusion.SECTION_2_4,
    conclusion.DRIFT_DEFINITION,
    generalization.SECTION_3,
    generalization.SECTION_4,
    drift.PULL_ABOVE,
    drift.PULL_BELOW,
    drift.PULL_POSITIVE,
    drift.PUSH,
    drift.EXP_POSITIVE,
    drift.SPREAD_POSITIVE,
    potentials.FLOW_W,
    potentials.FLOW_V,
    appendix_d.LEMMA_D_1,
    appendix_d.MISFIT_ABOVE,
    appendix_d.MISFIT_BELOW,
    appendix_d.MISFIT_SECOND,
    appendix_d.MISFIT_POSITIVE,
    horizon_reading.MISFIT_FLOOR,
    conclusion.PARAMETERS,
    setting.ASSUMPTION_1_2,
    appendix_c.RATIO_BOUNDS,
)
VALUES: dict[Statement, Mapping[Any, Any]] = {
    **{statement: {} for statement in AT_THE_USUAL_POINT},
    appendix_b.PROPOSITION_B_1: FLOW,
    appendix_b.V_LIMIT: FLOW,
    aligned.ALIGNED: {aligned.m0: Rational(1, 2), alpha: 1, beta: 2},
    rate.RATE_ABOVE: {rate.b: 1, rate.i: 0, rate.m: 0},
    rate.RATE_BELOW: {rate.b: 2, rate.i: 1, rate.m: 0},
    flows.CLOSE: {flows.b: 1, flows.c: 0},
    flows.DISTANCE: {flows.b: 1, flows.c: 0},
    generalization.TERMS: {generalization.steps: 1},
    appendix_d.D_1_POINTWISE: {z: 3},
    appendix_c.PERTURBATION_INTEGRAL: {appendix_c.u1: 2},
    drift.QUOTIENT_POSITIVE: {s: 1},
    drift_shape.DRIFT_FALLS: BEFORE,
    drift_shape.DRIFT_LIPSCHITZ: BEFORE,
    drift_shape.SLOPE_OF_DRIFT: BEFORE,
    drift_shape.SLOPE_GROWS: BEFORE,
    drift_shape.PHI_CHORD: {y: -1, drift_shape.r: -1},
}


def declare(statement: Statement, values: Mapping[Any, Any]) -> None:
    """The check `hypotheses-satisfiable` of a statement, at the usual point with these values changed."""
    known = {**USUAL, **values}
    at = {symbol: known[symbol] for symbol in statement.symbols}

    def hypotheses_satisfiable() -> Finding:
        symbols = {**dict.fromkeys((alpha, beta)), **statement.symbols}
        point = {**{alpha: 2, beta: 3}, **at}
        scope = "the hypotheses on the parameters hold together at the point; sequences are not examined here"
        return exists(SPREAD_POSITIVE, eq(0, 0), given=statement.given, also=symbols, at=point, scope=scope)

    hypotheses_satisfiable.__module__ = statement.module
    statement.hypotheses("a point meets all hypotheses")(hypotheses_satisfiable)


for _statement, _values in VALUES.items():
    declare(_statement, _values)
