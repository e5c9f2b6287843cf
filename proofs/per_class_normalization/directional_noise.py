r"""Directional noise: what mini-batches do to the normalized gradients, and what oversampling and rescaling mend.

If the mini-batch direction of class l is g_l on average up to a factor, 𝔼g̃_l = p_l g_l, then the expected change of
f^(1) under PCNSGD is, to first order, −η‖u_1‖⟨g_1, p_1g_1 + p_0g_0⟩ = −η‖u_1‖(p_1 + p_0c). With p_1 < p_0 the drop
returns on −1 < c < −p_1/p_0. Equal projections (+O) or division by them (+R) give the factor 1 + c back.

Exact example: eighteen majority examples and two of the minority, all with gradients of length 1 at the origin. Those
of the majority are all g_0 = (1, 0), those of the minority are g_1 = (−4/5, 3/5) rotated by ±φ with cos φ = 5/13; the
losses are ½‖x − b‖², b the negative gradient. A batch is nine majority examples and one of the minority.
"""

from sympy import Integer, Interval, Or, Rational, binomial, oo

from checks.methods import Proof, identity, proves, quantity
from checks.methods.expectations import expect, expected, law_chosen
from checks.notions import almost_surely, expectation
from checks.paper import eq, gt, le, lt, real
from proofs.per_class_normalization.examples import MAJORITY, MINORITY, ORIGIN, quadratic_loss, share
from proofs.per_class_normalization.notation import L, a_1, c, change, eta, p_0, p_1
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

product = a_1 * (p_1 + p_0 * c)  # ⟨u_1, 𝔼(g̃_0 + g̃_1)⟩

DIRECTIONAL_NOISE = PAPER.statement(
    "directional-noise",
    where="abstract",
    label="Directional noise",
    quote="With SGD, class imbalance has an additional effect on the direction of the gradients: the minority class "
    "suffers from a higher directional noise, which reduces the effectiveness of the per-class gradient normalization.",
    printed=r"\mathbb{E}\tilde g_l = p_l g_l \;\Longrightarrow\; "
    r"\langle u_1, \mathbb{E}(\tilde g_0 + \tilde g_1)\rangle = \|u_1\|(p_1 + p_0 c) < 0 \iff c < -\frac{p_1}{p_0}",
    reading="Of the last clause: with projections p_1 < p_0 the initial drop of the minority, which PCNGD removes for "
    "every c > −1, is back in expectation, to first order in the step size, for −1 < c < −p_1/p_0. The formula is "
    "ours; 𝔼g̃_l = p_l g_l holds, for instance, for noise that is symmetric about the direction of g_l. (That the "
    "minority's noise is the higher one: minority-directional-noise.)",
    given=[lt(c, -p_1 / p_0)],
    concludes=[lt(product, 0)],
    unexamined=[
        "“reduces the effectiveness” beyond the first order in the step size (for finite steps see pcnsgd-step)"
    ],
    derivation=False,
)
possible(DIRECTIONAL_NOISE, "p_0 = 1, p_1 = 1/2, opposite directions", {p_0: 1, p_1: Rational(1, 2), c: -1, a_1: 1})


@proves(DIRECTIONAL_NOISE, "p₁ + p₀c = p₀(c + p₁/p₀)")
def drop_returns(q):
    return q.linear(q.goal, (DIRECTIONAL_NOISE.given[0], a_1 * p_0))


@DIRECTIONAL_NOISE.sharpness("above the threshold there is no drop", claims=[lt(0, product)], given=[gt(c, -p_1 / p_0)])
def no_drop_above(claim):
    p = Proof.about(claim)
    return p.finding(p.linear(p.goal, (claim.given[0], a_1 * p_0)))


square = real("Q")
SMOOTH = le(change, -eta * product + L / 2 * eta**2 * square)

PCNSGD_STEP = PAPER.statement(
    "pcnsgd-step",
    kind="theorem",
    label="PCNSGD, steps of finite size",
    origin="derived",
    where="derived for this report",
    printed=r"\mathbb{E}\,\Delta f^{(1)} \le -\eta\|u_1\|(p_1 + p_0c) + 2L\eta^2,\qquad "
    r"0 < \eta < \frac{\|u_1\|(p_1+p_0c)}{2L} \;\Longrightarrow\; \mathbb{E}\,\Delta f^{(1)} < 0",
    reading="Two classes, f⁽¹⁾ smooth with constant L along the step, expectations over the mini-batches: Δf is the "
    "expected change, Q = 𝔼‖g̃_0 + g̃_1‖² ≤ 4 because the directions have length 1. With oversampling (+O) put "
    "p_0 = p_1.",
    over={square: Interval(0, oo)},
    given=[SMOOTH, le(square, 4)],
    concludes=[
        ("bound", le(change, -eta * product + 2 * L * eta**2)),
        ("decrease", Or(le(product, 2 * L * eta), lt(change, 0))),
    ],
    derivation=False,
)


