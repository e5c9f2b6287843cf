"""Appendix A: solutions with the smaller drift stay below."""

from sympy import Derivative, Interval, exp, log, oo

from checks.methods import Proof, exists, witness
from checks.outcome import ONE_INSTANCE, Verdict
from checks.paper import eq, le, lt, real
from proofs.spurious_correlation.notation import z
from proofs.spurious_correlation.paper import PAPER, POSITIVE

f, g = real("f g")  # values of the two drifts at one point
F, G, start, middle = real("F G a x")
NEGATIVE = Interval.open(-oo, 0)

LEMMA_A_1 = PAPER.lemma(
    "A.1",
    where="Appendix A",
    printed=r"f < g < 0,\ u' = f(u),\ v' = g(v),\ u(0) = v(0) = a < 0 \Rightarrow u(z) < v(z) \quad \text{for "
    r"all } z \ge 0",
    words="Solutions with the smaller drift stay below, wherever both exist.",
    over={f: NEGATIVE, g: NEGATIVE},
    note="As printed it includes z = 0, where both solutions are equal; the repair says z > 0 and adds existence.",
)


@LEMMA_A_1.conclusion("at z = 0 the two solutions are equal", expect=Verdict.REFUTED)
def equal_at_the_start():
    """u(0) = v(0) = a, so u(0) < v(0) fails for every pair of drifts: here f = −2, g = −1, a = −1, with the solutions
    u = −1 − 2z and v = −1 − z."""
    return witness(
        LEMMA_A_1,
        lt(-1 - 2 * z, -1 - z),
        given=[],
        also={z: Interval(0, oo)},
        at={z: 0},
        modulo=(ONE_INSTANCE,),
    )


COMPARISON = PAPER.repair(
    "comparison-of-flows",
    repairs=LEMMA_A_1,
    printed=r"f < g < 0 \text{ continuous} \Rightarrow u(z) < v(z) \text{ for all } z > 0 \text{ up to which "
    r"both exist}",
    words=(
        "Encoded at one z > 0, for the primitives F of 1/f and G of 1/g with F(a) = G(a): F(u) = G(v) = F(a) + z and "
        "F < G below a leave only u < v."
    ),
    over={f: NEGATIVE, g: NEGATIVE},
    given=[lt(f, g)],
    concludes=lt(1 / g, 1 / f) & lt(1 / f, 0),
)


@COMPARISON.conclusion("1/g < 1/f < 0, so G − F falls, and F falls")
def order_of_reciprocals():
    p = Proof.about(COMPARISON)
    first = p.linear(lt(1 / g, 1 / f), (lt(f, g), 1 / (f * g)))
    second = p.enclose(lt(1 / f, 0))
    return p.finding(
        p.given(p.goal, first, second),
        modulo=(
            "inference: integrated from x to a, 1/g < 1/f < 0 gives F(x) < G(x) for x < a, and F falls; so F(u) = G(v) "
            "> F(v) forces u < v for z > 0",
        ),
    )


@LEMMA_A_1.argument("1/g < 1/f < 0 from f < g < 0")
def reciprocals():
    p = Proof({f: NEGATIVE, g: NEGATIVE}, [lt(f, g)])
    return p.finding(p.linear(lt(1 / g, 1 / f), (lt(f, g), 1 / (f * g))))


@LEMMA_A_1.argument("“for all x ≤ a”: the strict inequality fails at x = a", expect=Verdict.REFUTED)
def strict_at_the_start():
    """G(a) − G(x) < F(a) − F(x) reads 0 < 0 at x = a; here f = −2, g = −1, F = −x/2, G = −x, a = −1."""
    claim = lt(-start + middle, -start / 2 + middle / 2)
    return witness(
        LEMMA_A_1,
        claim,
        given=[le(middle, start)],
        also={start: NEGATIVE, middle: NEGATIVE},
        at={start: -1, middle: -1},
    )


@LEMMA_A_1.hypotheses("solutions need not exist for all z: f = −e^(−u) reaches −∞ in finite time")
def blow_up():
    """u′ = −e^(−u), u(0) = a has the solution u = ln(e^a − z), which ends at z = e^a: continuous and negative is not
    enough for “for all z ≥ 0”. (Ψ and Ψ + ξ are bounded below a, so (19) and (20) are not affected.)"""
    p = Proof({start: NEGATIVE, z: POSITIVE}, [lt(z, exp(start))])
    flow = log(exp(start) - z)
    room = p.linear(lt(0, exp(start) - z), lt(z, exp(start)))
    return p.finding(p.identity(eq(Derivative(flow, z), -exp(-flow)), room))


@LEMMA_A_1.hypotheses("f < g is necessary: with f = g the solutions agree")
def strict_order_needed():
    both = {f: NEGATIVE, g: NEGATIVE, z: POSITIVE}
    return exists(LEMMA_A_1, eq(-1 + f * z, -1 + g * z), given=[le(f, g)], also=both, at={f: -1, g: -1, z: 1})
