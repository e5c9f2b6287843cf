"""Remark 2.5: how far condition (9) reaches, and along which steps h_T it can be kept."""

from functools import cache

from sympy import E, Expr, Integer, Interval, LambertW, Or, Rational, exp, log, oo

from checks.methods import Established, Proof, proves, witness
from checks.methods.argue import Line
from checks.methods.quantities import from_established
from checks.outcome import Evidence, Verdict
from checks.paper import Claim, eq, le, lt, real, unbounded
from proofs.foundations.elementary import EXP_MONOTONE_STRICTLY, LOG_TANGENT, exp_monotone_strictly, log_tangent
from proofs.spurious_correlation.drift import QUOTIENT_POSITIVE, SPREAD_POSITIVE, quotient_positive, spread_positive
from proofs.spurious_correlation.notation import ORDER, T, alpha, beta, bound, epsilon, eta
from proofs.spurious_correlation.paper import PAPER
from proofs.spurious_correlation.setting import LIMIT_ON_STEP

time = real("t")
PRINTED_SCALE = Rational(1, 2) * E**2 / (2 * Rational(1, 10) * 3)  # η·1·e²/(2ε·3) at η = 1/2, ε = 1/10, α = 1, β = e
PRINTED_STEP = Rational(1, 10**4)
STEPS_PER_LOG = 10**4 * PRINTED_SCALE  # (9) at the printed parameters is t ≤ this · ln t
FROM_TWO = Interval(2, oo)


def at_step(steps: Expr) -> Expr:
    """The right side of (9)."""
    return LIMIT_ON_STEP * log(steps) / steps


REMARK_2_5 = PAPER.remark(
    "2.5",
    where="Section 2.3",
    quote=r"The constraint imposed by condition (9) is mild in practice. Using standard parameter values "
    r"$\frac\beta\alpha = e$, $\alpha = 1$, $\varepsilon = 0.1$, $\eta = 0.5$, $h = 10^{-4}$, we find that the "
    r"condition remains valid up to $t \approx 8.4 \times 10^5$. Letting $T$ denote the total training horizon and "
    r"setting $h_T = \eta\frac{\ln T\,\ln(\beta/\alpha)e^{2\alpha}}{2\varepsilon(2\alpha+1)T}$, we obtain: (i) "
    r"condition (9) holds for all $2 \le t \le T$, and (ii) $h_TT = \eta\frac{\ln "
    r"T\,\ln(\beta/\alpha)e^{2\alpha}}{2\varepsilon(2\alpha+1)} \to \infty$ as $T \to +\infty$.",
    reading="“Up to t ≈ 8.4·10⁵”, to two digits: at the printed parameters (9) holds for every real t from 2 to 835 "
    "000, and for none from 845 000 on.",
    over={time: FROM_TWO, T: FROM_TWO},
    given=[ORDER, le(time, T)],
    concludes=[
        ("valid up to 8.4·10⁵", Or(lt(835000, time), le(PRINTED_STEP, PRINTED_SCALE * log(time) / time))),
        ("and not beyond", Or(lt(time, 845000), lt(PRINTED_SCALE * log(time) / time, PRINTED_STEP))),
        ("(i)", le(at_step(T), at_step(time))),
        ("(ii)", unbounded(LIMIT_ON_STEP * log(T), T, above=bound, from_=exp(bound / LIMIT_ON_STEP))),
    ],
    unexamined=["“mild in practice”, “under realistic training regimes”"],
    uses=[SPREAD_POSITIVE, QUOTIENT_POSITIVE, EXP_MONOTONE_STRICTLY],
    says=r"(i) condition (9) holds for all $2 \le t \le T$",
    why="(i) fails at T = 3, t = 2, since ln t/t rises up to t = e: ln 3/3 > ln 2/2; and the example has α = 1, which "
    "Assumption 1.2 (α > 1) excludes.",
    fix="Say “for T = 2 and every T ≥ 4” (or for 3 ≤ t ≤ T), and let Assumption 1.2 read β > α ≥ 1: nothing in the "
    "proofs needs α > 1.",
)


@REMARK_2_5.conclusion(
    "the printed horizon, to two digits: (9) holds up to 835 000 and not from 845 000 on",
    claims=["valid up to 8.4·10⁵", "and not beyond"],
)
def valid_up_to(claim: Claim) -> Evidence:
    """(9) reads t ≤ 10⁴·(5e²/6)·ln t there; the difference of the two sides is concave."""
    p = Proof.about(claim)
    before, after = claim.formulas
    share = PRINTED_SCALE * log(time) / time

    def inside(q: Proof) -> Line:
        holds = q.instance(condition_holds(), t=time)
        return q.either(before, q.linear(le(PRINTED_STEP, share), (holds, 1 / (10**4 * time))))

    def outside(q: Proof) -> Line:
        fails = q.instance(condition_fails(), t=time)
        return q.either(after, q.linear(lt(share, PRINTED_STEP), (fails, 1 / (10**4 * time))))

    holds = p.cases(before, time, 835000, inside, lambda q: q.either(before, q.fact(lt(835000, time))))
    ends = p.cases(after, 845000, time, outside, lambda q: q.either(after, q.fact(lt(time, 845000))))
    return p.finding(p.both(holds, ends))


