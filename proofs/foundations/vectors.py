r"""Vectors of any dimension: Cauchy–Schwarz, the triangle inequality, and rates of first-order methods.

A function is known by its values and gradients at the points that a method visits, and by its least value, at x⋆. What
convexity and smoothness say of these points stands among the hypotheses. That an L-Lipschitz gradient gives the
quadratic bounds is shown from one point of the segment, which the mean value theorem provides: the language has no
vector that is a function of a real variable, so nothing can be integrated along it. Every proof is a combination of
hypotheses and squares of lengths, as in Drori and Teboulle (Math. Program. 145, 2014), with exact multipliers, for
every dimension.
"""

from __future__ import annotations

from typing import Any

from sympy import Interval, Pow, Rational, S, oo

from checks.methods import Line, Proof, absolute, nothing, numbers, proves
from checks.methods.vectors import (
    Point,
    Vector,
    combined,
    convex,
    gram,
    inner,
    interpolated,
    norm,
    pl,
    same,
    smooth,
    strongly_convex,
    vector,
    vector_sequence,
)
from checks.outcome import Evidence, Trust, Verdict
from checks.paper import eq, le, lt, natural, real, sequence
from proofs.foundations.notation import a, c
from proofs.foundations.paper import PAPER

u, w, d, x_star = (vector(name) for name in ("u", "w", "d", "x_star"))
x, y, z, g = (vector_sequence(name) for name in "xyzg")
t = natural("t")
L, mu, h, alpha, least, f_u, f_w = real("L mu h alpha f_star f_u f_w")
f, f_y = sequence("f"), sequence("f_y")
HALF = Rational(1, 2)
POSITIVE = Interval.open(0, oo)
BEST = Point(x_star, least, Vector())
OURS: dict[str, Any] = {"kind": "lemma", "origin": "derived", "derivation": False, "where": "vectors"}


def at(i: Any) -> Point:
    """What is known of the function at the i-th point of the method."""
    return Point(x(i), f(i), g(i))


# The space ------------------------------------------------------------------------------------------------------------

SQUARES = PAPER.statement(
    "squares-and-roots",
    label="Comparison of squares",
    printed=r"a^2 \le c^2 \Rightarrow \lvert a\rvert \le c",
    over={a: S.Reals, c: Interval(0, oo)},
    given=[le(a**2, c**2)],
    concludes=[le(abs(a), c)],
    **OURS,
)


@proves(SQUARES, "c − |a| is (c² − a²)/(c + |a|)")
def squares_and_roots(q):
    def beyond(r, sign):
        apart = r.linear(lt(0, c + sign * a), lt(c, sign * a), (le(0, c), 2))
        return r.linear(r.goal, (le(a**2, c**2), 1 / (c + sign * a)), using=[apart])

    upper = q.cases(le(a, c), a, c, lambda r: r.fact(r.goal), lambda r: beyond(r, 1))
    lower = q.cases(le(-c, a), -a, c, lambda r: r.linear(r.goal, le(-a, c)), lambda r: beyond(r, -1))
    return absolute(q, q.goal, upper, lower)


CAUCHY_SCHWARZ = PAPER.statement(
    "cauchy-schwarz",
    label="Cauchy–Schwarz inequality",
    printed=r"\lvert\langle u, w\rangle\rvert \le \lVert u\rVert\,\lVert w\rVert",
    concludes=[
        ("squares", le(inner(u, w) ** 2, norm(u) ** 2 * norm(w) ** 2)),
        ("lengths", le(abs(inner(u, w)), norm(u) * norm(w))),
    ],
    uses=[SQUARES],
    **OURS,
)


