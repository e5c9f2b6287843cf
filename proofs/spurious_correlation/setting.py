"""Assumption 1.2 and Theorem 1.3: what the hypotheses allow, and what condition (9) leaves of the limit t → ∞."""

from collections.abc import Callable
from typing import Any

from sympy import Integral, Interval, Rational, Reals, exp, log, oo, sqrt

from checks.methods import Proof, exists, iterate, orbit, witness
from checks.methods.integrals import antiderivative
from checks.methods.orbits import Wanted
from checks.outcome import Argument, Finding, Verdict
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import exp_tangent
from proofs.spurious_correlation.drift import spread_positive
from proofs.spurious_correlation.notation import ORDER, SPREAD, alpha, beta, epsilon, eta, gap, h, z
from proofs.spurious_correlation.orbits import HORIZON, PAPERS, WORKED
from proofs.spurious_correlation.paper import PAPER, POSITIVE

theta = real("theta_1:5")
tau = real("tau")
ON_LINE = [le(theta[0] - theta[1], -1), eq(theta[2] - theta[3], theta[1] - theta[0])]
EVERY_WEIGHT = dict.fromkeys(theta, Reals)
ALL = {epsilon: Interval.open(0, 1)}

MASS = Integral(1 / (alpha + z), (z, 0, beta - alpha))  # of 1/z on [α, β], written with α + z for z

ASSUMPTION_1_2 = PAPER.assumption(
    "1.2",
    where="Section 1",
    printed=r"p_{\mathbf r}(z \mid \mathcal G) = \frac{1}{\ln(\beta/\alpha)}\frac1z\mathbf "
    r"1_{[\alpha,\beta]}(z)\ (7),\quad "
    r"\theta_1^0-\theta_2^0 = -(\theta_3^0-\theta_4^0) \le -1",
    words="(7), mirrored in (8), is a probability density, and the start can be chosen as demanded.",
    over={alpha: POSITIVE, beta: POSITIVE},
    given=[ORDER],
    concludes=eq(MASS / SPREAD, 1),
    derivation=False,
)


@ASSUMPTION_1_2.conclusion("(7) has total mass 1")
def density():
    """ln is the antiderivative of 1/z; written from 0 to β − α with α + z for z."""
    p = Proof.about(ASSUMPTION_1_2)
    order = p.linear(le(0, beta - alpha), ORDER)
    value = antiderivative(p, MASS, log(alpha + z), order, lt(0, beta), lt(0, alpha))
    spread = p.instance(spread_positive(), ORDER)
    quotient = p.axiom("log-quotient", beta, alpha)
    line = p.linear(eq(MASS, SPREAD), value, (quotient, -1))
    return p.finding(p.linear(eq(MASS / SPREAD, 1), (line, 1 / SPREAD), using=[spread]))


@ASSUMPTION_1_2.hypotheses("the start can be chosen: θ = (−1, 0, 1, 0)")
def satisfiable_start():
    at = dict(zip(theta, (-1, 0, 1, 0), strict=True))
    return exists(
        ASSUMPTION_1_2, le(theta[0] - theta[1], -1), given=ON_LINE, also={**EVERY_WEIGHT}, at={**at, alpha: 2, beta: 3}
    )


@ASSUMPTION_1_2.hypotheses("it says nothing about θ₁ + θ₂, on which the majority group depends")
def majority_start_is_free():
    """θ = (1, 2, −1, −2) satisfies (2), with θ₁ + θ₂ = 3 > −1."""
    at = dict(zip(theta, (1, 2, -1, -2), strict=True))
    return exists(
        ASSUMPTION_1_2, lt(-1, theta[0] + theta[1]), given=ON_LINE, also=EVERY_WEIGHT, at={**at, alpha: 2, beta: 3}
    )


@ASSUMPTION_1_2.argument("“as discussed in Remark 2.3”: θ⁰ = 0, the usual start, is excluded", expect=Verdict.REFUTED)
def zero_start_is_excluded():
    """Remark 2.3 does not discuss the start; it uses it. That the sequence passes −1 by itself, which would make the
    assumption harmless, is proved nowhere in the source, and from θ⁰ = 0 it takes more than half of the paper's
    horizon at its parameters."""
    at = dict.fromkeys(theta, 0)
    return witness(
        ASSUMPTION_1_2,
        le(theta[0] - theta[1], -1),
        given=[eq(theta[0] - theta[1], -(theta[2] - theta[3]))],
        also=EVERY_WEIGHT,
        at={**at, alpha: 2, beta: 3},
    )