@cache
def condition_holds() -> Established:
    """t ≤ (10⁴·5e²/6)·ln t for 2 ≤ t ≤ 835 000."""
    p = Proof({time: Interval(2, 835000)})
    goal = le(time, STEPS_PER_LOG * log(time))
    late = lambda q: q.by_derivatives(q.goal, time, "hi")  # noqa: E731
    return p.established(p.cases(goal, time, 700000, lambda q: q.enclose(q.goal), late))


@cache
def condition_fails() -> Established:
    """(10⁴·5e²/6)·ln t < t for t ≥ 845 000."""
    p = Proof({time: Interval(845000, oo)})
    return p.established(p.by_derivatives(lt(STEPS_PER_LOG * log(time), time), time, "lo"))


PLACE = {alpha: 2, beta: 3, epsilon: Rational(1, 10), eta: Rational(1, 2), bound: 0}


@REMARK_2_5.conclusion("(i)", claims=["(i)"], expect=Verdict.REFUTED)
def fails_at_three(claim: Claim) -> Evidence:
    """T = 3, t = 2: ln t/t rises up to t = e and falls from there, and 2 lies on the other side of e."""
    return witness(claim, at={**PLACE, time: 2, T: 3})


@REMARK_2_5.conclusion("(ii) h_T·T is a positive constant times ln T, and so unbounded", claims=["(ii)"])
def product_grows(claim: Claim) -> Evidence:
    """h_T·T = Q ln T ≥ B from T = e^(B/Q) on: where Q ln T < B, there ln T < B/Q and T < e^(B/Q)."""
    p = Proof.about(claim)
    (goal,) = claim.formulas
    factor = eta * exp(2 * alpha) / (2 * epsilon * (2 * alpha + 1))

    def scale(q: Proof) -> list[Line]:
        spread = q.instance(spread_positive(), ORDER)
        return [spread, q.linear(lt(0, LIMIT_ON_STEP), (spread, factor))]

    def large(q: Proof) -> Line:
        return q.either(goal, q.fact(le(bound, LIMIT_ON_STEP * log(T))))

    def small(q: Proof) -> Line:
        known = scale(q)
        inverse = q.instance(quotient_positive(), known[1], u=1, s=LIMIT_ON_STEP)
        order = q.linear(
            lt(log(T), bound / LIMIT_ON_STEP),
            (lt(LIMIT_ON_STEP * log(T), bound), 1 / LIMIT_ON_STEP),
            using=[inverse, *known],
        )
        powers = q.instance(exp_monotone_strictly(), order, *known, x=log(T), y=bound / LIMIT_ON_STEP)
        line = q.linear(lt(T, exp(bound / LIMIT_ON_STEP)), powers, q.axiom("exp-log", T), using=known)
        return q.either(goal, line)

    return p.finding(p.cases(p.goal, bound, LIMIT_ON_STEP * log(T), large, small))


LOG_RATIO = PAPER.statement(
    "log-ratio-falls",
    label="ln t over t falls",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"3 \le t \le T \Rightarrow \ln T/T \le \ln t/t",
    over={time: Interval(3, oo), T: Interval(3, oo)},
    given=[le(time, T)],
    concludes=[le(log(T) / T, log(time) / time)],
    uses=[LOG_TANGENT],
    derivation=False,
)


@proves(LOG_RATIO, "ln(T/t) ≤ T/t − 1 and ln t ≥ 1 for t ≥ 3")
def log_ratio_falls(p):
    """T ln t − t ln T = (T − t)(ln t − 1) + t[T/t − 1 − ln(T/t)]."""
    tangent = p.instance(log_tangent(), x=T / time)
    quotient = p.axiom("log-quotient", T, time)
    room = p.linear(le(0, T - time), le(time, T))
    unit = p.enclose(le(1, log(time)))
    weight = p.linear(le(0, (T - time) / (T * time)), (room, 1 / (T * time)))
    return p.linear(p.goal, (unit, (T - time) / (T * time)), (tangent, 1 / T), (quotient, -1 / T), using=[weight])


CHORD_NEAR = PAPER.statement(
    "log-chord-near",
    label="Chord of the logarithm up to 14/5",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"2 \le t \le \tfrac{14}5 \Rightarrow \tfrac t2\ln 2 \le \ln t",
    over={time: Interval(2, Rational(14, 5))},
    concludes=[le(time * log(Integer(2)) / 2, log(time))],
    derivation=False,
)


@proves(CHORD_NEAR, "value and slope at 2")
def chord_near(p):
    return p.by_derivatives(p.goal, time, "lo")


CHORD = PAPER.statement(
    "log-chord",
    label="Chord of the logarithm",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"2 \le t \le 3 \Rightarrow \tfrac t2\ln 2 \le \ln t",
    over={time: Interval(2, 3)},
    concludes=[le(time * log(Integer(2)) / 2, log(time))],
    uses=[CHORD_NEAR],
    derivation=False,
)


