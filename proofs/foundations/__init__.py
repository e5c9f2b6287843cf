"""Elementary facts on which the papers lean, written once, as a paper of its own.

    notation      φ, its primitive G, the softplus r
    elementary    exponential and logarithm: tangents, monotony, chords, second order
    logistic      φ(x) = 1/(1 + e^(−2x)) and G(x) = x − e^(−2x)/2, the tangent of G and of the softplus
    logistic_step  one step x ↦ x − aφ(x) of Euler's method for u′ = −φ(u)
    vectors       Cauchy–Schwarz, the triangle inequality, rates of first-order methods, in every dimension
    logistic_expansion  the same to third order, with an error that telescopes

Every statement has plain symbols (x, y, v, d, s, p), and beside it stands a function of the same name that returns what
the kernel established, to be used at other terms:

    p.instance(exp_tangent(), v=-2*(x - y))
"""
