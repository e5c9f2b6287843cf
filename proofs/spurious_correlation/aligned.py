"""What remains of Theorem 1.1: with s = ±r, as (4) and (5) demand, the groups decouple, and any law of |r| on [α, β]
gives an error of order 1/(εht); the constant is 1/(4α²h) for every law whose smallest value is α.

Per sample, φ(p)e^(−2δ) ≤ φ(p − δ) ≤ φ(p)/(1 + δ) for p ≤ 0 ≤ δ. Averaged over the law of r, with m = E[φ(xr)] and
k = E[rφ(xr)] between αm and βm, a step of length σ = 2εhk changes 1/m by at least 2α²εh and at most
4β²εh·e^(2β²εh).

To second order, φ(p)(1 − 2δ) ≤ φ(p − δ) ≤ φ(p)(1 − 2δ(1 − φ(p)) + 2δ²). As x falls, the weights φ(xr) gather at the
smallest r: k/m → α for every law whose essential infimum is α > 0. So for every ρ > α there is a step from which
k ≤ ρm, and from there on 1/m grows by between 4α²εh and 4ρ²εh per step, up to factors that tend to 1.
"""

from typing import Any

from sympy import Expr, Interval, Rational, exp, oo

from checks.methods import Proof, proves
from checks.methods.argue import Line
from checks.methods.expectations import expect, expected, law_chosen
from checks.notions import Shortfall, almost_surely, expectation
from checks.outcome import Evidence
from checks.paper import Claim, eq, le, lt, real
from proofs.foundations.elementary import (
    EXP_MONOTONE,
    EXP_SECOND_ORDER_BELOW,
    EXP_SLOPE,
    EXP_TANGENT,
    NONNEGATIVE,
    exp_monotone,
    exp_second_order_below,
    exp_slope,
    exp_tangent,
)
from proofs.foundations.logistic import PHI_MONOTONE, phi_monotone
from proofs.spurious_correlation.drift import QUOTIENT_POSITIVE, quotient_positive
from proofs.spurious_correlation.notation import alpha, beta, d, epsilon, gap, h, phi, r, s, t, x0, y
from proofs.spurious_correlation.paper import PAPER, POSITIVE
from proofs.spurious_correlation.problem import THEOREM_1_1

BEFORE_ZERO = Interval(-oo, 0)

PER_SAMPLE = PAPER.statement(
    "error-of-one-sample",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"p \le 0 \le \delta \Rightarrow \phi(p)e^{-2\delta} \le \phi(p-\delta) \le \frac{\phi(p)}{1+\delta}",
    over={y: BEFORE_ZERO, d: NONNEGATIVE},
    concludes=[le(phi(y) * exp(-2 * d), phi(y - d)), le((1 + d) * phi(y - d), phi(y))],
    uses=[EXP_TANGENT, EXP_MONOTONE],
    derivation=False,
)


@proves(PER_SAMPLE, "e^(2δ) ≥ 1 + 2δ, and e^(−2p) ≥ 1")
def error_of_one_sample(p):
    """1 + We^(2δ) ≤ (1 + W)e^(2δ), and 1 + We^(2δ) − (1 + δ)(1 + W) ≥ 2δW − δ(1 + W) = δ(W − 1) with W =
    e^(−2p) ≥ 1."""
    weight, grown = exp(-2 * y), exp(2 * d)
    tangent = p.instance(exp_tangent(), v=2 * d)
    start = p.instance(exp_monotone(), p.linear(le(0, -2 * y), (le(y, 0), 2)), x=0, y=-2 * y)
    below = 1 / ((1 + weight) * (1 + weight * grown))
    first = p.linear(
        le(phi(y) * exp(-2 * d), phi(y - d)), (tangent, exp(-2 * d) * below), (le(0, 2 * d), exp(-2 * d) * below)
    )
    second = p.linear(le((1 + d) * phi(y - d), phi(y)), (tangent, weight * below), (start, d * below))
    return p.given(p.goal, first, second)


