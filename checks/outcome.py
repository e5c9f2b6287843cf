"""What a check hands over and what is made of it: evidence, findings, verdicts, trust, quantities.

Everything here is frozen and nothing here has a truth value: `if finding:` raises, because "undecided" is neither
true nor false and a reader of code should never have to guess which of the two it was taken for.

A check returns `Evidence`: a certificate, or numbers, or nothing but a note. A `Finding` is what `checks.verdict` makes
of it by comparing the claim of the check with what the kernel established; nothing else in the project makes one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NoReturn

__all__ = [
    "Argument",
    "Conclusion",
    "Curve",
    "Evidence",
    "Figure",
    "Finding",
    "ONE_INSTANCE",
    "Quantity",
    "Role",
    "Trust",
    "Verdict",
]


ONE_INSTANCE = "inference: an assertion about all cases is refuted by an instance in which it fails"


class Verdict(StrEnum):
    """What one finding says of the claim that its check examined."""

    PROVED = "proved"
    REFUTED = "refuted"
    SUPPORTED = "supported"
    UNDECIDED = "undecided"
    TIMEOUT = "timeout"
    ERROR = "error"

    def __bool__(self) -> NoReturn:
        raise TypeError("a verdict has no truth value; compare it: finding.verdict is Verdict.PROVED")


class Trust(StrEnum):
    """On what a finding rests, strongest first."""

    EXACT = "exact"
    ENCLOSED = "enclosed"
    NUMERICAL = "numerical"
    SAMPLED = "sampled"

    @property
    def rank(self) -> int:
        """0 for the strongest trust; larger is weaker."""
        return list(Trust).index(self)


class Role(StrEnum):
    """What a check examines about its statement."""

    CONCLUSION = "conclusion"
    ARGUMENT = "argument"
    HYPOTHESES = "hypotheses"
    SHARPNESS = "sharpness"


class Conclusion(StrEnum):
    """First axis: is the statement true?

    argued, disputed: as proved and refuted, but a human inference joins what the kernel established to the sentence, or
    a part of the sentence is not encoded.
    """

    PROVED = "proved"
    REFUTED = "refuted"
    ARGUED = "argued"
    DISPUTED = "disputed"
    SUPPORTED = "supported"
    UNDECIDED = "undecided"
    UNCHECKED = "unchecked"


class Argument(StrEnum):
    """Second axis: is the printed derivation right?"""

    SOUND = "sound"
    FLAWED = "flawed"
    INCOMPLETE = "incomplete"
    NONE = "none"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A named constant with a rigorous enclosure.

    name: unique within its statement, an identifier such as euler_horizon.
    symbol: LaTeX of the quantity, without dollar signs.
    meaning: one line of words.
    lower, upper: decimal strings rounded outward, or one exact rational "p/q" (or integer) in both.
    printed: the figure that the source prints, as printed; None where the source has none.
    tightness: printed bound over verified value, a decimal string; None where that has no meaning.
    certificate: the kernel's certificate that lower ≤ term ≤ upper; None only for `trust` numerical or sampled.
    term, context: what is bounded and for which points, as the kernel's data, so that the bounds can be compared with
    what the certificate establishes; {"count": […]} for the number of zeros of a system. None for numerical ones.
    """

    name: str
    symbol: str
    meaning: str
    lower: str
    upper: str
    printed: str | None = None
    tightness: str | None = None
    trust: Trust = Trust.ENCLOSED
    certificate: Mapping[str, Any] | None = field(default=None, repr=False)
    term: Any = field(default=None, repr=False)
    context: Mapping[str, Any] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if not (self.name.isascii() and self.name.isidentifier()):
            raise ValueError(f"quantity name {self.name!r}: use letters, digits and underscores")
        if self.trust in (Trust.EXACT, Trust.ENCLOSED) and self.certificate is None:
            raise ValueError(f"quantity {self.name}: trust {self.trust} needs a certificate of the kernel")
        if self.certificate is not None and (self.term is None or self.context is None):
            raise ValueError(f"quantity {self.name}: say which term its certificate bounds, and in which context")


