"""The repair of Theorem 1.3: for every step size and every start below −1, 4α²εht·E[1 − p_y] → 1.

The two potentials of `gap_orbit` say how e^(2αu)·u compares with αat, Lemma D.1 how I(x) compares with e^(−2αu)/(2αu);
their product is the rate, with an error of order 1/u that falls like 1/ln t.
"""

from sympy import Expr, Rational, exp

from checks.methods import Proof, proves
from checks.methods.argue import Line
from checks.paper import le, lt, real, tends
from proofs.foundations.elementary import (
    EXP_MONOTONE,
    EXP_MONOTONE_STRICTLY,
    EXP_REFLECTS_ORDER,
    EXP_TANGENT,
    NONNEGATIVE,
    exp_monotone,
    exp_monotone_strictly,
    exp_reflects_order,
    exp_tangent,
)
from proofs.spurious_correlation.appendix_d import (
    MISFIT_ABOVE,
    MISFIT_BELOW,
    MISFIT_POSITIVE,
    misfit_above,
    misfit_below,
    misfit_positive,
)
from proofs.spurious_correlation.drift import EXP_SUM, QUOTIENT_POSITIVE, SPREAD_POSITIVE, exp_sum, quotient_positive
from proofs.spurious_correlation.flows import constants_positive
from proofs.spurious_correlation.gap_orbit import (
    ANY_SHARE,
    GAP_FROM_ABOVE,
    GAP_FROM_BELOW,
    GAP_GROWS,
    GAP_STAYS_BELOW,
    REACH,
    B,
    C,
    X,
    gap_from_above,
    gap_from_below,
    gap_grows,
    gap_stays_below,
    parameter_facts,
)
from proofs.spurious_correlation.limits import within
from proofs.spurious_correlation.notation import (
    ORDER,
    RECURSION,
    SPREAD,
    STEP,
    alpha,
    beta,
    bound,
    d,
    delta,
    descent,
    epsilon,
    error,
    gap,
    h,
    misfit,
    t,
    u,
    u0,
    x0,
)
from proofs.spurious_correlation.paper import PAPER, POSITIVE
from proofs.spurious_correlation.setting import THEOREM_1_3

b, i, m = real("b i m")  # m = αat, i a value of I, b (or c) the constant of a potential
E, E0, A = exp(2 * alpha * u), exp(2 * alpha * u0), exp(-2 * alpha * u)
LOSS = u0 + b + 1 / alpha + 1 / (2 * d)
LEAST = A / (2 * alpha * u) * (1 - 1 / (2 * alpha * u) - exp(-2 * d * u)) / (1 + A)

RATE_ABOVE = PAPER.statement(
    "rate-above",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"m \le (u+c)e^{2\alpha u},\ i \le \tfrac{e^{-2\alpha u}}{2\alpha u} \Rightarrow 2\alpha m i \le 1 "
    r"+ \tfrac cu",
    over={i: NONNEGATIVE, m: NONNEGATIVE, b: POSITIVE},
    given=[le(m, (u + b) * E), le(i, A / (2 * alpha * u))],
    concludes=[le(2 * alpha * m * i, 1 + b / u)],
    derivation=False,
)


@proves(RATE_ABOVE, "product of the two")
def rate_above(p):
    return p.linear(p.goal, (le(m, (u + b) * E), 2 * alpha * i), (le(i, A / (2 * alpha * u)), 2 * alpha * (u + b) * E))


RATE_BELOW = PAPER.statement(
    "rate-below",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"(u-b)e^{2\alpha u} \le (u_0-b)e^{2\alpha u_0} + m \Rightarrow "
    r"1 - \tfrac1u\bigl(u_0 + b + \tfrac1\alpha + \tfrac1{2d}\bigr) \le 2\alpha m i",
    reading="For u ≥ u₀ and i at least the lower bound of Lemma D.1.",
    over={i: NONNEGATIVE, m: NONNEGATIVE, b: POSITIVE},
    given=[le((u - b) * E, (u0 - b) * E0 + m), le(LEAST, i), le(u0, u)],
    concludes=[le(1 - LOSS / u, 2 * alpha * m * i)],
    uses=[EXP_MONOTONE, EXP_TANGENT],
    derivation=False,
)


