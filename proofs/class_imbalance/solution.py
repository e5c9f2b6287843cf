r"""From the differential equation (8) to Eq. (10), and the solution in closed form.

With G(x) = x − e^(−2x)/2 one has G′ = 1/φ, so along a solution of u′ = −2εφ(u) the derivative of G(u) + 2ετ is 0.
With w = e^(−2u) Eq. (10) reads w + log w = 4ετ − 2K, that is w·e^w = e^(4ετ − 2K): w is Lambert's W of that.
"""

from functools import cache

from sympy import Derivative, Expr, Interval, LambertW, Reals, exp, log, oo

from checks.methods import Established, Line, Proof, proves
from checks.methods.flows import potential, solution
from checks.notions import flow
from checks.paper import eq, lt
from proofs.class_imbalance.notation import epsilon, k, tau, u0
from proofs.class_imbalance.paper import PAPER
from proofs.foundations.elementary import LAMBERT_LOGARITHM, lambert_logarithm
from proofs.foundations.logistic import (
    PHI_BELOW_ONE,
    PRIMITIVE_DERIVATIVE,
    phi_below_one,
    primitive_derivative,
)
from proofs.foundations.notation import HALF, phi, primitive, x, y

U = flow(-2 * epsilon * phi(x), x, start=u0, time=tau)  # u(τ), the solution of Eq. (8)
EXPONENT = 4 * epsilon * tau - 2 * u0 + exp(-2 * u0)  # 4ετ − 2K
WEIGHT = LambertW(exp(EXPONENT))  # e^(−2u(τ))
SOLUTION = -log(WEIGHT) / 2


def phi_as_written(z: Expr) -> Expr:
    """φ(z) with its exponential left as it stands: SymPy would turn e^(log W) into W."""
    return 1 / (1 + exp(-2 * z, evaluate=False))


def primitive_as_written(z: Expr) -> Expr:
    """G(z), likewise."""
    return z - exp(-2 * z, evaluate=False) / 2


EQUATION_10 = PAPER.equation(
    "10",
    where="Section 4, proof of Proposition 2",
    quote=(
        r"We solve the Cauchy problem in Eq (8). From $\frac{du}{dt} = -2\varepsilon\phi(u)$, we obtain: "
        r"$\frac{du}{\phi(u)} = -2\varepsilon dt$. Integrating gives: $u-\frac{e^{-2u}}{2} = -2\varepsilon t+K$ where "
        r"$K = \theta_3^0-\theta_4^0-\frac{e^{-2(\theta_3^0-\theta_4^0)}}{2}$. "
        r"Thus: $u(th)-\frac{e^{-2u(th)}}{2} = -2\varepsilon th+K$ (10)."
    ),
    reading=(
        "u(τ) is the value at τ ≥ 0 of the solution of Eq. (8); that there is one and only one for all time is shown. "
        "Elsewhere u(th) is the number that obeys Eq. (10), and by `closed-form` there is no other."
    ),
    concludes=[eq(primitive(U), primitive(u0) - 2 * epsilon * tau)],
    uses=[PHI_BELOW_ONE, PRIMITIVE_DERIVATIVE],
)


@proves(EQUATION_10, "G′(u)·(−2εφ(u)) = −2ε along the solution, which exists since −2ε ≤ −2εφ < 0")
def integrated(p):
    solves = solution_exists(p)
    return potential(p, p.goal, U, y, primitive(y), solves, rate=-2 * epsilon, show=lambda q: q.settle(q.goal))


def solution_exists(p: Proof) -> Line:
    """Eq. (8) has one and only one solution up to any time."""

    def bounded(q: Proof) -> Line:
        return q.linear(q.goal, (q.instance(phi_below_one(), x=y), 2 * epsilon))

    return solution(p, U, y, speed=-2 * epsilon, bound=bounded)


@EQUATION_10.argument(
    "du/φ(u) integrates to u − e^(−2u)/2: the derivative of the latter, times φ(u), is 1",
    claims=[eq(Derivative(primitive(x), x) * phi(x), 1)],
)
def antiderivative(c):
    p = Proof.about(c)
    return p.finding(p.instance(primitive_derivative(), goal=p.goal))


@EQUATION_10.argument(
    "the printed K: at time 0 the left side of Eq. (10) is −2ε·0 + K",
    claims=[eq(primitive(u0), -2 * epsilon * tau + k)],
    given=[eq(tau, 0), eq(k, u0 - exp(-2 * u0) / 2)],
)
def constant_of_integration(c):
    p = Proof.about(c)
    at_zero, printed = eq(tau, 0), eq(k, u0 - exp(-2 * u0) / 2)
    return p.finding(p.linear(p.goal, (at_zero, 2 * epsilon), (printed, -1)))


