r"""The drop in a softmax layer that starts from zero.

N classes, features with class means μ_l, weights w_l = n_l/n, μ̄ = Σ w_k μ_k. At zero weights every class has
probability 1/N, so the gradient of f^(l) in the row of class k is w_l(1/N − δ_kl)μ_l, and that of f is S_k = μ̄/N −
w_k μ_k, with Σ_k S_k = 0. Hence

    ⟨u_l, s⟩ = w_l Σ_k (1/N − δ_kl)⟨μ_l, S_k⟩ = −w_l⟨μ_l, S_l⟩ = w_l·(w_l‖μ_l‖² − ⟨μ_l, μ̄⟩/N).

The loss of class l changes at the rate −⟨u_l, s⟩: it starts to rise if and only if w_l‖μ_l‖² < ⟨μ_l, μ̄⟩/N. The losses
are convex in the weights of the layer, so below this threshold the loss rises for every step size, and at the threshold
it does not fall; above it, it falls in short steps and may rise in long ones.
"""

from sympy import Derivative, Interval, Or, Rational, S, Subs, exp, log, oo

from checks.methods import Proof, enclose, proves
from checks.paper import eq, le, lt, real, sequence
from proofs.foundations.elementary import EXP_TANGENT, LOG_MONOTONE, exp_tangent, log_monotone
from proofs.per_class_normalization.notation import POSITIVE, change, eta, t
from proofs.per_class_normalization.optimizers import dot, gd
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.points import possible

N, w, A, B = real("N w A B")  # A = ‖μ_l‖², B = ⟨μ_l, μ̄⟩
own = B / N - w * A  # ⟨μ_l, S_l⟩
others = (N - 1) * B / N - (B - w * A)  # Σ over k ≠ l of ⟨μ_l, S_k⟩
product = w * (others / N + (1 / N - 1) * own)  # ⟨u_l, s⟩
CLASSES = {N: Interval(2, oo), w: Interval.Lopen(0, 1), A: Interval(0, oo), B: S.Reals}


def sign_of_the_rate(threshold, value):
    """⟨u_l, s⟩ < 0 exactly where threshold < value."""
    return [
        ("below the threshold it starts to rise", Or(le(value, threshold), lt(product, 0))),
        ("nowhere else", Or(lt(threshold, value), le(0, product))),
    ]


def rising_exactly_there(claim, rate, threshold, value):
    """Both, from the line ⟨u_l, s⟩ = w·(threshold − value)."""
    p = Proof.about(claim)
    there, elsewhere = claim.formulas

    def below(q):
        return q.either(there, q.linear(lt(product, 0), q.instance(rate()), (lt(threshold, value), w)))

    def not_below(q):
        return q.either(elsewhere, q.linear(le(0, product), (q.instance(rate()), -1), (le(value, threshold), w)))

    first = p.cases(there, value, threshold, lambda q: q.either(there, q.given(le(value, threshold))), below)
    second = p.cases(
        elsewhere, value, threshold, not_below, lambda q: q.either(elsewhere, q.given(lt(threshold, value)))
    )
    return p.finding(p.both(first, second))


SOFTMAX_HEAD = PAPER.statement(
    "softmax-head",
    kind="theorem",
    label="Softmax head from zero",
    origin="derived",
    where="derived for this report",
    printed=r"\langle u_l, s\rangle = w_l\Bigl(w_l\|\mu_l\|^2 - \tfrac1N\langle\mu_l,\bar\mu\rangle\Bigr)",
    reading="In a softmax layer that starts from zero the loss of class l starts to rise, in first order, if and only "
    "if w_l‖μ_l‖² < ⟨μ_l, μ̄⟩/N. Any number N of classes, features of any dimension.",
    over=CLASSES,
    concludes=[("rate", eq(product, w * (w * A - B / N))), *sign_of_the_rate(w * A, B / N)],
    derivation=False,
    note="The loss of class l changes at the rate −⟨u_l, s⟩, w_l > 0. The sum over the classes k ≠ l is in closed "
    "form, because Σ_k S_k = 0.",
)


@proves(SOFTMAX_HEAD, "sums over the rows of the layer", claims=["rate"])
def softmax_rate(q):
    return q.identity(q.goal)


@SOFTMAX_HEAD.conclusion("the sign of the rate", claims=SOFTMAX_HEAD.names[1:])
def softmax_sign(claim):
    return rising_exactly_there(claim, softmax_rate, w * A, B / N)


weight, feature = real("W h")


def coordinate_loss(own_row):
    """Cross-entropy as a function of one weight W of the row of class k; all other logits are 0, so that the other
    terms of the sum add up to N − 1."""
    return log(exp(weight * feature) + N - 1) - (weight * feature if own_row else 0)