SECOND_ORDER = PAPER.statement(
    "error-of-one-sample-to-second-order",
    kind="lemma",
    origin="derived",
    where="derived for this report",
    printed=r"p \le 0 \le \delta \Rightarrow \phi(p)(1-2\delta) \le \phi(p-\delta) \le "
    r"\phi(p)\bigl(1-2\delta(1-\phi(p))+2\delta^2\bigr)",
    over={y: BEFORE_ZERO, d: NONNEGATIVE},
    concludes=[
        le(phi(y) * (1 - 2 * d), phi(y - d)),
        le(phi(y - d), phi(y) * (1 - 2 * d * (1 - phi(y)) + 2 * d**2)),
    ],
    uses=[EXP_TANGENT, EXP_SECOND_ORDER_BELOW],
    derivation=False,
)


@proves(SECOND_ORDER, "tangents of the exponential at 2δ and −2δ, and its second order")
def second_order(p):
    """With W = e^(−2p), φ(p − δ) = 1/(1 + We^(2δ)). Over (1 + W)(1 + We^(2δ)) the first difference is
    We^(2δ)[e^(−2δ) − 1 + 2δ] + 2δ. The second, over (1 + W)²(1 + We^(2δ)) and with e = e^(2δ) − 1 − 2δ, is
    W²(1 − 2δ + 2δ²)[e − 2δ²] + 4δ⁴W² + W(1 + 2δ²)e + 4Wδ²(1 + δ) + 2δ²."""
    weight, grown = exp(-2 * y), exp(2 * d)
    up, down = p.instance(exp_tangent(), v=2 * d), p.instance(exp_tangent(), v=-2 * d)
    square = p.instance(exp_second_order_below(), p.linear(le(0, 2 * d), (le(0, d), 2)), x=2 * d)
    below = 1 / ((1 + weight) * (1 + weight * grown))
    rest = below / (1 + weight)
    first = p.linear(p.goals[0], (down, weight * grown * below), (le(0, d), 2 * below))
    second = p.linear(
        p.goals[1],
        (square, weight**2 * ((1 - d) ** 2 + d**2) * rest),
        (up, weight * (1 + 2 * d**2) * rest),
        (le(0, 1), (4 * d**4 * weight**2 + 4 * weight * d**2 + 2 * d**2) * rest),
        (le(0, d), 4 * weight * d**2 * rest),
    )
    return p.both(first, second)


LAW = (r, "m")
SUPPORT = (alpha, beta)
X, AFTER = gap(t), gap(t + 1)


def mean(value: Expr) -> Expr:
    """E[1 − p_y] on a group whose gap is x: E φ(x|r|)."""
    return expectation(phi(value * r), r, "m")


def weighted(value: Expr) -> Expr:
    """E[(1 − p_y)|r|]."""
    return expectation(r * phi(value * r), r, "m")


NOW, NEXT, K, M0 = mean(X), mean(AFTER), weighted(X), mean(x0)
LENGTH = 2 * epsilon * h * K
BETWEEN = [almost_surely(alpha, r, r, "m"), almost_surely(r, beta, r, "m")]
DESCENT = [eq(AFTER, X - LENGTH), eq(gap(0), x0)]
OVER = {epsilon: Interval.open(0, 1), x0: BEFORE_ZERO}
F, LATER = phi(X * s), phi(AFTER * s)  # of one sample


def begun(q: Proof, *known: Any) -> Line:
    """1/m₀ ≤ 1/m₀ + …·0, with x₀ for x(0) in the goal."""
    goal = q.formula(q.goal).replace(q.term(gap(0)), q.term(x0))
    return q.linear(goal, (le(0, 0), 1), using=[q.fact(f) for f in (lt(0, M0), *known)])