@proves(RATE_BELOW, "trivial for u ≤ K; else the product of two positive lower bounds")
def rate_below(p):
    """With A₁ = (b + u₀)/u and B₁ = 1/(2αu) + e^(−2du): (1 − A₁)(1 − B₁)/(1 + A) ≥ 1 − A₁ − B₁ − A, the difference
    being (A₁B₁ + A(A₁ + B₁ + A))/(1 + A); and e^(−v) ≤ 1/v at v = 2αu, 2du."""

    def small(q: Proof) -> Line:
        return q.linear(q.goal, (le(u, LOSS), 1 / u), (le(0, i), 2 * alpha * m))

    def large(q: Proof) -> Line:
        order = q.linear(le(2 * alpha * u0, 2 * alpha * u), (le(u0, u), 2 * alpha))
        powers = q.instance(exp_monotone(), order, x=2 * alpha * u0, y=2 * alpha * u)
        grown = q.linear(le(E * (u - b - u0), m), le((u - b) * E, (u0 - b) * E0 + m), (powers, u0), (le(0, 1), b * E0))
        room = q.linear(le(0, u - b - u0), lt(LOSS, u), (le(0, 1), 1 / alpha + 1 / (2 * d)))
        weight = q.linear(le(0, 2 * alpha * E * (u - b - u0)), (room, 2 * alpha * E))
        a1, b1 = (b + u0) / u, 1 / (2 * alpha * u) + exp(-2 * d * u)
        return q.linear(
            q.goal,
            (grown, 2 * alpha * i),
            (le(LEAST, i), 2 * alpha * E * (u - b - u0)),
            (le(0, 1), (a1 * b1 + A * (a1 + b1 + A)) / (1 + A)),
            (q.instance(exp_tangent(), v=2 * d * u), exp(-2 * d * u) / (2 * d * u)),
            (q.instance(exp_tangent(), v=2 * alpha * u), A / (2 * alpha * u)),
            (le(0, 1), exp(-2 * d * u) / (2 * d * u) + A / (2 * alpha * u)),
            using=[weight],
        )

    return p.cases(p.goal, u, LOSS, small, large)


RESCALED = 4 * alpha**2 * epsilon * h * t * error(X)
TOTAL_LOSS = -x0 + B + 1 / alpha + 1 / (beta - alpha) / 2

SHARP_RATE = PAPER.repair(
    "sharp-rate",
    repairs=THEOREM_1_3,
    label="Sharp rate",
    printed=r"1 - \frac{K}{|x_t|} \le 4\alpha^2\varepsilon h t\,\mathbb E_{\min}[1-p_y] \le 1 + \frac{c}{|x_t|}, \quad "
    r"K = |x_0| + \tfrac{3}{2\alpha} + \tfrac{\varepsilon h(1+2\alpha)}{\ln(\beta/\alpha)\,e^{2\alpha}} "
    r"+ \tfrac1{2(\beta-\alpha)},\quad c = \tfrac{1+1/(2\alpha)}{2(\beta-\alpha)}",
    reading="For every α > 0, h > 0, every start x₀ ≤ −1, every t and every share ε ∈ (0, 1): the rate of the theorem "
    "holds with κ = 1/(4α²h), and with `gap-pace` the relative error is of order 1/ln t. No bound on h and no horizon "
    "is needed. The majority is `sharp-rate-majority`.",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[("at least", le(1 - TOTAL_LOSS / (-X), RESCALED)), ("at most", le(RESCALED, 1 + C / (-X)))],
    uses=[
        SPREAD_POSITIVE,
        QUOTIENT_POSITIVE,
        GAP_STAYS_BELOW,
        GAP_FROM_BELOW,
        GAP_FROM_ABOVE,
        GAP_GROWS,
        MISFIT_BELOW,
        MISFIT_ABOVE,
        MISFIT_POSITIVE,
        RATE_ABOVE,
        RATE_BELOW,
    ],
)


