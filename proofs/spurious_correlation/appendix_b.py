"""Appendix B: the solution v of (19), between explicit bounds that hold for every z > 0.

With Θ = −2αv and κ = 4α²ε/ln(β/α) the two potentials of (19) say Θe^Θ ≥ κz and (Θ − 1)e^Θ ≤ κz + (Θ₀ − 1)e^(Θ₀).
Hence e = Θ + ln Θ − ln(κz) lies between 0 and something that tends to 0: the O(1) of (25) has the limit −ln(κ)/(2α).

From some explicit z on e ≤ 2, and with N = ln z and |ln κ| ≤ m this gives N/3 ≤ Θ ≤ 2N and |Θ − N + ln N| ≤ m + 4.
"""

from sympy import Abs, Derivative, Expr, Integer, Interval, Mul, Or, Rational, Reals, exp, log, oo, sqrt

from checks.methods import Proof, identity, proves, witness
from checks.methods.argue import Line
from checks.outcome import Argument, Evidence, Verdict
from checks.paper import Claim, eq, eventually, le, lt, real, tends
from proofs.foundations.elementary import (
    EXP_BELOW_LOG,
    EXP_TANGENT,
    LOG_BELOW_EXP,
    LOG_MONOTONE,
    LOG_TANGENT,
    exp_below_log,
    exp_tangent,
    log_below_exp,
    log_monotone,
    log_tangent,
)
from proofs.spurious_correlation.drift import QUOTIENT_POSITIVE, SPREAD_POSITIVE, quotient_positive, spread_positive
from proofs.spurious_correlation.flows import ALONG_V, along_v
from proofs.spurious_correlation.limits import within
from proofs.spurious_correlation.notation import (
    ORDER,
    SPREAD,
    alpha,
    beta,
    delta,
    epsilon,
    flow_v,
    psi,
    r,
    softplus,
    x,
    x0,
)
from proofs.spurious_correlation.paper import BEFORE_ZERO, BELOW, FROM_ONE, PAPER, POSITIVE

size, place, m = real("z y m")  # y: a value of v
value = flow_v(size)
KAPPA = 4 * alpha**2 * epsilon / SPREAD
GROWN = KAPPA * size
THETA, THETA_0 = -2 * alpha * value, -2 * alpha * x0
BEGUN = (THETA_0 - 1) * exp(THETA_0)
ON_V = [le(GROWN, THETA * exp(THETA)), le((THETA - 1) * exp(THETA), GROWN + BEGUN)]
OVER = {
    size: Interval.open(1, oo),
    m: Interval(0, oo),
    alpha: FROM_ONE,
    epsilon: Interval.open(0, 1),
}
BOUND_ON_KAPPA = [le(-m, log(KAPPA)), le(log(KAPPA), m)]
N = log(size)
SETTLED = exp(4 + 2 * m) + BEGUN / KAPPA  # from here on 4 + 2m ≤ ln z and (Θ₀ − 1)e^(Θ₀) ≤ κz

g, begun, theta, n, lam, excess = real("g k theta n lambda q")

INVERSION = PAPER.statement(
    "inversion",
    kind="lemma",
    origin="derived",
    where="Appendix B, derived for this report",
    printed=r"g \le \theta e^\theta,\ (\theta-1)e^\theta \le g + k \Rightarrow "
    r"0 \le \theta + \ln\theta - \ln g \le \tfrac kg + \tfrac1{\theta-1}",
    over={g: POSITIVE, begun: Interval(0, oo), theta: Interval.open(1, oo)},
    given=[le(g, theta * exp(theta)), le((theta - 1) * exp(theta), g + begun)],
    concludes=[
        ("at least", le(log(g), theta + log(theta))),
        ("at most", le(theta + log(theta) - log(g), begun / g + 1 / (theta - 1))),
    ],
    uses=[LOG_BELOW_EXP, EXP_BELOW_LOG, LOG_TANGENT],
    derivation=False,
)