@ASSUMPTION_1_2.hypotheses("α > 0 in Section 1, α > 1 here, α = 1 in Remark 2.5: the densities exist for every α > 0")
def margin_above_zero():
    return exists(ASSUMPTION_1_2, lt(alpha, 1), at={alpha: Rational(1, 2), beta: 2})


LIMIT_ON_STEP = eta * SPREAD * exp(2 * alpha) / (2 * epsilon * (2 * alpha + 1))  # (9) is h ≤ this · ln t / t

THEOREM_1_3 = PAPER.theorem(
    "1.3",
    where="Section 1",
    printed=r"h \le \eta\frac{\ln t\,\ln(\beta/\alpha)e^{2\alpha}}{2\varepsilon(2\alpha+1)t}\ (9) \Rightarrow "
    r"\mathbb E_{\mathcal G_{\mathrm{maj}}}[1-p_y] = \frac{\kappa_{\mathrm{maj}}}{(1-\varepsilon)t} + "
    r"o(\tfrac1t),\quad "
    r"\mathbb E_{\mathcal G_{\mathrm{min}}}[1-p_y] = \frac{\kappa_{\mathrm{min}}}{\varepsilon t} + o(\tfrac1t)",
    words=(
        "For all t with (9) there are constants κ > 0 with (10) and (11). With h fixed, (9) holds for finitely many t "
        "only, and o(1/t) says nothing; with t → ∞ along h = h_T of Remark 2.5, which satisfies (9), it is false."
    ),
    over={epsilon: Interval.open(0, 1)},
    note="True without (9), for every fixed h, with κ = 1/(4α²h) for both groups: repair `sharp-rate`.",
)


@THEOREM_1_3.argument("fixed h: (9) fails for all large t", expect=Verdict.REFUTED)
def condition_excludes_the_limit():
    """ln t ≤ 2√t (the exponential's tangent at (ln t)/2), so (9) gives h√t ≤ 2Q with Q = ηln(β/α)e^(2α)/(2ε(2α + 1)):
    no t beyond 4Q²/h² satisfies it, and nothing can be said for t → ∞."""
    symbols = {alpha: POSITIVE, beta: POSITIVE, h: POSITIVE, epsilon: Interval.open(0, 1), eta: Interval.open(0, 1)}
    p = Proof({**symbols, tau: Interval(1, oo)}, [ORDER, le(h, LIMIT_ON_STEP * log(tau) / tau)])
    spread = p.instance(spread_positive(), ORDER)
    scale = p.linear(lt(0, LIMIT_ON_STEP), (spread, eta * exp(2 * alpha) / (2 * epsilon * (2 * alpha + 1))))
    tangent = p.instance(exp_tangent(), v=log(tau) / 2)
    line = p.linear(
        le(h * sqrt(tau), 2 * LIMIT_ON_STEP),
        (le(h, LIMIT_ON_STEP * log(tau) / tau), sqrt(tau)),
        (tangent, 2 * LIMIT_ON_STEP / sqrt(tau)),
        (scale, 2 / sqrt(tau)),
        using=[spread, p.linear(le(0, 2 * LIMIT_ON_STEP / sqrt(tau)), (scale, 2 / sqrt(tau)))],
    )
    return p.refutation(line, scope="for all parameters and all real t ≥ 1")


@THEOREM_1_3.argument("t = 1: (9) reads h ≤ 0", expect=Verdict.REFUTED)
def nothing_at_one():
    """ln 1 = 0, so “for all t ≥ 0 such that (9)” is never met at t = 1 (and (9) has no meaning at t = 0)."""
    at = {alpha: 2, beta: 3, epsilon: Rational(1, 4), eta: Rational(1, 2), h: Rational(1, 10**6)}
    return witness(THEOREM_1_3, le(h, LIMIT_ON_STEP * log(1) / 1), given=[ORDER], also=dict.fromkeys(at), at=at)