@proves(
    CAUCHY_SCHWARZ,
    "from 0 ≤ ‖‖u‖²w − ⟨u, w⟩u‖², and where u = 0 from 0 ≤ ‖2⟨u, w⟩w − (‖w‖² + 1)u‖²",
    claims=["squares"],
)
def cauchy_schwarz_squares(q):
    left, right, product = norm(u) ** 2, norm(w) ** 2, inner(u, w)

    def vanishing(r):
        small = gram(r, le(4 * product**2, (right + 1) ** 2 * left), squares=[(1, 2 * product * w - (right + 1) * u)])
        return r.linear(r.goal, (small, HALF**2), (le(left, 0), (right + 1) ** 2 / 4), (le(0, left), right))

    def positive(r):
        whole = gram(r, le(0, left * (left * right - product**2)), squares=[(1, left * w - product * u)])
        return r.linear(r.goal, (whole, 1 / left))

    return q.cases(q.goal, left, 0, vanishing, positive)


@proves(CAUCHY_SCHWARZ, "the roots of both sides", claims=["lengths"])
def cauchy_schwarz(q):
    length = norm(u) * norm(w)
    squares = q.linear(le(inner(u, w) ** 2, length**2), q.instance(cauchy_schwarz_squares()))
    return q.instance(squares_and_roots(), squares, a=inner(u, w), c=length, goal=q.goal)


TRIANGLE = PAPER.statement(
    "triangle-inequality",
    label="Triangle inequality",
    printed=r"\lVert u + w\rVert \le \lVert u\rVert + \lVert w\rVert",
    concludes=[le(norm(u + w), norm(u) + norm(w))],
    uses=[CAUCHY_SCHWARZ, SQUARES],
    **OURS,
)


@proves(TRIANGLE, "‖u + w‖² = ‖u‖² + 2⟨u, w⟩ + ‖w‖², with the Cauchy–Schwarz inequality")
def triangle(q):
    whole, parts = norm(u + w), norm(u) + norm(w)
    product = q.axiom("abs-below", inner(u, w), norm(u) * norm(w), q.instance(cauchy_schwarz()))
    bound = q.given(le(inner(u, w), norm(u) * norm(w)), product)
    squares = gram(q, le(whole**2, parts**2), (bound, 2))
    length = q.instance(squares_and_roots(), squares, a=whole, c=parts)
    return q.given(q.goal, q.axiom("abs-below", whole, parts, length))


def between_lengths(q: Proof, v: Vector, w_: Vector) -> tuple[Line, Line]:
    """−‖v‖‖w‖ ≤ ⟨v, w⟩ and ⟨v, w⟩ ≤ ‖v‖‖w‖ for any combinations."""
    length = norm(v) * norm(w_)
    both = q.axiom("abs-below", inner(v, w_), length, combined(q, cauchy_schwarz(), vectors={"u": v, "w": w_}))
    return q.given(le(-length, inner(v, w_)), both), q.given(le(inner(v, w_), length), both)


def no_longer(q: Proof, v: Vector, bound: Any, squares: Any, *knowing: Any) -> Line:
    """‖v‖ ≤ bound from ‖v‖² ≤ bound², where the bound is known to be ≥ 0."""
    written = le(Pow(norm(v), 2, evaluate=False), Pow(bound, 2, evaluate=False))
    length = q.instance(squares_and_roots(), q.linear(written, squares), *knowing, a=norm(v), c=bound)
    return q.given(le(norm(v), bound), q.axiom("abs-below", norm(v), bound, length))


def sum_of_lengths(q: Proof, v: Vector, first: Vector, second: Vector, sign: int = 1) -> Line:
    """‖v‖ ≤ ‖first‖ + ‖second‖ where v = first + second, or first − second (sign −1)."""
    bound = norm(first) + norm(second)
    below, above = between_lengths(q, first, second)
    squares = gram(q, le(norm(v) ** 2, bound**2), (above if sign > 0 else below, 2))
    return no_longer(q, v, bound, squares)


# One step -------------------------------------------------------------------------------------------------------------

HERE, THERE = Point(u, f_u, d), Point(w, f_w, Vector())

slope, part = vector("g_theta"), real("theta")
APART = w - u
SLOPES = le(norm(slope - d), L * part * norm(APART))


