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


def _falls(row, relation):
    return [relation(Integer(later), Integer(earlier)) for earlier, later in pairwise(row)]


@CATCH_UP_TABLE.conclusion("the measurements themselves", expect=Verdict.UNDECIDED)
def measurements():
    return nothing(
        "Training runs of seven networks; the poster gives neither seeds nor spreads nor learning rates, so the "
        "figures can only be compared with each other."
    )


@CATCH_UP_TABLE.argument(
    "at κ = 90 % every row falls strictly as ζ grows", claims=[f for _, _, row in ROWS for f in _falls(row[:4], lt)]
)
def falls_at_ninety(claim):
    return settled(claim, scope="seven rows, four levels, as printed")


@CATCH_UP_TABLE.argument(
    "at κ = 99 % the row of ResNet101 rises from ζ = 1 % to ζ = 10 %",
    claims=[gt(Integer(ROWS[6][2][5]), Integer(ROWS[6][2][4]))],
)
def falls_at_ninety_nine(claim):
    """From 34 to 36."""
    return settled(claim, scope="ResNet101, ζ = 1 % and 10 %, as printed")


@CATCH_UP_TABLE.argument(
    "at κ = 99 % rows 1 to 5 fall strictly, and ResNet50's falls at its first and its last step",
    claims=[
        *(f for _, _, row in ROWS[:5] for f in _falls(row[4:], lt)),
        gt(Integer(ROWS[5][2][4]), Integer(ROWS[5][2][5])),
        gt(Integer(ROWS[5][2][6]), Integer(ROWS[5][2][7])),
    ],
)
def tie(claim):
    """Between them, at ζ = 10 % and 30 %, ResNet50 has 37 twice."""
    return settled(claim, scope="rows 1 to 6 of the right half, as printed")


@CATCH_UP_TABLE.argument(
    "the overcost is larger at κ = 90 % than at 99 %, wherever it is not 0",
    claims=[gt(Integer(row[i]), Integer(row[i + 4])) for _, _, row in ROWS for i in range(3)],
)
def larger_at_the_lower_threshold(claim):
    return settled(claim, scope="seven rows, ζ = 1 %, 10 %, 30 %, as printed")


@CATCH_UP_TABLE.argument(
    "no entry but those at ζ = 80 % is 0",
    claims=[gt(Integer(row[i]), 0) for _, _, row in ROWS for i in (0, 1, 2, 4, 5, 6)],
)
def zeros_at_eighty(claim):
    """The fourteen entries at ζ = 80 % are printed as 0."""
    return settled(claim, scope="forty-two entries, as printed")


@CATCH_UP_TABLE.argument(
    "rows are ordered by size; the overcost is not monotone in size",
    claims=[
        *(lt(Integer(first[1]), Integer(second[1])) for first, second in pairwise(ROWS)),
        lt(Integer(ROWS[1][2][0]), Integer(ROWS[2][2][0])),
        ge(Integer(ROWS[0][2][0]), 3 * Integer(ROWS[6][2][0])),
    ],
)
def order_of_sizes(claim):
    """SqueezeNet 270 < VGG11 291 at κ = 90 %, ζ = 1 %, though MobileNetV2 has 450 and ResNet101 has 145."""
    return settled(claim, scope="as printed; the smallest model has more than three times the largest one's overcost")