@dataclass(frozen=True, slots=True)
class Curve:
    """One line, band or set of marks in a figure; coordinates are plain floats, for the eye only.

    kind: "line", "dashed", "points", "band" (then `upper` holds the band's upper edge), or "intervals"
    (points with error bars from y to upper).
    """

    label: str
    x: Sequence[float]
    y: Sequence[float]
    kind: str = "line"
    upper: Sequence[float] | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture for the report, as data; the report draws it. Numbers here are for the eye, never evidence.

    x_scale, y_scale: "linear" or "log"; y_scale "equal" draws both axes in the same unit.
    """

    name: str
    title: str
    x_label: str
    y_label: str
    curves: tuple[Curve, ...]
    x_scale: str = "linear"
    y_scale: str = "linear"
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one check found. It says nothing of a verdict: `checks.verdict` compares it with the claim.

    certificate: for the kernel to replay. trust: numerical or sampled, for numbers without certificate. With neither,
    the note says what was tried.
    scope: in words and symbols, what exactly was quantified over (for numbers: what was iterated or sampled, how far,
    with which seed).
    witness: an exact point, symbol by symbol, where the evidence rests on one.
    note: what the author wants a reader to know.
    modulo: `inference: …` sentences that the author adds to those of the certificate.
    lemmas: the certificates that any of its certificates cites, by digest.
    inhabited: a second certificate, that there is a point at which the hypotheses hold; without one, a proof of the
    contrary for all points refutes only if the statement's own check of its hypotheses has found such a point.
    """

    certificate: Mapping[str, Any] | None = field(default=None, repr=False)
    trust: Trust | None = None
    scope: str = ""
    witness: Mapping[str, str] | None = None
    note: str = ""
    modulo: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    figures: tuple[Figure, ...] = ()
    inhabited: Mapping[str, Any] | None = field(default=None, repr=False)
    lemmas: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if self.certificate is not None and self.trust is not None:
            raise ValueError("evidence with a certificate is as trusted as the kernel says; leave trust= out")
        if self.trust is not None and self.trust not in (Trust.NUMERICAL, Trust.SAMPLED):
            raise ValueError(f"trust {self.trust} needs a certificate; numbers are numerical or sampled")
        if self.trust is not None and not self.scope:
            raise ValueError("numbers must say their scope: what was iterated or sampled, how far, with which seed")
        if self.certificate is None and self.trust is None and not self.note:
            raise ValueError("evidence that settles nothing says what was tried (note=)")

    def __bool__(self) -> NoReturn:
        raise TypeError("evidence has no truth value; what it comes to is computed by checks.verdict")

    @property
    def certificates(self) -> tuple[Mapping[str, Any], ...]:
        """Every certificate that it carries: its own, that of its hypotheses, those of its quantities."""
        carried = (self.certificate, self.inhabited, *(q.certificate for q in self.quantities))
        return tuple(c for c in carried if c is not None)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check comes to; made by `checks.verdict` and by nothing else.

    claim: what the kernel established, as readable text; judgement: the same as its data.
    modulo: named theorems and `inference: …` sentences that the verdict leans on.
    closes: the parts of the statement's conclusion that it proves (indices in the list). refutes: groups of parts, of
    each of which one at least fails.
    supports: it proves an instance of such a part, or agrees with the conclusion in numbers.
    """

    verdict: Verdict
    trust: Trust
    scope: str = ""
    claim: str = ""
    modulo: tuple[str, ...] = ()
    witness: Mapping[str, str] | None = None
    note: str = ""
    judgement: Mapping[str, Any] | None = field(default=None, repr=False)
    closes: tuple[int, ...] = ()
    refutes: tuple[tuple[int, ...], ...] = ()
    supports: bool = False

    def __bool__(self) -> NoReturn:
        raise TypeError("a finding has no truth value; look at its verdict")

    def record(self) -> dict[str, Any]:
        """The finding as plain data."""
        return {
            "verdict": str(self.verdict),
            "trust": str(self.trust),
            "scope": self.scope,
            "claim": self.claim,
            "modulo": list(self.modulo),
            "witness": None if self.witness is None else dict(self.witness),
            "note": self.note,
            "judgement": None if self.judgement is None else dict(self.judgement),
            "closes": list(self.closes),
            "refutes": [list(group) for group in self.refutes],
            "supports": self.supports,
        }
