r"""The poster's table of catch-up overcost: what can be checked of it is how its figures stand to each other.

The poster asserts nothing of the figures beyond giving them; the comparisons below are observations of ours.
"""

from itertools import pairwise

from sympy import Integer

from checks.methods import nothing
from checks.outcome import Verdict
from checks.paper import ge, gt, lt
from proofs.majority_minority.counterexamples import settled
from proofs.majority_minority.paper import PAPER

LEVELS = (1, 10, 30, 80)
ROWS = (
    ("MobileNetV2", 543_000, (450, 275, 166, 0, 62, 52, 42, 0)),
    ("SqueezeNet", 727_000, (270, 203, 150, 0, 55, 53, 32, 0)),
    ("VGG11", 9_000_000, (291, 171, 114, 0, 53, 44, 25, 0)),
    ("ResNet18", 11_000_000, (292, 164, 113, 0, 61, 49, 31, 0)),
    ("VGG19", 20_000_000, (280, 152, 112, 0, 70, 65, 50, 0)),
    ("ResNet50", 25_000_000, (157, 86, 68, 0, 50, 37, 37, 0)),
    ("ResNet101", 42_000_000, (145, 90, 64, 0, 34, 36, 26, 0)),
)


def _size(parameters):
    """The number of parameters as printed."""
    return f"{parameters // 1000}\\text K".replace("000\\text K", "\\text M")


CATCH_UP_TABLE = PAPER.statement(
    "catch-up-table",
    label="Catch-up overcost (table)",
    where="Numerical experiments with deep learning",
    quote=r"Catch-up overcost (in %): extra time needed for minority loss to reach threshold $\kappa$, after majority "
    r"loss does. Imbalance level $\zeta$. "
    r"$\begin{array}{l@{\ }r|r@{\ }r@{\ }r@{\ }r|r@{\ }r@{\ }r@{\ }r}"
    r"&&\kappa=90\%&&&&\kappa=99\%\\\text{Model}&\text{Size}&\zeta=1\%&10\%&30\%&80\%&"
    r"\zeta=1\%&10\%&30\%&80\%\\\hline "
    + r"\\ ".join(rf"\text{{{name}}}&{_size(size)}&" + "&".join(map(str, row)) for name, size, row in ROWS)
    + r"\end{array}$",
    reading=(
        "The poster does not define ζ; it may be the minority's share of the observations or its ratio to the "
        "majority. A 0 may be a measured tie or a floor (a minority that was not later): the poster does not say."
    ),
    unexamined=["the measurements: training runs of seven networks"],
    derivation=False,
)


@CATCH_UP_TABLE.conclusion("the measurements themselves", expect=Verdict.UNDECIDED)
def measurements():
    return nothing(
        "Training runs of seven networks; the poster gives neither seeds nor spreads nor learning rates, so the "
        "figures can only be compared with each other."
    )


def _falls(row, relation):
    return [relation(Integer(later), Integer(earlier)) for earlier, later in pairwise(row)]


def _named(name, relations):
    return [(f"{name} ({i})", relation) for i, relation in enumerate(relations, 1)]


AT_NINETY = _named("κ = 90 %: every row falls strictly", [f for _, _, row in ROWS for f in _falls(row[:4], lt)])
RISE = [("κ = 99 %: ResNet101 rises from ζ = 1 % to 10 %", gt(Integer(ROWS[6][2][5]), Integer(ROWS[6][2][4])))]
AT_NINETY_NINE = _named(
    "κ = 99 %: rows 1 to 5 fall strictly, ResNet50 at its first and its last step",
    [
        *(f for _, _, row in ROWS[:5] for f in _falls(row[4:], lt)),
        gt(Integer(ROWS[5][2][4]), Integer(ROWS[5][2][5])),
        gt(Integer(ROWS[5][2][6]), Integer(ROWS[5][2][7])),
    ],
)
LARGER = _named(
    "larger at κ = 90 % than at 99 %, wherever it is not 0",
    [gt(Integer(row[i]), Integer(row[i + 4])) for _, _, row in ROWS for i in range(3)],
)
NOT_ZERO = _named(
    "no entry but those at ζ = 80 % is 0", [gt(Integer(row[i]), 0) for _, _, row in ROWS for i in (0, 1, 2, 4, 5, 6)]
)
SIZES = _named(
    "rows ordered by size, overcost not monotone in size",
    [
        *(lt(Integer(first[1]), Integer(second[1])) for first, second in pairwise(ROWS)),
        lt(Integer(ROWS[1][2][0]), Integer(ROWS[2][2][0])),
        ge(Integer(ROWS[0][2][0]), 3 * Integer(ROWS[6][2][0])),
    ],
)
BLOCKS = ((1, 16, 1), (6, 24, 2), (6, 32, 3), (6, 64, 4), (6, 96, 3), (6, 160, 3), (6, 320, 1))


def _mobile_net():
    """Weights of MobileNetV2 before its classifier: Sandler et al. (CVPR 2018), Table 2, at width 1; batch
    normalization has two a channel. A block expands its input t-fold, filters every channel by 3 × 3 and projects."""
    weights, inside = 3 * 32 * 9 + 2 * 32, 32
    for expansion, out, times in BLOCKS:
        for _ in range(times):
            wide = expansion * inside
            grown = 0 if expansion == 1 else inside * wide + 2 * wide
            weights, inside = weights + grown + 9 * wide + 2 * wide + wide * out + 2 * out, out
    return weights + inside * 1280 + 2 * 1280


COMPARISONS = PAPER.statement(
    "catch-up-comparisons",
    kind="remark",
    label="Figures of the table compared",
    where="Numerical experiments with deep learning",
    origin="derived",
    reading=(
        "How the printed figures stand to each other. The poster asserts none of this, and nothing of it is charged to "
        "the poster: it does not say that the overcost falls with ζ."
    ),
    concludes=[*AT_NINETY, *RISE, *AT_NINETY_NINE, *LARGER, *NOT_ZERO, *SIZES],
    derivation=False,
    note="At κ = 99 % ResNet50 has 37 twice, and ResNet101 rises from 34 to 36. The entries at ζ = 80 % are all 0.",
)


@COMPARISONS.conclusion("fifty-six figures and seven sizes, as printed")
def as_printed(claim):
    return settled(claim, scope="the table as printed")


@COMPARISONS.sharpness(
    "MobileNetV2 as it was published has four times the printed 543K parameters before its classifier",
    claims=[lt(4 * Integer(ROWS[0][1]), Integer(_mobile_net()))],
)
def another_mobile_net(claim):
    """2,223,872 by the table of its authors."""
    return settled(
        claim,
        scope="MobileNetV2 of width 1, as Sandler et al. (2018) describe it",
        note="The poster's may be a narrower variant; it does not say.",
    )
