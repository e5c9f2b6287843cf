r"""The drop in a softmax layer that starts from zero.

N classes, features with class means μ_l, weights w_l = n_l/n, μ̄ = Σ w_k μ_k. At zero weights every class has
probability 1/N, so the gradient of f^(l) in the row of class k is w_l(1/N − δ_kl)μ_l, and that of f is S_k = μ̄/N −
w_k μ_k, with Σ_k S_k = 0. Hence

    ⟨u_l, s⟩ = w_l Σ_k (1/N − δ_kl)⟨μ_l, S_k⟩ = −w_l⟨μ_l, S_l⟩ = w_l·(w_l‖μ_l‖² − ⟨μ_l, μ̄⟩/N).

The losses are convex in the weights of the layer, so where the rate is positive the loss rises for every step size.
"""

from sympy import Derivative, Interval, Rational, S, Subs, exp, log, oo

from checks.methods import Proof, proves
from checks.paper import eq, le, lt, real
from proofs.foundations.elementary import exp_tangent, log_monotone
from proofs.per_class_normalization.notation import POSITIVE, change, eta
from proofs.per_class_normalization.optimizers import dot, gd
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.points import possible

N, w, A, B = real("N w A B")  # A = ‖μ_l‖², B = ⟨μ_l, μ̄⟩
own = B / N - w * A  # ⟨μ_l, S_l⟩
others = (N - 1) * B / N - (B - w * A)  # Σ over k ≠ l of ⟨μ_l, S_k⟩
product = w * (others / N + (1 / N - 1) * own)  # ⟨u_l, s⟩

SOFTMAX_HEAD = PAPER.statement(
    "softmax-head",
    kind="theorem",
    label="Softmax head from zero",
    where="derived for this report",
    words="A softmax layer that starts from zero raises the loss of class l in its first step exactly when "
    "w_l‖μ_l‖² < ⟨μ_l, μ̄⟩/N, for every step size.",
    printed=r"\langle u_l, s\rangle = w_l\Bigl(w_l\|\mu_l\|^2 - \tfrac1N\langle\mu_l,\bar\mu\rangle\Bigr)",
    over={N: Interval(2, oo), w: Interval.Lopen(0, 1), A: Interval(0, oo), B: S.Reals},
    concludes=eq(product, w * (w * A - B / N)),
    derivation=False,
    note="The loss of class l changes at the rate −⟨u_l, s⟩, w_l > 0. The sum over the classes k ≠ l is in closed "
    "form, because Σ_k S_k = 0, so N is arbitrary; the gradient itself is checked for three classes below.",
)


@proves(SOFTMAX_HEAD, "sums over the rows of the layer")
def softmax_rate(q):
    return q.identity(q.goal)


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


@SOFTMAX_HEAD.hypotheses("three classes in the plane: the kernel differentiates the loss along the step")
def three_classes():
    """d/dη of w_l·loss at η = 0 for every class, any means and any weights, against −w_l(w_l‖μ_l‖² − ⟨μ_l, μ̄⟩/3)."""
    p = Proof({**FREE, eta: Interval(0, oo)})
    rows = rows_after_a_step()
    average = tuple(sum(weights[i] * means[i][j] for i in range(3)) for j in range(2))
    lines = []
    for i in range(3):
        rate = Subs(Derivative(weights[i] * loss(i, rows, means[i]), eta), eta, 0)
        derived = -weights[i] * (weights[i] * dot(means[i], means[i]) - dot(means[i], average) / 3)
        lines.append(p.identity(eq(rate, derived)))
    return p.finding(p.both(*lines), scope="N = 3, features in the plane, all class means and weights")


z_0, z_1, z_2 = real("z_0 z_1 z_2")

CONVEX_HEAD = PAPER.statement(
    "softmax-head-every-step",
    kind="theorem",
    label="For every step size",
    where="derived for this report",
    words="The loss of an example lies above its linearization at zero weights, so a positive rate means a rise for "
    "every step size.",
    printed=r"\log\sum_k e^{z_k} \ge \log 3 + \tfrac13\sum_k z_k",
    over=dict.fromkeys((z_0, z_1, z_2), S.Reals),
    concludes=le(log(3) + (z_0 + z_1 + z_2) / 3, log(exp(z_0) + exp(z_1) + exp(z_2))),
    derivation=False,
    note="Three classes; the proof for N is the same, with N tangents.",
)


@proves(CONVEX_HEAD, "three tangents of the exponential at the mean, then the logarithm")
def convex_head(q):
    """With m the mean: Σ e^(z_k − m) ≥ Σ(1 + z_k − m) = 3, so Σ e^(z_k) ≥ 3e^m."""
    mean = (z_0 + z_1 + z_2) / 3
    tangents = [q.instance(exp_tangent(), v=z - mean) for z in (z_0, z_1, z_2)]
    total = exp(z_0) + exp(z_1) + exp(z_2)
    above = q.linear(le(3 * exp(mean), total), *((line, exp(mean)) for line in tangents))
    positive = q.enclose(lt(0, 3 * exp(mean)))
    larger = q.enclose(lt(0, total))
    order = q.instance(log_monotone(), above, positive, larger, x=3 * exp(mean), y=total)
    powers = q.axiom("log-product", 3, exp(mean), q.enclose(lt(0, exp(mean))))
    return q.linear(q.goal, order, (powers, -1))


BIASES = PAPER.statement(
    "softmax-head-biases",
    kind="corollary",
    label="Biases only",
    where="derived for this report",
    words="With biases alone, the loss of class l rises in the first step exactly when its share of the data is below "
    "1/N.",
    printed=r"\langle u_l, s\rangle = w_l\Bigl(w_l - \tfrac1N\Bigr)",
    over={N: Interval(2, oo), w: Interval.Lopen(0, 1), A: POSITIVE, B: S.Reals},
    given=[eq(A, 1), eq(B, 1)],
    concludes=eq(product, w * (w - 1 / N)),
    uses=[SOFTMAX_HEAD],
    derivation=False,
    note="A bias is a feature that equals 1 for every example: ‖μ_l‖² = ⟨μ_l, μ̄⟩ = 1.",
)


@proves(BIASES, "put 1 for both products")
def biases(q):
    general = q.instance(softmax_rate())
    return q.linear(q.goal, general, (eq(A, 1), w**2), (eq(B, 1), -w / N))


RISES = PAPER.statement(
    "softmax-head-rises",
    kind="corollary",
    label="The first step of the softmax head",
    where="derived for this report",
    words="Below the threshold the class loss rises for every step size.",
    over={N: Interval(2, oo), w: Interval.Lopen(0, 1), A: Interval(0, oo), B: S.Reals},
    given=[lt(w * A, B / N), le(-eta * product, change)],
    concludes=lt(0, change),
    uses=[SOFTMAX_HEAD, CONVEX_HEAD],
    derivation=False,
    note="Of convexity only the tangent at zero weights is used.",
)
possible(RISES, "one class in three, a tenth of the data", {N: 3, w: Rational(1, 10), A: 1, B: 1, eta: 1, change: 1})


@proves(RISES, "the tangent rises")
def softmax_rises(q):
    below, tangent = RISES.given
    return q.linear(q.goal, tangent, (below, eta * w))
