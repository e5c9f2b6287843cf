r"""Class-dependent temperature: class c is trained with logits γ_c⟨w_c, x⟩ and tested without γ_c; a_c = 1/γ_c.

The all-tight solution is w_c = a_cXK⁻¹u_c with u_c = Σ_j (1[j = c] − p_j)·1_j and p_j = a_j²/Σa². For a minority
class m
and a rival c, w_m − w_c has the coefficients, in the vectors XK⁻¹1_j,

    A = a_m(1 − p_m) + a_cp_m at j = m,   −(a_mp_c + a_c(1 − p_c)) at j = c,   (a_c − a_m)p_j at every other j,

which sum to zero. In the closed form the pair m → c has the error Φ(−f), f = θν_mA/√(ν_mA² + Σ_{j≠m} ν_jv_j²), where
v_j are the coefficients at j ≠ m. With two classes nothing changes at all; with more, a temperature helps a little.
"""

from sympy import Derivative, Interval, S, exp, log, oo

from checks.methods import Proof, proves
from checks.methods.vectors import gram, same, vector_sequence
from checks.paper import eq, le, lt, natural, real, sequence

from .elementary import INVERSE, inverse_is_positive
from .notation import gamma_c, gamma_y, nu_M, nu_m, theta
from .paper import CLOSED_FORM, OURS, PAPER, POSITIVE

a_m, a_c, p_m, p_c, t = real("a_m a_c p_m p_c t")


def coefficients(a_m, a_c, p_m, p_c):
    """The coefficients of w_m − w_c at m, at c, and those at all other classes taken together."""
    return a_m * (1 - p_m) + a_c * p_m, -(a_m * p_c + a_c * (1 - p_c)), (a_c - a_m) * (1 - p_m - p_c)


COEFFICIENTS = PAPER.statement(
    "temperature-coefficients",
    label="Coefficients under temperature",
    where=OURS,
    origin="derived",
    reading="The coefficients of w_m − w_c in the vectors XK⁻¹1_j sum to zero, for any number of classes.",
    printed=r"a_m(1-p_m)+a_cp_m-a_mp_c-a_c(1-p_c)+(a_c-a_m)(1-p_m-p_c)=0",
    over=dict.fromkeys((a_m, a_c, p_m, p_c), POSITIVE),
    concludes=[eq(sum(coefficients(a_m, a_c, p_m, p_c)), 0)],
    derivation=False,
)


@proves(COEFFICIENTS, "algebra")
def coefficients_sum_to_zero(p):
    return p.identity(p.goal)


# Two classes: training with temperatures is training without, on another clock.

w_p, w_n, x, g_p, g_n, sign, v = real("w_p w_n x g_p g_n y v")
SCORE = gamma_y * (w_p * x + g_p) - gamma_c * (w_n * x + g_n)
LOSS = log(1 + exp(-sign * SCORE))
CLOCK = (gamma_y**2 + gamma_c**2) / 2
FLOW = eq(
    -gamma_y * Derivative(LOSS, w_p) + gamma_c * Derivative(LOSS, w_n), CLOCK * (2 * sign * x / (1 + exp(sign * SCORE)))
)
OPPOSITE = eq(Derivative(LOSS, w_p) / gamma_y + Derivative(LOSS, w_n) / gamma_c, 0)
PICARD = "Picard–Lindelöf: a locally Lipschitz field has one solution from 0"
TWO = coefficients(a_m, a_c, a_m**2 / (a_m**2 + a_c**2), a_c**2 / (a_m**2 + a_c**2))
COMMON = a_m * a_c * (a_m + a_c) / (a_m**2 + a_c**2)

examples, plain, adjusted = vector_sequence("x_i"), vector_sequence("F_1"), vector_sequence("F_gamma")
weight, j = sequence("weight"), natural("j")