class Averages:
    """What the expectations along the descent obey at every step, from what holds for every sample."""

    def __init__(self, p: Proof) -> None:
        self.p = p
        for e in (NOW, NEXT, M0):
            expected(p, e, s, lambda q: q.enclose(q.goal), constant=1, support=SUPPORT)
        self.moves = p.fact(DESCENT[0])
        self.positive = self.mean(lt(0, NOW), [(1, F)], lambda q: q.enclose(q.goal))
        self.low = self.mean(
            le(alpha * NOW, K), [(1, s * F), (-alpha, F)], lambda q: q.linear(q.goal, (le(alpha, s), F))
        )
        self.high = self.mean(le(K, beta * NOW), [(beta, F), (-1, s * F)], lambda q: q.linear(q.goal, (le(s, beta), F)))
        self.length = p.linear(le(0, K), self.low, (self.positive, alpha))
        self.below = p.induction(
            le(X, x0),
            lambda q: q.linear(q.goal, eq(gap(0), x0)),
            lambda q: q.linear(q.goal, le(X, x0), DESCENT[0], (le(0, K), 2 * epsilon * h)),
            facts=[self.length],
        )
        self.ratio = self.mean(
            le((1 + alpha * LENGTH) * NEXT, NOW), [(1, F), (-(1 + alpha * LENGTH), LATER)], self.falls_enough
        )
        self.drop = self.mean(
            le(NOW * exp(-2 * beta * LENGTH), NEXT), [(1, LATER), (-exp(-2 * beta * LENGTH), F)], self.falls_little
        )

    def mean(self, goal: Any, terms: list[tuple[Any, Any]], show: Any, *facts: Any, constant: Any = 0) -> Line:
        """A relation between expectations, from the same of every sample (see `expect`)."""
        return expect(self.p, goal, LAW, s, terms, show, *facts, constant=constant, support=SUPPORT)

    def sample(self, q: Proof) -> tuple[Line, Line, Line, Line]:
        """0 < s, xy ≤ 0, 0 ≤ σy, and φ(x₊s) = φ(xy − σy)."""
        size = q.linear(lt(0, s), le(alpha, s), lt(0, alpha))
        left = q.linear(le(X * s, 0), (q.fact(self.below), s), (le(x0, 0), s), using=[size])
        step = q.linear(le(0, LENGTH * s), (q.fact(self.length), 2 * epsilon * h * s), using=[size])
        shifted = phi(X * s - LENGTH * s)
        moved = q.rewrite(eq(LATER, shifted), q.identity(eq(phi((X - LENGTH) * s), shifted)), q.fact(self.moves))
        return size, left, step, moved

    def falls_enough(self, q: Proof) -> Line:
        """(1 + ασ)φ(x₊y) ≤ φ(xy) for y ≥ α."""
        size, left, step, moved = self.sample(q)
        one = q.instance(error_of_one_sample(), left, step, part=1, y=X * s, d=LENGTH * s)
        weight = q.linear(le(0, LENGTH * LATER), (q.fact(self.length), 2 * epsilon * h * LATER))
        return q.linear(
            q.goal, one, (le(alpha, s), LENGTH * LATER), (moved, 1 + LENGTH * s), using=[size, step, weight]
        )

    def falls_little(self, q: Proof) -> Line:
        """φ(xy)e^(−2βσ) ≤ φ(x₊y) for y ≤ β."""
        _, left, step, moved = self.sample(q)
        one = q.instance(error_of_one_sample(), left, step, part=0, y=X * s, d=LENGTH * s)
        length = q.linear(le(0, LENGTH), (q.fact(self.length), 2 * epsilon * h))
        order = q.linear(le(-2 * beta * LENGTH, -2 * LENGTH * s), (le(s, beta), 2 * LENGTH), using=[length])
        powers = q.instance(exp_monotone(), order, x=-2 * beta * LENGTH, y=-2 * LENGTH * s)
        return q.linear(q.goal, one, (powers, F), (moved, -1))

    def half(self) -> Line:
        """m ≤ 1/2, as x ≤ 0."""

        def show(q: Proof) -> Line:
            _, left, *_ = self.sample(q)
            weight = exp(-2 * X * s)
            tangent = q.instance(exp_tangent(), v=-2 * X * s)
            return q.linear(q.goal, (tangent, 1 / (2 * (1 + weight))), (left, 1 / (1 + weight)))

        return self.mean(le(NOW, Rational(1, 2)), [(-1, F)], show, constant=Rational(1, 2))

    def start(self) -> Line:
        """0 < E₀[1 − p_y]."""
        return self.mean(lt(0, M0), [(1, phi(x0 * s))], lambda q: q.enclose(q.goal))

    @property
    def facts(self) -> list[Line]:
        """All that holds at every step."""
        return [self.positive, self.low, self.high, self.length, self.below, self.ratio, self.drop, self.start()]


