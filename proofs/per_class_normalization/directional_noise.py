r"""Directional noise: what mini-batches do to the normalized gradients, and what oversampling and rescaling mend.

If the mini-batch direction of class l is g_l on average up to a factor, 𝔼g̃_l = p_l g_l, then the expected change of
f^(1) under PCNSGD is, to first order, −η‖u_1‖⟨g_1, p_1g_1 + p_0g_0⟩ = −η‖u_1‖(p_1 + p_0c). With p_1 < p_0 the drop
returns on −1 < c < −p_1/p_0. Equal projections (+O) or division by them (+R) give the factor 1 + c back.

Exact example: eighteen majority examples and two of the minority, all with gradients of length 1 at the origin. Those
of the majority are all g_0 = (1, 0), those of the minority are g_1 = (−4/5, 3/5) rotated by ±φ with cos φ = 5/13; the
losses are ½‖x − b‖², b the negative gradient. A batch is nine majority examples and one of the minority.
"""

from sympy import Integer, Rational, binomial

from checks.methods import Proof, proves, quantity
from checks.paper import eq, gt, lt
from proofs.per_class_normalization.examples import MAJORITY, MINORITY, ORIGIN, quadratic_loss, share
from proofs.per_class_normalization.notation import a_1, c, eta, p_0, p_1
from proofs.per_class_normalization.optimizers import (
    class_gradients,
    dot,
    pcngd,
    pcnsgd,
    pcnsgd_o,
    pcnsgd_r,
    projections,
)
from proofs.per_class_normalization.paper import PAPER
from proofs.per_class_normalization.points import possible

COSINE, SINE = Rational(5, 13), Rational(12, 13)
ROTATED = tuple(
    tuple(COSINE * z + sign * SINE * across for z, across in zip(MINORITY, (-MINORITY[1], MINORITY[0]), strict=True))
    for sign in (1, -1)
)
EXAMPLES = ((MAJORITY,) * 18, ROTATED)
ALL_PROPORTIONAL = [(range(9), (i,)) for i in (0, 1)]  # the majority examples are equal: which are drawn is no matter
ALL_EQUAL = [((0, 1), (0, 1))]  # two of each class, drawn without replacement

DIRECTIONAL_NOISE = PAPER.statement(
    "directional-noise",
    where="abstract",
    label="Directional noise",
    words="With mini-batches the directions of the class gradients are noisy, and this weakens the normalization.",
    printed=r"\mathbb{E}\tilde g_l = p_l g_l \;\Longrightarrow\; "
    r"\langle u_1, \mathbb{E}(\tilde g_0 + \tilde g_1)\rangle = \|u_1\|(p_1 + p_0 c) < 0 \iff c < -\frac{p_1}{p_0}",
    given=[lt(c, -p_1 / p_0)],
    concludes=lt(a_1 * (p_1 + p_0 * c), 0),
    derivation=False,
    note="The formula is ours. 𝔼g̃_l = p_l g_l holds, for instance, for noise that is symmetric about the direction "
    "of g_l. A negative product is an initial drop of the minority loss in expectation, for small steps.",
)
possible(DIRECTIONAL_NOISE, "p_0 = 1, p_1 = 1/2, opposite directions", {p_0: 1, p_1: Rational(1, 2), c: -1, a_1: 1})


@proves(DIRECTIONAL_NOISE, "p₁ + p₀c = p₀(c + p₁/p₀)")
def drop_returns(q):
    return q.linear(q.goal, (DIRECTIONAL_NOISE.given[0], a_1 * p_0))


@DIRECTIONAL_NOISE.sharpness("above the threshold there is no drop")
def no_drop_above():
    p = Proof.about(DIRECTIONAL_NOISE, given=[gt(c, -p_1 / p_0)])
    return p.finding(p.linear(lt(0, a_1 * (p_1 + p_0 * c)), (gt(c, -p_1 / p_0), a_1 * p_0)))


def minority_loss(x):
    """f^(1) of the example: (1/20) Σ ½‖x − b‖² over the two minority examples."""
    return sum(quadratic_loss(x, share(Rational(-1), g)) for g in ROTATED) / 20


def expected_change(step, batches):
    """The expected change of f^(1) in one step from the origin; every batch of the list is equally likely."""
    values = [minority_loss(step(ORIGIN, EXAMPLES, batch, eta)) - minority_loss(ORIGIN) for batch in batches]
    return sum(values) / len(values)


def expected_projections(batches):
    """(p_0, p_1): the mean projections of the mini-batch directions on the class gradients."""
    drawn = [projections(EXAMPLES, batch) for batch in batches]
    return [sum(column) / len(drawn) for column in zip(*drawn, strict=True)]


def full_gradient_step(x, examples, _, step_size):
    """PCNGD, for comparison."""
    return pcngd(x, class_gradients(examples), step_size)