@proves(INVERSION, "logarithms of both; ln(1 + k/g) ≤ k/g and ln θ − ln(θ − 1) ≤ 1/(θ − 1)")
def inversion(p):
    low = p.instance(log_below_exp(), INVERSION.given[0], w=g, x=theta + log(theta))
    high = p.instance(exp_below_log(), INVERSION.given[1], x=theta + log(theta - 1), w=g + begun)
    more = p.instance(log_tangent(), x=(g + begun) / g)
    ratio = p.instance(log_tangent(), x=theta / (theta - 1))
    top = p.linear(
        p.goals[1],
        high,
        more,
        (p.axiom("log-quotient", g + begun, g), -1),
        ratio,
        (p.axiom("log-quotient", theta, theta - 1), -1),
    )
    return p.given(p.goal, low, top)


INVERTED = PAPER.statement(
    "inversion-in-logarithms",
    kind="lemma",
    label="Inversion in logarithms",
    origin="derived",
    where="Appendix B, derived for this report",
    printed=r"\theta + \ln\theta = n + \lambda + q,\ 0 \le q \le 2,\ |\lambda| \le m,\ n \ge 4 + 2m \Rightarrow "
    r"\tfrac n3 \le \theta \le 2n,\ |\theta - n + \ln n| \le m + 4",
    over={theta: Interval(2, oo), n: Interval(4, oo), lam: Reals, excess: Interval(0, 2), m: OVER[m]},
    given=[eq(theta + log(theta), n + lam + excess), le(-m, lam), le(lam, m), le(4 + 2 * m, n)],
    concludes=[
        ("θ from below", le(n / 3, theta)),
        ("θ from above", le(theta, 2 * n)),
        ("at most", le(theta - n + log(n), m + 4)),
        ("at least", le(-(m + 4), theta - n + log(n))),
    ],
    uses=[LOG_TANGENT, LOG_MONOTONE],
    derivation=False,
)


@proves(INVERTED, "ln θ ≤ θ/2, then ln of n ≤ 3θ and of θ ≤ 2n")
def inverted_in_logarithms(p):
    whole = INVERTED.given[0]
    half = p.instance(log_tangent(), x=theta / 2)
    apart = p.axiom("log-quotient", theta, 2)
    unit = p.enclose(lt(log(Integer(2)), 1))
    small = p.linear(le(log(theta), theta / 2), half, (apart, -1), unit)
    low = p.linear(
        p.goals[0],
        (whole, -Rational(2, 3)),
        (small, Rational(2, 3)),
        (le(-m, lam), Rational(2, 3)),
        (le(0, excess), Rational(2, 3)),
        (le(4 + 2 * m, n), Rational(1, 3)),
        (le(0, 1), Rational(4, 3)),
    )
    positive = p.enclose(le(0, log(theta)))
    high = p.linear(
        p.goals[1],
        (whole, 1),
        (positive, 1),
        (le(lam, m), 1),
        (le(excess, 2), 1),
        (le(4 + 2 * m, n), Rational(1, 2)),
        (le(0, n), Rational(1, 2)),
    )
    three = p.linear(le(n, 3 * theta), (low, 3))
    first = p.instance(log_monotone(), three, x=n, y=3 * theta)
    second = p.instance(log_monotone(), high, x=theta, y=2 * n)
    most = p.linear(
        p.goals[2],
        (whole, 1),
        first,
        p.axiom("log-product", 3, theta),
        (le(lam, m), 1),
        (le(excess, 2), 1),
        p.enclose(le(log(Integer(3)), 2)),
    )
    least = p.linear(
        p.goals[3],
        (whole, -1),
        second,
        p.axiom("log-product", 2, n),
        (le(-m, lam), 1),
        (le(0, excess), 1),
        p.enclose(le(log(Integer(2)), 4)),
    )
    return p.both(low, high, most, least)


ROOT = eq(n, r**2)  # r = √n

