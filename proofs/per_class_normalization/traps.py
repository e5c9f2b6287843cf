r"""What the convergence theorems do not say.

Dominance of order one cannot hold on the whole space for a smooth loss that is bounded below, unless it is constant: it
bounds the gap by 2Lτ² (`dominance-bounds-the-gap`), while ascent with step 1/L raises a positive gap without end, by
‖u‖²/(2L) ≥ Δ²/(2Lτ²) each time. Without a bound on the angle PCNGD can stall between two minima. And steps that
decrease every class loss need not bring every class to its minimum.
"""

from sympy import Interval, Ne, Rational, S, oo

from checks.methods import Proof
from checks.methods.runs import explicit_run
from checks.paper import eq, eventually, le, lt, real, sequence
from proofs.per_class_normalization.dominance import AT_THE_START
from proofs.per_class_normalization.notation import POSITIVE, Delta, L, eta, t, tau
from proofs.per_class_normalization.optimizers import pcngd
from proofs.per_class_normalization.paper import PAPER

gap, delta = real("Delta_0 delta")
BOUND = 2 * L * tau**2
after, here, size = real("Delta_+ Delta_x a")

UNBOUNDED = PAPER.statement(
    "dominance-everywhere-is-empty",
    kind="theorem",
    label="Dominance of order one on the whole space",
    origin="derived",
    where="derived for this report",
    printed=r"\Delta \le \tau\|\nabla f\|,\ f\ L\text{-smooth on } \mathbb{R}^d \;\Longrightarrow\; "
    r"\Delta(x_t) \ge \Delta_0 + \frac{t\Delta_0^2}{2L\tau^2} \text{ along } x_{t+1} = x_t + \tfrac1L\nabla f(x_t)",
    reading="A loss that is smooth and bounded below on the whole space, and dominated of order one everywhere, is "
    "constant. Δ_0 ≥ 0 is the gap at any point; the gaps along ascent with step 1/L grow as the first relations say, "
    "and none exceeds 2Lτ² (dominance-bounds-the-gap). So tΔ_0² ≤ (2Lτ²)² for every t; hence Δ_0 ≤ δ for every δ > 0, "
    "as there are t ≥ (2Lτ²/δ)²: Δ_0 = 0.",
    over={gap: Interval(0, oo), delta: POSITIVE},
    evolves=[
        eq(Delta(0), gap),
        le(Delta(t) + Delta(t) ** 2 / BOUND, Delta(t + 1)),
        le(Delta(t), BOUND),
    ],
    concludes=[
        ("growth", le(gap + t * gap**2 / BOUND, Delta(t))),
        ("no positive gap", eventually(le(gap, delta), t, from_=(BOUND / delta) ** 2)),
    ],
    uses=[AT_THE_START],
    derivation=False,
)


def _grows(p):
    """Δ_0 + tΔ_0²/(2Lτ²) ≤ Δ(t) by induction, with Δ(t) ≥ Δ_0 and hence Δ(t)² ≥ Δ_0²."""
    begins, rises, _ = UNBOUNDED.evolves

    def step(q):
        held = UNBOUNDED.concludes[0]
        above = q.linear(le(gap, Delta(t)), held, (le(0, t), gap**2 / BOUND))
        sums = q.linear(le(0, Delta(t) + gap), above, (le(0, gap), 2))
        squares = q.linear(le(gap**2, Delta(t) ** 2), (above, Delta(t) + gap), using=[sums])
        return q.linear(q.goal, rises, held, (squares, 1 / BOUND))

    return p.induction(UNBOUNDED.concludes[0], base=lambda q: q.linear(q.goal, (begins, -1)), step=step)


@UNBOUNDED.conclusion("the gap grows at least linearly along ascent", claims=["growth"])
def grows(claim):
    p = Proof.about(claim)
    return p.finding(_grows(p))


@UNBOUNDED.conclusion("linear growth passes every bound", claims=["no positive gap"])
def contradiction(claim):
    """tΔ_0² ≤ (2Lτ²)²; a gap above δ would make the left side larger than tδ² ≥ (2Lτ²)²."""
    p = Proof.about(claim)
    (goal,) = claim.formulas
    late = (BOUND / delta) ** 2

    def read(q):
        held = (UNBOUNDED.concludes[0], BOUND)
        below = q.linear(le(t * gap**2, BOUND**2), held, (le(Delta(t), BOUND), BOUND), (le(0, gap), BOUND))

        def above(r):
            squares = r.linear(lt(delta**2, gap**2), (lt(delta, gap), gap + delta))
            return r.absurd(
                r.goal, r.linear(lt(0, 0), below, (le(late, t), delta**2), (squares, t), using=[positive(r)])
            )

        def positive(r):
            return r.linear(lt(0, t), le(late, t), r.enclose(lt(0, late)))

        def small_or_large(r):
            return r.either(goal, r.given(le(gap, delta)))

        def in_time(r):
            return r.cases(goal, gap, delta, small_or_large, above)

        return q.cases(goal, late, t, in_time, lambda r: r.either(goal, r.given(lt(t, late))))

    return p.finding(p.each_step(goal, read, facts=[_grows(p)]))


@UNBOUNDED.hypotheses(
    "one step of ascent raises the gap by Δ²/(2Lτ²)",
    claims=[le(here + here**2 / BOUND, after)],
    given=[le(here + size**2 / L - size**2 / (2 * L), after), le(here, tau * size)],
    evolves=[],
    over={after: S.Reals, here: Interval(0, oo), size: Interval(0, oo)},
)
def ascent(claim):
    """Δ⁺ ≥ Δ + ‖u‖²/L − ‖u‖²/(2L), and ‖u‖² ≥ Δ²/τ²."""
    p = Proof.about(claim)
    smooth, dominated = claim.given
    return p.finding(p.linear(p.goal, smooth, (dominated, (tau * size + here) / BOUND)))