CEILING = 4 * beta**2 * epsilon * h * exp(2 * beta**2 * epsilon * h)

ALIGNED = PAPER.repair(
    "aligned-features",
    repairs=THEOREM_1_1,
    label="Aligned features",
    printed=r"\mathbf s = \pm\mathbf r,\ |\mathbf r| \in [\alpha,\beta],\ x_0 \le 0 \Rightarrow "
    r"2\alpha^2\varepsilon h\,t \le \frac1{\mathbb E_t[1-p_y]} - \frac1{\mathbb E_0[1-p_y]} \le "
    r"4\beta^2 e^{2\beta^2\varepsilon h}\varepsilon h\,t",
    reading="For any law of |r| on [α, β], 0 < α ≤ β, every share ε (1 − ε for the majority, with θ₁ + θ₂ for the "
    "gap), every start x₀ ≤ 0 and every h: the error is of order 1/(εht). The gap moves by −2εh·E[(1 − p_y)|r|] in a "
    "step. That its constant converges, for every such law, is the repair `aligned-features-constant`.",
    over=OVER,
    given=BETWEEN,
    evolves=DESCENT,
    concludes=[
        ("at least", le(1 / M0 + 2 * alpha**2 * epsilon * h * t, 1 / NOW)),
        ("at most", le(1 / NOW, 1 / M0 + CEILING * t)),
    ],
    uses=[EXP_TANGENT, EXP_SLOPE, EXP_MONOTONE, QUOTIENT_POSITIVE, PER_SAMPLE],
)


@ALIGNED.conclusion("two inductions")
def two_sided(claim: Claim) -> Evidence:
    p = Proof.about(claim)
    low_goal, high_goal = claim.formulas
    averages = Averages(p)
    facts = averages.facts

    def start(q: Proof) -> Line:
        return q.rewrite(q.goal, begun(q), eq(gap(0), x0))

    def inverse(q: Proof, *values) -> list[Line]:
        return [
            line for v in values for line in (q.fact(lt(0, v)), q.instance(quotient_positive(), lt(0, v), u=1, s=v))
        ]

    def rises(q: Proof) -> Line:
        """1/m₊ − 1/m ≥ αΛ/m with Λ = 2εhk ≥ 2εhαm."""
        known = inverse(q, NOW, NEXT)
        both = q.instance(quotient_positive(), *known, u=1 / NOW, s=NEXT)
        return q.linear(
            q.goal,
            low_goal,
            (le((1 + alpha * LENGTH) * NEXT, NOW), 1 / (NOW * NEXT)),
            (le(alpha * NOW, K), 2 * alpha * epsilon * h / NOW),
            using=[*known, both, q.linear(le(0, 2 * alpha * epsilon * h / NOW), (known[1], 2 * alpha * epsilon * h))],
        )

    half = averages.half()

    def falls(q: Proof) -> Line:
        """1/m₊ ≤ e^v/m with v = 2βΛ ≤ 2β²εh, and e^v ≤ 1 + ve^v."""
        known = inverse(q, NOW, NEXT)
        both = q.instance(quotient_positive(), *known, u=1 / NOW, s=NEXT)
        v, most = 2 * beta * LENGTH, 2 * beta**2 * epsilon * h
        room = q.linear(le(0, K), le(alpha * NOW, K), (lt(0, NOW), alpha))
        length = q.linear(
            le(v, most),
            (le(K, beta * NOW), 4 * beta * epsilon * h),
            (le(NOW, Rational(1, 2)), 4 * beta**2 * epsilon * h),
        )
        powers = q.instance(exp_monotone(), length, x=v, y=most)
        weight = q.linear(
            le(0, v / NOW),
            (room, 4 * beta * epsilon * h / NOW),
            using=[*known, q.linear(le(0, 4 * beta * epsilon * h / NOW), (known[1], 4 * beta * epsilon * h))],
        )
        up = q.linear(le(0, exp(v) / (NOW * NEXT)), (both, exp(v)), using=known)
        return q.linear(
            q.goal,
            high_goal,
            (le(NOW * exp(-v), NEXT), exp(v) / (NOW * NEXT)),
            (q.instance(exp_slope(), x=v), 1 / NOW),
            (powers, v / NOW),
            (le(K, beta * NOW), 4 * beta * epsilon * h * exp(most) / NOW),
            using=[
                *known,
                both,
                weight,
                up,
                q.linear(
                    le(0, 4 * beta * epsilon * h * exp(most) / NOW), (known[1], 4 * beta * epsilon * h * exp(most))
                ),
            ],
        )

    low = p.induction(low_goal, start, rises, facts=facts)
    high = p.induction(high_goal, start, falls, facts=[*facts, half])
    return p.finding(p.both(low, high))