CLOSE_RATIO = PAPER.statement(
    "ratio-to-logarithm",
    kind="lemma",
    label="Ratio to the logarithm",
    origin="derived",
    where="Appendix B, derived for this report",
    printed=r"|\theta - n + \ln n| \le m + 4,\ n \ge \max\bigl(4, (m+6)^2/\delta^2\bigr) \Rightarrow "
    r"|\theta/n - 1| \le \delta",
    over={theta: Interval(2, oo), n: Interval(4, oo), r: POSITIVE, m: OVER[m]},
    given=[
        le(theta - n + log(n), m + 4),
        le(-(m + 4), theta - n + log(n)),
        le(((m + 6) / delta) ** 2, n),
        ROOT,
    ],
    concludes=[("at least", le(-delta, theta / n - 1)), ("at most", le(theta / n - 1, delta))],
    uses=[LOG_TANGENT],
    derivation=False,
)


@proves(CLOSE_RATIO, "|θ − n| ≤ m + 4 + ln n ≤ (m + 6)√n ≤ δn, as ln n ≤ 2√n − 2")
def close_to_logarithm(p):
    most, least, square = CLOSE_RATIO.given[:3]
    part = (m + 6) / delta
    tangent = p.instance(log_tangent(), x=r)
    other = p.instance(log_tangent(), x=n / r)
    quotient = p.axiom("log-quotient", n, r)
    large = p.linear(le(1, r), (le(4, n), 1 / (r + 1)), (ROOT, 1 / (r + 1)), (le(0, 3), 1 / (r + 1)))
    positive = p.enclose(le(0, log(n)))
    far = p.linear(le(part, r), (square, 1 / (r + part)), (ROOT, 1 / (r + part)))
    room = p.linear(
        le(m + 4 + log(n), delta * n),
        (far, delta * r),
        tangent,
        other,
        (quotient, -1),
        (ROOT, 1 / r - delta),
        (large, m + 4),
        (le(0, 1), 2),
    )
    low = p.linear(p.goals[0], (least, 1 / n), (room, 1 / n))
    return p.both(low, p.linear(p.goals[1], (most, 1 / n), (room, 1 / n), (positive, 2 / n)))


def known_at(p: Proof) -> list[Line]:
    """ln(β/α), κ, κz > 0; Θ ≥ 2; (Θ₀ − 1)e^(Θ₀) ≥ 0."""
    spread = p.instance(spread_positive(), ORDER)
    low, high, least = (p.instance(along_v(), ORDER, part=i, tau=size) for i in range(3))
    p.linear(le(value, -1), low, le(x0, -1))
    p.linear(
        ON_V[0],
        (least, 2 * alpha),
        (lt(0, exp(THETA_0)), THETA_0),
        using=[spread, p.linear(le(0, THETA_0), (le(x0, -1), 2 * alpha), (lt(0, 1), 2 * alpha))],
    )
    p.linear(ON_V[1], (high, 2 * alpha), using=[spread])
    scale = p.instance(quotient_positive(), spread, u=4 * alpha**2 * epsilon, s=SPREAD, goal=lt(0, KAPPA))
    grown = p.linear(lt(0, GROWN), (scale, size), using=[spread])
    far = p.linear(le(2, THETA), (le(value, -1), 2 * alpha), (le(1, alpha), 2))
    start = p.linear(le(1, THETA_0), (le(x0, -1), 2 * alpha), (le(1, alpha), 2), (le(0, 1), 1))
    return [spread, scale, grown, far, p.linear(le(0, BEGUN), (start, exp(THETA_0)))]


EXCESS = THETA + log(THETA) - log(KAPPA) - N


