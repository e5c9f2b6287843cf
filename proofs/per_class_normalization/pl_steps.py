r"""Lemmas for `pl`: the step of its induction, case by case.

Notation as there: r = √ε, s = √τ, η = k_0r/(N²Ls), δ = k_0²r/(2N²Lτ), and M(t) the larger of √ε and √Δ(t). Each
function takes the proof of the step from t to t + 1 and returns a line of it.
"""

from sympy import Rational

from checks.methods import proves
from checks.paper import eq, le, lt, real, sequence
from proofs.per_class_normalization.dominance import decrease
from proofs.per_class_normalization.notation import POSITIVE, Delta, L, N, a, k_0, p_at, square_at, t
from proofs.per_class_normalization.paper import PAPER

root, side, start, u = real("r s r_0 u")  # √ε, √τ, √Δ(0)
epsilon, tau = root**2, side**2
eta = k_0 * root / (N**2 * L * side)
delta = k_0**2 * root / (2 * N**2 * L * tau)
enough = root / (2 * side)  # a gradient of this length loses nothing in a step
M = sequence("M")
behind = M(t) - start + t * delta / 2
potential = le((M(t) - root) * behind, 0)
THE_MAXIMUM = (le(root, M(t)), le(Delta(t), M(t) ** 2), eq((M(t) - root) * (M(t) ** 2 - Delta(t)), 0))
LARGE = le(1, 2 * L * tau)

RECIPROCAL = PAPER.statement(
    "reciprocal-is-positive",
    kind="lemma",
    label="Reciprocals",
    origin="derived",
    where="used below",
    printed=r"u > 0 \Rightarrow 1/u > 0",
    over={u: POSITIVE},
    concludes=[lt(0, 1 / u)],
    derivation=False,
)


@proves(RECIPROCAL, "one evaluation")
def reciprocal(q):
    return q.enclose(q.goal)


def inverse(q, z, positive):
    """The line 0 < 1/z from the line 0 < z."""
    return q.instance(reciprocal(), positive, u=z)


def falls_or_rests(q):
    """The step of the induction on `potential`: three cases, of which only the last is work."""
    after, next_behind = M(t + 1), M(t + 1) - start + (t + 1) * delta / 2

    def raised(r):
        return r.cases(r.goal, Delta(t), epsilon, _stays, _falls)

    def ahead(r):
        return r.cases(r.goal, after, root, lambda z: z.linear(z.goal, (le(after, root), next_behind)), raised)

    return q.cases(q.goal, next_behind, 0, lambda r: r.linear(r.goal, (le(next_behind, 0), after - root)), ahead)


def _exact(q):
    """M(t+1)² = Δ(t+1), as M(t+1) > √ε."""
    after = M(t + 1)
    return q.linear(
        eq(after**2, Delta(t + 1)),
        (eq((after - root) * (after**2 - Delta(t + 1)), 0), 1 / (after - root)),
        using=[lt(root, after)],
    )


def _stays(q):
    """Δ(t) ≤ ε gives Δ(t+1) ≤ ε, so that M(t+1) > √ε is impossible."""
    after, next_behind = M(t + 1), M(t + 1) - start + (t + 1) * delta / 2
    inside = q.cases(le(Delta(t + 1), epsilon), enough, a(t), _large_gradient, _small_gradient)
    square = q.linear(le(after**2, epsilon), inside, _exact(q))
    half = next_behind / (2 * root)
    positive = q.linear(lt(0, half), (lt(0, next_behind), 1 / (2 * root)))
    product = q.linear(lt(0, half * (after - root)), (lt(root, after), half), using=[positive])
    return q.linear(q.goal, (square, half), (lt(root, after), half * (after - root)), using=[positive, product])


def _large_gradient(q):
    """a ≥ √ε/(2√τ) is at least (L/2)N²η/k_0: no rise."""
    return q.linear(
        q.goal,
        decrease(eta),
        le(Delta(t), epsilon),
        (le(k_0, p_at(t)), eta * a(t)),
        (le(square_at(t), N**2), L / 2 * eta**2),
        (le(enough, a(t)), eta * k_0),
    )