def remainder(sign: int) -> Any:
    """±(f(w) − f(u) − ⟨∇f(u), w − u⟩) − (L/2)‖w − u‖² and its derivative along the segment, equal by the theorem."""
    change = sign * (f_w - f_u - inner(d, APART))
    return eq(change - L / 2 * norm(APART) ** 2, sign * inner(slope - d, APART) - L * part * norm(APART) ** 2)


def quadratic_bound(name: str, sign: int, conclusion: Any, printed: str) -> Any:
    """The statement that a Lipschitz gradient gives the bound with this sign."""
    return PAPER.statement(
        f"quadratic-{name}-bound",
        label=f"Quadratic {name} bound",
        printed=printed,
        reading="for a function with an $L$-Lipschitz gradient. $\\psi(s) = \\pm(f(u + s(w - u)) - f(u) - "
        "s\\langle\\nabla f(u), w - u\\rangle) - Ls^2\\lVert w - u\\rVert^2/2$ is differentiable, so $\\psi(1) - "
        "\\psi(0) = \\psi'(\\theta)$ for some $0 < \\theta < 1$ (mean value theorem): this equation, with $g_\\theta$ "
        "the gradient at $u + \\theta(w - u)$, and the Lipschitz condition for that point and $u$ are the hypotheses.",
        over={L: Interval(0, oo), part: Interval.open(0, 1), f_u: S.Reals, f_w: S.Reals},
        given=[SLOPES, remainder(sign)],
        concludes=[conclusion],
        uses=[CAUCHY_SCHWARZ],
        **OURS,
    )


def slope_at_most(q: Proof, sign: int) -> Line:
    """±⟨g_θ − g, w − u⟩ ≤ ‖g_θ − g‖‖w − u‖ ≤ Lθ‖w − u‖²."""
    below, above = between_lengths(q, slope - d, APART)
    length = q.given(le(0, norm(APART)))
    turned = above if sign > 0 else below
    return q.linear(q.goal, turned, (SLOPES, norm(APART)), remainder(sign), using=[length])


UPPER = quadratic_bound(
    "upper",
    1,
    smooth(HERE, THERE, L),
    r"f(w) \le f(u) + \langle\nabla f(u), w - u\rangle + \tfrac L2\lVert w - u\rVert^2",
)
LOWER = quadratic_bound(
    "lower",
    -1,
    le(f_u + inner(d, APART) - L / 2 * norm(APART) ** 2, f_w),
    r"f(w) \ge f(u) + \langle\nabla f(u), w - u\rangle - \tfrac L2\lVert w - u\rVert^2",
)


@proves(UPPER, "Cauchy–Schwarz at a point of the segment")
def quadratic_upper_bound(q):
    return slope_at_most(q, 1)


@proves(LOWER, "the same for −f")
def quadratic_lower_bound(q):
    return slope_at_most(q, -1)


DESCENT = PAPER.statement(
    "descent-lemma",
    label="Descent lemma",
    printed=r"f(x - hg) \le f(x) - h(1 - Lh/2)\lVert g\rVert^2",
    reading="for a function with the quadratic upper bound between $x$ and $x - hg$, where $g = \\nabla f(x)$ "
    "(`quadratic-upper-bound`: one with an $L$-Lipschitz gradient)",
    over=dict.fromkeys((L, h, f_u, f_w), S.Reals),
    given=[smooth(HERE, THERE, L), same(w, u - h * d)],
    concludes=[le(f_w, f_u - h * (1 - L * h / 2) * norm(d) ** 2)],
    **OURS,
)


@proves(DESCENT, "the upper bound, with the step put in")
def descent_lemma(q):
    return gram(q, q.goal, smooth(HERE, THERE, L), using=[same(w, u - h * d)])


# Rates ----------------------------------------------------------------------------------------------------------------

STEP = same(x(t + 1), x(t) - g(t) / L)