@SOFTMAX_HEAD.hypotheses(
    "the gradient at zero weights, coordinate by coordinate: (1/N − δ_kl)h, for any N and any dimension",
    claims=[
        eq(Subs(Derivative(coordinate_loss(False), weight), weight, 0), feature / N),
        eq(Subs(Derivative(coordinate_loss(True), weight), weight, 0), feature * (1 / N - 1)),
    ],
    over=dict.fromkeys((weight, feature), S.Reals),
)
def gradient_at_zero(claim):
    p = Proof.about(claim)
    return p.finding(p.both(*map(p.identity, p.goals)), scope="every N ≥ 2, every coordinate h of a feature")


THREE = Rational(3)
weights = real("w_0 w_1 w_2")
means = [real(f"m_{i}0 m_{i}1") for i in range(3)]
FREE = dict.fromkeys((*weights, *(z for m in means for z in m)), S.Reals)


def loss(label, rows, feature):
    """Cross-entropy of a softmax layer: log Σ exp⟨W_k, h⟩ − ⟨W_label, h⟩."""
    logits = [dot(row, feature) for row in rows]
    return log(sum(exp(z) for z in logits)) - logits[label]


def rows_after_a_step():
    """The rows after a step of GD from 0, with the gradients of the three classes as derived above."""
    zero = (0, 0)
    steps = []
    for k in range(3):
        parts = [tuple(weights[i] * (1 / THREE - (1 if i == k else 0)) * z for z in means[i]) for i in range(3)]
        steps.append(gd(zero, parts, eta))
    return steps


def rate_along_the_step(label):
    """d/dη of w_l·loss at η = 0, and −w_l(w_l‖μ_l‖² − ⟨μ_l, μ̄⟩/3)."""
    average = tuple(sum(weights[i] * means[i][j] for i in range(3)) for j in range(2))
    along = weights[label] * loss(label, rows_after_a_step(), means[label])
    derived = weights[label] * dot(means[label], means[label]) - dot(means[label], average) / 3
    return eq(Subs(Derivative(along, eta), eta, 0), -weights[label] * derived)


@SOFTMAX_HEAD.hypotheses(
    "three classes in the plane: the rate by differentiating the loss along the step",
    claims=[rate_along_the_step(label) for label in range(3)],
    over={**FREE, eta: Interval(0, oo)},
)
def three_classes(claim):
    """The kernel differentiates, for every class, any means and any weights."""
    p = Proof(claim.symbols)
    return p.finding(
        p.both(*map(p.identity, claim.formulas)), scope="N = 3, features in the plane, all class means and weights"
    )


logit, total, sum_of_exponentials = sequence("z"), sequence("Z"), sequence("E")
place = real("m")
SUMS = (
    eq(total(0), 0),
    eq(total(t + 1), total(t) + logit(t)),
    eq(sum_of_exponentials(0), 0),
    eq(sum_of_exponentials(t + 1), sum_of_exponentials(t) + exp(logit(t))),
)
TANGENTS = le(exp(place) * (t + total(t) - t * place), sum_of_exponentials(t))

CONVEX_HEAD = PAPER.statement(
    "softmax-head-every-step",
    kind="theorem",
    label="For every step size",
    origin="derived",
    where="derived for this report",
    printed=r"\log\sum_{k\le N} e^{z_k} \ge \log N + \tfrac1N\sum_{k\le N} z_k",
    reading="The loss of an example lies above its linearization at zero weights, so a positive rate means a rise for "
    "every step size. Any number of classes: Z(t) and E(t) are the sums of the first t logits and of their "
    "exponentials, and N = t + 1.",
    evolves=SUMS,
    concludes=[le(log(t + 1) + total(t + 1) / (t + 1), log(sum_of_exponentials(t + 1)))],
    uses=[EXP_TANGENT, LOG_MONOTONE],
    derivation=False,
)


@CONVEX_HEAD.hypotheses(
    "a tangent of the exponential for each class, all at one place: Σe^{z_k} ≥ e^m(N + Σz_k − Nm)",
    claims=[TANGENTS],
    over={place: S.Reals},
)
def tangents(claim):
    """Induction over the classes: e^z ≥ e^m(1 + z − m)."""
    p = Proof.about(claim)
    return p.finding(_tangents(p))


def _tangents(p):
    """TANGENTS by induction."""

    def step(q):
        tangent = q.instance(exp_tangent(), v=logit(t) - place)
        return q.linear(q.goal, TANGENTS, (tangent, exp(place)), (SUMS[3], -1), (SUMS[1], exp(place)))

    return p.induction(TANGENTS, base=lambda q: q.linear(q.goal, (SUMS[2], -1), (SUMS[0], exp(place))), step=step)


