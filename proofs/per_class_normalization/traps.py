r"""What the convergence theorems do not say.

Dominance of order one cannot hold on the whole space for a smooth loss that is bounded below, unless it is constant: it
bounds the gap by 2Lτ² (`dominance-bounds-the-gap`), while ascent with step 1/L raises a positive gap without end, by
‖u‖²/(2L) ≥ Δ²/(2Lτ²) each time. Without a bound on the angle PCNGD can stall between two minima. And steps that
decrease every class loss need not bring every class to its minimum.
"""

from sympy import Interval, Rational, S, oo

from checks.methods import Proof
from checks.outcome import ONE_INSTANCE
from checks.paper import eq, le, lt, real, sequence
from proofs.per_class_normalization.dominance import AT_THE_START
from proofs.per_class_normalization.notation import POSITIVE, Delta, L, eta, t, tau
from proofs.per_class_normalization.optimizers import pcngd
from proofs.per_class_normalization.paper import PAPER

gap, growth = real("Delta_0 gamma")  # γ stands for 1/(2Lτ²)

UNBOUNDED = PAPER.statement(
    "dominance-everywhere-is-empty",
    kind="theorem",
    label="Dominance of order one on the whole space",
    where="derived for this report",
    words="A loss that is smooth and bounded below on the whole space, and dominated of order one everywhere, is "
    "constant.",
    printed=r"\Delta \le \tau\|\nabla f\|,\ f\ L\text{-smooth on } \mathbb{R}^d \;\Longrightarrow\; "
    r"\Delta(x_t) \ge \Delta_0 + \frac{t\Delta_0^2}{2L\tau^2} \text{ along } x_{t+1} = x_t + \tfrac1L\nabla f(x_t)",
    over={gap: POSITIVE},
    evolves=[
        eq(Delta(0), gap),
        le(Delta(t) + Delta(t) ** 2 / (2 * L * tau**2), Delta(t + 1)),
    ],
    concludes=le(gap + t * gap**2 / (2 * L * tau**2), Delta(t)),
    uses=[AT_THE_START],
    derivation=False,
    note="Δ_0 > 0 is the gap at some point. The growth contradicts Δ ≤ 2Lτ², so there is no such point. The recursion "
    "comes from the quadratic lower bound along the ascent step and from ‖u‖ ≥ Δ/τ.",
)


@UNBOUNDED.conclusion("the gap grows at least linearly along ascent")
def grows():
    """By induction, with Δ(t) ≥ Δ_0 and hence Δ(t)² ≥ Δ_0²."""
    p = Proof.about(UNBOUNDED)
    rate = 1 / (2 * L * tau**2)

    def step(q):
        held = le(gap + t * gap**2 * rate, Delta(t))
        above = q.linear(le(gap, Delta(t)), held, (le(0, t), gap**2 * rate))
        sums = q.linear(le(0, Delta(t) + gap), above, (le(0, gap), 2))
        squares = q.linear(le(gap**2, Delta(t) ** 2), (above, Delta(t) + gap), using=[sums])
        return q.linear(q.goal, UNBOUNDED.evolves[1], held, (squares, rate))

    return p.finding(p.induction(p.goal, base=lambda q: q.linear(q.goal, (eq(Delta(0), gap), -1)), step=step))


@UNBOUNDED.conclusion("one step of ascent raises the gap by Δ²/(2Lτ²)")
def ascent():
    """Δ⁺ ≥ Δ + ‖u‖²/L − ‖u‖²/(2L), and ‖u‖² ≥ Δ²/τ²."""
    after, here, length = real("Delta_+ Delta_x a")
    domains = {after: S.Reals, here: Interval(0, oo), length: Interval(0, oo), L: POSITIVE, tau: POSITIVE}
    smooth, dominated = le(here + length**2 / L - length**2 / (2 * L), after), le(here, tau * length)
    p = Proof(domains, [smooth, dominated])
    line = p.linear(
        le(here + here**2 / (2 * L * tau**2), after),
        smooth,
        (dominated, (tau * length + here) / (2 * L * tau**2)),
    )
    return p.finding(line)