GRADIENT_DESCENT = PAPER.statement(
    "gradient-descent-rate",
    label="Rate of gradient descent",
    printed=r"f(x_t) - f_\star \le \frac{L\lVert x_0 - x_\star\rVert^2}{2t}",
    reading="for steps of length $1/L$ on a convex function with the quadratic upper bound between consecutive points",
    over={t: S.Naturals, L: POSITIVE, least: S.Reals},
    evolves=[STEP, smooth(at(t), at(t + 1), L), convex(at(t), BEST)],
    concludes=[le(f(t) - least, L * norm(x(0) - x_star) ** 2 / (2 * t))],
    **OURS,
)


@proves(GRADIENT_DESCENT, "t(f(x_t) − f⋆) + (L/2)‖x_t − x⋆‖² does not increase")
def gradient_descent(q):
    start = L / 2 * norm(x(0) - x_star) ** 2

    def potential(i: Any) -> Any:
        return i * (f(i) - least) + L / 2 * norm(x(i) - x_star) ** 2

    def step(r: Any, i: Any) -> Any:
        facts = [(smooth(at(i), at(i + 1), L), i + 1), (convex(at(i), BEST), 1)]
        square = [(i / (2 * L), g(i))]
        return gram(
            r, le(potential(i + 1), potential(i)), *facts, squares=square, using=[same(x(i + 1), x(i) - g(i) / L)]
        )

    bound = q.induction(
        le(potential(t), start),
        lambda r: r.linear(r.goal, step(r, S.Zero)),
        lambda r: r.linear(r.goal, step(r, t), le(potential(t), start)),
    )
    return gram(q, q.goal, (bound, 1 / t), squares=[(L / (2 * t), x(t) - x_star)])


POLYAK_LOJASIEWICZ = PAPER.statement(
    "pl-rate",
    label="Rate of gradient descent under the Polyak–Łojasiewicz inequality",
    printed=r"f(x_{t+1}) - f_\star \le (1 - \mu/L)\,(f(x_t) - f_\star)",
    over={t: S.Naturals0, L: POSITIVE, mu: POSITIVE, least: S.Reals},
    evolves=[STEP, smooth(at(t), at(t + 1), L), pl(at(t), least, mu)],
    concludes=[le(f(t + 1) - least, (1 - mu / L) * (f(t) - least))],
    **OURS,
)


@proves(POLYAK_LOJASIEWICZ, "the quadratic upper bound at the step, with ‖g‖² ≥ 2μ(f − f⋆)")
def pl_rate(q):
    return gram(q, q.goal, smooth(at(t), at(t + 1), L), (pl(at(t), least, mu), 1 / (2 * L)), using=[STEP])


STRONGLY_CONVEX = PAPER.statement(
    "strongly-convex-rate",
    label="Rate of gradient descent under strong convexity",
    printed=r"\lVert x_{t+1} - x_\star\rVert^2 \le (1 - \mu/L)\lVert x_t - x_\star\rVert^2",
    over={t: S.Naturals0, L: POSITIVE, mu: POSITIVE, least: S.Reals},
    evolves=[STEP, smooth(at(t), at(t + 1), L), strongly_convex(at(t), BEST, mu), le(least, f(t))],
    concludes=[le(norm(x(t + 1) - x_star) ** 2, (1 - mu / L) * norm(x(t) - x_star) ** 2)],
    **OURS,
)


@proves(STRONGLY_CONVEX, "⟨g, x_t − x⋆⟩ ≥ f(x_t) − f⋆ + (μ/2)‖x_t − x⋆‖² and ‖g‖² ≤ 2L(f(x_t) − f⋆)")
def strongly_convex_rate(q):
    facts = (smooth(at(t), at(t + 1), L), strongly_convex(at(t), BEST, mu), le(least, f(t + 1)))
    return gram(q, q.goal, *((fact, 2 / L) for fact in facts), using=[STEP])


FIRST_PUSH = same(x(1), x(0) - alpha / 2 * g(0))
PUSH = same(x(t + 2), x(t + 1) + (t + 1) / (t + 3) * (x(t + 1) - x(t)) - alpha / (t + 3) * g(t + 1))

