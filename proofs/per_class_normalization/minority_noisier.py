r"""Is the minority the noisier class? Typically, for it has the smaller batches; but not always.

One-dimensional gradients, −1 with probability 9/10 and +19 with probability 1/10, mean +1. The sum of b of them with k
large ones is 20k − b, so the expected direction is p_b = P(k > b/20) − P(k < b/20): for b < 20 one large gradient
decides, p_b = 1 − 2(9/10)^b; at b = 20 one large gradient is just cancelled by nineteen small ones (the batch gradient
vanishes, PCNSGD is undefined, and the batch is counted with direction 0); from b = 21 on two are needed.
"""

from sympy import Integer, Rational, binomial

from checks.methods import Proof, quantity
from checks.outcome import ONE_INSTANCE
from checks.paper import eq, lt
from proofs.per_class_normalization.paper import PAPER

LARGE, SMALL = Rational(1, 10), Rational(9, 10)


def projection(b):
    """p_b, the exact expectation of the direction of a batch of b."""
    total = Integer(0)
    for k in range(b + 1):
        value = 20 * k - b
        sign = (value > 0) - (value < 0)
        total += sign * binomial(b, k) * LARGE**k * SMALL ** (b - k)
    return total


MINORITY_NOISIER = PAPER.statement(
    "minority-noisier",
    where="abstract",
    label="The minority is the noisier class",
    words="The minority class suffers from the higher directional noise.",
    derivation=False,
    note="Read as a law, that the class with the smaller batch has the smaller projection p_b. It is typical (the "
    "projection grows with the batch for Gaussian noise, `gaussian-noise`), and false in general, even for classes "
    "whose gradients have one and the same distribution.",
)


@MINORITY_NOISIER.conclusion("a batch of 21 is noisier than one of 19, and than one of 10", expect="refuted")
def larger_batch_is_noisier():
    p = Proof({})
    first = p.enclose(lt(projection(21), projection(10)))
    second = p.enclose(lt(projection(21), projection(19)))
    published = tuple(
        quantity(
            f"p_{b}",
            projection(b),
            symbol=f"p_{{{b}}}",
            meaning=f"expected direction of a batch of {b} gradients: −1 with probability 9/10, 19 with probability "
            f"1/10" + (" (a vanishing batch gradient counts 0)" if b == 20 else ""),
        )
        for b in (1, 10, 19, 20, 21)
    )
    return p.refutation(
        p.both(first, second),
        scope="gradients −1 (9/10) and +19 (1/10); majority batch 21, minority batch 10 or 19",
        quantities=published,
        modulo=(ONE_INSTANCE,),
    )


@MINORITY_NOISIER.sharpness("p_b grows from b = 1 to b = 19, and falls from 19 to 21")
def not_monotone():
    p = Proof({})
    rising = [p.enclose(lt(projection(b), projection(b + 1))) for b in range(1, 19)]
    falling = [p.enclose(lt(projection(b + 1), projection(b))) for b in (19, 20)]
    return p.finding(p.both(*rising, *falling), scope="b = 1, …, 21")


@MINORITY_NOISIER.sharpness("closed forms: 1 − 2(9/10)^b for b < 20, and with two large gradients needed at 21")
def closed_forms():
    p = Proof({})
    below = [p.identity(eq(projection(b), 1 - 2 * SMALL**b)) for b in (1, 10, 19)]
    at_20 = p.identity(eq(projection(20), 1 - 2 * SMALL**20 - 20 * LARGE * SMALL**19))
    at_21 = p.identity(eq(projection(21), 1 - 2 * (SMALL**21 + 21 * LARGE * SMALL**20)))
    return p.finding(p.both(*below, at_20, at_21))


@MINORITY_NOISIER.hypotheses("a batch of 20 can have a vanishing gradient, with probability 20·(1/10)(9/10)^19 > 1/4")
def vanishing_batch():
    p = Proof({})
    return p.finding(p.enclose(lt(Rational(1, 4), binomial(20, 1) * LARGE * SMALL**19)), scope="b = 20")