rho, mu, chance = real("rho mu q")
OMEGA = phi(alpha * x0)
SMALL = OMEGA + 2 * epsilon * h * beta * rho * M0
PACE = 4 * epsilon * h * rho**2
NEAR = Shortfall(mu, s)
LOW_ENOUGH = le(2 * (beta - rho) * exp(2 * x0 * (rho - mu)), chance)

ALIGNED_CONSTANT = PAPER.repair(
    "aligned-features-constant",
    repairs=THEOREM_1_1,
    label="Aligned features: the constant",
    printed=r"\operatorname{ess\,inf}|\mathbf r| = \alpha > 0 \Rightarrow "
    r"4\alpha^2\varepsilon h t\,\mathbb E_t[1-p_y] \to 1, \quad \kappa = \frac{1}{4\alpha^2h}",
    reading="For every law of |r| on [α, β] whose essential infimum is α, that is E max(0, μ − |r|) > 0 for every "
    "μ > α, and both groups. Take any ρ > μ > α and q with 0 < q ≤ E max(0, μ − |r|). From a start that is low enough "
    "(the condition on x₀, which every orbit meets in the end, by `aligned-features`), 1/E grows in t steps by at "
    "least 4α²εh(1 − ω − 2εhβρE₀)t, ω = φ(αx₀), and at most 4ρ²εht/(1 − 4ρ²εhE₀). Lower starts make ω and E₀ as small "
    "as one likes, and ρ is as close to α.",
    over={**OVER, **dict.fromkeys((rho, mu, chance), POSITIVE)},
    given=[
        *BETWEEN,
        lt(mu, rho),
        le(rho, beta),
        le(chance, expectation(Shortfall(mu, r), r, "m")),
        LOW_ENOUGH,
        le(SMALL, 1),
        lt(PACE * M0, 1),
    ],
    evolves=DESCENT,
    concludes=[
        ("at least", le(1 / M0 + 4 * alpha**2 * epsilon * h * (1 - SMALL) * t, 1 / NOW)),
        ("at most", le(1 / NOW, 1 / M0 + PACE / (1 - PACE * M0) * t)),
    ],
    uses=[QUOTIENT_POSITIVE, PER_SAMPLE, SECOND_ORDER, EXP_TANGENT, EXP_MONOTONE, PHI_MONOTONE],
)


