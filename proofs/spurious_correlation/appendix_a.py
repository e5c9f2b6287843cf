"""Appendix A: solutions with the smaller drift stay below.

Any two continuous functions f < g < 0 are −e^q − e^p and −e^q with continuous p and q. Along v the potential
∫_y^a e^(−q) has the rate 1, along u the rate 1 + e^(p−q) > 1; so it is greater at u(z) than at v(z), and u(z) < v(z),
as it falls with y. This is the paper's proof, with its primitives chosen so that both are 0 at a.
"""

from typing import Any

from sympy import Derivative, Expr, Integer, Integral, Interval, exp, log, oo

from checks.methods import Proof, evidence, exists, witness
from checks.methods.argue import Line
from checks.methods.flows import potential, solution, with_functions_chosen
from checks.methods.integrals import antiderivative, comparison, split
from checks.notions import continuous, flow
from checks.outcome import Evidence, Verdict
from checks.paper import Claim, eq, le, lt, real
from proofs.spurious_correlation.notation import y, z
from proofs.spurious_correlation.paper import BEFORE_ZERO, PAPER, POSITIVE

f, g = real("f g")  # values of the two drifts at one point
u, v, s = real("u v s")
start, middle, place = real("a x r")  # r: bound in both equations
p, q = continuous("p"), continuous("q")
U = flow(-exp(q(place)) - exp(p(place)), place, start=start, time=z)
V = flow(-exp(q(place)), place, start=start, time=z)
SOLUTIONS = [eq(u, U), eq(v, V)]
VALUES = {start: BEFORE_ZERO, u: Interval(-oo, oo), v: Interval(-oo, oo)}
READING = (
    "f = −e^q − e^p and g = −e^q with any continuous functions p and q: so are all pairs of continuous f < g < 0 "
    "written. (That they are continuous to the right of a is no restriction: solutions fall.) u and v stand for u(z) "
    "and v(z); that the equations say so contains that both have one and only one solution until z."
)

LEMMA_A_1 = PAPER.lemma(
    "A.1",
    where="Appendix A",
    quote=r"Let $f, g : \mathbb R^- \to \mathbb R^-$ be continuous and negative functions such that $f(x) < g(x)$ for "
    r"all $x \in \mathbb R^-$. Consider the autonomous ODEs $u'(z) = f(u(z))$, $u(0) = a$, and $v'(z) = g(v(z))$, "
    r"$v(0) = a$, with the same negative initial condition $a < 0$. Then, for all $z \ge 0$, $u(z) < v(z)$.",
    reading=READING,
    over={**VALUES, z: Interval(0, oo)},
    given=SOLUTIONS,
    concludes=[("u(z) < v(z)", lt(u, v))],
    says=r"for all $z \ge 0$, $u(z) < v(z)$",
    why="At z = 0 both solutions equal a, so that “for all z ≥ 0” fails for every f and g; and solutions need not "
    "exist for all z ≥ 0: with f = −e^(−u) the solution reaches −∞ at z = e^a.",
    fix="Claim u(z) < v(z) for all z > 0 up to which both solutions exist (repair `comparison-of-flows`); for Ψ and Ψ "
    "+ ξ, which are bounded below a, that is every z > 0.",
)
LINE = {p: (place, Integer(0)), q: (place, Integer(0))}  # the drifts −2 and −1


def straight(numbers: Proof, formulas: list[Any]) -> None:
    """u = the flow of a constant drift c from −1 until z, where u = −1 + c·z."""
    for formula in formulas:
        solved = formula.args[1]
        if formula.op == "=" and solved.op == "flow":
            there = solution(numbers, solved, y, speed=solved.args[0])
            potential(numbers, formula, solved, y, y, there, rate=solved.args[0])


@LEMMA_A_1.conclusion("u(z) < v(z) for all z ≥ 0", expect=Verdict.REFUTED)
def equal_at_the_start(claim: Claim) -> Evidence:
    """u(0) = v(0) = a, so u(0) < v(0) fails for every pair of drifts; here for f = −2, g = −1, a = −1."""
    return at_a_point(claim, le(v, u), 0)


def at_a_point(claim: Claim, goal: Any, time: int) -> Evidence:
    """With the drifts −2 and −1 from −1, at one time."""
    proof = Proof.about(claim)
    at = {z: time, start: -1, u: -1 - 2 * time, v: -1 - time}
    line = with_functions_chosen(proof, goal, LINE, at, straight)
    named = {"a": "-1", "z": str(time), "f": "-2", "g": "-1"}
    return evidence(proof.established(line), scope=f"at a = −1, z = {time}, f = −2, g = −1", witness=named)


COMPARISON = PAPER.repair(
    "comparison-of-flows",
    repairs=LEMMA_A_1,
    label="Comparison of flows",
    printed=r"f < g < 0 \text{ continuous} \Rightarrow u(z) < v(z) \text{ for all } z > 0 \text{ up to which both "
    r"exist}",
    reading=READING,
    over={**VALUES, z: POSITIVE},
    given=SOLUTIONS,
    concludes=[("u(z) < v(z)", lt(u, v))],
)


