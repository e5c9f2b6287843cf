"""The repair of Theorem 1.3: for every step size and every start below −1, 4α²εht·E[1 − p_y] → 1.

The two potentials of `gap_orbit` say how e^(2αu)·u compares with αat, Lemma D.1 how I(x) compares with e^(−2αu)/(2αu);
their product is the rate, with an error of order 1/u that falls like 1/ln t.
"""

from sympy import exp

from checks.methods import Proof, proves
from checks.methods.argue import Line
from checks.paper import le, lt, real
from proofs.foundations.elementary import NONNEGATIVE, exp_monotone, exp_tangent
from proofs.spurious_correlation.appendix_d import misfit_above, misfit_below, misfit_positive
from proofs.spurious_correlation.drift import quotient_positive
from proofs.spurious_correlation.gap_orbit import (
    ANY_SHARE,
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
from proofs.spurious_correlation.notation import (
    ORDER,
    RECURSION,
    SPREAD,
    STEP,
    alpha,
    beta,
    d,
    epsilon,
    error,
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
    where="derived for this report",
    printed=r"m \le (u+c)e^{2\alpha u},\ i \le \tfrac{e^{-2\alpha u}}{2\alpha u} \Rightarrow 2\alpha m i \le 1 "
    r"+ \tfrac cu",
    over={alpha: POSITIVE, i: NONNEGATIVE, m: NONNEGATIVE, b: POSITIVE},
    given=[le(m, (u + b) * E), le(i, A / (2 * alpha * u))],
    concludes=le(2 * alpha * m * i, 1 + b / u),
    derivation=False,
)


@proves(RATE_ABOVE, "product of the two")
def rate_above(p):
    return p.linear(p.goal, (le(m, (u + b) * E), 2 * alpha * i), (le(i, A / (2 * alpha * u)), 2 * alpha * (u + b) * E))


RATE_BELOW = PAPER.statement(
    "rate-below",
    kind="lemma",
    where="derived for this report",
    printed=r"(u-b)e^{2\alpha u} \le (u_0-b)e^{2\alpha u_0} + m \Rightarrow "
    r"1 - \tfrac1u\bigl(u_0 + b + \tfrac1\alpha + \tfrac1{2d}\bigr) \le 2\alpha m i",
    words="For u ≥ u₀ and i at least the lower bound of Lemma D.1.",
    over={alpha: POSITIVE, i: NONNEGATIVE, m: NONNEGATIVE, b: POSITIVE},
    given=[le((u - b) * E, (u0 - b) * E0 + m), le(LEAST, i), le(u0, u)],
    concludes=le(1 - LOSS / u, 2 * alpha * m * i),
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
    printed=r"1 - \frac{K}{|x_t|} \le 4\alpha^2\varepsilon h t\,\mathbb E_{\min}[1-p_y] \le 1 + \frac{c}{|x_t|}, \quad "
    r"K = |x_0| + \tfrac{3}{2\alpha} + \tfrac{\varepsilon h(1+2\alpha)}{\ln(\beta/\alpha)\,e^{2\alpha}} "
    r"+ \tfrac1{2(\beta-\alpha)},\quad c = \tfrac{1+1/(2\alpha)}{2(\beta-\alpha)}",
    words=(
        "For every h > 0, every start x₀ ≤ −1, every t and every share ε ∈ (0, 1): the rate of the theorem holds with "
        "κ = 1/(4α²h) for both groups (1 − ε and θ₁ + θ₂ for the majority), and with `gap-pace` the relative error is "
        "of order 1/ln t. No bound on h and no horizon is needed."
    ),
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=le(1 - TOTAL_LOSS / (-X), RESCALED) & le(RESCALED, 1 + C / (-X)),
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
    printed=r"e^{2\alpha(c + 2|x_t|)} \ge \frac{4\alpha^2\varepsilon h t}{\ln(\beta/\alpha)}, \quad\text{so}\quad "
    r"|x_t| \ge \frac1{4\alpha}\ln\frac{4\alpha^2\varepsilon h t}{\ln(\beta/\alpha)} - \frac c2",
    words="With `sharp-rate`: the relative error of the rate is at most max(K, c)/|x_t|, of order 1/ln t, from an "
    "explicit t on.",
    over=ANY_SHARE,
    given=[ORDER],
    evolves=RECURSION,
    concludes=le(2 * alpha**2 * STEP * t, exp(2 * alpha * (C - X)) * exp(-2 * alpha * X)),
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