def excess_bounds(p: Proof) -> tuple[list[Line], Line, Line]:
    """What is known, and 0 ≤ EXCESS ≤ (Θ₀ − 1)e^(Θ₀)/(κz) + 1/(Θ − 1): the lemma `inversion` at Θ."""
    known = known_at(p)
    grown, far = known[2:4]
    inside = p.linear(lt(1, THETA), far, (lt(0, 1), 1))
    rest = p.linear(lt(0, THETA - 1), inside)
    unit = p.instance(quotient_positive(), grown, *known, u=1, s=GROWN)
    one = p.instance(quotient_positive(), rest, u=1, s=THETA - 1)
    known = [*known, inside, rest, unit, one]
    values = {"g": GROWN, "k": BEGUN, "theta": THETA}
    low, high = (p.instance(inversion(), *known, *ON_V, part=i, **values) for i in (0, 1))
    product = p.axiom("log-product", KAPPA, size, *known)
    least = p.linear(le(0, EXCESS), low, (product, -1), using=known)
    return known, least, p.linear(le(EXCESS, BEGUN / GROWN + 1 / (THETA - 1)), high, product, using=known)


def settled(p: Proof, start: Expr, *powers: Expr, more: Expr | None = None) -> tuple[list[Line], list[Line]]:
    """From start ≤ z, where start is SETTLED and further exponentials e^u (and a multiple `more` of (Θ₀ − 1)e^(Θ₀)):
    the four bounds of `inversion-in-logarithms` for Θ, 4 ≤ ln z, and u ≤ ln z for each of these."""
    known, least, fine = excess_bounds(p)
    spread, begun_, far = known[0], known[4], known[3]
    inverse = p.linear(le(0, 1 / KAPPA), (spread, 1 / (4 * alpha**2 * epsilon)), using=[spread])
    parts = [p.linear(le(0, BEGUN / KAPPA), (begun_, 1 / KAPPA), using=[spread, inverse])]
    parts += [p.fact(lt(0, exp(u))) for u in (4 + 2 * m, *powers)]
    if more is not None:
        parts.append(p.linear(le(0, more), (parts[0], more * KAPPA / BEGUN), using=[spread]))
    later = le(start, size)

    def reached(u: Expr) -> Line:
        rest = [part for part in parts if part.formula != p.formula(lt(0, exp(u)))]
        power = p.linear(le(exp(u), size), later, *rest, using=[spread])
        return p.instance(exp_below_log(), power, x=u, w=size)

    enough = p.linear(le(BEGUN, GROWN), (later, KAPPA), *((part, KAPPA) for part in parts[1:]), using=known)
    long = reached(4 + 2 * m)
    most = p.linear(le(EXCESS, 2), fine, (enough, 1 / GROWN), (far, 1 / (THETA - 1)), using=known)
    whole = p.identity(eq(THETA + log(THETA), N + log(KAPPA) + EXCESS), *known)
    from_four = p.linear(le(4, N), long, (le(0, m), 2))
    facts = [whole, from_four, long, least, most, *known, *BOUND_ON_KAPPA]
    terms = {"theta": THETA, "n": N, "lambda": log(KAPPA), "q": EXCESS}
    bounds = [p.instance(inverted_in_logarithms(), *facts, part=i, **terms) for i in range(4)]
    return [*bounds, from_four], [reached(u) for u in powers]


APART = ((m + 6) / delta) ** 2
FAR = SETTLED + exp(APART)


def ratio_to_logarithm(p: Proof, close: Expr, known: tuple[list[Line], list[Line]]) -> tuple[Line, Line]:
    """−close ≤ Θ/N − 1 ≤ close, from what `settled` gives for ((m + 6)/close)² and further numbers."""
    (_, _, most, least, from_four), (square, *_) = known
    far = known_at(p)[3]
    facts = [most, least, from_four, square, far, p.identity(eq(N, Mul(sqrt(N), sqrt(N), evaluate=False)))]
    terms = {"theta": THETA, "n": N, "delta": close, "r": sqrt(N)}
    low, high = (p.instance(close_to_logarithm(), *facts, part=i, **terms) for i in (0, 1))
    return low, high


