r"""Symbols.

In the plane a point is (x, y), on the line x; a second point of K, where one is needed, is (x′, y′) or x′. In the
proofs for all dimensions, vectors enter through their norms and inner products:

    a = |∇L₁(θ)|,  b = ⟨∇L₀(θ), ∇L₁(θ)⟩,  λ an eigenvalue of ∇²L₁,  u a coordinate in its eigenbasis,
    L₁ = r(x − θ₁)²/2 and L₀ = qx on K = [k₀, k₁]: the special case in which the printed theorems are refuted,
    D, E, n and n₁ distances,  V a length or a drop of L₁,  s ∈ [0, 1] the parameter of a ray,
    A and B sums of squares over coordinates, counted by j.
"""

from sympy import Derivative, Rational, symbols

from checks.paper import natural, sequence

x, y, x_other, y_other = symbols("x y x_other y_other", real=True)
a, b, s, u, lam, lam_total = symbols("a b s u lambda_1 lambda", real=True)
reach, norm_1, distance, other, k = symbols("n n_1 D E k", real=True)
delta, c, M, tau, tau_g, tau_h = symbols("delta c M tau tau_g tau_h", real=True)
p, t, x0, y0, factor, early, late, zeta = symbols("p t x_0 y_0 F t_1 t_0 zeta", real=True)
theta, theta_1, rate, push, left, right = symbols("theta theta_1 r q k_0 k_1", real=True)
drop_minority, drop_total, duration, steep = symbols("Delta_0 Delta T V", real=True)
step, change, smooth, v_1, v_2 = symbols("eta Delta_1 Lambda v_1 v_2", real=True)
j = natural("j")
coordinate, eigenvalue, image = sequence("u"), sequence("lambda"), sequence("b")  # u_j, λ_j and b_j
squares, image_squares, level = sequence("A"), sequence("B"), sequence("C")

TAU = Rational(1, 64)  # the τ of most examples: just inside min{c/2, δ/8, δ²/(32M)} = 1/32 for δ = c = M = 1


def slope(f, *variables):
    """The partial derivative as it is written; the kernel carries it out."""
    for v in variables:
        f = Derivative(f, v)
    return f


def gradient(f, *point):
    """The first partial derivatives."""
    return [slope(f, v) for v in point]


def inner(v, w):
    """The inner product."""
    return sum((p * q for p, q in zip(v, w, strict=True)), start=Rational(0))
