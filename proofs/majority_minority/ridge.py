r"""Where the hypotheses come for free: logistic regression with a ridge, K = ℝᵈ, δ the ridge.

L(θ) = (1/n) Σᵢ log(1 + exp(−yᵢ⟨xᵢ, θ⟩)) + (μ/2)|θ|², split into the majority's terms with the ridge (L₁) and the
minority's terms (L₀). ∇²L₁ ⪰ μI, so strong Morse holds with δ = μ and every c; |∇L₀| ≤ τ_g := (1/n) Σ_{minority} |xᵢ|
everywhere.

The comparison with data needs the optional extra `referee[models]` (scikit-learn, whose bundled data are used);
without it that check is not declared, and the statement rests on what the kernel shows.
"""

from sympy import Rational, exp

from checks.methods import Proof, models, nothing, numbers
from checks.outcome import Curve, Figure, Trust, Verdict
from checks.paper import gt, le, lt
from proofs.majority_minority.notation import a, delta, distance, norm, tau_g, u
from proofs.majority_minority.paper import PAPER
from proofs.majority_minority.sharp import SHARP_THEOREM

SHARES = ((1, 100), (1, 50), (1, 20), (1, 10), (1, 5), (3, 10))  # of the minority, as numerator and denominator
RIDGE = (1, 10)
QUARTER = Rational(1, 4)
WEIGHT, CURVATURE = 1 / (1 + exp(u)), exp(u) / (1 + exp(u)) ** 2  # −ℓ′ and ℓ″ for ℓ(u) = log(1 + e^{−u})

RIDGE_LOGISTIC = PAPER.repair(
    "ridge-logistic",
    repairs=None,
    label="Ridge logistic regression",
    printed=r"\|\hat\theta_1-\hat\theta\|\le\frac{\|\nabla L_0(\hat\theta)\|}\mu\le"
    r"\frac1{\mu n}\sum_{i\in\text{minority}}\|x_i\|",
    reading=(
        "For logistic regression with ridge μ, on any data: the minimisers of L and of its majority part L₁ are at "
        "most |∇L₀(θ̂)|/μ apart, hence at most (1/(μn))·Σ|xᵢ| over the minority."
    ),
    uses=[SHARP_THEOREM],
    note=(
        "Step ⟨3⟩ of sharp-theorem at θ₀ = θ̂, with K = ℝᵈ and c = τ_g; τ_h plays no part in it. The check against "
        "data is declared only where scikit-learn is installed: pip install 'referee[models]'."
    ),
)


@RIDGE_LOGISTIC.conclusion(
    "the logistic loss has a slope in (−1, 0) and a curvature in (0, 1/4]",
    claims=[gt(WEIGHT, 0), lt(WEIGHT, 1), gt(CURVATURE, 0), le(CURVATURE, QUARTER)],
)
def logistic_loss(claim):
    """ℓ(u) = log(1 + e^{−u}): ℓ′ = −1/(1 + e^u), ℓ″ = e^u/(1 + e^u)², and (1 + e^u)² − 4e^u = (1 − e^u)²."""
    proof = Proof.about(claim)
    square = proof.enclose(le(0, (1 - exp(u)) ** 2))
    *enclosed, flat = proof.goals
    line = proof.both(*map(proof.enclose, enclosed), proof.linear(flat, (square, QUARTER / (1 + exp(u)) ** 2)))
    return proof.finding(
        line,
        modulo=(
            "inference: ∇²L₁ = μI + (1/n)Σ ℓ″ xᵢxᵢᵀ ⪰ μI, and |∇L₀| ≤ (1/n)Σ|ℓ′||xᵢ| (triangle inequality); L₁ and L "
            "are strongly convex, so each has exactly one critical point",
        ),
        scope="all real margins u",
    )


NEAR = (le(distance, a / delta), le(a, norm), le(norm, tau_g))


@RIDGE_LOGISTIC.conclusion("the distance from the gradient of L₀", claims=[le(distance, tau_g / delta)], given=NEAR)
def distance_bound(claim):
    """D ≤ a/δ by sharp-theorem ⟨3⟩ with a = |∇L₁(θ̂)| = |∇L₀(θ̂)| ≤ τ_g and δ = μ."""
    near, majority, minority = NEAR
    proof = Proof.about(claim)
    return proof.finding(proof.linear(proof.goal, near, (majority, 1 / delta), (minority, 1 / delta)))


def against_data():
    """Newton's method to stationarity; the bound |∇L₀(θ̂)|/μ must hold up to rounding."""
    rows = [models.ridge_logistic(share, RIDGE) for share in SHARES]
    shares = [p / q for p, q in SHARES]
    slack = 1 + 1 / 10**9
    if any(distance > slack * bound or bound > slack * crude for distance, bound, crude in rows):
        return nothing(f"a distance exceeds its bound: {rows}")
    names = ("true distance", r"$\|\nabla L_0(\hat\theta)\|/\mu$", r"$\tau_g/\mu$")
    kinds = ("points", "line", "dashed")
    curves = tuple(
        Curve(name, shares, [row[i] for row in rows], kind)
        for i, (name, kind) in enumerate(zip(names, kinds, strict=True))
    )
    figure = Figure(
        "shares",
        "Ridge logistic regression, breast cancer data",
        "share of the minority",
        r"$\|\hat\theta_1-\hat\theta\|$",
        curves,
        y_scale="log",
        caption=r"$\mu=1/10$; the minority are the tumours with the largest mean radius.",
    )
    tight = ", ".join(f"{distance / bound:.2f}" for distance, bound, _ in rows)
    return numbers(
        Trust.NUMERICAL,
        scope=f"569 cases, 30 features, ridge 1/10, {len(rows)} shares of the minority from 1/100 to 3/10",
        note=f"distance over |∇L₀(θ̂)|/μ: {tight}",
        figures=(figure,),
    )


if models.available():
    RIDGE_LOGISTIC.sharpness("bound against true distance on data", expect=Verdict.SUPPORTED)(against_data)
