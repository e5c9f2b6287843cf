r"""Class-dependent temperature: class c is trained with logits γ_c⟨w_c, x⟩ and tested without γ_c; a_c = 1/γ_c.

The all-tight solution is w_c = a_cXK⁻¹u_c with u_c = Σ_j (1[j = c] − p_j)·1_j and p_j = a_j²/Σa². For a minority class m
and a rival c, w_m − w_c has the coefficients, in the vectors XK⁻¹1_j,

    A = a_m(1 − p_m) + a_cp_m at j = m,   −(a_mp_c + a_c(1 − p_c)) at j = c,   (a_c − a_m)p_j at every other j,

which sum to zero. The closed form of the pair m → c is Φ(−f), f = θν_mA/√(ν_mA² + Σ_{j≠m} ν_jv_j²).
"""

from sympy import And, Derivative, Interval, exp, log, oo, sqrt

from checks.methods import enclose, proves, quantity
from checks.outcome import Finding
from checks.paper import eq, le, real

from .notation import k, nu_M, nu_m, theta
from .paper import OURS, PAPER, POSITIVE

a_m, a_c, p_m, p_c, others = real("a_m a_c p_m p_c others")
r, t, T = real("r t T")

A = a_m * (1 - p_m) + a_c * p_m
AT_RIVAL = -(a_m * p_c + a_c * (1 - p_c))
AT_OTHERS = (a_c - a_m) * (1 - p_m - p_c)

COEFFICIENTS = PAPER.statement(
    "temperature-coefficients",
    label="Coefficients under temperature",
    where=OURS,
    words="The coefficients of w_m − w_c in the vectors XK⁻¹1_j sum to zero (the shares p of the other classes sum to 1 − p_m − p_c).",
    printed=r"A+\bigl(-a_mp_c-a_c(1-p_c)\bigr)+(a_c-a_m)(1-p_m-p_c)=0",
    over=dict.fromkeys((a_m, a_c, p_m, p_c), POSITIVE),
    concludes=eq(A + AT_RIVAL + AT_OTHERS, 0),
    derivation=False,
)


@proves(COEFFICIENTS, "algebra")
def coefficients_sum_to_zero(p):
    return p.identity(p.goal)


# Two classes.

w, x, e, gamma_p, gamma_n = real("w x e gamma_p gamma_n")
TOTAL = gamma_p**2 + gamma_n**2


def _loss(score):
    return log(1 + exp(-score))


q = w / TOTAL
POSITIVE_SPEED = -Derivative(_loss(gamma_p * a_m - gamma_n * a_c), a_m)
BINARY_FLOW = eq(
    gamma_p * (gamma_p * x / (1 + exp(w * x))) + gamma_n * (gamma_n * x / (1 + exp(w * x))),
    TOTAL / 2 * (2 * x / (1 + exp(w * x))),
)
BINARY_SHARE = T**2 / (T**2 + e**2)
BINARY_LIMIT = And(
    eq(T * (1 - BINARY_SHARE) + e * BINARY_SHARE, T * e * (T + e) / (T**2 + e**2)),
    eq(T * (1 - BINARY_SHARE) + e * BINARY_SHARE, T * (1 - (1 - BINARY_SHARE)) * e / T + e * (1 - (1 - BINARY_SHARE)) * 0
       + T * (1 - BINARY_SHARE)),
    evaluate=False,
)