def misfit_facts(q: Proof) -> list[Line]:
    """At x = x(t): 0 ≤ I, and I between the bounds of Lemma D.1."""
    order, negative = q.fact(ORDER), q.linear(lt(X, 0), le(X, -1), lt(0, 1))
    low = q.instance(misfit_below(), order, negative, x=X)
    high = q.instance(misfit_above(), order, negative, x=X)
    return [low, high, q.instance(misfit_positive(), order, negative, x=X)]


@proves(SHARP_RATE, "the potentials against Lemma D.1, at every step")
def sharp_rate(p):
    facts = parameter_facts(p)
    along = [p.instance(lemma()) for lemma in (gap_stays_below, gap_from_below, gap_from_above, gap_grows)]

    def show(q: Proof) -> Line:
        known = [q.fact(lt(0, f)) for f in (SPREAD, beta - alpha, STEP)]
        size, far = q.linear(le(1, -X), le(X, -1)), q.linear(le(-x0, -X), le(X, x0))
        start = q.linear(le(1, -x0), le(x0, -1))
        low, high, positive = misfit_facts(q)
        mass = alpha * STEP * t
        nonnegative = q.linear(le(0, mass), (lt(0, STEP), alpha * t), using=known)
        margin = q.instance(quotient_positive(), known[1], u=(1 + 1 / (2 * alpha)) / 2, s=beta - alpha, goal=lt(0, C))
        begun = q.linear(
            le(0, (C - x0) * exp(-2 * alpha * x0)),
            (lt(0, C), exp(-2 * alpha * x0)),
            (le(1, -x0), exp(-2 * alpha * x0)),
            (le(0, 1), exp(-2 * alpha * x0)),
        )
        reached = q.linear(le(mass, (C - X) * exp(-2 * alpha * X)), q.fact(along[1].formula), begun)
        reach = q.linear(lt(0, REACH), (lt(0, STEP), (1 + 2 * alpha) * exp(-2 * alpha) / 2), using=known)
        slack = q.linear(lt(0, B), reach, (lt(0, 1), 1 / (2 * alpha)))
        values = {"u": -X, "i": misfit(X), "m": mass}
        upper = q.instance(rate_above(), size, positive, nonnegative, margin, reached, high, b=C, **values)
        lower = q.instance(
            rate_below(),
            size,
            start,
            far,
            positive,
            nonnegative,
            slack,
            low,
            q.fact(along[2].formula),
            known[1],
            b=B,
            u_0=-x0,
            d=beta - alpha,
            **values,
        )
        return q.given(q.goal, lower, upper)

    return p.each_step(p.goal, show, facts=[*facts, *along])


GAP_PACE = PAPER.repair(
    "gap-pace",
    repairs=THEOREM_1_3,
    label="Pace of the gap",
    printed=r"e^{2\alpha(c + 2|x_t|)} \ge \frac{4\alpha^2\varepsilon h t}{\ln(\beta/\alpha)}, \quad\text{so}\quad "
    r"|x_t| \ge \frac1{4\alpha}\ln\frac{4\alpha^2\varepsilon h t}{\ln(\beta/\alpha)} - \frac c2",
    reading="With `sharp-rate`: the relative error of the rate is at most max(K, c)/|x_t|, of order 1/ln t, from an "
    "explicit t on.",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[le(2 * alpha**2 * STEP * t, exp(2 * alpha * (C - X)) * exp(-2 * alpha * X))],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE, GAP_STAYS_BELOW, GAP_FROM_BELOW, EXP_TANGENT],
)


