"""Appendix A: solutions with the smaller drift stay below.

With primitives F of 1/f and G of 1/g that agree at a, solutions from a obey F(u) = G(v) = F(a) + z. The mean value
theorem turns this into numbers: F(u) − F(v) = (v − u)·m with m = −1/f > 0 at some place, G(v) − F(v) = (a − v)·k with
k = 1/f − 1/g > 0 at some place, and a − v = z·w with w = −g > 0 at some place. Hence (v − u)·m = (a − v)·k = z·w·k.
"""

from sympy import Derivative, Interval, exp, log, oo

from checks.methods import Proof, exists, witness
from checks.outcome import Evidence, Verdict
from checks.paper import Claim, eq, le, lt, real
from proofs.spurious_correlation.notation import z
from proofs.spurious_correlation.paper import BEFORE_ZERO, PAPER, POSITIVE

f, g = real("f g")  # values of the two drifts at one point
u, v, m, k, w = real("u v m k w")
start, middle = real("a x")
VALUES = {**dict.fromkeys((start, u, v), BEFORE_ZERO), **dict.fromkeys((m, k, w), POSITIVE)}
SOLUTIONS = [eq(start - v, z * w), eq((v - u) * m, (start - v) * k)]
MEAN_VALUES = (
    "inference: mean value theorem, for v over [0, z] and for the primitives F of 1/f and G of 1/g, with F(u) = G(v) = "
    "F(a) + z"
)

LEMMA_A_1 = PAPER.lemma(
    "A.1",
    where="Appendix A",
    quote=r"Let $f, g : \mathbb R^- \to \mathbb R^-$ be continuous and negative functions such that $f(x) < g(x)$ for "
    r"all $x \in \mathbb R^-$. Consider the autonomous ODEs $u'(z) = f(u(z))$, $u(0) = a$, and $v'(z) = g(v(z))$, "
    r"$v(0) = a$, with the same negative initial condition $a < 0$. Then, for all $z \ge 0$, $u(z) < v(z)$.",
    reading="At one z ≥ 0, with u and v for u(z) and v(z): what is assumed of them is the mean value form of both "
    "equations, a − v = z·w and (v − u)·m = (a − v)·k, where w = −g, m = −1/f and k = 1/f − 1/g at some places, all "
    "positive. At z = 0 it says u = v = a.",
    over={**VALUES, z: Interval(0, oo)},
    given=SOLUTIONS,
    concludes=[("u(z) < v(z)", lt(u, v))],
    why="At z = 0 both solutions equal a, so that “for all z ≥ 0” fails for every f and g; and solutions need not "
    "exist for all z ≥ 0: with f = −e^(−u) the solution reaches −∞ at z = e^a.",
    fix="Claim u(z) < v(z) for all z > 0 up to which both solutions exist (repair `comparison-of-flows`); for Ψ and Ψ "
    "+ ξ, which are bounded below a, that is every z > 0.",
)


@LEMMA_A_1.conclusion("u(z) < v(z) for all z ≥ 0", expect=Verdict.REFUTED)
def equal_at_the_start(claim: Claim) -> Evidence:
    """u(0) = v(0) = a, so u(0) < v(0) fails for every pair of drifts; the numbers are those of f = −2, g = −1, a =
    −1."""
    return witness(claim, at={z: 0, start: -1, u: -1, v: -1, m: "1/2", k: "1/2", w: 1})


COMPARISON = PAPER.repair(
    "comparison-of-flows",
    repairs=LEMMA_A_1,
    label="Comparison of flows",
    printed=r"f < g < 0 \text{ continuous} \Rightarrow u(z) < v(z) \text{ for all } z > 0 \text{ up to which both "
    r"exist}",
    reading="Encoded at one z > 0, in the mean value form.",
    over={**VALUES, z: POSITIVE},
    given=SOLUTIONS,
    concludes=[("u(z) < v(z)", lt(u, v))],
)


@COMPARISON.conclusion("(v − u)·m = z·w·k > 0")
def solutions_apart(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    first, second = SOLUTIONS
    positive = p.linear(lt(0, z * w * k / m), (p.fact(lt(0, z)), w * k / m))
    return p.finding(p.linear(p.goal, positive, (first, -k / m), (second, -1 / m)), modulo=(MEAN_VALUES,))


@COMPARISON.hypotheses(
    "m and k are positive: f < g < 0 gives −1/f > 0 and 1/f − 1/g > 0",
    claims=[lt(0, -1 / f), lt(0, 1 / f - 1 / g)],
    given=[lt(f, g)],
    over={f: BEFORE_ZERO, g: BEFORE_ZERO},
)
def order_of_reciprocals(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.both(p.enclose(p.goals[0]), p.linear(p.goals[1], (lt(f, g), 1 / (f * g)))))


@LEMMA_A_1.argument(
    "1/g < 1/f < 0 from f < g < 0",
    claims=[lt(1 / g, 1 / f), lt(1 / f, 0)],
    given=[lt(f, g)],
    over={f: BEFORE_ZERO, g: BEFORE_ZERO},
)
def reciprocals(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.both(p.linear(p.goals[0], (lt(f, g), 1 / (f * g))), p.enclose(p.goals[1])))


@LEMMA_A_1.argument(
    "“G(a) − G(x) < F(a) − F(x) for all x ≤ a”, for f = −2 and g = −1",
    claims=[lt(-start + middle, -start / 2 + middle / 2)],
    given=[le(middle, start)],
    over={middle: BEFORE_ZERO},
    expect=Verdict.REFUTED,
)
def strict_at_the_start(claim: Claim) -> Evidence:
    """It reads 0 < 0 at x = a; here F = −x/2, G = −x, a = −1."""
    return witness(claim, at={start: -1, middle: -1, z: 0, u: -1, v: -1, m: 1, k: 1, w: 1})


FLOW = log(exp(start) - z)


@LEMMA_A_1.hypotheses(
    "solutions need not exist for all z: u′ = −e^(−u) with u(0) = a is solved by ln(e^a − z), which ends at z = e^a",
    claims=[eq(Derivative(FLOW, z), -exp(-FLOW))],
    given=[lt(z, exp(start))],
)
def blow_up(claim: Claim) -> Evidence:
    """Continuous and negative is not enough for “for all z ≥ 0”. (Ψ and Ψ + ξ are bounded below a, so (19) and (20) are
    not affected.)"""
    p = Proof.about(claim)
    room = p.linear(lt(0, exp(start) - z), lt(z, exp(start)))
    return p.finding(p.identity(p.goal, room))


@LEMMA_A_1.hypotheses(
    "f < g is necessary: with f = g the solutions agree",
    exists=[eq(-1 + f * z, -1 + g * z)],
    given=[le(f, g)],
    over={f: BEFORE_ZERO, g: BEFORE_ZERO, z: POSITIVE},
)
def strict_order_needed(claim: Claim) -> Evidence:
    return exists(claim, at={f: -1, g: -1, z: 1, start: -1, u: -1, v: -1, m: 1, k: 1, w: 1})