def _small_gradient(q):
    """a = share·√ε/(2√τ) with share < 1: what is left of Δ ≤ τa² after the gain, and the quadratic loss, which is at
    most ε as k_0 ≤ N and 2Lτ ≥ 1, average to at most ε."""
    share = a(t) / enough
    short = lt(a(t), enough)
    most = q.linear(le(k_0, N), le(k_0, p_at(t)), le(p_at(t), N))
    by_step = q.linear(
        le(L / 2 * N**2 * eta**2, epsilon),
        (LARGE, epsilon / (2 * L * tau)),
        (most, epsilon * (N + k_0) / (2 * N**2 * L * tau)),
    )
    rest = q.linear(lt(0, 1 - share), (short, 1 / enough))
    part = q.linear(le(0, share), (le(0, a(t)), 1 / enough))
    weight = q.linear(le(0, tau * a(t)), (le(0, a(t)), tau))
    return q.linear(
        q.goal,
        decrease(eta),
        le(Delta(t), tau * a(t) ** 2),
        (le(k_0, p_at(t)), eta * a(t)),
        (le(square_at(t), N**2), L / 2 * eta**2),
        (short, tau * a(t)),
        (by_step, 1 - share),
        (le(0, epsilon), 3 * share / 4),
        using=[rest, part, weight],
    )


def _falls(q):
    """Δ(t) > ε: M(t+1) ≤ M(t) − δ/2, and M(t) was on the falling branch."""
    here, after, next_behind = M(t), M(t + 1), M(t + 1) - start + (t + 1) * delta / 2
    above = lt(epsilon, Delta(t))
    both = inverse(q, here + root, q.linear(lt(0, here + root), le(root, here), (lt(0, root), 2)))
    larger = q.linear(
        lt(root, here), (le(Delta(t), here**2), 1 / (here + root)), (above, 1 / (here + root)), using=[both]
    )
    apart = inverse(q, here - root, q.linear(lt(0, here - root), larger))
    square = q.linear(
        eq(here**2, Delta(t)), (eq((here - root) * (here**2 - Delta(t)), 0), 1 / (here - root)), using=[larger]
    )
    falling = q.linear(le(behind, 0), (potential, 1 / (here - root)), using=[apart])
    steep = _steep(q, larger, square)
    fallen = _fallen(q, larger, square, steep)
    lower = q.linear(le(after**2, here**2 - delta * here), fallen, _exact(q))
    long_enough = _at_least_delta(q, larger, lower)
    total = here - delta / 2 + after
    sums = q.linear(lt(0, total), long_enough, (lt(root, after), 1), (lt(0, root), 1), (lt(0, delta), Rational(1, 2)))
    shorter = q.linear(
        le(after, here - delta / 2),
        (lower, 1 / total),
        (lt(0, delta), delta / 4 / total),
        using=[inverse(q, total, sums), _positive_share(q, total, sums)],
    )
    return q.linear(q.goal, (q.linear(le(next_behind, 0), shorter, falling), after - root), using=[le(root, after)])


def _positive_share(q, total, positive):
    reciprocal_line = inverse(q, total, positive)
    return q.linear(lt(0, delta / 4 / total), (reciprocal_line, delta / 4), using=[positive])


def _steep(q, larger, square):
    """√τ·a ≥ M."""
    here = M(t)
    total = side * a(t) + here
    sums = q.linear(lt(0, total), (le(0, a(t)), side), larger, (lt(0, root), 1))
    return q.linear(
        le(here, side * a(t)),
        (le(Delta(t), tau * a(t) ** 2), 1 / total),
        (square, 1 / total),
        using=[inverse(q, total, sums)],
    )


def _fallen(q, larger, square, steep):
    """Δ(t+1) ≤ M² − δM, from a ≥ N²Lη/k_0."""
    here = M(t)
    long = q.linear(le(root / side, a(t)), (steep, 1 / side), (larger, 1 / side))
    return q.linear(
        le(Delta(t + 1), here**2 - delta * here),
        decrease(eta),
        (square, -1),
        (le(k_0, p_at(t)), eta * a(t)),
        (le(square_at(t), N**2), L / 2 * eta**2),
        (long, eta * k_0 / 2),
        (steep, delta),
    )


def _at_least_delta(q, larger, lower):
    """δ ≤ M, because 0 ≤ M(t+1)² ≤ M² − δM."""
    here, after = M(t), M(t + 1)
    reciprocal_line = inverse(q, here, q.linear(lt(0, here), larger, (lt(0, root), 1)))
    none = q.fact(le(0, after**2))
    return q.linear(le(delta, here), (lower, 1 / here), (none, 1 / here), using=[reciprocal_line])
