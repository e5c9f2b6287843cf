"""Section 1: Theorem 1.1, which the source states without proof. It is false, and this is what is true of it.

The instances that settle it are the paper's own one-layer network on four points ±v₁ and ±v₂: relevant feature first,
rs > 0 on the majority, rs < 0 on the minority, y = sign(r), and the law of (r, s) is symmetric. With margins m on the
majority and q on the minority (logit of the right label minus logit of the other) gradient descent from θ⁰ = 0 reads,
for majority (5, 1) and minority (1, −1),

    m₊ = m + 2h[26(1 − ε)σ(−m) + 4εσ(−q)],    q₊ = q + 2h[4(1 − ε)σ(−m) + 2εσ(−q)],    σ(x) = 1/(1 + e^(−x)),

so that m − 2q never falls. Hence the majority's error is at most the square of e^(−q), and falls like 1/t². With
majority (1, 1) and minority (5, −1) it is the minority whose error falls like 1/t².
"""

from functools import cache
from typing import Any

from sympy import Abs, Derivative, Expr, Integer, Interval, Rational, Reals, exp, log

from checks.methods import Established, Proof, values_along
from checks.methods.argue import Line
from checks.methods.handing import numbers
from checks.outcome import Curve, Evidence, Figure, Trust, Verdict
from checks.paper import Claim, eq, le, lt, real, sequence, tends
from proofs.foundations.elementary import EXP_MONOTONE, EXP_TANGENT, exp_monotone, exp_tangent
from proofs.spurious_correlation.limits import nowhere, size_of
from proofs.spurious_correlation.notation import delta, epsilon, h, kappa, t, threshold
from proofs.spurious_correlation.paper import PAPER, POSITIVE

margin_maj, margin_min = sequence("m"), sequence("q")
M, Q = margin_maj(t), margin_min(t)
theta = real("theta_1:5")
ANY = {h: POSITIVE, epsilon: Interval.open(0, 1)}


def wrong(margin: Expr) -> Expr:
    """σ(−margin) = 1 − p_y."""
    return 1 / (1 + exp(margin))


def dot(v: tuple[int, int], w: tuple[int, int]) -> int:
    return v[0] * w[0] + v[1] * w[1]


class Instance:
    """Four points: ±v of the majority with share 1 − ε, ±w of the minority with share ε, start 0."""

    def __init__(self, v: tuple[int, int], w: tuple[int, int]) -> None:
        self.v, self.w = v, w

    def moved(self, m: Expr, q: Expr) -> tuple[Expr, Expr]:
        """Both margins after one step."""
        first, second = (1 - epsilon) * wrong(m), epsilon * wrong(q)
        return (
            m + 2 * h * (dot(self.v, self.v) * first + dot(self.v, self.w) * second),
            q + 2 * h * (dot(self.v, self.w) * first + dot(self.w, self.w) * second),
        )

    @property
    def evolves(self) -> list[Any]:
        """Both recursions, and both starts."""
        steps = zip((margin_maj, margin_min), self.moved(M, Q), strict=True)
        return [*(eq(margin(t + 1), after) for margin, after in steps), eq(margin_maj(0), 0), eq(margin_min(0), 0)]

    def descent(self) -> list[Any]:
        """That these margins are gradient descent: the gradient (12) of the mean loss over the four points, in the four
        weights; the margin of v is (θ₃ − θ₁)v_r + (θ₄ − θ₂)v_s."""

        def loss(v: tuple[int, int], sign: int) -> Expr:  # of the label y = sign at the point sign·v
            low, high = (sign * (theta[i] * v[0] + theta[i + 1] * v[1]) for i in (0, 2))
            return -log(exp(high if sign == 1 else low) / (exp(low) + exp(high)))

        def margin(weights: Any, v: tuple[int, int]) -> Expr:
            return (weights[2] - weights[0]) * v[0] + (weights[3] - weights[1]) * v[1]

        total = sum((1 - epsilon) / 2 * loss(self.v, y) + epsilon / 2 * loss(self.w, y) for y in (1, -1))
        later = [w - h * Derivative(total, w) for w in theta]
        after = self.moved(margin(theta, self.v), margin(theta, self.w))
        return [eq(margin(later, v), value) for v, value in zip((self.v, self.w), after, strict=True)]


