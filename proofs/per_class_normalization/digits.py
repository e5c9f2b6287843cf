"""Long-tailed handwritten digits: the training set, its integers, and runs of a softmax layer on it.

scikit-learn ships 1797 images of digits, 8 × 8 pixels with values 0, …, 16. The training set keeps the first images of
each digit, with a long tail: of class l about the share (3/5)^l of its images, at least 3, and of digit 0 three in
four; the last quarter of each digit's images is for testing. A feature vector is the image and a constant, in
sixteenths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLASSES = 10
UNIT = 16  # features are integers in units of 1/16


@dataclass(frozen=True)
class Digits:
    """Integer features (in sixteenths) and labels, for training and for testing."""

    features: NDArray[np.int64]
    labels: NDArray[np.int64]
    test_features: NDArray[np.int64]
    test_labels: NDArray[np.int64]

    @property
    def counts(self) -> list[int]:
        """How many training images each class has."""
        return [int((self.labels == digit).sum()) for digit in range(CLASSES)]

    @property
    def products(self) -> list[tuple[int, int]]:
        """(⟨s_l, s_l⟩, ⟨s_l, s⟩) of each class: s_l is the sum of its integer features, s the sum of all."""
        sums = [self.features[self.labels == digit].sum(axis=0) for digit in range(CLASSES)]
        total = sum(sums)
        return [(int(own @ own), int(own @ total)) for own in sums]


def long_tailed_digits() -> Digits:
    """The training set and the test set; no random choice is made."""
    import numpy as np
    from sklearn.datasets import load_digits

    images, labels = load_digits(return_X_y=True)
    features = np.hstack([images, np.full((len(images), 1), UNIT)]).astype(np.int64)
    kept, held_out = [], []
    for digit in range(CLASSES):
        places = np.flatnonzero(labels == digit)
        count = min(max(3, len(places) * 3**digit // 5**digit), len(places) * 3 // 4)
        kept.append(places[:count])
        held_out.append(places[-(len(places) // 4) :])
    train, test = np.concatenate(kept), np.concatenate(held_out)
    return Digits(features[train], labels[train], features[test], labels[test])


@dataclass(frozen=True)
class Run:
    """Mean loss of each class before each step, and the test error averaged over the classes."""

    losses: list[list[float]]
    errors: list[float]

    @property
    def highest(self) -> float:
        """The largest class loss after the first step."""
        return max(max(row) for row in self.losses[1:])

    def settled(self) -> int | None:
        """The first step from which every class stays below its loss at the start."""
        start = self.losses[0]
        above = [t for t, row in enumerate(self.losses) if any(v >= s for v, s in zip(row, start, strict=True))]
        return above[-1] + 1 if above[-1] + 1 < len(self.losses) else None


def train(step: Any, step_size: float, digits: Digits, steps: int) -> Run:
    """A softmax layer from zero weights, trained with full class gradients by an optimizer of this folder."""
    import numpy as np

    features, test = digits.features / UNIT, digits.test_features / UNIT
    members = [digits.labels == digit for digit in range(CLASSES)]
    tested = [digits.test_labels == digit for digit in range(CLASSES)]
    weights, losses, errors = np.zeros((CLASSES, features.shape[1])), [], []
    for _ in range(steps):
        logits = features @ weights.T
        logits -= logits.max(axis=1, keepdims=True)
        probabilities = np.exp(logits)
        probabilities /= probabilities.sum(axis=1, keepdims=True)
        guesses = (test @ weights.T).argmax(axis=1)
        losses.append([float(-np.log(probabilities[rows, c]).mean()) for c, rows in enumerate(members)])
        errors.append(float(np.mean([(guesses[rows] != c).mean() for c, rows in enumerate(tested)])))
        gradients = []
        for c, rows in enumerate(members):
            residual = probabilities[rows]
            residual[:, c] -= 1
            gradients.append(residual.T @ features[rows] / len(features))
        weights = step(weights, gradients, step_size)
    return Run(losses, errors)