x = real("x")
AFTER = pcngd((x,), ((x - 1,), (x + 1,)), eta)[0]

STALLS = PAPER.statement(
    "pcngd-stalls-between-minima",
    kind="remark",
    label="Without the angle",
    origin="reading",
    where="summary, the convergence claim without a hypothesis on the angle",
    reading="Where each class loss is gradient dominated, PCNGD converges to the minimum of each class; so it does not "
    "stand still at a point that minimizes neither. Encoded for f⁽⁰⁾ = ½(x − 1)², f⁽¹⁾ = ½(x + 1)², which satisfy "
    "Δ = ½‖u‖²: it would move at every x in (−1, 1), where c = −1.",
    over={x: Interval.open(-1, 1)},
    concludes=[Ne(AFTER, x, evaluate=False)],
    derivation=False,
)


@STALLS.conclusion("PCNGD moves at the points of (−1, 1)", expect="refuted")
def stalls(claim):
    """For every x in (−1, 1) the optimizer's step is x itself."""
    p = Proof.about(claim)
    apart, beside = p.linear(lt(0, 1 - x), lt(x, 1)), p.linear(lt(0, x + 1), lt(-1, x))
    left = p.axiom("abs-negative", x - 1, 1, p.given(le(x - 1, 0), apart))
    right = p.axiom("abs-positive", x + 1, 1, p.given(le(0, x + 1), beside))
    resting = p.identity(eq(x - eta * ((x - 1) / (1 - x) + (x + 1) / (x + 1)), x), apart, beside)
    fixed = p.rewrite(eq(AFTER, x), resting, left, right)
    return p.finding(fixed, scope="for every x in (−1, 1) and every η > 0")


@STALLS.hypotheses(
    "there neither class loss is at its minimum 0",
    claims=[lt(0, (x - 1) ** 2 / 2), lt(0, (x + 1) ** 2 / 2)],
)
def not_minimal(claim):
    p = Proof.about(claim)
    apart, beside = p.linear(lt(0, 1 - x), lt(x, 1)), p.linear(lt(0, x + 1), lt(-1, x))
    first, second = p.goals
    return p.finding(p.both(p.linear(first, (apart, (1 - x) / 2)), p.linear(second, (beside, (x + 1) / 2))))


first, second, steps = sequence("x_1"), sequence("x_2"), sequence("eta")

STOPS_SHORT = PAPER.statement(
    "monotone-but-not-convergent",
    kind="theorem",
    label="Monotone, not convergent",
    origin="derived",
    where="derived for this report",
    reading="Step sizes that decrease every class loss in every step, with an angle bounded away from opposite, do not "
    "suffice for convergence of every class: for ½x₁² and ½x₂² from (1, 10) the second loss stays above 81/2. The "
    "gradients are (x_1, 0) and (0, x_2): c = 0 throughout, and both losses are 1-smooth and satisfy Δ = ½‖u‖². A step "
    "with 0 < η < ‖u_1‖ decreases both. It takes the same amount from both coordinates.",
    evolves=[
        eq(first(t + 1), first(t) - steps(t)),
        eq(second(t + 1), second(t) - steps(t)),
        eq(first(0), 1),
        eq(second(0), 10),
        lt(0, steps(t)),
        lt(steps(t), first(t)),
    ],
    concludes=[lt(9, second(t))],
    derivation=False,
)
PLACE = 1 / (t + 1)


@STOPS_SHORT.hypotheses(
    "there is such a run: η_t = 1/((t + 1)(t + 2)), x_1 = 1/(t + 1) and x_2 = 9 + 1/(t + 1)", exists=[]
)
def hypotheses_satisfiable(claim):
    """η_t < x_1 because x_1 − η_t = 1/(t + 2) > 0."""
    runs = {first: PLACE, second: 9 + PLACE, steps: 1 / ((t + 1) * (t + 2))}
    return explicit_run(claim, {t: 0}, runs, step=t)


@STOPS_SHORT.conclusion("the difference of the coordinates never changes")
def difference_is_kept(claim):
    """x_2 − x_1 = 9 by induction, and x_1 > η > 0."""
    p = Proof.about(claim)
    difference = eq(second(t) - first(t), 9)
    kept = p.induction(
        difference,
        base=lambda q: q.linear(q.goal, eq(second(0), 10), (eq(first(0), 1), -1)),
        step=lambda q: q.linear(q.goal, difference, STOPS_SHORT.evolves[1], (STOPS_SHORT.evolves[0], -1)),
    )
    return p.finding(
        p.each_step(
            p.goal,
            lambda q: q.linear(q.goal, (difference, -1), lt(0, steps(t)), lt(steps(t), first(t))),
            facts=[kept],
        )
    )


z_1, z_2 = real("z_1 z_2")
NEXT = pcngd((z_1, z_2), ((z_1, Rational(0)), (Rational(0), z_2)), eta)


@STOPS_SHORT.hypotheses(
    "the recursion is PCNGD where both coordinates are positive",
    claims=[eq(new, z - eta) for new, z in zip(NEXT, (z_1, z_2), strict=True)],
    evolves=[],
    over={z_1: POSITIVE, z_2: POSITIVE},
)
def recursion_is_pcngd(claim):
    """|x_1| = x_1 and |x_2| = x_2 turn the optimizer's step into a subtraction of η in each coordinate."""
    p = Proof.about(claim)
    lines = []
    for goal, z in zip(p.goals, (z_1, z_2), strict=True):
        length, down = p.axiom("abs-positive", z, 1), p.identity(eq(z - eta * (z / z), z - eta))
        lines.append(p.rewrite(goal, down, length))
    return p.finding(p.both(*lines))