@UNBOUNDED.conclusion("linear growth passes every bound")
def contradiction():
    """After t > (2Lτ²)²/Δ_0² steps the lower bound exceeds 2Lτ². No point has a positive gap."""
    p = Proof({gap: POSITIVE, L: POSITIVE, tau: POSITIVE, t: S.Naturals0}, [lt((2 * L * tau**2) ** 2 / gap**2, t)])
    late = lt((2 * L * tau**2) ** 2 / gap**2, t)
    bound = lt(2 * L * tau**2, gap + t * gap**2 / (2 * L * tau**2))
    return p.finding(p.linear(bound, (late, gap**2 / (2 * L * tau**2)), (lt(0, gap), 1)))


x = real("x")
STALLS = PAPER.statement(
    "pcngd-stalls-between-minima",
    kind="remark",
    label="Without the angle",
    where="the convergence claim without a hypothesis on the angle",
    words="Where each class loss is gradient dominated, PCNGD converges to the minimum of each class.",
    derivation=False,
    note="An over-reading: f⁽⁰⁾ = ½(x − 1)², f⁽¹⁾ = ½(x + 1)² satisfy Δ = ½‖u‖², and c = −1 on (−1, 1).",
)


@STALLS.conclusion("every point of (−1, 1) is a fixed point, and none is a minimum of a class", expect="refuted")
def stalls():
    """For every x in (−1, 1) the optimizer's step is x itself, while both losses are positive."""
    p = Proof({x: Interval.open(-1, 1), eta: POSITIVE})
    after = pcngd((x,), ((x - 1,), (x + 1,)), eta)[0]
    apart, beside = p.linear(lt(0, 1 - x), lt(x, 1)), p.linear(lt(0, x + 1), lt(-1, x))
    left = p.axiom("abs-negative", x - 1, 1, p.given(le(x - 1, 0), apart))
    right = p.axiom("abs-positive", x + 1, 1, p.given(le(0, x + 1), beside))
    resting = p.identity(eq(x - eta * ((x - 1) / (1 - x) + (x + 1) / (x + 1)), x), apart, beside)
    fixed = p.rewrite(eq(after, x), resting, left, right)
    not_minimal = p.linear(lt(0, (x - 1) ** 2 / 2), (apart, (1 - x) / 2))
    line = p.both(fixed, not_minimal)
    return p.refutation(line, scope="for every x in (−1, 1) and every η > 0", modulo=(ONE_INSTANCE,))


first, second, steps = sequence("x_1"), sequence("x_2"), sequence("eta")

STOPS_SHORT = PAPER.statement(
    "monotone-but-not-convergent",
    kind="theorem",
    label="Monotone, not convergent",
    where="derived for this report",
    words="Step sizes that decrease every class loss in every step, with an angle bounded away from opposite, do not "
    "suffice for convergence of every class: for ½x₁² and ½x₂² from (1, 10) the second loss stays above 81/2.",
    evolves=[
        eq(first(t + 1), first(t) - steps(t)),
        eq(second(t + 1), second(t) - steps(t)),
        eq(first(0), 1),
        eq(second(0), 10),
        lt(0, steps(t)),
        lt(steps(t), first(t)),
    ],
    concludes=lt(9, second(t)),
    derivation=False,
    note="The gradients are (x_1, 0) and (0, x_2): c = 0 throughout, and both losses are 1-smooth and satisfy Δ = "
    "½‖u‖². A step with 0 < η < ‖u_1‖ decreases both. It takes the same amount from both coordinates.",
)


@STOPS_SHORT.conclusion("the difference of the coordinates never changes")
def difference_is_kept():
    """x_2 − x_1 = 9 by induction, and x_1 > η > 0."""
    p = Proof.about(STOPS_SHORT)
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


@STOPS_SHORT.hypotheses("the recursion is PCNGD where both coordinates are positive")
def recursion_is_pcngd():
    """|x_1| = x_1 and |x_2| = x_2 turn the optimizer's step into a subtraction of η in each coordinate."""
    z_1, z_2 = real("z_1 z_2")
    p = Proof({z_1: POSITIVE, z_2: POSITIVE, eta: POSITIVE})
    after = pcngd((z_1, z_2), ((z_1, Rational(0)), (Rational(0), z_2)), eta)
    lengths = [p.axiom("abs-positive", z, 1) for z in (z_1, z_2)]
    steps_down = [p.identity(eq(z - eta * (z / z), z - eta)) for z in (z_1, z_2)]
    lines = [
        p.rewrite(eq(new, z - eta), down, length)
        for new, z, down, length in zip(after, (z_1, z_2), steps_down, lengths, strict=True)
    ]
    return p.finding(p.both(*lines))