@THEOREM_1_3.argument(
    "(9) with ε is weaker than what the majority needs, (9) with 1 − ε",
    expect=Verdict.REFUTED,
    refutation_means=Argument.INCOMPLETE,
)
def condition_for_the_majority():
    """“Replacing ε with 1 − ε” divides the right side of (9) by (1 − ε)/ε > 1. At α = 2, β = 3, ε = 1/10, η =
    1/2, t = 100 the step h = 1 satisfies (9) and not the other one."""
    place, other = LIMIT_ON_STEP * log(100) / 100, LIMIT_ON_STEP.subs(epsilon, 1 - epsilon) * log(100) / 100
    at = {alpha: 2, beta: 3, epsilon: Rational(1, 10), eta: Rational(1, 2), h: Rational(1, 8)}
    return witness(THEOREM_1_3, le(h, other), given=[ORDER, le(h, place)], also=dict.fromkeys(at), at=at)


@THEOREM_1_3.hypotheses("(9) can be met: t = 1000 at the parameters α = 2, β = 3, ε = 1/10, η = 1/2, h = 1/100")
def condition_can_be_met():
    at = {alpha: 2, beta: 3, epsilon: Rational(1, 10), eta: Rational(1, 2), h: Rational(1, 100)}
    return exists(THEOREM_1_3, le(h, LIMIT_ON_STEP * log(1000) / 1000), given=[ORDER], also=dict.fromkeys(at), at=at)


def published(case, share, suffix: str, *, bits: int = 96) -> Finding:
    """gap, error and rescaled error at t = 10⁶."""
    last = gap(HORIZON)
    place = f"at t = 10⁶, α = {case.low}, β = {case.high}, ε = {share}, h = {case.rate}, x₀ = −1"
    return orbit(
        THEOREM_1_3,
        case.at(share),
        [
            Wanted(f"gap_1e6{suffix}", last, r"\theta_1^{t}-\theta_2^{t}", f"the gap {place}"),
            Wanted(f"error_1e6{suffix}", case.error(last), r"\mathbb E_{\min}[1-p_y]", f"the error {place}", digits=24),
            Wanted(
                f"rescaled_1e6{suffix}",
                case.rescaled(share, last, HORIZON),
                r"4\alpha^2\varepsilon h t\,\mathbb E_{\min}[1-p_y]",
                f"the rescaled error {place}",
                digits=24,
            ),
        ],
        evolves=case.recursion,
        bits=bits,
    )


@THEOREM_1_3.sharpness("the orbit at α = 3/2, β = 3, ε = h = 1/10")
def orbit_worked():
    return published(WORKED, Rational(1, 10), "")


@THEOREM_1_3.sharpness("the orbit at Remark 2.5's parameters")
def orbit_of_the_paper():
    return published(PAPERS, Rational(1, 10), "_paper")


def repeated(constants: Callable[[Any], tuple[Any, Any, Any]], suffix: str, enclosed: Finding) -> Finding:
    """The recursion once more in mpmath, transcribed by hand: x ← x − f·ln((1 + e^(bx))/(1 + e^(ax)))/x, with constants
    a = 2α, b = 2β, f = εh/ln(β/α) made in mpmath's arithmetic."""
    known: list[tuple[Any, Any, Any]] = []

    def step(x: Any) -> Any:
        if not known:
            known.append(constants(x.context))
        a, b, factor = known[0]
        power = x.context.exp(a * x)
        higher = power * power if b == 2 * a else x.context.exp(b * x)
        return x - factor * x.context.log((1 + higher) / (1 + power)) / x

    return iterate(step, -1, HORIZON, observe={f"gap_1e6{suffix}": lambda x: x}, against=enclosed.quantities, bits=70)


@THEOREM_1_3.sharpness("the worked orbit in mpmath", expect=Verdict.SUPPORTED)
def second_witness():
    return repeated(lambda m: (m.mpf(3), m.mpf(6), m.mpf(1) / 100 / m.log(2)), "", orbit_worked())


@THEOREM_1_3.sharpness("the orbit of Remark 2.5 in mpmath", expect=Verdict.SUPPORTED)
def second_witness_of_the_paper():
    return repeated(lambda m: (m.mpf(2), 2 * m.exp(1), m.mpf(1) / 10**5), "_paper", orbit_of_the_paper())
