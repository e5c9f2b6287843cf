r"""Is the minority the noisier class? Typically, for it has the smaller batches; but not always.

One-dimensional gradients, −1 with probability 9/10 and +19 with probability 1/10, mean +1. The sum of b of them with k
large ones is 20k − b, so the expected direction is p_b = P(k > b/20) − P(k < b/20): for b < 20 one large gradient
decides, p_b = 1 − 2(9/10)^b; at b = 20 one large gradient is just cancelled by nineteen small ones (the batch gradient
vanishes, PCNSGD is undefined, and the batch is counted with direction 0); from b = 21 on two are needed.
"""

from sympy import Interval, Pow, Rational, binomial

from checks.methods import Proof, exists, quantity
from checks.paper import eq, ge, le, lt, real
from proofs.per_class_normalization.paper import PAPER

q = real("q")  # the probability of −1
SMALL = Rational(9, 10)
IS_SMALL = eq(q, SMALL)


def projection(b):
    """p_b, the expectation of the direction of a batch of b, as a polynomial in q."""
    signs = ((k, (20 * k > b) - (20 * k < b)) for k in range(b + 1))
    return sum(sign * binomial(b, k) * (1 - q) ** k * Pow(q, b - k) for k, sign in signs)


MINORITY_NOISIER = PAPER.statement(
    "minority-noisier",
    kind="remark",
    label="The smaller batch is always the noisier one",
    origin="reading",
    where="abstract, read as a law",
    reading="The class with the smaller batch has the smaller projection p_b, whatever the distribution of its "
    "gradients. Encoded for batches of 10 or 19 (minority) and 21 (majority) of gradients with one and the same "
    "distribution, −1 with probability 9/10 and +19 with probability 1/10.",
    over={q: Interval(0, 1)},
    given=[IS_SMALL],
    concludes=[
        ("10 is noisier than 21", lt(projection(10), projection(21))),
        ("19 is noisier than 21", lt(projection(19), projection(21))),
    ],
    derivation=False,
)


@MINORITY_NOISIER.hypotheses("the distribution", exists=[])
def hypotheses_satisfiable(claim):
    return exists(claim, at={q: SMALL})


def _published():
    return tuple(
        quantity(
            f"p_{b}",
            projection(b).subs(q, SMALL),
            symbol=f"p_{{{b}}}",
            meaning=f"expected direction of a batch of {b} gradients: −1 with probability 9/10, 19 with probability "
            f"1/10" + (" (a vanishing batch gradient counts 0)" if b == 20 else ""),
        )
        for b in (1, 10, 19, 20, 21)
    )


def _compared(p, low, high, strict):
    """p_low < p_high (or ≤), by putting 9/10 for q."""
    relation = lt if strict else le
    a, b = projection(low).subs(q, SMALL), projection(high).subs(q, SMALL)
    return p.rewrite(relation(projection(low), projection(high)), p.settle(relation(a, b)), IS_SMALL)


@MINORITY_NOISIER.conclusion("a batch of 10, and one of 19, is noisier than one of 21", expect="refuted")
def larger_batch_is_noisier(claim):
    p = Proof.about(claim)
    line = p.both(_compared(p, 21, 10, strict=False), _compared(p, 21, 19, strict=False))
    return p.finding(
        line,
        scope="gradients −1 (9/10) and +19 (1/10); majority batch 21, minority batch 10 or 19",
        quantities=_published(),
    )


RISING, FALLING = [(b, b + 1) for b in range(1, 19)], [(20, 19), (21, 20)]


@MINORITY_NOISIER.sharpness(
    "p_b grows from b = 1 to b = 19, and falls from 19 to 21",
    claims=[lt(projection(low), projection(high)) for low, high in (*RISING, *FALLING)],
)
def not_monotone(claim):
    p = Proof.about(claim)
    lines = [_compared(p, low, high, strict=True) for low, high in (*RISING, *FALLING)]
    return p.finding(p.both(*lines), scope="b = 1, …, 21")


@MINORITY_NOISIER.sharpness(
    "closed forms for any q: 1 − 2q^b for b < 20, and with two large gradients needed at 21",
    claims=[
        *(eq(projection(b), 1 - 2 * q**b) for b in (2, 10, 19)),
        eq(projection(20), 1 - 2 * q**20 - 20 * (1 - q) * q**19),
        eq(projection(21), 1 - 2 * (q**21 + 21 * (1 - q) * q**20)),
    ],
    given=[],
)
def closed_forms(claim):
    p = Proof.about(claim)
    return p.finding(p.both(*map(p.identity, p.goals)), scope="all 0 ≤ q ≤ 1")


@MINORITY_NOISIER.hypotheses(
    "a batch of 20 can have a vanishing gradient, with probability 20·(1/10)(9/10)^19 > 1/4",
    claims=[ge(20 * (1 - q) * q**19, Rational(1, 4))],
)
def vanishing_batch(claim):
    p = Proof.about(claim)
    value = (20 * (1 - q) * q**19).subs(q, SMALL)
    return p.finding(p.rewrite(p.goal, p.settle(ge(value, Rational(1, 4))), IS_SMALL), scope="b = 20")