PROPOSITION_B_1 = PAPER.proposition(
    "B.1",
    where="Appendix B",
    quote=r"The solution $v$ of the differential equation (19) satisfies $v(z) \sim -\frac{\ln z}{2\alpha}$ as $z \to "
    r"+\infty$ (24). More precisely $v(z) = -\frac{\ln z}{2\alpha} + \frac{\ln\ln z}{2\alpha} + \mathcal O(1)$ as $z "
    r"\to +\infty$ (25).",
    reading="In effective form, for z > 1, α ≥ 1 and any m ≥ |ln κ| with κ = 4α²ε/ln(β/α): in (24) the ratio is within "
    "δ of 1, and in (25) the O(1) at most (m + 4)/(2α), from explicit z on.",
    over=OVER,
    given=[ORDER, *BOUND_ON_KAPPA],
    concludes=[
        ("(24)", tends(THETA / N, size, to=1, within=delta, from_=FAR)),
        (
            "(25)",
            eventually(
                le(Abs(value + N / (2 * alpha) - log(N) / (2 * alpha)), (m + 4) / (2 * alpha)), size, from_=SETTLED
            ),
        ),
    ],
    uses=[
        SPREAD_POSITIVE,
        QUOTIENT_POSITIVE,
        ALONG_V,
        INVERSION,
        INVERTED,
        CLOSE_RATIO,
        EXP_BELOW_LOG,
        EXP_TANGENT,
        LOG_TANGENT,
    ],
    says=r"$v(z) = -\frac{\ln z}{2\alpha} + \frac{\ln\ln z}{2\alpha} + \mathcal O(1)$ as $z \to +\infty$ (25)",
    why="In the inversion the printed exponent −αv should be −2αv (the next line, with Lambert's W, is the one that "
    "follows from −2αv); and v → −∞ is taken from Remark 2.3 (i), which is about the sequence of (14) and its drift Ψ "
    "+ ξ.",
    fix="Print −2αv·e^(−2αv); and argue for v that Ψ < 0 is continuous, so that v decreases and can have no finite "
    "limit.",
    note="That (19) has one and only one solution for all time is shown (lemma `flow-v`).",
)


@PROPOSITION_B_1.conclusion("logarithms of the two potentials, for every z beyond an explicit one")
def inverted(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    first, second = claim.formulas

    def ratio(q: Proof) -> Line:
        low, high = ratio_to_logarithm(q, delta, settled(q, FAR, APART))
        return q.either(first, within(q, THETA / N - 1, delta, low, high))

    def bounded(q: Proof) -> Line:
        (_, _, most, least, _), _ = settled(q, SETTLED)
        distance = value + N / (2 * alpha) - log(N) / (2 * alpha)
        high = (m + 4) / (2 * alpha)
        below = q.linear(le(-high, distance), (most, 1 / (2 * alpha)))
        above = q.linear(le(distance, high), (least, 1 / (2 * alpha)))
        return q.either(second, within(q, distance, high, below, above))

    close = p.cases(second, SETTLED, size, bounded, lambda q: q.either(second, lt(size, SETTLED)))
    ahead = p.cases(first, FAR, size, ratio, lambda q: q.either(first, lt(size, FAR)))
    return p.finding(p.both(ahead, close))


THIRD = ((m + 6) / (delta / 3)) ** 2
MORE = 2 * BEGUN / (KAPPA * delta)
CLOSE = SETTLED + exp(THIRD) + exp(3 + 6 / delta) + MORE

V_LIMIT = PAPER.repair(
    "flow-limit-constant",
    repairs=PROPOSITION_B_1,
    label="Limit constant of the flow",
    printed=r"v(z) = -\frac1{2\alpha}\Bigl[\ln z - \ln\ln z + \ln\frac{4\alpha^2\varepsilon}{\ln(\beta/\alpha)}\Bigr] "
    r"+ o(1)",
    reading="The O(1) of (25) converges, to −ln(κ)/(2α): for every δ > 0 the two sides differ by at most δ from an "
    "explicit z on (with m ≥ |ln κ|).",
    over=OVER,
    given=[ORDER, *BOUND_ON_KAPPA],
    concludes=[tends(value + (N - log(N) + log(KAPPA)) / (2 * alpha), size, to=0, within=delta, from_=CLOSE)],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE, ALONG_V, INVERSION, INVERTED, CLOSE_RATIO, EXP_BELOW_LOG, LOG_TANGENT],
)