class Tilted(Averages):
    """What the expectations obey to second order, and from a low start on."""

    def __init__(self, p: Proof) -> None:
        super().__init__(p)
        self.before = self.mean(le(NOW - 2 * LENGTH * K, NEXT), [(1, LATER), (-1, F), (2 * LENGTH, s * F)], self.little)
        most = -2 * LENGTH * (1 - OMEGA) + 2 * LENGTH**2 * beta
        self.after = self.mean(
            le(NEXT, NOW - 2 * LENGTH * (1 - OMEGA) * K + 2 * LENGTH**2 * beta * K),
            [(-1, LATER), (1, F), (most, s * F)],
            self.much,
        )
        self.gathered = self.gathers()

    def little(self, q: Proof) -> Line:
        """φ(x₊y) ≥ (1 − 2σy)φ(xy)."""
        size, left, step, moved = self.sample(q)
        one = q.instance(second_order(), left, step, part=0, y=X * s, d=LENGTH * s)
        return q.linear(q.goal, one, (moved, -1), using=[size, step])

    def much(self, q: Proof) -> Line:
        """φ(x₊y) ≤ (1 − 2σy(1 − ω) + 2σ²βy)φ(xy), as φ(xy) ≤ ω and y ≤ β."""
        size, left, step, moved = self.sample(q)
        one = q.instance(second_order(), left, step, part=1, y=X * s, d=LENGTH * s)
        order = q.linear(le(X * s, alpha * x0), (q.fact(self.below), s), (le(alpha, s), -x0), using=[size])
        tall = q.instance(phi_monotone(), order, x=X * s, y=alpha * x0)
        length = q.linear(le(0, LENGTH), (q.fact(self.length), 2 * epsilon * h))
        weight = q.linear(le(0, LENGTH * s * F), (length, s * F), using=[size])
        square = q.linear(le(0, LENGTH**2 * s * F), (length, LENGTH * s * F), using=[weight, length, size])
        return q.linear(
            q.goal,
            one,
            (moved, 1),
            (tall, 2 * LENGTH * s * F),
            (le(s, beta), 2 * LENGTH**2 * s * F),
            using=[size, step, weight, square],
        )

    def gathers(self) -> Line:
        """k ≤ ρm: (ρ − y)φ(xy) ≥ φ(xμ)max(0, μ − y) − (β − ρ)φ(xρ) for every y, and φ(xρ) ≤ 2e^(2x(ρ − μ))φ(xμ)."""
        p, at_mu, at_rho = self.p, phi(X * mu), phi(X * rho)
        means = expectation(Shortfall(mu, r), r, "m")
        averaged = self.mean(
            le(at_mu * means - (beta - rho) * at_rho, rho * NOW - K),
            [(rho, F), (-1, s * F), (-at_mu, NEAR)],
            self.by_distance,
            constant=(beta - rho) * at_rho,
        )
        left, apart = p.linear(le(X, 0), self.below, le(x0, 0)), p.linear(lt(0, rho - mu), lt(mu, rho))
        small, smaller, power = exp(-2 * X * mu), exp(-2 * X * rho), exp(2 * X * (rho - mu))
        tangent = p.instance(exp_tangent(), v=-2 * X * mu)
        large = p.linear(le(1, small), tangent, (left, 2 * mu))
        below = 1 / (smaller * (1 + small) * (1 + smaller))
        ratio = p.linear(le(at_rho, 2 * power * at_mu), (large, smaller * below), (lt(0, small), 2 * below))
        order = p.linear(le(2 * X * (rho - mu), 2 * x0 * (rho - mu)), (self.below, 2 * (rho - mu)), using=[apart])
        powers = p.instance(exp_monotone(), order, x=2 * X * (rho - mu), y=2 * x0 * (rho - mu))
        room = p.linear(le(0, beta - rho), le(rho, beta))
        return p.linear(
            le(K, rho * NOW),
            averaged,
            (le(chance, means), at_mu),
            (LOW_ENOUGH, at_mu),
            (powers, 2 * (beta - rho) * at_mu),
            (ratio, beta - rho),
            using=[room, p.linear(le(0, 2 * (beta - rho) * at_mu), (room, 2 * at_mu))],
        )

    def by_distance(self, q: Proof) -> Line:
        """(ρ − y)φ(xy) + (β − ρ)φ(xρ) ≥ φ(xμ)max(0, μ − y): for y ≤ μ, up to ρ, and beyond."""
        at_mu, at_rho = phi(X * mu), phi(X * rho)

        def higher(o: Proof, low: Expr, high: Expr, order: Any) -> Line:
            """φ(x·high) ≤ φ(x·low) for low ≤ high, as x ≤ 0."""
            left = o.linear(le(X, 0), o.fact(self.below), le(x0, 0))
            turned = o.linear(le(X * high, X * low), (order, -X), using=[left])
            return o.instance(phi_monotone(), turned, x=X * high, y=X * low)

        def near(o: Proof) -> Line:
            room = o.linear(le(0, mu - s), le(s, mu))
            value = o.axiom("max-second", 0, mu - s, room)
            line, far = higher(o, s, mu, le(s, mu)), o.linear(le(0, beta - rho), le(rho, beta))
            return o.linear(o.goal, (value, at_mu), (line, mu - s), (lt(mu, rho), F), (far, at_rho), using=[room, far])

        def beyond(o: Proof) -> Line:
            value = o.axiom("max-first", 0, mu - s, o.linear(le(mu - s, 0), lt(mu, s)))

            def within(k: Proof) -> Line:
                far = k.linear(le(0, beta - rho), le(rho, beta))
                return k.linear(k.goal, (k.fact(value), at_mu), (le(s, rho), F), (far, at_rho), using=[far])

            def outside(k: Proof) -> Line:
                line = higher(k, rho, s, k.linear(le(rho, s), lt(rho, s)))
                room = k.linear(le(0, s - rho), lt(rho, s))
                return k.linear(k.goal, (k.fact(value), at_mu), (line, s - rho), (le(s, beta), at_rho), using=[room])

            return o.cases(o.goal, s, rho, within, outside)

        return q.cases(q.goal, s, mu, near, beyond)

    @property
    def facts(self) -> list[Line]:
        """All that holds at every step."""
        return [*super().facts, self.before, self.after, self.gathered]