FIRST = Instance((5, 1), (1, -1))
EXCHANGED = Instance((1, 1), (5, -1))

THEOREM_1_1 = PAPER.theorem(
    "1.1",
    where="Section 1",
    quote=r"Assume $(\mathbf r, \mathbf s)$ has a finite second moment and a symmetric joint distribution "
    r"$p_{\mathbf r,\mathbf s}(\cdot)$. Then, for sufficiently large $t$, "
    r"$\mathbb E_{\mathcal G_{\mathrm{maj}}}[1-p_y(\mathbf x,\theta^t)] \propto \frac{1}{(1-\varepsilon)t}$ (2), "
    r"$\mathbb E_{\mathcal G_{\mathrm{min}}}[1-p_y(\mathbf x,\theta^t)] \propto \frac{1}{\varepsilon t}$ (3).",
    reading="∝ means that (1 − ε)t·E_maj and εt·E_min tend to positive constants κ, which may depend on everything but "
    "t, with some threshold T_δ for each distance δ. What is said of every such law must hold for each: the checks "
    "take two laws on four points, with margin m on the majority and q on the minority, and refute every κ and every "
    "T_δ.",
    over=ANY,
    concludes=[
        ("(2)", tends((1 - epsilon) * t * wrong(M), t, to=kappa, within=delta, from_=threshold)),
        ("(3)", tends(epsilon * t * wrong(Q), t, to=kappa, within=delta, from_=threshold)),
    ],
    uses=[EXP_TANGENT, EXP_MONOTONE],
    says=(
        r"for sufficiently large $t$, $\mathbb E_{\mathcal G_{\mathrm{maj}}}[1-p_y(\mathbf x,\theta^t)] "
        r"\propto \frac{1}{(1-\varepsilon)t}$ (2), $\mathbb E_{\mathcal G_{\mathrm{min}}}[1-p_y(\mathbf "
        r"x,\theta^t)] \propto \frac{1}{\varepsilon t}$ (3)"
    ),
    why="On the four points ±(5, 1) (majority) and ±(1, −1) the majority's error is at most 1/(1 + 2εht)², and on ±(1, "
    "1) (majority) and ±(5, −1) the minority's is at most 1/(1 + 2(1 − ε)ht)²: neither (2) nor (3) holds for every "
    "symmetric law, and in the second case the minority learns faster.",
    fix="Assume s = ±r as in (4) and (5), with |r| in an interval of positive numbers: then the groups decouple, both "
    "errors lie between explicit multiples of 1/(share·h·t), and κ = 1/(4r₀²h) where r₀ is the essential infimum of "
    "|r| (repairs `aligned-features`, `aligned-features-constant`).",
    derivation=False,
    note="The source gives no proof; it proves a special case, Theorem 1.3.",
)