@proves(CONVEX_HEAD, "tangents at the mean of the logits, then the logarithm")
def convex_head(q):
    """With m the mean: Σe^{z_k} ≥ N e^m."""
    lemma = Proof({t: S.Naturals0, place: S.Reals}, (), SUMS)
    line = lemma.established(_tangents(lemma))
    mean = total(t + 1) / (t + 1)
    at_the_mean = q.instance(line, t=t + 1, m=mean)
    above = q.linear(le((t + 1) * exp(mean), sum_of_exponentials(t + 1)), at_the_mean)

    def logarithms(r):
        low, high = (t + 1) * exp(mean), sum_of_exponentials(t + 1)
        fact = r.given(le(low, high))
        positive = r.enclose(lt(0, exp(mean)))
        small = r.linear(lt(0, low), (positive, t + 1))
        large = r.linear(lt(0, high), small, fact)
        order = r.instance(log_monotone(), fact, small, large, x=low, y=high)
        powers = r.axiom("log-product", t + 1, exp(mean), positive)
        return r.linear(r.goal, order, (powers, -1))

    return q.each_step(q.goal, logarithms, facts=[above])


BIASES = PAPER.statement(
    "softmax-head-biases",
    kind="corollary",
    label="Biases only",
    origin="derived",
    where="derived for this report",
    printed=r"\langle u_l, s\rangle = w_l\Bigl(w_l - \tfrac1N\Bigr)",
    reading="With biases alone, the loss of class l starts to rise, in first order, if and only if its share of the "
    "data is below 1/N. A bias is a feature that equals 1 for every example: ‖μ_l‖² = ⟨μ_l, μ̄⟩ = 1.",
    over={**CLASSES, A: POSITIVE},
    given=[eq(A, 1), eq(B, 1)],
    concludes=[("rate", eq(product, w * (w - 1 / N))), *sign_of_the_rate(w, 1 / N)],
    uses=[SOFTMAX_HEAD, EXP_TANGENT],
    derivation=False,
)


@proves(BIASES, "put 1 for both products", claims=["rate"])
def biases(q):
    general = q.instance(softmax_rate())
    return q.linear(q.goal, general, (eq(A, 1), w**2), (eq(B, 1), -w / N))


@BIASES.conclusion("the sign of the rate", claims=BIASES.names[1:])
def biases_sign(claim):
    return rising_exactly_there(claim, biases, w, 1 / N)


@BIASES.sharpness(
    "at the threshold itself the loss rises, too: shares 1/3, 1/2, 1/6 and any step size",
    claims=[lt(log(3), log(1 + exp(eta / 6) + exp(-eta / 6)))],
    given=[],
)
def at_the_threshold(claim):
    """After the step the logits are η(w_k − 1/3) = 0, η/6, −η/6. By the tangents at ±η/12: e^{η/6} + e^{−η/6} − 2 =
    (e^{η/12} − e^{−η/12})² > 0."""
    p = Proof.about(claim)
    half = eta / 12
    rise = p.linear(lt(0, exp(half) - 1), (p.instance(exp_tangent(), v=half), 1), (lt(0, eta), Rational(1, 12)))
    exponentials, factor = 1 + exp(eta / 6) + exp(-eta / 6), exp(-eta / 6) * (exp(half) + 1) ** 2
    positive = p.linear(lt(0, (exp(half) - 1) * factor), (rise, factor))
    larger = p.linear(lt(3, exponentials), (rise, (exp(half) - 1) * factor), using=[positive])
    order = p.instance(exp_tangent(), v=log(3) - log(exponentials))
    line = p.linear(p.goal, order, (larger, 1 / exponentials))
    return p.finding(line, scope="N = 3, class of share 1/3, every η > 0")


@BIASES.sharpness(
    "above the threshold a long step raises it, too: shares 17/50, 3/5, 3/50 and η = 10",
    claims=[lt(log(3), log(1 + exp(Rational(13, 5)) + exp(-Rational(14, 5))))],
    given=[],
)
def above_the_threshold(claim):
    """After the step the logits are 10(w_k − 1/3); the first share is 17/50 > 1/3."""
    return enclose(claim, scope="N = 3, class of share 17/50, η = 10")


RISES = PAPER.statement(
    "softmax-head-rises",
    kind="corollary",
    label="The first step of the softmax head",
    origin="derived",
    where="derived for this report",
    reading="Below the threshold the class loss rises for every step size. Of convexity only the tangent at zero "
    "weights is used.",
    over=CLASSES,
    given=[lt(w * A, B / N), le(-eta * product, change)],
    concludes=[lt(0, change)],
    uses=[SOFTMAX_HEAD, CONVEX_HEAD],
    derivation=False,
)
possible(RISES, "one class in three, a tenth of the data", {N: 3, w: Rational(1, 10), A: 1, B: 1, eta: 1, change: 1})


@proves(RISES, "the tangent rises")
def softmax_rises(q):
    below, tangent = RISES.given
    return q.linear(q.goal, tangent, (below, eta * w))


@RISES.sharpness(
    "at the threshold it does not fall", claims=[le(0, change)], given=[le(w * A, B / N), le(-eta * product, change)]
)
def does_not_fall(claim):
    p = Proof.about(claim)
    at_most, tangent = claim.given
    return p.finding(p.linear(p.goal, tangent, (at_most, eta * w)))