def _bounded(p):
    return p.linear(PCNSGD_STEP.concludes[0], SMOOTH, (le(square, 4), L / 2 * eta**2))


@PCNSGD_STEP.conclusion("the smoothness bound, with ‖g̃_0 + g̃_1‖ ≤ 2", claims=["bound"])
def step_bound(claim):
    p = Proof.about(claim)
    return p.finding(_bounded(p))


@PCNSGD_STEP.conclusion("short steps decrease the minority loss in expectation", claims=["decrease"])
def step_decreases(claim):
    """−𝔼Δf ≥ η(‖u_1‖(p_1 + p_0c) − 2Lη)."""
    p = Proof.about(claim)
    (goal,) = claim.formulas

    def short(q):
        return q.either(goal, q.linear(lt(change, 0), _bounded(q), (lt(2 * L * eta, product), eta)))

    return p.finding(
        p.cases(goal, product, 2 * L * eta, lambda q: q.either(goal, q.given(le(product, 2 * L * eta))), short)
    )


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


MEAN_PROJECTIONS = expected_projections(ALL_PROPORTIONAL)
THRESHOLD = -MEAN_PROJECTIONS[1] / MEAN_PROJECTIONS[0]


@DIRECTIONAL_NOISE.sharpness(
    "exact example: the threshold is −p₁/p₀ = −5/13, and c = −4/5 lies below it",
    claims=[lt(dot(MAJORITY, MINORITY), THRESHOLD)],
    given=[],
)
def threshold_of_the_example(claim):
    """p₀ = 1 and p₁ = 5/13. With +O, two examples of each class without replacement, both projections are 1."""
    p = Proof.about(claim)
    published = quantity(
        "threshold_pcnsgd",
        THRESHOLD,
        symbol=r"-p_1/p_0",
        meaning="cosine below which the drop returns under PCNSGD in the exact example (18:2, batches of 9 + 1)",
    )
    return p.finding(p.settle(p.goal), quantities=(published,), scope="the exact example")


def changes_by(step, batches, square, linear):
    """The expected change of the minority loss is square·η² + linear·η."""
    return eq(expected_change(step, batches), square * eta**2 + linear * eta)


OF_PCNSGD = expected_change(pcnsgd, ALL_PROPORTIONAL)


@DIRECTIONAL_NOISE.sharpness(
    "PCNSGD: the expected change of the minority loss is 9η²/130 + 27η/1690, positive for every η",
    claims=[eq(OF_PCNSGD, 9 * eta**2 / 130 + Rational(27, 1690) * eta), lt(0, OF_PCNSGD)],
    given=[],
)
def change_pcnsgd(claim):
    p = Proof.about(claim)
    polynomial = p.identity(p.goals[0])
    positive = p.linear(p.goals[1], polynomial, (lt(0, eta), 9 * eta / 130 + Rational(27, 1690)))
    return p.finding(p.both(polynomial, positive))


@DIRECTIONAL_NOISE.sharpness(
    "PCNGD on the same data: η²/50 − η/130",
    claims=[changes_by(full_gradient_step, ALL_EQUAL, Rational(1, 50), Rational(-1, 130))],
    given=[],
)
def change_pcngd(claim):
    return identity(claim)


C, along = real("C y")  # the coordinate of the mini-batch direction g̃_1 along g_1
MEAN = expectation(C, C, "direction")
SPREAD = expectation((C - p_1) ** 2 + 1 - C**2, C, "direction")  # 𝔼‖g̃_1 − p_1g_1‖²: along g_1, and across

MENDED = PAPER.statement(
    "directional-noise-mended",
    where="summary",
    label="Oversampling and rescaling",
    quote="In SGD, variance and directional noise necessitate PCNSGD+O and PCNSGD+R to achieve robust, balanced "
    "learning.",
    printed=r"p_0 = p_1 = p \;\Longrightarrow\; \langle u_1, \mathbb{E}(\tilde g_0+\tilde g_1)\rangle = "
    r"\|u_1\|\,p\,(1+c),\qquad \mathbb{E}\|\tilde g_1 - p_1g_1\|^2 = 1 - p_1^2",
    reading="“Necessitate”: with the plain normalization the minority loss rises, in expectation and to first order, "
    "wherever c < −p_1/p_0; that nothing else would help is not said. With equal projections the factor 1 + c of PCNGD "
    "is back. The formulas are ours. +O equalizes the projections when the two classes are equally noisy example by "
    "example. +R replaces g̃_l by g̃_l/p̃_l, whose mean is g_l for noise that is symmetric about g_l, so that p_0 = p_1 = "
    "1. Variance: that of a direction with the mean p_1g_1 is 1 − p_1², so that it and the directional noise are one "
    "number, and +O, which raises p_1, lowers it; that of +R can be infinite (rescaling-moment).",
    given=[eq(MEAN, p_1), almost_surely(Integer(-1), C, C, "direction"), almost_surely(C, Integer(1), C, "direction")],
    concludes=[
        ("a drop without them", Or(le(-p_1 / p_0, c), lt(product, 0))),
        ("equal projections", Or(lt(p_0, p_1), lt(p_1, p_0), eq(product, a_1 * p_1 * (1 + c)))),
        ("variance", eq(SPREAD, 1 - p_1**2)),
    ],
    unexamined=["“robust, balanced learning”"],
    derivation=False,
)