def too_fast(fast: Any, slow: Any, share: Expr, evolves: list[Any]) -> Established:
    """(1 + 2·share·ht)² ≤ 1/σ(−fast), where share is that of the slow group: 0 ≤ s, 2s ≤ f and 2·share·ht ≤ e^s − 1 by
    induction, and 1 − p_y = σ(−f) ≤ e^(−f) ≤ e^(−2s)."""
    p = Proof({**ANY, t: PAPER.symbols[t]}, [], evolves)
    F, S = fast(t), slow(t)
    relation = {f.args[0].func: f for f in evolves[:2]}
    faster, slower = relation[fast], relation[slow]
    other = (1 - share) * wrong(F)
    grown = le(2 * share * h * t, exp(S) - 1)

    def positive_step(q: Proof) -> Line:
        gain = 2 * h * (4 * other + 2 * share * wrong(S))
        return q.linear(q.goal, le(0, S), (slower, -1), (le(0, 1), gain))

    def ahead_step(q: Proof) -> Line:
        return q.linear(q.goal, le(2 * S, F), (faster, -1), (slower, 2), (le(0, 1), 2 * h * 18 * other))

    def grown_step(q: Proof) -> Line:
        tangent = q.instance(exp_tangent(), v=slow(t + 1) - S)
        power = q.instance(exp_tangent(), v=S)
        return q.linear(
            q.goal,
            grown,
            (tangent, exp(S)),
            (slower, -exp(S)),
            (le(0, 1), exp(S) * 8 * h * other),
            (power, 2 * share * h * wrong(S)),
            (le(0, S), 2 * share * h * wrong(S)),
        )

    def show(q: Proof) -> Line:
        powers = q.instance(exp_monotone(), le(2 * S, F), x=2 * S, y=F)
        size = 2 * share * h * t
        room = q.linear(le(0, exp(S) - 1 - size), le(size, exp(S) - 1))
        return q.linear(q.goal, powers, (room, exp(S) + 1 + size), (le(0, 1), 1))

    positive = p.induction(le(0, S), lambda q: q.linear(q.goal, (eq(slow(0), 0), -1)), positive_step)
    ahead = p.induction(le(2 * S, F), lambda q: q.linear(q.goal, (eq(slow(0), 0), 2), (eq(fast(0), 0), -1)), ahead_step)
    large = p.induction(
        grown,
        lambda q: q.rewrite(q.goal, q.enclose(le(0, exp(Integer(0)) - 1)), eq(slow(0), 0)),
        grown_step,
        facts=[positive],
    )
    facts = [positive, ahead, large]
    return p.established(p.each_step(le((1 + 2 * share * h * t) ** 2, 1 / wrong(F)), show, facts=facts))


@cache
def majority_too_fast() -> Established:
    return too_fast(margin_maj, margin_min, epsilon, FIRST.evolves)


@cache
def minority_too_fast() -> Established:
    return too_fast(margin_min, margin_maj, 1 - epsilon, EXCHANGED.evolves)


def beyond(share: Expr) -> list[Any]:
    """From where on share·t/(1 + 2(1 − share)ht)² < κ/2 ≤ κ − δ."""
    return [le(threshold, t), le(2 * delta, kappa), lt(share, 2 * (1 - share) ** 2 * h**2 * kappa * t)]


def never_near(claim: Claim, bound: Established, share: Expr, margin: Expr) -> Evidence:
    """share·t·E ≤ 2(1 − share)²h²κt²·E ≤ κ/2·(1 + 2(1 − share)ht)²·E ≤ κ/2, the first of them strictly."""
    p = Proof.about(claim)
    start, near, later = beyond(share)
    size, value = 2 * (1 - share) * h * t, share * t * wrong(margin)
    rate = 2 * (1 - share) ** 2 * h**2 * kappa

    def show(q: Proof) -> Line:
        positive = q.linear(lt(0, t), (later, 1 / rate), (lt(0, share), 1 / rate))
        small = q.linear(
            lt(value, kappa / 2),
            (later, t * wrong(margin)),
            (q.fact((1 + size) ** 2 <= 1 / wrong(margin)), kappa / 2 * wrong(margin)),
            (le(0, 1), kappa / 2 * wrong(margin) * (1 + 2 * size)),
            using=[q.linear(lt(0, t * wrong(margin)), (positive, wrong(margin)))],
        )
        low = q.linear(le(value - kappa, 0), small, (lt(0, kappa), Rational(1, 2)))
        distance = size_of(q, value - kappa, low)
        return q.linear(q.goal, small, (near, Rational(1, 2)), (distance, -1))

    apart = p.each_step(lt(delta, Abs(value - kappa)), show, facts=[p.instance(bound)])
    return nowhere(p, p.both(start, apart), claim, AT)


AT = {epsilon: Rational(1, 2), h: 1, delta: Rational(1, 2), kappa: 1, threshold: 0, t: 3}


