r"""Gradient descent on smooth functions."""

from checks.methods import proves
from checks.paper import eq, le
from checks.vocabulary import sigmoid, softplus

from .notation import HALF, F, G, L, X, d, fs, h, known, t, x, xs

# Descent lemma, along the steps
SMOOTH = le(F(t + 1), F(t) + G(t) * (X(t + 1) - X(t)) + L / 2 * (X(t + 1) - X(t)) ** 2)
MOVE = eq(X(t + 1), X(t) - h * G(t))
DESCENT = known("descent", evolves=[SMOOTH, MOVE], concludes=[le(F(t + 1), F(t) - h * (1 - L * h / 2) * G(t) ** 2)])


@proves(DESCENT, "the quadratic bound at the step taken")
def descent(r):
    return r.linear(r.goal, SMOOTH, (MOVE, G(t) + L / 2 * (X(t + 1) - X(t) - h * G(t))))


# Rate of gradient descent on a convex function, step 1/L
CONVEX, STEP = le(F(t) + G(t) * (xs - X(t)), fs), eq(G(t), L * (X(t) - X(t + 1)))
RATE = known(
    "rate",
    evolves=[SMOOTH, STEP, CONVEX],
    concludes=[le(t * (F(t) - fs) + L / 2 * (X(t) - xs) ** 2, L / 2 * (X(0) - xs) ** 2)],
)


@proves(RATE, "the potential t(f − f*) + L|x − x*|²/2 does not increase")
def rate(r):
    def step(z):
        return z.linear(z.goal, SMOOTH, CONVEX, STEP, le(0, t), le(0, t * L * (X(t + 1) - X(t)) ** 2))

    return r.induction(r.goal, lambda z: z.linear(z.goal), step)


# One step of length 4 = 1/L on the logistic loss
QUADRATIC = known("logistic-quadratic", concludes=[le(softplus(-x - d), softplus(-x) - d * sigmoid(-x) + d**2 / 8)])
GAIN = 4 * sigmoid(-x)
GAINS = known(
    "logistic-step", concludes=[le(softplus(-x - GAIN), softplus(-x) - 2 * sigmoid(-x) ** 2)], uses=[QUADRATIC]
)


@proves(QUADRATIC, "value, slope and curvature: 1/4 − σ(1 − σ) = (1/2 − σ)²")
def quadratic(r):
    def curvature(z):
        return z.linear(z.goal, (le(0, 1), (HALF - sigmoid(-x - d)) ** 2))

    def slope(z):
        return z.endpoint(z.goal, d, "lo", lambda at_0: at_0.settle(at_0.goal), curvature)

    return r.endpoint(r.goal, d, "lo", lambda at_0: at_0.settle(at_0.goal), slope)


@proves(GAINS, "the quadratic bound at d = 4σ")
def gains(r):
    return r.linear(r.goal, r.instance(quadratic(), d=GAIN))
