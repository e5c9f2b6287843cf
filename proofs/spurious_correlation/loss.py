"""Gradient descent (1) on the expected loss, in the four weights: (12), averaged over groups and labels, and what it
does to the two gaps, for every start.

Group and label occur with probability (1 − ε)Q, (1 − ε)(1 − Q), εP, ε(1 − P): Q and P are the shares of the label 1 in
the majority and in the minority. Given these, |r| has the density (7), r has the sign of the label, and s = r on the
majority, s = −r on the minority. Integrals over [α, β] are written from 0 to β − α, with α + z for |r|.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Derivative, Expr, Integral, Interval, Rational, Reals, S, exp, log

from checks.methods import Line, Proof, Wanted, iterate, orbit, proves
from checks.methods.integrals import antiderivative, comparison
from checks.outcome import Evidence, Verdict
from checks.paper import eq, le, real
from proofs.foundations.elementary import NONNEGATIVE
from proofs.spurious_correlation.drift import SPREAD_POSITIVE, spread_positive
from proofs.spurious_correlation.gap_orbit import ANY_SHARE
from proofs.spurious_correlation.notation import (
    ORDER,
    SPREAD,
    alpha,
    beta,
    epsilon,
    error,
    h,
    moment,
    t,
    u,
    y,
    z,
)
from proofs.spurious_correlation.paper import PAPER
from proofs.spurious_correlation.symmetry import LEMMA_2_1, starts, theta, weights

in_majority, in_minority = real("Q P")  # the shares of the label 1
MAJORITY, MINORITY = 1, -1  # s = r, s = −r
LABELS = {in_majority: Interval(0, 1), in_minority: Interval(0, 1)}
OVER = {**ANY_SHARE, **LABELS}
SHARES = {
    (MAJORITY, 1): (1 - epsilon) * in_majority,
    (MAJORITY, -1): (1 - epsilon) * (1 - in_majority),
    (MINORITY, 1): epsilon * in_minority,
    (MINORITY, -1): epsilon * (1 - in_minority),
}
SIZE = alpha + z  # |r|


def logits(w: Sequence[Expr], group: int, label: int) -> tuple[Expr, Expr]:
    """Of the label −1 and of the label 1, at |r| = α + z."""
    r = label * SIZE
    s = group * r
    return w[0] * r + w[1] * s, w[2] * r + w[3] * s


def wrong(w: Sequence[Expr], group: int, label: int) -> Expr:
    """1 − p_y."""
    low, high = logits(w, group, label)
    return exp(low if label == 1 else high) / (exp(low) + exp(high))


def mean(body: Callable[[int, int], Expr], sign: Callable[[int], int] = lambda group: 1) -> Expr:
    """E of a term in |r| for each group and label, under the density 1/(ln(β/α)·|r|); signs stand before integrals."""
    integrals = {key: Integral(body(*key) / SIZE, (z, 0, beta - alpha)) for key in SHARES}
    return sum(sign(key[0]) * SHARES[key] * integrals[key] / SPREAD for key in SHARES)


def expected_loss(w: Sequence[Expr]) -> Expr:
    """E[−log p_y]."""

    def loss(group: int, label: int) -> Expr:
        low, high = logits(w, group, label)
        return -log(exp(high if label == 1 else low) / (exp(low) + exp(high)))

    return mean(loss)


def sign_of(i: int, group: int) -> int:
    """Of (r, s, −r, −s) against r."""
    return (1, group, -1, -group)[i]


def gradient(w: Sequence[Expr], i: int) -> Expr:
    """(12), averaged: E[y(1 − p_y)·(r, s, −r, −s)], with yr = |r| and the sign before the integral."""
    return mean(lambda group, label: wrong(w, group, label) * SIZE, lambda group: sign_of(i, group))


def averaged(w: Sequence[Expr], i: int) -> Expr:
    """The same with the sign under the integral, as it comes from differentiation."""
    return mean(lambda group, label: sign_of(i, group) * wrong(w, group, label) * SIZE)


NOW, NEXT = [w(t) for w in weights], [w(t + 1) for w in weights]
DESCENT = [eq(after, now - h * gradient(NOW, i)) for i, (after, now) in enumerate(zip(NEXT, NOW, strict=True))]
DESCENT += [eq(w(0), start) for w, start in zip(weights, starts, strict=True)]


def part(value: Expr, sign: int = 1, width: Expr = beta - alpha) -> Expr:
    """∫ of ±1/(1 + e^(y|r|))."""
    return Integral(sign / (1 + exp(value * SIZE)), (z, 0, width))


def constant(value: Expr) -> Expr:
    """∫ of a number over an interval of length 0."""
    return Integral(value, (z, 0, S.Zero))


MINUS = PAPER.statement(
    "integral-of-minus",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"\int_0^u \frac{-1}{1+e^{y(\alpha+z)}}\,dz = -\int_0^u \frac{1}{1+e^{y(\alpha+z)}}\,dz",
    over={u: NONNEGATIVE},
    concludes=[le(part(y, -1, u) + part(y, 1, u), 0), le(0, part(y, -1, u) + part(y, 1, u))],
    derivation=False,
)


@proves(MINUS, "the sum is 0 at u = 0, and its derivative is 0")
def integral_of_minus(p):
    def value(q: Proof) -> Line:
        """Of length 0: 0 ≤ ∫f ≤ ∫1 = 0, and the same of −f."""
        same, f, g = q.linear(le(0, 0), (le(0, 0), 1)), part(y, 1, S.Zero), part(y, -1, S.Zero)
        zero, one, minus = (antiderivative(q, constant(c), z * c, same) for c in (S.Zero, S.One, -S.One))
        pairs = (constant(S.Zero), f), (f, constant(S.One)), (constant(-S.One), g), (g, constant(S.Zero))
        low, high, least, most = (comparison(q, le(*pair), lambda r: r.enclose(r.goal), same) for pair in pairs)
        if q.goal == q.formula(le(f + g, 0)):
            return q.linear(q.goal, high, one, most, zero)
        return q.linear(q.goal, low, (zero, -1), least, (minus, -1))

    return p.both(*(p.endpoint(g, u, "lo", value, lambda q: q.linear(q.goal, (le(0, 0), 1))) for g in p.goals))


def half_gap(w: Sequence[Expr], group: int) -> Expr:
    """½[(θ₁ ± θ₂) − (θ₃ ± θ₄)]: half the margin by which the wrong label is ahead at r = 1."""
    return ((w[0] + group * w[1]) - (w[2] + group * w[3])) / 2


GRADIENT = PAPER.statement(
    "gradient-of-the-expected-loss",
    kind="lemma",
    label="The gradient of the expected loss",
    origin="derived",
    where="Section 2.1, derived for this report",
    printed=r"\nabla_\theta\,\mathbb E[-\log p_y] = \mathbb E\bigl[y(1-p_y)\,(\mathbf r, \mathbf s, -\mathbf r, "
    r"-\mathbf s)\bigr]",
    reading="For each of the four weights; with (7) and the density of `density-with-modulus`, for all shares of "
    "groups and labels. That a sign may go before the integral, as in the descent, is the lemma `integral-of-minus`.",
    over={**OVER, **dict.fromkeys(theta, Reals)},
    given=[ORDER],
    concludes=[(f"θ{i + 1}", eq(Derivative(expected_loss(theta), theta[i]), averaged(theta, i))) for i in range(4)],
    uses=[SPREAD_POSITIVE],
    derivation=False,
)


@proves(GRADIENT, "differentiation under the integral sign")
def gradient_of_loss(p):
    spread = p.instance(spread_positive(), ORDER)
    return p.both(*(p.identity(goal, spread) for goal in p.goals))


def mean_error(w: Sequence[Expr], group: int, share: Expr) -> Expr:
    """E[1 − p_y] on the group; share: of the label 1."""
    integrals = (Integral(wrong(w, group, label) / SIZE, (z, 0, beta - alpha)) for label in (1, -1))
    return sum(weight * e / SPREAD for weight, e in zip((share, 1 - share), integrals, strict=True))


GROUPS = {MINORITY: (epsilon, in_minority, "minority"), MAJORITY: (1 - epsilon, in_majority, "majority")}
SYMMETRISED = PAPER.repair(
    "symmetrised-gap",
    repairs=LEMMA_2_1,
    label="The symmetrised gap",
    printed=r"x_t = \tfrac12\bigl[(\theta_1^t-\theta_2^t)-(\theta_3^t-\theta_4^t)\bigr]:\quad "
    r"x_{t+1} = x_t - 2\varepsilon h\,\mathbb E[\phi(x_t|\mathbf r|)|\mathbf r|],\quad "
    r"\mathbb E_{\min}[1-p_y] = \mathbb E[\phi(x_t|\mathbf r|)]",
    reading="Gradient descent (1) on the expected loss, from every start: with this gap for θ₁ − θ₂, and with "
    "½[(θ₁ + θ₂) − (θ₃ + θ₄)] and 1 − ε for the majority, the recursion (14) holds as it stands. Lemma 2.1 and the "
    "symmetric start of Assumption 1.2 are not needed: `sharp-rate` and whatever else is said of this recursion is "
    "said of every start with x₀ ≤ −1.",
    over={**OVER, **dict.fromkeys(starts, Reals)},
    given=[ORDER],
    evolves=DESCENT,
    concludes=[
        *(
            (f"gap of the {name}", eq(half_gap(NEXT, g), half_gap(NOW, g) - 2 * size * h * moment(half_gap(NOW, g))))
            for g, (size, _, name) in GROUPS.items()
        ),
        *(
            (f"error on the {name}", eq(mean_error(NOW, g, share), error(half_gap(NOW, g))))
            for g, (_, share, name) in GROUPS.items()
        ),
    ],
    uses=[SPREAD_POSITIVE],
)


@proves(SYMMETRISED, "the components of the gradient are ± the same two integrals")
def symmetrised_gap(p):
    spread, width = p.instance(spread_positive(), ORDER), p.linear(le(0, beta - alpha), ORDER)
    lines = []
    for goal, group in zip(p.goals, GROUPS, strict=False):
        weight = [Rational(sign_of(i, group), 2) for i in range(4)]
        lines.append(p.linear(goal, *zip(DESCENT[:4], weight, strict=True), using=[spread, width]))
    return p.both(*lines, *(p.identity(goal, spread, width) for goal in p.goals[len(GROUPS) :]))


AT_START = dict(zip(starts, (1, -Rational(1, 2), 2, Rational(1, 3)), strict=True))
AT = {alpha: Rational(3, 2), beta: 3, h: Rational(1, 2), epsilon: Rational(1, 5), **AT_START}
AT |= {in_majority: Rational(1, 3), in_minority: Rational(1, 4)}
STEPS = 3


@SYMMETRISED.sharpness(f"both gaps after {STEPS} steps of all four weights, from a start without symmetry")
def gaps_of_a_descent() -> Evidence:
    last = [w(STEPS) for w in weights]
    wanted = [
        Wanted(f"gap_of_the_{name}", half_gap(last, g), "x_3", f"gap of the {name} after {STEPS} steps", digits=20)
        for g, (_, _, name) in GROUPS.items()
    ]
    return orbit(SYMMETRISED, AT, wanted)


@SYMMETRISED.sharpness(
    "these gaps in mpmath, by the recursion (14) for the gap of each group alone", expect=Verdict.SUPPORTED
)
def gaps_in_mpmath() -> Evidence:
    def moved(share: int) -> Callable[[Any], Any]:
        def step(x: Any) -> Any:
            m = x.context
            mean = m.quad(lambda size: 1 / (1 + m.exp(-2 * x * size)), [m.mpf(3) / 2, 3]) / m.log(2)
            return x - share * mean / 5

        return step

    known = gaps_of_a_descent().quantities
    steps, begun = [moved(1), moved(4)], [Rational(-1, 12), Rational(-11, 12)]
    observe = {q.name: (lambda x, i=i: x[i]) for i, q in enumerate(known)}
    return iterate(
        lambda x: [f(v) for f, v in zip(steps, x, strict=True)], begun, STEPS, observe=observe, against=known
    )