@V_LIMIT.conclusion("Θ − ln z + ln ln z − ln κ = e − ln(Θ/ln z), and both terms tend to 0")
def limit_constant(claim: Claim) -> Evidence:
    """With Θ/N within δ/3 of 1 and at least 1/3, ln(Θ/N) lies between −δ and δ/3; and e ≤ δ/2 + δ/2."""
    p = Proof.about(claim)
    (goal,) = claim.formulas

    def near(q: Proof) -> Line:
        found = settled(q, CLOSE, THIRD, 3 + 6 / delta, more=MORE)
        low, high = ratio_to_logarithm(q, delta / 3, found)
        third, later = found[0][0], found[1][1]
        known, least, fine = excess_bounds(q)
        spread, begun_ = known[0], known[4]
        inverse = q.linear(le(0, 1 / KAPPA), (spread, 1 / (4 * alpha**2 * epsilon)), using=[spread])
        parts = [q.linear(le(0, BEGUN / KAPPA), (begun_, 1 / KAPPA), using=[spread, inverse])]
        parts += [q.fact(lt(0, exp(u))) for u in (4 + 2 * m, THIRD, 3 + 6 / delta)]
        mass = q.linear(le(MORE, size), le(CLOSE, size), *parts, using=[spread])
        wide = q.linear(le(2 / delta, THETA - 1), third, (later, Rational(1, 3)))
        small = q.linear(
            le(EXCESS, delta), fine, (mass, delta / (2 * size)), (wide, delta / (2 * (THETA - 1))), using=known
        )
        above, below = (q.instance(log_tangent(), x=f) for f in (THETA / N, N / THETA))
        up = q.linear(le(log(THETA) - log(N), delta / 3), above, (q.axiom("log-quotient", THETA, N), -1), high)
        down = q.linear(
            le(log(N) - log(THETA), delta),
            below,
            (q.axiom("log-quotient", N, THETA), -1),
            (low, N / THETA),
            (third, delta / THETA),
        )
        distance, half = value + (N - log(N) + log(KAPPA)) / (2 * alpha), 1 / (2 * alpha)
        first = q.linear(le(-delta, distance), (small, half), (down, half), (le(1, alpha), delta / alpha), using=known)
        second = q.linear(
            le(distance, delta),
            (least, half),
            (up, half),
            (le(1, alpha), delta / (6 * alpha)),
            (lt(0, delta), Rational(5, 6)),
            using=known,
        )
        return q.either(goal, within(q, distance, delta, first, second))

    return p.finding(p.cases(p.goal, CLOSE, size, near, lambda q: q.either(goal, lt(size, CLOSE))))


POINT = {alpha: 2, beta: 3, epsilon: Rational(1, 4), size: 2200, place: -2, x0: -1, m: 10, delta: 1}
PRIMITIVE = -exp(-2 * alpha * x) / (2 * alpha) * (x + 1 / (2 * alpha))
SOLVED, scale = -place * exp(-2 * alpha * place) / (2 * alpha), real("C")
INVERTIBLE = eq(scale * SOLVED, size)  # −Cve^(−2αv)/(2α) = z


@PROPOSITION_B_1.argument(
    "the primitive of x e^(−2αx)", claims=[eq(Derivative(PRIMITIVE, x), x * exp(-2 * alpha * x))], given=[]
)
def primitive_is_right(claim: Claim) -> Evidence:
    return identity(claim)


EXPONENTIAL, TOP = exp(2 * alpha * x), softplus(alpha, x)