@proves(GAP_PACE, "the lower potential, and e^v ≥ 1 + v at v = 2α(c + u)")
def gap_pace(p):
    along = [p.instance(lemma()) for lemma in (gap_stays_below, gap_from_below)]

    def show(q: Proof) -> Line:
        grown = q.instance(exp_tangent(), v=2 * alpha * (C - X))
        powers = exp(-2 * alpha * x0)
        known = [q.fact(lt(0, f)) for f in (SPREAD, beta - alpha, STEP)]
        margin = q.instance(quotient_positive(), known[1], u=(1 + 1 / (2 * alpha)) / 2, s=beta - alpha, goal=lt(0, C))
        return q.linear(
            q.goal,
            (grown, exp(-2 * alpha * X)),
            (q.fact(along[1].formula), 2 * alpha),
            (margin, 2 * alpha * powers),
            (le(x0, -1), 2 * alpha * powers),
            (le(0, 1), 2 * alpha * powers + exp(-2 * alpha * X)),
            using=known,
        )

    return p.each_step(p.goal, show, facts=[*parameter_facts(p), *along])


ARRIVAL = exp(2 * alpha * (C + 2 * bound)) / (2 * alpha**2 * STEP)  # from this step on |x_t| ≥ B

GAP_REACHES = PAPER.statement(
    "gap-reaches-every-level",
    kind="lemma",
    label="The gap reaches every level",
    origin="derived",
    where="derived for this report",
    printed=r"t \ge \frac{\ln(\beta/\alpha)}{4\alpha^2\varepsilon h}e^{2\alpha(c+2B)} \Rightarrow |x_t| \ge B",
    over=ANY_SHARE,
    given=[ORDER, le(ARRIVAL, t)],
    evolves=RECURSION,
    concludes=[le(bound, -X)],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE, GAP_PACE, EXP_SUM, EXP_REFLECTS_ORDER],
    derivation=False,
)


@proves(GAP_REACHES, "gap-pace, and the exponential reflects the order")
def gap_reaches(p):
    def show(q: Proof) -> Line:
        known = [q.fact(lt(0, f)) for f in (SPREAD, beta - alpha, STEP)]
        level, here = 2 * alpha * (C + 2 * bound), 2 * alpha * (C - X) - 2 * alpha * X
        joined = q.instance(exp_sum(), *known, y=2 * alpha * (C - X), r=-2 * alpha * X)
        powers = q.linear(
            le(exp(level), exp(here)),
            GAP_PACE.concludes[0],
            joined,
            (le(ARRIVAL, t), 2 * alpha**2 * STEP),
            using=[*known, q.linear(lt(0, 2 * alpha**2 * STEP), (lt(0, STEP), 2 * alpha**2), using=known)],
        )
        order = q.instance(exp_reflects_order(), powers, *known, x=level, y=here)
        return q.linear(q.goal, (order, 1 / (4 * alpha)), using=known)

    return p.each_step(p.goal, show, facts=[*parameter_facts(p), p.instance(gap_pace())])


MOST_LOSS = TOTAL_LOSS + C  # K + c
SETTLED = ARRIVAL.subs(bound, MOST_LOSS / delta)

RATE_LIMIT = PAPER.repair(
    "rate-limit",
    repairs=THEOREM_1_3,
    label="Limit of the rescaled error",
    printed=r"4\alpha^2\varepsilon h t\,\mathbb E_{\min}[1-p_y] \to 1, \qquad \kappa_{\min} = \frac{1}{4\alpha^2h}",
    reading="For every h > 0, every start x₀ ≤ −1 and every share: for every δ > 0 the rescaled error is within δ of 1 "
    "from the step on at which |x_t| ≥ (K + c)/δ, which `gap-pace` makes explicit.",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=[tends(RESCALED, t, to=1, within=delta, from_=SETTLED)],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE, GAP_STAYS_BELOW, GAP_PACE, SHARP_RATE, EXP_SUM, EXP_MONOTONE_STRICTLY],
)