@DIRECTIONAL_NOISE.sharpness("exact example: p₀ = 1, p₁ = 5/13, threshold −5/13, and c = −4/5 lies below it")
def threshold_of_the_example():
    """With +O, two examples of each class without replacement, both projections are 1."""
    first, second = expected_projections(ALL_PROPORTIONAL)
    equal = expected_projections(ALL_EQUAL)
    p = Proof({})
    lines = [
        p.identity(eq(first, 1)),
        p.identity(eq(second, Rational(5, 13))),
        *(p.identity(eq(q, 1)) for q in equal[:1]),
        p.enclose(lt(dot(MAJORITY, MINORITY), -second / first)),
    ]
    published = quantity(
        "threshold_pcnsgd",
        -second / first,
        symbol=r"-p_1/p_0",
        meaning="cosine below which the drop returns under PCNSGD in the exact example (18:2, batches of 9 + 1)",
    )
    return p.finding(p.both(*lines), quantities=(published,), scope="the exact example")


def _change(step, batches, square, linear, **more):
    """The finding that the expected change of the minority loss is square·η² + linear·η."""
    p = Proof.about(DIRECTIONAL_NOISE, given=[], also={eta: None})
    return p.finding(p.identity(eq(expected_change(step, batches), square * eta**2 + linear * eta)), **more)


@DIRECTIONAL_NOISE.sharpness("PCNSGD: the expected change of the minority loss is 9η²/130 + 27η/1690 > 0 for every η")
def change_pcnsgd():
    p = Proof.about(DIRECTIONAL_NOISE, given=[], also={eta: None})
    value, slope = expected_change(pcnsgd, ALL_PROPORTIONAL), Rational(27, 1690)
    polynomial = p.identity(eq(value, 9 * eta**2 / 130 + slope * eta))
    return p.finding(p.linear(lt(0, value), polynomial, (lt(0, eta), 9 * eta / 130 + slope)))


@DIRECTIONAL_NOISE.sharpness("PCNGD on the same data: η²/50 − η/130")
def change_pcngd():
    return _change(full_gradient_step, ALL_EQUAL, Rational(1, 50), Rational(-1, 130))


MENDED = PAPER.statement(
    "directional-noise-mended",
    where="summary",
    label="Oversampling and rescaling",
    words="PCNSGD needs further stabilization in the face of directional noise: oversampling (+O) or rescaling (+R).",
    printed=r"p_0 = p_1 = p \;\Longrightarrow\; \langle u_1, \mathbb{E}(\tilde g_0+\tilde g_1)\rangle = "
    r"\|u_1\|\,p\,(1+c)",
    given=[eq(p_0, p_1)],
    concludes=eq(a_1 * (p_1 + p_0 * c), a_1 * p_1 * (1 + c)),
    derivation=False,
    note="The formulas are ours. +O equalizes the projections when the two classes are equally noisy example by "
    "example. +R replaces g̃_l by g̃_l/p̃_l, whose mean is g_l for noise that is symmetric about g_l, so that p_0 = "
    "p_1 = 1.",
)


@proves(MENDED, "put p₁ for p₀")
def equal_projections(q):
    return q.linear(q.goal, (MENDED.given[0], a_1 * c))


@MENDED.sharpness("+O in the exact example, two of each class without replacement: η²/50 − η/130, as for PCNGD")
def change_oversampled():
    return _change(pcnsgd_o, ALL_EQUAL, Rational(1, 50), Rational(-1, 130))


@MENDED.sharpness("+R in the exact example, batches of 9 + 1: 77η²/250 − η/130")
def change_rescaled():
    note = "The linear term is that of PCNGD; the quadratic one is more than fifteen times as large."
    return _change(pcnsgd_r, ALL_PROPORTIONAL, Rational(77, 250), Rational(-1, 130), note=note)


@MENDED.sharpness("+O with nine draws of each class with replacement: the drop is gone, but the factor is not 1 + c")
def oversampled_with_replacement():
    """The projection for k draws of one rotation and 9 − k of the other, averaged over the binomial law of k."""
    draws = 9
    projected = [projections(EXAMPLES, [range(draws), (0,) * k + (1,) * (draws - k)])[1] for k in range(draws + 1)]
    mean = sum(binomial(draws, k) * value for k, value in enumerate(projected)) / Integer(2) ** draws
    p = Proof({})
    line = p.both(p.enclose(lt(Rational(4, 5), mean)), p.enclose(lt(mean, Rational(21, 25))))
    published = quantity(
        "projection_with_replacement",
        mean,
        symbol="p_1",
        meaning="mean projection of nine minority draws with replacement in the exact example; the majority has p_0 = "
        "1",
    )
    note = (
        "−p_1/p_0 is below −4/5 = c, so the minority loss falls to first order. But the majority of the example is "
        "free of noise, p_1 ≠ p_0, and the factor p_1 + p_0c is about 1/30 where 1 + c is 1/5."
    )
    return p.finding(line, quantities=(published,), note=note, scope="the exact example, batches of 9 + 9")
