"""The paper: where it comes from and in which order its statements are read."""

from checks.paper import Paper
from proofs.per_class_normalization.notation import DOMAINS

PAPER = Paper(
    folder="per_class_normalization",
    title="A Theoretical Analysis of the Learning Dynamics under Class Imbalance",
    authors="Emanuele Francazi, Marco Baity-Jesi, Aurelien Lucchi",
    source="ICML 2023; only the abstract and a public summary were at hand",
    about=(
        "The loss is a sum f = Σ f^(l) over classes, f^(l) the sum of the losses of class l divided by the number n of "
        "all examples, with gradients u_l = ∇f^(l), directions g_l = u_l/‖u_l‖, cosines c_lk = ⟨g_l, g_k⟩ (c for two "
        "classes) and imbalance ratio ρ = n_0/n_1, class 0 being the majority. GD steps to x − ηΣu_l, PCNGD to x − "
        "ηΣg_l. What the authors assert is quoted in words; the precise statements, their constants and their proofs "
        "are ours. They speak of norms, cosines and losses as numbers; that the products and lengths of vectors of any "
        "dimension are what is written there is lengths-and-cosines, and pcngd-in-vectors. Of smoothness only "
        "the quadratic bound |f(x + s) − f(x) − ⟨∇f(x), s⟩| ≤ (L/2)‖s‖² along the step is used, and it is written out "
        "as a hypothesis."
    ),
    symbols=DOMAINS,
    contents=(
        "in_vectors",
        "initial_drop",
        "gd_not_per_class",
        "slowdown",
        "growth_steps",
        "growth",
        "growth_law",
        "recovered",
        "softmax_head",
        "pcngd",
        "many_classes",
        "fixed_points",
        "dominance",
        "two_classes",
        "pl",
        "pl_steps",
        "traps",
        "directional_noise",
        "minority_noisier",
        "gaussian_noise",
        "gaussian_batches",
        "rescaling",
        "real_data",
    ),
)