@ALIGNED_CONSTANT.conclusion("three inductions")
def constant_of_the_rate(claim: Claim) -> Evidence:
    """With σ = 2εhk the step m − m₊ is between 2σk(1 − ω − σβ) and 2σk. The error falls, so that σ ≤ 2εhρm₀; then
    1/m₊ − 1/m ≥ (m − m₊)/m² ≥ 4εh(k/m)²(1 − ω − 2εhβρm₀), and 1/m₊ − 1/m = (m − m₊)/(m·m₊) ≤ 4εhρ²m/m₊ with
    m₊ ≥ m(1 − 4εhρ²m₀)."""
    p = Proof.about(claim)
    low_goal, high_goal = claim.formulas
    averages = Tilted(p)
    rest = p.linear(lt(0, 1 - PACE * M0), lt(PACE * M0, 1))
    facts = [*averages.facts, rest]
    before, after = averages.before.formula, averages.after.formula
    k = K

    def start(q: Proof) -> Line:
        return q.rewrite(q.goal, begun(q, lt(0, 1 - PACE * M0)), eq(gap(0), x0))

    def falling(q: Proof) -> tuple[Line, Line]:
        """0 ≤ k and 2εhk·β ≤ 2εhβρm₀ ≤ 1 − ω."""
        positive = q.linear(le(0, k), le(alpha * NOW, k), (lt(0, NOW), alpha))
        short = q.linear(
            le(LENGTH * beta, 2 * epsilon * h * beta * rho * M0),
            (le(k, rho * NOW), 2 * epsilon * h * beta),
            (le(NOW, M0), 2 * epsilon * h * beta * rho),
        )
        return positive, short

    def stays(q: Proof) -> Line:
        short = falling(q)[1]
        square = 4 * epsilon * h * k**2
        return q.linear(q.goal, le(NOW, M0), after, (short, square), (le(SMALL, 1), square))

    small = p.induction(le(NOW, M0), start, stays, facts=facts)

    def inverse(q: Proof) -> list[Line]:
        lines = [q.fact(lt(0, v)) for v in (NOW, NEXT)]
        return [*lines, *(q.instance(quotient_positive(), q.fact(lt(0, v)), u=1, s=v) for v in (NOW, NEXT))]

    def rises(q: Proof) -> Line:
        known = inverse(q)
        both = q.instance(quotient_positive(), known[2], known[1], u=1 / NOW, s=NEXT)
        positive, short = falling(q)
        least = 4 * epsilon * h * (1 - SMALL)
        room = q.linear(le(0, least), (le(SMALL, 1), 4 * epsilon * h))
        lower = q.linear(le(NEXT, NOW - least * k**2), after, (short, 4 * epsilon * h * k**2))
        square = q.linear(le(0, k + alpha * NOW), positive, (lt(0, NOW), alpha))
        gain = q.linear(
            le(NEXT, NOW - least * alpha**2 * NOW**2),
            lower,
            (le(alpha * NOW, k), least * (k + alpha * NOW)),
            using=[q.linear(le(0, least * (k + alpha * NOW)), (square, least), using=[room])],
        )
        falls = q.linear(le(NEXT, NOW), gain, (room, alpha**2 * NOW**2))
        weight = q.linear(le(0, least * alpha**2 / NEXT), (room, alpha**2 / NEXT), using=known)
        return q.linear(
            q.goal, low_goal, (gain, 1 / (NOW * NEXT)), (falls, least * alpha**2 / NEXT), using=[*known, both, weight]
        )

    def grows(q: Proof) -> Line:
        known = inverse(q)
        both = q.instance(quotient_positive(), known[2], known[1], u=1 / NOW, s=NEXT)
        positive, _ = falling(q)
        rest = q.linear(lt(0, 1 - PACE * M0), lt(PACE * M0, 1))
        scale = 4 * epsilon * h
        above = q.linear(le(0, scale * (k + rho * NOW)), (positive, scale), (lt(0, NOW), scale * rho))
        least = q.linear(
            le(NOW - PACE * NOW**2, NEXT),
            before,
            (le(k, rho * NOW), scale * (k + rho * NOW)),
            using=[above],
        )
        ratio = q.linear(le(NOW * (1 - PACE * M0), NEXT), least, (le(NOW, M0), PACE * NOW))
        part = q.instance(quotient_positive(), rest, u=PACE, s=1 - PACE * M0)
        weight = q.linear(lt(0, PACE / (1 - PACE * M0) / NEXT), (part, 1 / NEXT), using=[*known, rest])
        return q.linear(
            q.goal,
            high_goal,
            (least, 1 / (NOW * NEXT)),
            (ratio, PACE / (1 - PACE * M0) / NEXT),
            using=[*known, both, rest, weight],
        )

    low = p.induction(low_goal, start, rises, facts=[*facts, small])
    high = p.induction(high_goal, start, grows, facts=[*facts, small])
    return p.finding(p.both(low, high))


AT = {alpha: 1, beta: 2, epsilon: Rational(1, 4), h: Rational(1, 10), x0: -1, t: 0}
LOW = {**AT, x0: -20, rho: Rational(3, 2), mu: Rational(5, 4), chance: Rational(1, 8)}
for _statement, _at in ((ALIGNED, AT), (ALIGNED_CONSTANT, LOW)):

    def hypotheses_satisfiable(claim: Claim, at: Any = _at) -> Evidence:
        return law_chosen(claim, {"m": {1: Rational(1, 2), 2: Rational(1, 2)}}, at)

    _statement.hypotheses("such a law exists: 1 or 2, each with probability 1/2", exists=[])(hypotheses_satisfiable)
