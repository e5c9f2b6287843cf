"""Symbols of the paper, its data set, model and loss, and the two groups with their gaps."""

from dataclasses import dataclass
from typing import Any

from sympy import Expr, Rational, exp, log

from checks.paper import eq, natural, real, sequence
from proofs.foundations.notation import phi, primitive

theta = real("theta_1:5")  # weights θ₁ … θ₄
starts = real("theta_1^0 theta_2^0 theta_3^0 theta_4^0")  # θ⁰
x1, x2 = real("x_1 x_2")
h, epsilon = real("h epsilon")  # learning rate; share of the minority group
n, n_minor = real("n nprime")  # copies of each majority point, of each minority point
t = natural("t")  # step count
later = natural("j")  # a number of further steps
tau = real("tau")  # continuous time
level, alpha, delta = real("B alpha delta")
k = real("K")  # the constant of integration in Eq. (10)
weights = [sequence(f"theta_{i}") for i in (1, 2, 3, 4)]  # θ₁ᵗ … θ₄ᵗ along gradient descent

STANDARD = {epsilon: Rational(1, 10), h: Rational(1, 10**4)}  # the paper's parameters
HORIZON = 10**6

BARE: dict[str, list[Any]] = {"given": [], "evolves": []}  # of a claim without hypotheses and sequences


@dataclass(frozen=True)
class Group:
    """A group of points: the gap gᵗ with 1 − p_y = φ(gᵗ) on it, and the solution of the differential equation.

    share: ε or 1 − ε. gap, solution: the sequences gᵗ and u(th). start: their common value at 0.
    """

    name: str
    share: Expr
    gap: Any
    solution: Any
    start: Expr

    @property
    def step(self) -> Expr:
        """a = 2·share·h, the step of Euler's method for u′ = −φ(u)."""
        return 2 * self.share * h

    @property
    def time(self) -> Expr:
        """4·share·h·t, what 1/(1 − p_y) is compared with."""
        return 4 * self.share * h * t

    @property
    def recursion(self) -> list[Any]:
        """Eq. (4) with its starting value."""
        return [eq(self.gap(t + 1), self.gap(t) - self.step * phi(self.gap(t))), eq(self.gap(0), self.start)]

    @property
    def on_solution(self) -> Any:
        """Eq. (10): u(th) is the value with G(u(th)) = G(u(0)) − 2·share·th."""
        return eq(primitive(self.solution(t)), primitive(self.start) - self.step * t)


minority = Group("minority", epsilon, sequence("g"), sequence("u"), real("u_0"))
majority = Group("majority", 1 - epsilon, sequence("s"), sequence("v"), real("v_0"))
g, u, u0 = minority.gap, minority.solution, minority.start
s, v, v0 = majority.gap, majority.solution, majority.start


epsilon_2 = real("epsilonprime")  # another share, for comparisons
other_minority = Group("minority", epsilon_2, sequence("gprime"), sequence("uprime"), u0)
other_majority = Group("majority", 1 - epsilon_2, sequence("sprime"), sequence("vprime"), v0)


MAJORITY_POINTS = ((1, 1), (-1, -1))  # x₁ = x₂ = y
MINORITY_POINTS = ((-1, 1), (1, -1))  # x₂ = y = −x₁


def logits(x: tuple[Any, Any], weight: Any = theta) -> tuple[Expr, Expr]:
    """f(x, θ): the logit of label −1 first, then that of label +1."""
    return weight[0] * x[0] + weight[1] * x[1], weight[2] * x[0] + weight[3] * x[1]


def probability(y: int, x: tuple[Any, Any], weight: Any = theta) -> Expr:
    """p_y(x, θ), the softmax of the logits at the label y ∈ {−1, +1}."""
    first, second = logits(x, weight)
    return exp(second if y == 1 else first) / (exp(first) + exp(second))


def point_loss(y: int, x: tuple[Any, Any], weight: Any = theta) -> Expr:
    """−log p_y(x, θ)."""
    return -log(probability(y, x, weight))


def average(of: Any, copies: dict[Any, Expr]) -> Expr:
    """The mean of of(y, x) over a data set with so many copies of each point of a group; the label is y = x₂."""
    count = 2 * sum(copies.values())
    return sum(k * of(x[1], x) for points, k in copies.items() for x in points) / count


TRAINING_SET = {MAJORITY_POINTS: n, MINORITY_POINTS: n_minor}
BALANCED_SET = {MAJORITY_POINTS: n, MINORITY_POINTS: n}
SHARE = n_minor / (n + n_minor)  # ε


def gradient(weight: Any = theta) -> tuple[Expr, Expr, Expr, Expr]:
    """∇L by Eq. (2): the mean of y(1 − p_y)·[x₁, x₂, −x₁, −x₂] over the training set."""

    def component(i: int) -> Expr:
        return average(lambda y, x: y * (1 - probability(y, x, weight)) * x[i], TRAINING_SET)

    first, second = component(0), component(1)
    return first, second, -first, -second


def wrong_probability(group: Group) -> Expr:
    """1 − p_y = φ(gᵗ) on the group."""
    return phi(group.gap(t))


def test_loss(x: Expr, z: Expr) -> Expr:
    """The loss on balanced data when the gaps are x (minority) and z (majority): −½ log(1 − φ(x)) − ½ log(1 − φ(z))."""
    return -log(1 - phi(x)) / 2 - log(1 - phi(z)) / 2


def printed_test_loss(share: Expr, time: Expr) -> Expr:
    """1/(8ε(1 − ε)Th), with time for Th."""
    return 1 / (8 * share * (1 - share) * time)