HEAVY_BALL = PAPER.statement(
    "heavy-ball-rate",
    label="Rate of the heavy ball",
    printed=r"f(x_t) - f_\star \le \frac{\lVert x_0 - x_\star\rVert^2}{2\alpha(t+1)}",
    reading=r"for $x_{t+1} = x_t + \frac{t}{t+2}(x_t - x_{t-1}) - \frac{\alpha}{t+2}g_t$ with $0 < \alpha \le 1/L$ "
    "on an $L$-smooth convex function (Ghadimi, Feyzmahdavian and Johansson, ECC 2015, Theorem 2)",
    over={t: S.Naturals0, L: POSITIVE, alpha: POSITIVE, least: S.Reals},
    given=[le(alpha * L, 1)],
    evolves=[FIRST_PUSH, PUSH, interpolated(at(t), BEST, L), convex(at(t + 1), at(t))],
    concludes=[le(f(t) - least, norm(x(0) - x_star) ** 2 / (2 * alpha * (t + 1)))],
    **OURS,
)


@proves(HEAVY_BALL, "2α(t+1)(f(x_t) − f⋆) + ‖x_{t+1} + (t+1)(x_{t+1} − x_t) − x⋆‖² does not increase")
def heavy_ball(q):
    start = norm(x(0) - x_star) ** 2

    def ahead(i: Any) -> Any:
        return x(i + 1) + (i + 1) * (x(i + 1) - x(i)) - x_star

    def potential(i: Any) -> Any:
        return 2 * alpha * (i + 1) * (f(i) - least) + norm(ahead(i)) ** 2

    def base(r: Any) -> Any:
        return gram(
            r,
            r.goal,
            (interpolated(at(S.Zero), BEST, L), 2 * alpha),
            squares=[(alpha / L - alpha**2, g(0))],
            using=[FIRST_PUSH],
            knowing=[room(r)],
        )

    def step(r: Any) -> Any:
        facts = [(interpolated(at(t + 1), BEST, L), 2 * alpha), (convex(at(t + 1), at(t)), 2 * alpha * (t + 1))]
        down = gram(
            r,
            le(potential(t + 1), potential(t)),
            *facts,
            squares=[(alpha / L - alpha**2, g(t + 1))],
            using=[PUSH],
            knowing=[room(r)],
        )
        return r.linear(r.goal, down, le(potential(t), start))

    def room(r: Any) -> Any:
        return r.linear(le(0, alpha / L - alpha**2), (le(alpha * L, 1), alpha / L))

    bound = q.induction(le(potential(t), start), base, step)
    return gram(q, q.goal, (bound, 1 / (2 * alpha * (t + 1))), squares=[(1 / (2 * alpha * (t + 1)), ahead(t))])


MIXED = same(x(t), t / (t + 2) * y(t) + 2 / (t + 2) * z(t))
DOWN = same(y(t + 1), x(t) - g(t) / L)
FAR = same(z(t + 1), z(t) - (t + 1) / (2 * L) * g(t))


def low(i: Any) -> Point:
    """What is known of the function at the point y_i."""
    return Point(y(i), f_y(i), Vector())


NESTEROV = PAPER.statement(
    "nesterov-rate",
    label="Rate of Nesterov's method",
    printed=r"f(y_t) - f_\star \le \frac{2L\lVert z_0 - x_\star\rVert^2}{t(t+1)}",
    reading=r"for $x_t = \frac{t}{t+2}y_t + \frac{2}{t+2}z_t$, $y_{t+1} = x_t - \frac1L g_t$, "
    r"$z_{t+1} = z_t - \frac{t+1}{2L}g_t$ with $g_t = \nabla f(x_t)$ (Bansal and Gupta, Theory of Computing 15, 2019)",
    over={t: S.Naturals, L: POSITIVE, least: S.Reals},
    evolves=[MIXED, DOWN, FAR, smooth(at(t), low(t + 1), L), convex(at(t), low(t)), convex(at(t), BEST)],
    concludes=[le(f_y(t) - least, 2 * L * norm(z(0) - x_star) ** 2 / (t * (t + 1)))],
    **OURS,
)


