r"""From the differential equation (8) to Eq. (10), and the solution in closed form.

With G(x) = x − e^(−2x)/2 one has G′ = 1/φ, so along a solution of u′ = −2εφ(u) the derivative of G(u) + 2ετ is 0.
With w = e^(−2u) Eq. (10) reads w + log w = 4ετ − 2K, that is w·e^w = e^(4ετ − 2K): w is Lambert's W of that.
"""

from sympy import And, Derivative, Interval, LambertW, Reals, exp, log, oo

from checks.methods import Proof, proves
from checks.outcome import Finding
from checks.paper import eq, lt
from proofs.class_imbalance.dynamics import REMARK_1
from proofs.class_imbalance.notation import epsilon, tau, u0
from proofs.class_imbalance.paper import PAPER
from proofs.foundations.elementary import lambert_logarithm
from proofs.foundations.logistic import primitive_derivative
from proofs.foundations.notation import HALF, phi, primitive, x

CONSTANT_FUNCTION = (
    "inference: along a solution u of Eq. (8) the function G(u(τ)) + 2ετ has the derivative G′(u)·u′ + 2ε = 0 at every "
    "τ, and a differentiable function with derivative 0 on an interval is constant there (mean value theorem)"
)
EXPONENT = 4 * epsilon * tau - 2 * u0 + exp(-2 * u0)  # 4ετ − 2K
WEIGHT = LambertW(exp(EXPONENT))  # e^(−2u(τ))
SOLUTION = -log(WEIGHT) / 2

EQUATION_10 = PAPER.equation(
    "10",
    where="Section 4, proof of Proposition 2",
    printed=r"u(\tau) - \frac{e^{-2u(\tau)}}{2} = -2\varepsilon\tau + K,\quad K = u(0) - \frac{e^{-2u(0)}}{2} \tag{10}",
    words="Every solution of u′ = −2εφ(u) obeys this at every time; elsewhere u(th) is the number that does.",
    uses=[REMARK_1],
    note="No theorem on existence or uniqueness is needed: see `closed-form` for both.",
)


@EQUATION_10.conclusion("G′(u)·(−2εφ(u)) + 2ε = 0 for every real u")
def separated():
    p = Proof.about(EQUATION_10, also={epsilon: None, x: Reals})
    line = p.identity(eq(Derivative(primitive(x), x) * (-2 * epsilon * phi(x)) + 2 * epsilon, 0))
    return p.finding(line, modulo=(CONSTANT_FUNCTION,))


@EQUATION_10.argument("du/φ(u) integrates to u − e^(−2u)/2: the derivative of the latter is 1/φ(u)")
def antiderivative():
    return Finding.proved(primitive_derivative())


@EQUATION_10.argument("at τ = 0 both sides of Eq. (10) agree for the printed K")
def constant_of_integration():
    p = Proof.about(EQUATION_10, also={epsilon: None, u0: None})
    return p.finding(p.identity(eq(primitive(u0), -2 * epsilon * 0 + u0 - exp(-2 * u0) / 2)))


CLOSED_FORM = PAPER.repair(
    "closed-form",
    repairs=EQUATION_10,
    printed=(
        r"1 - p = \phi(u(\tau)) = \frac{1}{1 + W(e^{4\varepsilon\tau - 2K})},\quad "
        r"u(\tau) = -\tfrac12\log W(e^{4\varepsilon\tau-2K}),\quad W e^W = z"
    ),
    words=(
        "The closed form that the abstract announces and the paper leaves implicit: this u has the right value at 0, "
        "solves Eq. (8) and obeys Eq. (10), for every ε, every start and every τ ≥ 0."
    ),
    over={epsilon: Interval.open(0, 1), tau: Interval(0, oo), u0: Reals},
    concludes=And(
        eq(Derivative(SOLUTION, tau), -2 * epsilon * phi(SOLUTION)),
        eq(primitive(SOLUTION), primitive(u0) - 2 * epsilon * tau),
        eq(phi(SOLUTION), 1 / (1 + WEIGHT)),
        eq(SOLUTION.subs(tau, 0), u0),
    ),
    uses=[EQUATION_10],
)


def lambert_lines(p):
    """(W e^W = z, 0 < W, 0 < 1 + W) for W = W(z), z = e^(4ετ − 2K)."""
    z = exp(EXPONENT)
    equation = p.axiom("lambertw", z)
    positive = p.linear(lt(0, WEIGHT), (lt(0, z), exp(-WEIGHT)), (equation, -exp(-WEIGHT)))
    return equation, positive, p.linear(lt(0, 1 + WEIGHT), positive, lt(0, 1))


@proves(CLOSED_FORM, "it solves Eq. (8): the derivative of W is W/(z(1 + W))")
def solves_the_equation(p):
    equation, *signs = lambert_lines(p)
    goal = eq(Derivative(SOLUTION, tau), -2 * epsilon * phi(SOLUTION))
    return p.linear(goal, (equation, 2 * epsilon / (WEIGHT * exp(WEIGHT) * (1 + WEIGHT))), using=signs)


@proves(CLOSED_FORM, "it obeys Eq. (10): log W + W = 4ετ − 2K")
def obeys_equation_10(p):
    equation, *signs = lambert_lines(p)
    logarithm = p.instance(lambert_logarithm(), equation, *signs, w=WEIGHT, x=EXPONENT)
    goal = eq(primitive(SOLUTION), primitive(u0) - 2 * epsilon * tau)
    return p.linear(goal, (logarithm, -HALF), using=signs)


@proves(CLOSED_FORM, "1 − p = 1/(1 + W)")
def probability_by_lambert(p):
    _, *signs = lambert_lines(p)
    return p.identity(eq(phi(SOLUTION), 1 / (1 + WEIGHT)), *signs)


@proves(CLOSED_FORM, "it starts at u(0)")
def starts_right(p):
    at_0 = WEIGHT.subs(tau, 0)
    inverse = p.given(eq(at_0, exp(-2 * u0)), p.axiom("lambertw-inverse", exp(-2 * u0)))
    start = p.identity(eq(-log(exp(-2 * u0)) / 2, u0))
    return p.rewrite(eq(SOLUTION.subs(tau, 0), u0), start, inverse)


@CLOSED_FORM.hypotheses("it is the only number that obeys Eq. (10): e^(−2x) = W(e^(4ετ − 2K)) for each such x")
def only_solution():
    obeys = eq(primitive(x), primitive(u0) - 2 * epsilon * tau)
    p = Proof.about(CLOSED_FORM, given=[obeys], also={x: Reals})
    exponent = p.linear(eq(EXPONENT, -2 * x + exp(-2 * x)), (obeys, 2))
    of_x = LambertW(exp(-2 * x + exp(-2 * x)))
    inverse = p.given(eq(of_x, exp(-2 * x)), p.axiom("lambertw-inverse", exp(-2 * x)))
    return p.finding(p.rewrite(eq(WEIGHT, exp(-2 * x)), inverse, exponent))