BINARY = PAPER.statement(
    "temperature-binary",
    label="Two classes: temperature is inert",
    where=OURS,
    origin="derived",
    reading=(
        "With two classes, on any data, softmax with temperatures γ₊, γ₋ gives at time τ exactly the classifier of "
        "plain cross-entropy at time τ(γ₊² + γ₋²)/2, and its limit direction is that of cross-entropy. Encoded: the "
        "velocity of v from one example, in every coordinate, and that the field F_γ(v) of the examples 0, …, j is "
        "(γ₊² + γ₋²)/2 times that of plain cross-entropy, F_1(v), for any weights 2y_i/(1 + e^{y_i⟨v, x_i⟩}). One such "
        "equation has one solution from 0 (Picard–Lindelöf), so the other runs through the same points on its clock."
    ),
    printed=r"v=\gamma_+w_+-\gamma_-w_-:\quad \dot "
    r"v=\tfrac{\gamma_+^2+\gamma_-^2}{2}\sum_i\frac{2y_ix_i}{1+e^{y_i\langle v,x_i\rangle}},"
    r"\qquad \tfrac{d}{d\tau}\Bigl(\frac{w_+}{\gamma_+}+\frac{w_-}{\gamma_-}\Bigr)=0",
    over={
        **dict.fromkeys((w_p, w_n, x, g_p, g_n, sign), S.Reals),
        a_m: POSITIVE,
        a_c: POSITIVE,
        j: S.Naturals0,
    },
    evolves=[
        same(plain(0), weight(0) * examples(0)),
        same(plain(j + 1), plain(j) + weight(j + 1) * examples(j + 1)),
        same(adjusted(0), CLOCK * weight(0) * examples(0)),
        same(adjusted(j + 1), adjusted(j) + CLOCK * weight(j + 1) * examples(j + 1)),
    ],
    concludes=[
        ("velocity of the training score", FLOW),
        ("conserved sum", OPPOSITE),
        ("the same field on another clock", same(adjusted(j), CLOCK * plain(j))),
        ("coefficient of the class", eq(TWO[0], COMMON)),
        ("coefficient of the other", eq(TWO[1], -COMMON)),
    ],
    derivation=False,
    note=(
        "In the first two items: one example and one coordinate x of it; g₊, g₋ are what the other coordinates add to "
        "the scores. From 0, w₊/γ₊ = −w₋/γ₋ = q, so the test score ⟨w₊ − w₋, x⟩ = (γ₊ + γ₋)⟨q, x⟩ is a positive "
        "multiple of the training score ⟨v, x⟩ = (γ₊² + γ₋²)⟨q, x⟩."
    ),
)


@proves(
    BINARY,
    "the velocity of the training score's vector, and the conserved sum",
    claims=["velocity of the training score", "conserved sum"],
)
def same_flow(p):
    return p.both(p.identity(FLOW), p.identity(OPPOSITE))


@proves(
    BINARY,
    "the limit direction has the coefficients of cross-entropy",
    claims=["coefficient of the class", "coefficient of the other"],
)
def same_limit(p):
    return p.both(p.identity(eq(TWO[0], COMMON)), p.identity(eq(TWO[1], -COMMON)))


@BINARY.conclusion(
    "the field of a training set is that of cross-entropy, up to a factor of time",
    claims=["the same field on another clock"],
)
def another_clock(c):
    p = Proof.about(c)

    def base(q):
        first = same(plain(0), weight(0) * examples(0)), same(adjusted(0), CLOCK * weight(0) * examples(0))
        return gram(q, q.goal, using=first)

    def step(q):
        using = [
            same(adjusted(j + 1), adjusted(j) + CLOCK * weight(j + 1) * examples(j + 1)),
            same(plain(j + 1), plain(j) + weight(j + 1) * examples(j + 1)),
            same(adjusted(j), CLOCK * plain(j)),
        ]
        return gram(q, q.goal, using=using)

    line = p.cite(PICARD, p.goal, p.induction(p.goal, base, step))
    return p.finding(line, scope="every data set with two classes, every time, all γ₊, γ₋ > 0")


# One minority class, one temperature a_M = 1 for all other classes, a_m = t.

r = real("r")  # √k
k = r**2
SHARE = t**2 + k - 1
ONE, RIVAL, REST = coefficients(t, 1, t**2 / SHARE, 1 / SHARE)
EACH_OTHER = (1 - t) / SHARE
H_SQUARED = t**2 * (t + k - 1) ** 2 / ((t**2 + t + k - 2) ** 2 + (k - 2) * (t - 1) ** 2)
BEST = (1 + r) ** 3 / (7 + 5 * r)
EXPONENT = eq(
    theta**2 * nu_m**2 * ONE**2 / (nu_m * ONE**2 + nu_M * (RIVAL**2 + (k - 2) * EACH_OTHER**2)),
    theta**2 * nu_m**2 / (nu_m + nu_M / H_SQUARED),
)

