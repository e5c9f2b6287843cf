"""Remark 2.5: how far condition (9) reaches, and along which steps h_T it can be kept."""

from sympy import E, Integer, Interval, LambertW, Rational, exp, log, oo

from checks.methods import Proof, proves, witness
from checks.methods.argue import Line
from checks.methods.quantities import from_established
from checks.outcome import Verdict
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import log_tangent
from proofs.spurious_correlation.drift import exp_positive, spread_positive
from proofs.spurious_correlation.notation import ORDER, T, alpha, beta, epsilon, eta
from proofs.spurious_correlation.paper import PAPER, POSITIVE
from proofs.spurious_correlation.setting import LIMIT_ON_STEP

time = real("t")
PRINTED_SCALE = Rational(1, 2) * E**2 / (2 * Rational(1, 10) * 3)  # η·1·e²/(2ε·3) at η = 1/2, ε = 1/10, α = 1, β = e

REMARK_2_5 = PAPER.remark(
    "2.5",
    where="Section 2.3",
    printed=r"h_T = \eta\frac{\ln T\,\ln(\beta/\alpha)e^{2\alpha}}{2\varepsilon(2\alpha+1)T}: \quad "
    r"(i)\ (9)\ \text{for all } 2 \le t \le T, \qquad (ii)\ h_TT \to \infty",
    words="Encoded: (i), as ln T/T ≤ ln t/t for 2 ≤ t ≤ T, all other factors being common to both sides.",
    over={time: Interval(2, oo), T: Interval(2, oo)},
    given=[le(time, T)],
    concludes=le(log(T) / T, log(time) / time),
)


@REMARK_2_5.conclusion("(i) fails at T = 3, t = 2: ln 3/3 > ln 2/2", expect=Verdict.REFUTED)
def fails_at_three():
    """ln t/t rises up to t = e and falls from there, and 2 lies on the other side of e."""
    return witness(REMARK_2_5, at={time: 2, T: 3})


HORIZON_FROM_FOUR = PAPER.repair(
    "horizon-from-four",
    repairs=REMARK_2_5,
    printed=r"T \ge 4,\ 2 \le t \le T \Rightarrow \frac{\ln T}{T} \le \frac{\ln t}{t}",
    words="(i) holds for T = 2 and every T ≥ 4 (for whole numbers: for every T except 3).",
    over={time: Interval(2, oo), T: Interval(4, oo)},
    given=[le(time, T)],
    concludes=le(log(T) / T, log(time) / time),
)

