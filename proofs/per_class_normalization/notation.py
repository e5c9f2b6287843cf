"""Symbols: lengths and cosines of class gradients, step size, smoothness, sequences along a run."""

from sympy import Expr, Interval, S, exp, oo

from checks.paper import natural, real, sequence

eta = real("eta")  # step size η
rho, kappa = real("rho kappa")  # imbalance ratio n_0/n_1; ratio of the class-mean gradient lengths
a_0, a_1, a_l = real("a_0 a_1 a_l")  # ‖u_0‖, ‖u_1‖, ‖u_l‖
c = real("c")  # cosine of the angle between u_0 and u_1
L = real("L")  # smoothness constant of the class loss in question
change = real("Delta_f")  # f^(l) after the step minus f^(l) before it
k_0, tau = real("k_0 tau")  # 1 + c_t ≥ k_0 (p_l ≥ k_0); gradient dominance: Δ ≤ τ‖u‖ or Δ ≤ τ‖u‖²
N, p_l, square = real("N p_l Q")  # number of classes; ⟨g_l, Σg⟩ = 1 + Σ_{k≠l} c_lk and ‖Σg‖² of all directions
p_0, p_1 = real("p_0 p_1")  # projections of mini-batch directions on the class gradients
t = natural("t")
Delta, a, cos_at = sequence("Delta"), sequence("a"), sequence("c")  # Δ_l, ‖u_l‖ and c along a run
p_at, square_at = sequence("p"), sequence("Q")  # p_l and Q along a run

POSITIVE = Interval.open(0, oo)
COSINES = Interval(-1, 1)

DOMAINS = {
    eta: POSITIVE,
    rho: POSITIVE,
    kappa: POSITIVE,
    a_0: POSITIVE,
    a_1: POSITIVE,
    a_l: POSITIVE,
    c: COSINES,
    L: POSITIVE,
    change: S.Reals,
    k_0: POSITIVE,
    tau: POSITIVE,
    N: Interval(2, oo),
    p_l: S.Reals,
    square: Interval(0, oo),
    p_0: Interval.Lopen(0, 1),
    p_1: COSINES,
    t: S.Naturals0,
}


def squared_sum(u: Expr, v: Expr, cosine: Expr) -> Expr:
    """‖u + v‖² of two vectors of lengths u and v."""
    return u**2 + v**2 + 2 * u * v * cosine


def logistic(z: Expr) -> Expr:
    """σ(−z) = 1/(1 + e^z): the weight of an example with margin z in the gradient of the logistic loss."""
    return 1 / (1 + exp(z))
