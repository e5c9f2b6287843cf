r"""What the numbers of the other sections are: lengths and products of vectors, in every dimension.

u_l = a_lg_l with ‖g_l‖ = 1. With two classes c = ⟨g_0, g_1⟩; with N classes r is the sum of the directions of all
classes but l, p_l = ⟨g_l, g_l + r⟩ and Q = ‖g_l + r‖².
"""

from sympy import Or, Rational, S

from checks.methods import Proof
from checks.methods.coordinates import met_in
from checks.methods.vectors import gram, inner, vector
from checks.paper import eq, le, lt, real
from proofs.per_class_normalization.notation import L, a_0, a_1, c, change, eta
from proofs.per_class_normalization.paper import PAPER

change_2 = real("Delta_2")  # the change of the loss of class 1 among two classes
g_0, g_1, rest = vector("g_0"), vector("g_1"), vector("r")
u_0, u_1 = a_0 * g_0, a_1 * g_1
all_of_two, all_of_many = g_0 + g_1, g_1 + rest
UNIT = [eq(inner(g_0, g_0), 1), eq(inner(g_1, g_1), 1)]
COSINE = eq(inner(g_0, g_1), c)


HALF = Rational(1, 2)


def length2(v):
    """‖v‖²."""
    return inner(v, v)


LENGTHS = PAPER.statement(
    "lengths-and-cosines",
    kind="lemma",
    label="Lengths and cosines",
    origin="derived",
    where="used throughout",
    printed=r"\langle u_1, u_0+u_1\rangle = \|u_1\|(\|u_1\| + \|u_0\|c),\quad \|g_0+g_1\|^2 = 2(1+c),\quad |c| \le 1",
    reading="For vectors of any dimension: the products that the other sections write in the lengths a_0, a_1 and the "
    "cosine c of two class gradients, those of PCNGD, and that the products with the full gradient add up to the "
    "square "
    "of its length.",
    given=[*UNIT, COSINE],
    concludes=[
        ("rate under GD", eq(inner(u_1, u_0 + u_1), a_1 * (a_1 + a_0 * c))),
        ("length of the full gradient", eq(length2(u_0 + u_1), a_0**2 + a_1**2 + 2 * a_0 * a_1 * c)),
        ("the products add up", eq(inner(u_0, u_0 + u_1) + inner(u_1, u_0 + u_1), length2(u_0 + u_1))),
        ("rate under PCNGD", eq(inner(u_1, all_of_two), a_1 * (1 + c))),
        ("length of the step of PCNGD", eq(length2(all_of_two), 2 * (1 + c))),
        ("cosines are at least −1", le(-1, c)),
        ("and at most 1", le(c, 1)),
    ],
    derivation=False,
)


PLANE = {"g_0": [1, 0], "g_1": [0, 1]}
met_in(LENGTHS, PLANE, at={a_0: 1, a_1: 1, c: 0})


@LENGTHS.conclusion("inner products are bilinear, and squares of lengths are not negative")
def lengths_and_cosines(claim):
    """‖g_0 ± g_1‖² = 2(1 ± c) ≥ 0."""
    p = Proof.about(claim)
    first, second, mixed = claim.given
    gd, full, sums, pcngd, step, low, high = p.goals
    lines = [
        gram(p, gd, (second, a_1**2), (mixed, a_0 * a_1)),
        gram(p, full, (first, a_0**2), (second, a_1**2), (mixed, 2 * a_0 * a_1)),
        gram(p, sums),
        gram(p, pcngd, (second, a_1), (mixed, a_1)),
        gram(p, step, first, second, (mixed, 2)),
        gram(p, low, (first, HALF), (second, HALF), mixed, squares=[(HALF, g_0 + g_1)]),
        gram(p, high, (first, HALF), (second, HALF), (mixed, -1), squares=[(HALF, g_0 - g_1)]),
    ]
    return p.finding(p.both(*lines))


IN_VECTORS = PAPER.statement(
    "pcngd-in-vectors",
    kind="theorem",
    label="PCNGD in vectors",
    origin="derived",
    where="derived for this report",
    printed=r"f^{(l)}(x-\eta\sum_kg_k) - f^{(l)}(x) \le -\eta\langle u_l, \sum_k g_k\rangle + "
    r"\tfrac{L_l}{2}\eta^2\Bigl\|\sum_kg_k\Bigr\|^2",
    reading="pcngd-monotone with nothing but vectors of any dimension: class 1 with gradient u_1 = a_1g_1, r the sum "
    "of "
    "the other directions. Its loss obeys the quadratic bound of smoothness along the step −η(g_1 + r), Δ_f, or with "
    "two "
    "classes −η(g_0 + g_1), Δ_2. It falls where Lη‖g_1 + r‖² < 2a_1⟨g_1, g_1 + r⟩; of two classes it changes by at "
    "most "
    "−η(1 + c)(a_1 − Lη).",
    over={change_2: S.Reals},
    given=[
        *UNIT,
        COSINE,
        le(change, inner(u_1, -eta * all_of_many) + L / 2 * length2(eta * all_of_many)),
        le(change_2, inner(u_1, -eta * all_of_two) + L / 2 * length2(eta * all_of_two)),
    ],
    concludes=[
        (
            "N classes",
            Or(
                le(2 * a_1 * inner(g_1, all_of_many), L * eta * length2(all_of_many)),
                lt(change, 0),
            ),
        ),
        ("two classes", le(change_2, -eta * (1 + c) * (a_1 - L * eta))),
    ],
    uses=[LENGTHS],
    derivation=False,
)


met_in(IN_VECTORS, {**PLANE, "r": [1, 0]}, at={a_1: 1, c: 0, L: 1, eta: 1, change: -1, change_2: -1})


@IN_VECTORS.conclusion("the step in terms of inner products", claims=["N classes"])
def n_classes(claim):
    """−Δf ≥ (η/2)(2a_1⟨g_1, g_1 + r⟩ − Lη‖g_1 + r‖²)."""
    p = Proof.about(claim)
    smooth, gain, need = claim.given[3], 2 * a_1 * inner(g_1, all_of_many), L * eta * length2(all_of_many)

    def short(q):
        return q.either(q.goal, gram(q, lt(change, 0), smooth, (lt(need, gain), eta / 2)))

    return p.finding(p.cases(p.goal, gain, need, lambda q: q.either(q.goal, q.given(le(gain, need))), short))


@IN_VECTORS.conclusion("two classes: ⟨g_1, g_0 + g_1⟩ = 1 + c and ‖g_0 + g_1‖² = 2(1 + c)", claims=["two classes"])
def two_classes(claim):
    p = Proof.about(claim)
    first, second, mixed, _, smooth = claim.given
    gain, loss = -eta * a_1, L * eta**2 / 2
    return p.finding(gram(p, p.goal, smooth, (first, loss), (second, gain + loss), (mixed, gain + 2 * loss)))