def passed(value: Expr) -> Expr:
    """How long v takes from a to a value: ∫ of e^(−q)."""
    return Integral(exp(-q(s)), (s, value, start))


@COMPARISON.conclusion("the time that v takes to v(z) is z, to u(z) more")
def solutions_apart(claim: Claim) -> Evidence:
    proof = Proof.about(claim)
    slow, fast = -exp(q(start)), -exp(q(start)) - exp(p(start))
    for value, solved, drift in ((u, U, fast), (v, V, slow)):
        falls = proof.enclose(le(drift, 0))
        potential(proof, le(solved, start), solved, y, y, proof.fact(eq(value, solved)), falls, between=(None, start))

    def less(r: Proof) -> Line:
        """The rate −f/g of the potential along u is 1 + e^(p − q) > 1."""
        return r.linear(r.goal, (r.fact(lt(0, exp(p(y)))), exp(-q(y))))

    known = [proof.enclose(le(drift, 0)) for drift in (slow, fast)]
    exact = potential(proof, eq(passed(V) - passed(start), z), V, y, passed(y), *known, rate=1, between=(None, start))
    more = potential(
        proof, lt(z, passed(U) - passed(start)), U, y, passed(y), *known, rate=1, show=less, between=(None, start)
    )

    def behind(r: Proof) -> Line:
        """If v(z) ≤ u(z), the former takes longer, by ∫ from v(z) to u(z) ≥ 0."""
        first, second = (r.linear(le(solved, start), le(solved, start)) for solved in (U, V))
        both = split(r, passed(V), U, first, second)
        between = Integral(exp(-q(s)), (s, V, U))
        nothing = Integral(Integer(0), (s, V, U))
        least = comparison(r, le(nothing, between), lambda k: k.enclose(k.goal), le(V, U))
        value = antiderivative(r, nothing, Integer(0), le(V, U))
        wrong = r.linear(lt(0, 0), r.line(more.formula), r.line(exact.formula), (both, -1), least, (value, -1))
        return r.absurd(r.goal, wrong)

    apart = proof.cases(lt(U, V), V, U, behind, lambda r: r.given(lt(U, V)))
    return proof.finding(proof.linear(proof.goal, apart, (SOLUTIONS[0], 1), (SOLUTIONS[1], -1)))


for _statement, _time in ((LEMMA_A_1, 1), (COMPARISON, 1)):

    def hypotheses_satisfiable(claim: Claim, time: int = _time) -> Evidence:
        return at_a_point(claim, eq(0, 0), time)

    _statement.hypotheses("solutions of both equations exist: f = −2, g = −1", exists=[])(hypotheses_satisfiable)


@LEMMA_A_1.argument(
    "1/g < 1/f < 0 from f < g < 0",
    claims=[lt(1 / g, 1 / f), lt(1 / f, 0)],
    given=[lt(f, g)],
    over={f: BEFORE_ZERO, g: BEFORE_ZERO},
)
def reciprocals(claim: Claim) -> Evidence:
    proof = Proof.about(claim)
    return proof.finding(
        proof.both(proof.linear(proof.goals[0], (lt(f, g), 1 / (f * g))), proof.enclose(proof.goals[1]))
    )


@LEMMA_A_1.argument(
    "“G(a) − G(x) < F(a) − F(x) for all x ≤ a”, for f = −2 and g = −1",
    claims=[lt(-start + middle, -start / 2 + middle / 2)],
    given=[le(middle, start)],
    over={middle: BEFORE_ZERO},
    expect=Verdict.REFUTED,
)
def strict_at_the_start(claim: Claim) -> Evidence:
    """It reads 0 < 0 at x = a; here F = −x/2, G = −x, a = −1."""
    return witness(claim, at={symbol: {start: -1, middle: -1, z: 0, u: -1, v: -1}[symbol] for symbol in claim.symbols})


ENDING = log(exp(start) - z)


@LEMMA_A_1.hypotheses(
    "solutions need not exist for all z: u′ = −e^(−u) with u(0) = a is solved by ln(e^a − z), which ends at z = e^a",
    claims=[eq(Derivative(ENDING, z), -exp(-ENDING))],
    given=[lt(z, exp(start))],
)
def blow_up(claim: Claim) -> Evidence:
    """Continuous and negative is not enough for “for all z ≥ 0”. (Ψ and Ψ + ξ are bounded below a, so (19) and (20) are
    not affected.)"""
    proof = Proof.about(claim)
    room = proof.linear(lt(0, exp(start) - z), lt(z, exp(start)))
    return proof.finding(proof.identity(proof.goal, room))


@LEMMA_A_1.hypotheses(
    "f < g is necessary: with f = g the solutions agree",
    exists=[eq(-1 + f * z, -1 + g * z)],
    given=[le(f, g)],
    over={f: BEFORE_ZERO, g: BEFORE_ZERO, z: POSITIVE},
)
def strict_order_needed(claim: Claim) -> Evidence:
    return exists(claim, at={symbol: {f: -1, g: -1, z: 1, start: -1, u: -1, v: -1}[symbol] for symbol in claim.symbols})