@PROPOSITION_B_1.argument(
    "1/Ψ(x) ~ C x e^(−2αx): the ratio lies between 1 and 1 + e^(2αx), within δ of 1 wherever e^(2αx) ≤ δ",
    claims=[
        le(1, EXPONENTIAL / TOP),
        le(EXPONENTIAL / TOP, 1 + EXPONENTIAL),
        Or(lt(delta, EXPONENTIAL), le(Abs(EXPONENTIAL / TOP - 1), delta)),
    ],
    given=[],
    over={x: BEFORE_ZERO},
)
def reciprocal_of_drift(claim: Claim) -> Evidence:
    """1/Ψ over Cxe^(−2αx) is e^(2αx)/ln(1 + e^(2αx)), and A/(1 + A) ≤ ln(1 + A) ≤ A."""
    p = Proof.about(claim)
    limit = claim.formulas[2]

    def bounds(q: Proof) -> tuple[Line, Line]:
        low = q.linear(le(1, EXPONENTIAL / TOP), (q.instance(log_tangent(), x=1 + EXPONENTIAL), 1 / TOP))
        tangent = q.instance(exp_tangent(), v=-TOP)
        return low, q.linear(le(EXPONENTIAL / TOP, 1 + EXPONENTIAL), (tangent, (1 + EXPONENTIAL) / TOP))

    def near(q: Proof) -> Line:
        low, high = bounds(q)
        least = q.linear(le(-delta, EXPONENTIAL / TOP - 1), low, lt(0, delta))
        most = q.linear(le(EXPONENTIAL / TOP - 1, delta), high, le(EXPONENTIAL, delta))
        return q.either(limit, within(q, EXPONENTIAL / TOP - 1, delta, least, most))

    close = p.cases(limit, EXPONENTIAL, delta, near, lambda q: q.either(limit, lt(delta, EXPONENTIAL)))
    return p.finding(p.both(*bounds(p), close))


@PROPOSITION_B_1.argument(
    "“−2αv e^(−αv) = 4α²z/C” follows from −Cve^(−2αv)/(2α) = z",
    claims=[eq(-2 * alpha * place * exp(-alpha * place), 4 * alpha**2 * size / scale)],
    given=[INVERTIBLE],
    over={scale: POSITIVE, place: BELOW},
    expect=Verdict.REFUTED,
)
def exponent_of_inversion(claim: Claim) -> Evidence:
    """From −Cve^(−2αv)/(2α) = z it follows that −2αv e^(−2αv) = 4α²z/C; with e^(−αv) it fails at every v < 0. The next
    line, with Lambert's W, is the one that follows from the right exponent."""
    at = {**POINT, place: -1, scale: 1}
    return witness(claim, at={**at, size: Proof.about(claim).term(SOLVED.subs(at))})


@PROPOSITION_B_1.argument(
    "with the exponent −2αv the line follows",
    claims=[eq(-2 * alpha * place * exp(-2 * alpha * place), 4 * alpha**2 * size / scale)],
    given=[INVERTIBLE],
    over={scale: POSITIVE, place: BELOW},
)
def exponent_repaired(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.linear(p.goal, (INVERTIBLE, 4 * alpha**2 / scale)))


@PROPOSITION_B_1.argument(
    "“v(z) → −∞ (see Remark 2.3(i))”: what the remark says of (14) carries over to (19), as their drifts agree",
    claims=[eq(psi(x), psi(x) - epsilon / (SPREAD * x) * softplus(beta, x))],
    given=[ORDER],
    over={x: BEFORE_ZERO},
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def remark_is_about_the_sequence(claim: Claim) -> Evidence:
    """Remark 2.3(i) is about (14), whose drift is Ψ + ξ; v has the drift Ψ, and the two differ at every x < 0: there is
    no equality from which the remark would carry over."""
    return witness(claim, at={symbol: {**POINT, x: -1}[symbol] for symbol in claim.symbols})