OPTIMAL_TEMPERATURE = PAPER.statement(
    "optimal-temperature",
    label="The best temperature for one minority class",
    where=CLOSED_FORM,
    origin="derived",
    reading="One minority class, the other k − 1 alike with one temperature: the best ratio t = a_m/a_M is 1 + √k.",
    printed=r"f=\frac{\theta\nu_m}{\sqrt{\nu_m+\nu_M/h^2}},\quad "
    r"h^2(t)=\frac{t^2(t+k-1)^2}{(t^2+t+k-2)^2+(k-2)(t-1)^2}\le "
    r"h^2(1+\sqrt k)=\frac{(1+\sqrt k)^3}{7+5\sqrt k}",
    over={t: POSITIVE, r: Interval(1, oo)},
    given=[le(2, k)],
    concludes=[
        ("exponent", EXPONENT),
        ("no better ratio", le(H_SQUARED, BEST)),
        ("value at the best", eq(H_SQUARED.subs(t, 1 + r), BEST)),
    ],
    uses=[COEFFICIENTS, INVERSE],
    derivation=False,
    note="r stands for √k; k is any real number ≥ 2. The largest h² is 1 for k = 2 and grows like k/5.",
)


BELOW = (t**2 + t + k - 2) ** 2 + (k - 2) * (t - 1) ** 2


def _positive_denominator(p):
    """The denominator of h² is positive."""
    first = p.linear(lt(0, t**2 + t + k - 2), (lt(0, t), 1 + t), le(2, k))
    return p.linear(lt(0, BELOW), (first, t**2 + t + k - 2), (le(2, k), (t - 1) ** 2), using=[first])


@proves(OPTIMAL_TEMPERATURE, "the exponent in terms of h²", claims=["exponent"])
def exponent_with_temperature(p):
    below = _positive_denominator(p)
    one = p.linear(lt(0, ONE), (lt(0, t), (t + k - 1) / SHARE))
    weighted = p.linear(lt(0, nu_m * ONE), (one, nu_m))
    rival = p.enclose(le(0, RIVAL**2))
    left = p.linear(
        lt(0, nu_m * ONE**2 + nu_M * (RIVAL**2 + (k - 2) * EACH_OTHER**2)),
        (one, nu_m * ONE),
        (rival, nu_M),
        (le(2, k), nu_M * EACH_OTHER**2),
        using=[weighted],
    )
    right = p.linear(lt(0, nu_m + nu_M / H_SQUARED), lt(0, nu_m), (below, nu_M / (t * (t + k - 1)) ** 2))
    return p.identity(EXPONENT, left, right, below)


@proves(OPTIMAL_TEMPERATURE, "no ratio does better", claims=["no better ratio"])
def no_better_ratio(p):
    """With D the denominator of h², (1 + r)³D − (7 + 5r)t²(t + k − 1)² = (k − 2)(t − 1 − r)²·q, where
    q = (k − 1)(r + 1) + 2(k − 1)t + (r + 3)t² > 0."""
    below = _positive_denominator(p)
    q = (k - 1) * (r + 1) + 2 * (k - 1) * t + (r + 3) * t**2
    square = p.linear(le(0, (k - 2) * (t - 1 - r) ** 2), (le(2, k), (t - 1 - r) ** 2))
    weight = p.linear(lt(0, BELOW * (7 + 5 * r)), (below, 7 + 5 * r))
    grown = p.linear(le(0, q * (k - 2) * (t - 1 - r) ** 2), (square, q))
    share = 1 / (BELOW * (7 + 5 * r))
    positive = p.instance(inverse_is_positive(), weight, x=1 / share)
    return p.linear(le(H_SQUARED, BEST), (grown, share), using=[below, weight, positive])


@proves(OPTIMAL_TEMPERATURE, "the value at 1 + √k", claims=["value at the best"])
def value_at_best(p):
    """There t² + t + k − 2 = r(2r + 3) and (t − 1)² = k, so that D = k(1 + r)(7 + 5r)."""
    below = p.enclose(lt(0, r**2 * (r + 1) * (7 + 5 * r)))
    same = p.linear(lt(0, BELOW.subs(t, 1 + r)), below)
    return p.identity(eq(H_SQUARED.subs(t, 1 + r), BEST), same)