LOG_RATIO = PAPER.statement(
    "log-ratio-falls",
    kind="lemma",
    where="derived for this report",
    printed=r"3 \le t \le T \Rightarrow \ln T/T \le \ln t/t",
    over={time: Interval(3, oo), T: Interval(3, oo)},
    given=[le(time, T)],
    concludes=le(log(T) / T, log(time) / time),
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


CHORD = PAPER.statement(
    "log-chord",
    kind="lemma",
    where="derived for this report",
    printed=r"2 \le t \le 3 \Rightarrow \tfrac t2\ln 2 \le \ln t",
    over={time: Interval(2, 3)},
    concludes=le(time * log(Integer(2)) / 2, log(time)),
    derivation=False,
)


@proves(CHORD, "equality at 2, and the slope 1/t − (ln 2)/2 only falls below 0 beyond 2/ln 2")
def chord(p):
    """On [2, 14/5] the slope is positive; on [14/5, 3] an enclosure decides."""
    near = lambda q: q.instance(chord_near(), q.fact(le(time, Rational(14, 5))))  # noqa: E731
    return p.cases(p.goal, time, Rational(14, 5), near, lambda q: q.enclose(q.goal))


CHORD_NEAR = PAPER.statement(
    "log-chord-near",
    kind="lemma",
    where="derived for this report",
    printed=r"2 \le t \le \tfrac{14}5 \Rightarrow \tfrac t2\ln 2 \le \ln t",
    over={time: Interval(2, Rational(14, 5))},
    concludes=le(time * log(Integer(2)) / 2, log(time)),
    derivation=False,
)


@proves(CHORD_NEAR, "value and slope at 2")
def chord_near(p):
    return p.by_derivatives(p.goal, time, "lo")


@HORIZON_FROM_FOUR.conclusion("t ≥ 3 by monotony; t in [2, 3] by ln t/t ≥ ln 2/2 = ln 4/4")
def from_four_on():
    p = Proof.about(HORIZON_FROM_FOUR)

    def near(q: Proof) -> Line:
        far = q.instance(log_ratio_falls(), le(4, T), t=4)
        square = q.axiom("log-product", 2, 2)
        least = q.instance(chord(), q.fact(le(time, 3)))
        return q.linear(q.goal, far, (square, Rational(1, 4)), (least, 1 / time))

    def far(q: Proof) -> Line:
        return q.instance(log_ratio_falls(), le(time, T), q.linear(le(3, time), lt(3, time)))

    return p.finding(p.cases(p.goal, time, 3, near, far))


@REMARK_2_5.argument("(ii) h_T·T is a positive constant times ln T, and so unbounded")
def product_grows():
    """For every bound K > 0: T = e^(K/Q) gives h_T·T = K, with Q the constant."""
    bound = real("K")
    p = Proof({alpha: POSITIVE, beta: POSITIVE, epsilon: POSITIVE, eta: POSITIVE, bound: POSITIVE}, [ORDER])
    spread = p.instance(spread_positive(), ORDER)
    horizon = exp(bound / LIMIT_ON_STEP)
    scale = p.linear(lt(0, LIMIT_ON_STEP), (spread, eta * exp(2 * alpha) / (2 * epsilon * (2 * alpha + 1))))
    positive = p.instance(exp_positive(), spread, scale, y=bound / LIMIT_ON_STEP)
    return p.finding(p.identity(eq(LIMIT_ON_STEP * log(horizon), bound), spread, scale, positive))


@REMARK_2_5.argument("α = 1 contradicts α > 1 of Assumption 1.2", expect=Verdict.REFUTED)
def margin_of_the_example():
    return witness(REMARK_2_5, lt(1, alpha), given=[], also={alpha: POSITIVE}, at={alpha: 1, time: 2, T: 2})


def _reach() -> tuple[str, str]:
    """The larger solution of ln t = t/(10⁴·scale), by Lambert's other branch in SymPy; only a candidate."""
    slope = 1 / (10**4 * PRINTED_SCALE)
    digits = str(exp(-LambertW(-slope, -1)).evalf(40))
    whole, _, part = digits.partition(".")
    return f"{whole}.{part[:18]}", f"{whole}.{int(part[:18]) + 1:018d}"


@REMARK_2_5.argument("“valid up to t ≈ 8.4·10⁵”: the largest t with (9) at the printed parameters")
def reach():
    """(9) reads t ≤ 10⁴·(5e²/6)·ln t there. ln t is concave and the solutions are two: one just above 1, and
    this one."""
    lower, upper = _reach()
    before, after = real("t_1 t_2")
    scale = 10**4 * PRINTED_SCALE
    p = Proof({before: Interval(3, Rational(lower)), after: Interval(Rational(upper), oo)})
    holds = p.cases(
        lt(before, scale * log(before)),
        before,
        700000,
        lambda q: q.enclose(q.goal),
        lambda q: q.by_derivatives(q.goal, before, "hi"),
    )
    line = p.both(holds, p.by_derivatives(lt(scale * log(after), after), after, "lo"))
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


@REMARK_2_5.argument("the horizon is short of the T ≈ 10⁶ of Section 3 and of the experiments", expect=Verdict.REFUTED)
def short_of_the_horizon():
    """At t = 10⁶ the right side of (9) is 8.5·10⁻⁵ < h = 10⁻⁴."""
    scale = PRINTED_SCALE * log(Integer(10) ** 6) / 10**6
    return witness(REMARK_2_5, le(Rational(1, 10**4), scale), given=[], at={time: 2, T: 2})


@REMARK_2_5.argument("beyond that point (9) fails for ever (at the printed parameters, every real t ≥ 844000)")
def fails_beyond():
    p = Proof({time: Interval(844000, oo)})
    scale = 10**4 * PRINTED_SCALE
    return p.finding(p.by_derivatives(lt(scale * log(time), time), time, "lo"))