@MENDED.hypotheses("a direction that is g_1 or across it", exists=[])
def hypotheses_satisfiable(claim):
    half = Rational(1, 2)
    return law_chosen(claim, {"direction": {1: half, 0: half}}, {p_0: 1, p_1: half, c: 0, a_1: 1})


@proves(MENDED, "p₁ + p₀c = p₀(c + p₁/p₀)", claims=["a drop without them"])
def drop_without(q):
    def below(r):
        return r.either(r.goal, r.linear(lt(product, 0), (lt(c, -p_1 / p_0), a_1 * p_0)))

    return q.cases(q.goal, -p_1 / p_0, c, lambda r: r.either(r.goal, le(-p_1 / p_0, c)), below)


@proves(MENDED, "put p₁ for p₀", claims=["equal projections"])
def equal_projections(q):
    def equal(r):
        same = r.linear(eq(p_0, p_1), (r.axiom("max-first", p_0, p_1), -1), r.axiom("max-second", p_0, p_1))
        return r.either(r.goal, r.linear(eq(product, a_1 * p_1 * (1 + c)), (same, a_1 * c)))

    def not_above(r):
        return r.cases(r.goal, p_1, p_0, equal, lambda t: t.either(t.goal, lt(p_0, p_1)))

    return q.cases(q.goal, p_0, p_1, not_above, lambda r: r.either(r.goal, lt(p_1, p_0)))


@proves(MENDED, "(C − p)² + 1 − C² = 1 + p² − 2pC, with the mean p of C", claims=["variance"])
def variance(q):
    square = (along - p_1) ** 2 + 1 - along**2
    expected(q, SPREAD, along, lambda i: i.enclose(i.goal), constant=9, support=(-1, 1))
    whole = expect(
        q,
        eq(SPREAD, 1 + p_1**2 - 2 * p_1 * MEAN),
        (C, "direction"),
        along,
        [(-1, square), (-2 * p_1, along)],
        lambda i: i.settle(i.goal),
        constant=1 + p_1**2,
        support=(-1, 1),
    )
    return q.linear(q.goal, whole, (MENDED.given[0], -2 * p_1))


@MENDED.sharpness(
    "+O in the exact example, two of each class without replacement: η²/50 − η/130, as for PCNGD",
    claims=[changes_by(pcnsgd_o, ALL_EQUAL, Rational(1, 50), Rational(-1, 130))],
    given=[],
)
def change_oversampled(claim):
    return identity(claim)


@MENDED.sharpness(
    "+R in the exact example, batches of 9 + 1: 77η²/250 − η/130",
    claims=[changes_by(pcnsgd_r, ALL_PROPORTIONAL, Rational(77, 250), Rational(-1, 130))],
    given=[],
)
def change_rescaled(claim):
    note = "The linear term is that of PCNGD; the quadratic one is more than fifteen times as large."
    return identity(claim, note=note)


DRAWS = 9


def mean_with_replacement():
    """The projection for k draws of one rotation and 9 − k of the other, averaged over the binomial law of k."""
    projected = [projections(EXAMPLES, [range(DRAWS), (0,) * k + (1,) * (DRAWS - k)])[1] for k in range(DRAWS + 1)]
    return sum(binomial(DRAWS, k) * value for k, value in enumerate(projected)) / Integer(2) ** DRAWS


@MENDED.sharpness(
    "+O with nine draws of each class with replacement: 4/5 < p_1 < 21/25, so the drop is gone",
    claims=[lt(Rational(4, 5), mean_with_replacement()), lt(mean_with_replacement(), Rational(21, 25))],
    given=[],
)
def oversampled_with_replacement(claim):
    p = Proof.about(claim)
    published = quantity(
        "projection_with_replacement",
        mean_with_replacement(),
        symbol="p_1",
        meaning="mean projection of nine minority draws with replacement in the exact example; the majority has p_0 = "
        "1",
    )
    note = (
        "−p_1/p_0 is below −4/5 = c, so the minority loss falls to first order. But the majority of the example is "
        "free of noise, p_1 ≠ p_0, and the factor p_1 + p_0c is about 1/30 where 1 + c is 1/5."
    )
    line = p.both(*map(p.enclose, p.goals))
    return p.finding(line, quantities=(published,), note=note, scope="the exact example, batches of 9 + 9")