@proves(CHORD, "equality at 2, and the slope 1/t − (ln 2)/2 only falls below 0 beyond 2/ln 2")
def chord(p):
    """On [2, 14/5] the slope is positive; on [14/5, 3] an enclosure decides."""
    near = lambda q: q.instance(chord_near(), q.fact(le(time, Rational(14, 5))))  # noqa: E731
    return p.cases(p.goal, time, Rational(14, 5), near, lambda q: q.enclose(q.goal))


HORIZON_FROM_FOUR = PAPER.repair(
    "horizon-from-four",
    repairs=REMARK_2_5,
    label="The horizon from four on",
    printed=r"T \ge 4,\ 2 \le t \le T \Rightarrow \frac{\ln T}{T} \le \frac{\ln t}{t}",
    reading="(i) holds for T = 2 and every T ≥ 4 (for whole numbers: for every T except 3); all other factors of (9) "
    "are common to both sides.",
    over={time: FROM_TWO, T: Interval(4, oo)},
    given=[le(time, T)],
    concludes=[le(log(T) / T, log(time) / time)],
    uses=[LOG_RATIO, CHORD],
)


@HORIZON_FROM_FOUR.conclusion("t ≥ 3 by monotony; t in [2, 3] by ln t/t ≥ ln 2/2 = ln 4/4")
def from_four_on(claim: Claim) -> Evidence:
    p = Proof.about(claim)

    def near(q: Proof) -> Line:
        far = q.instance(log_ratio_falls(), le(4, T), t=4)
        square = q.axiom("log-product", 2, 2)
        least = q.instance(chord(), q.fact(le(time, 3)))
        return q.linear(q.goal, far, (square, Rational(1, 4)), (least, 1 / time))

    def far(q: Proof) -> Line:
        return q.instance(log_ratio_falls(), le(time, T), q.linear(le(3, time), lt(3, time)))

    return p.finding(p.cases(p.goal, time, 3, near, far))


@REMARK_2_5.argument(
    "the parameter values of the example meet Assumption 1.2: α = 1 > 1",
    claims=[lt(1, alpha)],
    given=[eq(alpha, 1)],
    expect=Verdict.REFUTED,
)
def margin_of_the_example(claim: Claim) -> Evidence:
    return witness(claim, at={**PLACE, alpha: 1, time: 2, T: 2})


def _reach() -> tuple[str, str]:
    """The larger solution of ln t = t/(10⁴·scale), by Lambert's other branch in SymPy; only a candidate."""
    digits = str(exp(-LambertW(-1 / STEPS_PER_LOG, -1)).evalf(40))
    whole, _, part = digits.partition(".")
    return f"{whole}.{part[:18]}", f"{whole}.{int(part[:18]) + 1:018d}"


@REMARK_2_5.sharpness("the largest t with (9) at the printed parameters, printed as 8.4·10⁵")
def reach() -> Evidence:
    """(9) reads t ≤ 10⁴·(5e²/6)·ln t there. ln t is concave and the solutions are two: one just above 1, and
    this one."""
    lower, upper = _reach()
    before, after = real("t_1 t_2")
    p = Proof({before: Interval(3, Rational(lower)), after: Interval(Rational(upper), oo)})
    holds = p.cases(
        lt(before, STEPS_PER_LOG * log(before)),
        before,
        700000,
        lambda q: q.enclose(q.goal),
        lambda q: q.by_derivatives(q.goal, before, "hi"),
    )
    line = p.both(holds, p.by_derivatives(lt(STEPS_PER_LOG * log(after), after), after, "lo"))
    number = from_established(
        "horizon",
        p.established(line),
        lower,
        upper,
        symbol=r"t_{\max}",
        meaning="largest real t with (9) at α = 1, β = e, ε = 1/10, η = 1/2, h = 10⁻⁴ (it holds on [3, t], not beyond)",
        printed="8.4e5",
    )
    return p.finding(line, quantities=(number,))


@REMARK_2_5.sharpness(
    "the horizon reaches T = 10⁶, as Section 3 has it: (9) holds at t = 10⁶ at the printed parameters",
    claims=[le(PRINTED_STEP, PRINTED_SCALE * log(time) / time)],
    given=[eq(time, 10**6)],
    expect=Verdict.REFUTED,
)
def short_of_the_horizon(claim: Claim) -> Evidence:
    """At t = 10⁶ the right side of (9) is 8.5·10⁻⁵ < h = 10⁻⁴."""
    return witness(claim, at={**PLACE, time: 10**6, T: 10**6})


@REMARK_2_5.sharpness(
    "beyond t = 844 000 condition (9) fails for ever at the printed parameters",
    claims=[lt(STEPS_PER_LOG * log(time), time)],
    given=[],
    over={time: Interval(844000, oo)},
)
def fails_beyond(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.by_derivatives(p.goal, time, "lo"))