@proves(RATE_LIMIT, "the bounds of `sharp-rate` where |x_t| ≥ (K + c)/δ, and `gap-pace` where not")
def rate_limit(p):
    (goal,) = RATE_LIMIT.concludes
    level = MOST_LOSS / delta

    def far(q: Proof) -> Line:
        known = constants_positive(q)
        size = q.linear(lt(0, -X), le(X, -1), (lt(0, 1), 1))
        low, high = SHARP_RATE.concludes
        most = q.linear(le(MOST_LOSS, delta * -X), (le(level, -X), delta), using=known)
        part = q.instance(quotient_positive(), q.fact(lt(0, beta - alpha)), u=Rational(1, 2), s=beta - alpha)
        rest = q.linear(lt(0, TOTAL_LOSS), lt(0, B), le(x0, -1), (lt(0, 1), 1 + 1 / alpha), part, using=known)
        room = q.linear(le(TOTAL_LOSS / -X, delta), (most, 1 / -X), (lt(0, C), 1 / -X), using=[size, *known])
        more = q.linear(le(C / -X, delta), (most, 1 / -X), (rest, 1 / -X), using=[size, *known])
        least = q.linear(le(-delta, RESCALED - 1), low, room, using=[size, *known])
        most = q.linear(le(RESCALED - 1, delta), high, more, using=[size, *known])
        return q.either(goal, within(q, RESCALED - 1, delta, least, most))

    def near(q: Proof) -> Line:
        return q.either(goal, early(q, level))

    def show(q: Proof) -> Line:
        constants_positive(q)
        return q.cases(q.goal, level, -X, far, near)

    along = [p.instance(lemma()) for lemma in (gap_stays_below, sharp_rate, gap_pace)]
    return p.each_step(p.goal, show, facts=[*parameter_facts(p), *along])


def early(p: Proof, level: Expr) -> Line:
    """t < ARRIVAL at a step with |x_t| < level, where `gap-pace` is known."""
    known = [p.fact(lt(0, f)) for f in (SPREAD, beta - alpha, STEP)]
    above, here = 2 * alpha * (C + 2 * level), 2 * alpha * (C - X) - 2 * alpha * X
    joined = p.instance(exp_sum(), *known, y=2 * alpha * (C - X), r=-2 * alpha * X)
    order = p.linear(lt(here, above), (lt(-X, level), 4 * alpha), using=known)
    powers = p.instance(exp_monotone_strictly(), order, *known, x=here, y=above)
    unit = p.instance(
        quotient_positive(),
        p.linear(lt(0, 2 * alpha**2 * STEP), (lt(0, STEP), 2 * alpha**2), using=known),
        u=1,
        s=2 * alpha**2 * STEP,
    )
    return p.linear(
        lt(t, ARRIVAL.subs(bound, level)),
        (GAP_PACE.concludes[0], 1 / (2 * alpha**2 * STEP)),
        (joined, 1 / (2 * alpha**2 * STEP)),
        (powers, 1 / (2 * alpha**2 * STEP)),
        using=[*known, unit],
    )


MAJORITY = {epsilon: 1 - epsilon}

SHARP_RATE_MAJORITY = PAPER.repair(
    "sharp-rate-majority",
    repairs=THEOREM_1_3,
    label="Sharp rate of the majority",
    printed=r"1 - \frac{K}{|y_t|} \le 4\alpha^2(1-\varepsilon)h t\,\mathbb E_{\mathrm{maj}}[1-p_y] \le 1 + "
    r"\frac{c}{|y_t|}, \quad y_t = \theta_1^t+\theta_2^t, \qquad \kappa_{\mathrm{maj}} = \frac{1}{4\alpha^2h}",
    reading="Eq. (10): the same with 1 − ε for ε, where x stands for θ₁ + θ₂. It needs two assumptions more than "
    "Assumption 1.2 makes: θ₃⁰ + θ₄⁰ = −(θ₁⁰ + θ₂⁰), so that Lemma 2.1 (ii) holds, and θ₁⁰ + θ₂⁰ ≤ −1.",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=descent(gap, x0, 1 - epsilon),
    concludes=[
        ("at least", le((1 - TOTAL_LOSS / (-X)).subs(MAJORITY), RESCALED.subs(MAJORITY))),
        ("at most", le(RESCALED.subs(MAJORITY), 1 + C / (-X))),
    ],
    uses=[SHARP_RATE],
)


@proves(SHARP_RATE_MAJORITY, "`sharp-rate` with the share 1 − ε")
def sharp_rate_majority(p):
    return p.instance(sharp_rate(), epsilon=1 - epsilon, goal=p.goal)
