r"""An experiment on real data, as an optional extra: handwritten digits with a long tail.

scikit-learn ships 1797 images of digits. From them a long-tailed training set is drawn with a fixed seed (class l keeps
about 0.6^l of its images), and a softmax layer starts from zero under GD and under PCNGD. What is seen is evidence of
one run, labelled `sampled`. Without scikit-learn (`pip install referee[models]`) the check is not declared, and the
statement stays unchecked.
"""

from importlib.util import find_spec

from checks.methods import nothing, numbers
from checks.outcome import Curve, Figure, Trust
from proofs.per_class_normalization.optimizers import gd, pcngd
from proofs.per_class_normalization.paper import PAPER

SEED, STEPS = 7, 200
SHRINK = (3, 5)  # from class to class the number of images shrinks by 3/5

EXPERIMENTS = PAPER.statement(
    "experiments",
    label="Experiments",
    where="summary",
    quote="Empirical validation across multiple architectures and long-tailed CIFAR-derived datasets demonstrates MID "
    "elimination, faster per-class convergence, and improved generalization with PCN variants, while also explaining "
    "when oversampling is particularly beneficial.",
    derivation=False,
)


@EXPERIMENTS.conclusion("the experiments themselves", expect="undecided")
def measurements():
    return nothing(
        "Training runs of networks; neither data nor code nor figures were at hand, and the summary states no "
        "condition under which oversampling is particularly beneficial. For the first drop on a small data set see "
        "digits-long-tail."
    )


REAL_DATA = PAPER.statement(
    "digits-long-tail",
    kind="remark",
    label="Digits with a long tail",
    origin="derived",
    where="derived for this report: the experiments, in the small",
    reading="In training on real long-tailed data the rarest class gets worse at first under GD, and per-class "
    "normalization removes that drop.",
    derivation=False,
    note="Optional: the experiment needs scikit-learn and is declared only where that can be imported. One run with a "
    "fixed seed on a small data set; it supports, it proves nothing, and it says nothing about the networks of the "
    "paper.",
)


def long_tailed_digits():
    """Features (with a constant one) and labels of a long-tailed subset of scikit-learn's digits."""
    import numpy as np
    from sklearn.datasets import load_digits

    images, labels = load_digits(return_X_y=True)
    generator, kept = np.random.default_rng(SEED), []
    for digit in range(10):
        places = np.flatnonzero(labels == digit)
        count = max(3, len(places) * SHRINK[0] ** digit // SHRINK[1] ** digit)
        kept.append(generator.choice(places, size=count, replace=False))
    chosen = np.concatenate(kept)
    features = np.hstack([images[chosen] / 16, np.ones((len(chosen), 1))])
    return features, labels[chosen]


def class_losses_and_gradients(weights, features, labels):
    """For each class: the mean loss of its examples, and the gradient of f^(l) = (1/n)Σ, of a softmax layer."""
    import numpy as np

    logits = features @ weights.T
    logits = logits - logits.max(axis=1, keepdims=True)
    probabilities = np.exp(logits)
    probabilities = probabilities / probabilities.sum(axis=1, keepdims=True)
    losses, gradients = [], []
    for digit in range(weights.shape[0]):
        members = labels == digit
        errors = probabilities[members]
        losses.append(float(-np.log(errors[:, digit]).mean()))
        errors = errors.copy()
        errors[:, digit] -= 1
        gradients.append(errors.T @ features[members] / len(labels))
    return losses, gradients


def train(step, step_size, features, labels):
    """The mean loss of every class before each step, from zero weights."""
    import numpy as np

    weights, history = np.zeros((10, features.shape[1])), []
    for _ in range(STEPS):
        losses, gradients = class_losses_and_gradients(weights, features, labels)
        history.append(losses)
        weights = step(weights, gradients, step_size)
    return history


def curves():
    """The findings of the experiment: evidence if the drop is there under GD and absent under PCNGD."""
    features, labels = long_tailed_digits()
    usual, normalized = train(gd, 1 / 2, features, labels), train(pcngd, 1 / 20, features, labels)
    rarest = [[row[9] for row in history] for history in (usual, normalized)]
    worst, later = max(rarest[0]), max(rarest[1][1:])
    back = next((i for i, v in enumerate(rarest[0]) if i and v < rarest[0][0]), None)
    scope = f"scikit-learn's digits, {len(labels)} images, seed {SEED}, {STEPS} steps, softmax layer from zero"
    note = (
        f"rarest class (digit 9): loss {rarest[0][0]:.3f} at the start; under GD it rises to {worst:.3f} and is "
        + (f"below the start from step {back} on" if back else f"not back within {STEPS} steps")
        + f"; under PCNGD it is {rarest[1][1]:.3f} after one step and {rarest[1][-1]:.3f} at the end"
    )
    if not worst > rarest[0][0] > later:
        return nothing(note, scope=scope)
    steps = list(range(STEPS))
    shown = [
        Curve(f"digit {digit}, {name}", steps, [row[digit] for row in history], kind=kind)
        for name, history, kind in (("GD", usual, "line"), ("PCNGD", normalized, "dashed"))
        for digit in (0, 4, 9)
    ]
    figure = Figure(
        "digits",
        "Per-class losses on long-tailed digits",
        "step",
        "mean loss of the class",
        tuple(shown),
        y_scale="log",
        caption="Softmax layer from zero on a long-tailed subset of scikit-learn's digits (digit 0 is the most "
        "frequent class, digit 9 the rarest); GD with step size 1/2, PCNGD with 1/20. One run, fixed seed.",
    )
    return numbers(Trust.SAMPLED, scope=scope, note=note, figures=(figure,))


if find_spec("sklearn") is not None:
    REAL_DATA.conclusion("per-class losses under GD and PCNGD", expect="supported")(curves)