@proves(NESTEROV, "t(t+1)(f(y_t) − f⋆) + 2L‖z_t − x⋆‖² does not increase")
def nesterov(q):
    start = 2 * L * norm(z(0) - x_star) ** 2

    def potential(i: Any) -> Any:
        return i * (i + 1) * (f_y(i) - least) + 2 * L * norm(z(i) - x_star) ** 2

    def step(r: Any, i: Any) -> Any:
        facts = [
            (smooth(at(i), low(i + 1), L), (i + 1) * (i + 2)),
            (convex(at(i), low(i)), i * (i + 1)),
            (convex(at(i), BEST), 2 * (i + 1)),
        ]
        used = [relation.subs(t, i) for relation in (DOWN, FAR, MIXED)]
        return gram(r, le(potential(i + 1), potential(i)), *facts, squares=[((i + 1) / (2 * L), g(i))], using=used)

    bound = q.induction(
        le(potential(t), start),
        lambda r: r.linear(r.goal, step(r, S.Zero)),
        lambda r: r.linear(r.goal, step(r, t), le(potential(t), start)),
    )
    return gram(q, q.goal, (bound, 1 / (t * (t + 1))), squares=[(2 * L / (t * (t + 1)), z(t) - x_star)])


# Independent witnesses ------------------------------------------------------------------------------------------------


def quadratic(seed: int) -> tuple[Any, Any, float, int]:
    """A random convex quadratic function in a random dimension: f, ∇f, its L, the dimension; f⋆ = 0 at 0."""
    import numpy as np

    random = np.random.default_rng(seed)
    dimension = int(random.integers(1, 30))
    rotation, _ = np.linalg.qr(random.normal(size=(dimension, dimension)))
    curvature = random.uniform(0, 1, dimension) ** 4 + 1 / 10**4
    hessian = rotation @ np.diag(curvature) @ rotation.T
    return lambda v: v @ hessian @ v / 2, lambda v: hessian @ v, float(curvature.max()), dimension


def supported(method: Any, title: str) -> Evidence:
    """Runs of a method on random quadratic functions: after t steps the value is below the bound."""
    import numpy as np

    slack = []
    for seed in range(20):
        value, slope, bend, dimension = quadratic(seed)
        start = np.random.default_rng(seed + 1000).normal(size=dimension)
        slack += [bound / value(point) for point, bound in method(slope, bend, start)]
    if min(slack) < 1:
        return nothing(f"{title}: a run exceeds the bound by the factor {1 / min(slack):.6g}")
    return numbers(
        Trust.SAMPLED,
        scope=f"{title}: 20 random quadratic functions in dimensions 1 to 29, 60 steps each, "
        f"seeds 0 to 19; the bound is at least {min(slack):.3g} times the value",
    )


@GRADIENT_DESCENT.sharpness("runs in random dimensions stay below the bound", expect=Verdict.SUPPORTED)
def gradient_descent_runs():
    def method(slope, bend, point):
        distance = point @ point
        for i in range(1, 61):
            point = point - slope(point) / bend
            yield point, bend * distance / (2 * i)

    return supported(method, "gradient descent")


@HEAVY_BALL.sharpness("runs in random dimensions stay below the bound", expect=Verdict.SUPPORTED)
def heavy_ball_runs():
    def method(slope, bend, point):
        distance, before = point @ point, point
        for i in range(60):
            yield point, bend * distance / (2 * (i + 1))
            point, before = point + i / (i + 2) * (point - before) - slope(point) / (bend * (i + 2)), point

    return supported(method, "heavy ball")


@NESTEROV.sharpness("runs in random dimensions stay below the bound", expect=Verdict.SUPPORTED)
def nesterov_runs():
    def method(slope, bend, far):
        distance, low_point = far @ far, far
        for i in range(60):
            here = i / (i + 2) * low_point + 2 / (i + 2) * far
            low_point, far = here - slope(here) / bend, far - (i + 1) / (2 * bend) * slope(here)
            yield low_point, 2 * bend * distance / ((i + 1) * (i + 2))

    return supported(method, "Nesterov's method")