CLOSED_FORM = PAPER.repair(
    "closed-form",
    repairs=EQUATION_10,
    printed=(
        r"u(\tau) = -\tfrac12\log W(e^{4\varepsilon\tau-2K}),\quad "
        r"1 - p = \phi(u(\tau)) = \frac{1}{1 + W(e^{4\varepsilon\tau - 2K})},\quad W e^W = z"
    ),
    reading=(
        "The closed form that the abstract announces and the paper leaves implicit: this u has the right value at 0, "
        "solves Eq. (8) and obeys Eq. (10), for every ε, every start and every τ ≥ 0."
    ),
    over={epsilon: Interval.open(0, 1), tau: Interval(0, oo), u0: Reals},
    concludes=[
        ("Eq. (8)", eq(Derivative(SOLUTION, tau), -2 * epsilon * phi_as_written(SOLUTION))),
        ("start", eq(SOLUTION.subs(tau, 0), u0)),
        ("Eq. (10)", eq(primitive_as_written(SOLUTION), primitive(u0) - 2 * epsilon * tau)),
        ("probability", eq(phi_as_written(SOLUTION), 1 / (1 + WEIGHT))),
    ],
    uses=[EQUATION_10, LAMBERT_LOGARITHM],
)


def lambert_lines(p):
    """(W e^W = z, 0 < W, 0 < 1 + W) for W = W(z), z = e^(4ετ − 2K)."""
    z = exp(EXPONENT)
    equation = p.axiom("lambertw", z)
    positive = p.linear(lt(0, WEIGHT), (lt(0, z), exp(-WEIGHT)), (equation, -exp(-WEIGHT)))
    return equation, positive, p.linear(lt(0, 1 + WEIGHT), positive, lt(0, 1))


@proves(CLOSED_FORM, "it solves Eq. (8): the derivative of W is W/(z(1 + W))", claims=["Eq. (8)"])
def solves_the_equation(p):
    equation, *signs = lambert_lines(p)
    return p.linear(p.goal, (equation, 2 * epsilon / (WEIGHT * exp(WEIGHT) * (1 + WEIGHT))), using=signs)


@proves(CLOSED_FORM, "it starts at u(0)", claims=["start"])
def starts_right(p):
    at_0 = WEIGHT.subs(tau, 0)
    inverse = p.given(eq(at_0, exp(-2 * u0)), p.axiom("lambertw-inverse", exp(-2 * u0)))
    start = p.identity(eq(-log(exp(-2 * u0)) / 2, u0))
    return p.rewrite(p.goal, start, inverse)


@proves(CLOSED_FORM, "it obeys Eq. (10): log W + W = 4ετ − 2K", claims=["Eq. (10)"])
def obeys_equation_10(p):
    equation, *signs = lambert_lines(p)
    logarithm = p.instance(lambert_logarithm(), equation, *signs, w=WEIGHT, x=EXPONENT)
    return p.linear(p.goal, (logarithm, -HALF), using=signs)


@proves(CLOSED_FORM, "1 − p = φ(u) = 1/(1 + e^(log W)) = 1/(1 + W)", claims=["probability"])
def probability_by_lambert(p):
    _, *signs = lambert_lines(p)
    return p.identity(p.goal, *signs)


ON_SOLUTION = eq(primitive(x), primitive(u0) - 2 * epsilon * tau)


@CLOSED_FORM.hypotheses(
    "it is the only number that obeys Eq. (10): e^(−2x) = W(e^(4ετ − 2K)) for each such x",
    claims=[eq(WEIGHT, exp(-2 * x))],
    given=[ON_SOLUTION],
)
def only_solution(c):
    p = Proof.about(c)
    return p.finding(p.instance(weight_of_a_number()))


@CLOSED_FORM.sharpness(
    "it is the solution of Eq. (8): e^(−2u(τ)) = W(e^(4ετ − 2K)) for u′ = −2εφ(u), u(0) = u⁰",
    claims=[eq(WEIGHT, exp(-2 * U))],
)
def weight_of_the_solution(c):
    p = Proof.about(c)
    solved = p.linear(
        weight_of_a_number().claim.context.given[0].substitute({"x": p.term(U)}), p.instance(integrated())
    )
    return p.finding(p.linear(p.goal, p.instance(weight_of_a_number(), solved, x=U)))


@cache
def weight_of_a_number() -> Established:
    """W(e^(4ετ − 2K)) = e^(−2x) for every number x that obeys Eq. (10)."""
    p = Proof({**{s: PAPER.symbols[s] for s in (epsilon, tau, u0)}, x: Reals}, [ON_SOLUTION])
    exponent = p.linear(eq(EXPONENT, -2 * x + exp(-2 * x)), (ON_SOLUTION, 2))
    of_x = LambertW(exp(-2 * x + exp(-2 * x)))
    inverse = p.given(eq(of_x, exp(-2 * x)), p.axiom("lambertw-inverse", exp(-2 * x)))
    return p.established(p.rewrite(eq(WEIGHT, exp(-2 * x)), inverse, exponent))