@THEOREM_1_1.conclusion(
    "(2) for ±(5, 1) and ±(1, −1): (1 − ε)t·E_maj comes as close as δ ≤ κ/2 to some κ > 0",
    claims=["(2)"],
    given=beyond(1 - epsilon),
    evolves=FIRST.evolves,
    expect=Verdict.REFUTED,
)
def majority_is_too_fast(claim: Claim) -> Evidence:
    """The majority's error is at most 1/(1 + 2εht)². It fails for every κ > 0 at all t beyond an explicit one."""
    return never_near(claim, majority_too_fast(), 1 - epsilon, M)


@THEOREM_1_1.conclusion(
    "(3) for ±(1, 1) and ±(5, −1): εt·E_min comes as close as δ ≤ κ/2 to some κ > 0",
    claims=["(3)"],
    given=beyond(epsilon),
    evolves=EXCHANGED.evolves,
    expect=Verdict.REFUTED,
)
def minority_is_too_fast(claim: Claim) -> Evidence:
    """The minority's error is at most 1/(1 + 2(1 − ε)ht)²: it learns faster than the majority, against the sentence
    after the theorem."""
    return never_near(claim, minority_too_fast(), epsilon, Q)


WEIGHTS = {**dict.fromkeys(theta, Reals), **ANY}


@THEOREM_1_1.hypotheses(
    "the margins of the first instance are gradient descent on the paper's network",
    claims=FIRST.descent(),
    over=WEIGHTS,
)
def instance_is_the_network(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.both(*map(p.identity, claim.formulas)))


@THEOREM_1_1.hypotheses(
    "the margins of the exchanged instance are gradient descent on the paper's network",
    claims=EXCHANGED.descent(),
    over=WEIGHTS,
)
def exchanged_instance_is_the_network(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.both(*map(p.identity, claim.formulas)))


def aligned(instance: Instance) -> list[Any]:
    """rs > 1/2 on the majority, rs < −1/2 on the minority, and r > 0 at v and w, so that their label is 1."""
    (r, s), (r_, s_) = instance.v, instance.w
    return [lt(Rational(1, 2), r * s), lt(r_ * s_, -Rational(1, 2)), lt(0, r), lt(0, r_)]


@THEOREM_1_1.hypotheses(
    "alignment with margin 1/2 in both instances: rs > 1/2 on the majority, rs < −1/2 on the minority",
    claims=list(dict.fromkeys([*aligned(FIRST), *aligned(EXCHANGED)])),
)
def instance_is_aligned(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    return p.finding(p.both(*map(p.enclose, claim.formulas)))


@THEOREM_1_1.sharpness("decay exponents in the first instance, for the eye", expect=Verdict.SUPPORTED)
def exponents() -> Evidence:
    points = [10**k for k in range(1, 6)]
    at = {epsilon: Rational(1, 10), h: Rational(1, 10)}
    rows = values_along(THEOREM_1_1, at, [wrong(M), wrong(Q)], points, evolves=FIRST.evolves)
    lines = [[float(row[i].mid()) for row in rows] for i in (0, 1)]
    figure = Figure(
        "theorem_1_1",
        "The instance that settles Theorem 1.1",
        "step $t$",
        r"$\mathbb{E}[1-p_y]$",
        (
            Curve("majority, falls like $t^{-2}$", tuple(map(float, points)), tuple(lines[0])),
            Curve("minority, falls like $t^{-1}$", tuple(map(float, points)), tuple(lines[1])),
            Curve(
                "$(1+2\\varepsilon ht)^{-2}$",
                tuple(map(float, points)),
                tuple(1 / (1 + t_ / 50) ** 2 for t_ in points),
                kind="dashed",
            ),
        ),
        x_scale="log",
        y_scale="log",
        caption="Points $\\pm(5,1)$ and $\\pm(1,-1)$, $\\varepsilon = h = 1/10$, start 0.",
    )
    return numbers(Trust.NUMERICAL, scope="t = 10 … 10⁵ at ε = h = 1/10", figures=(figure,))
