"""What a check can come to: verdicts, how far they can be trusted, findings, quantities.

Everything here is frozen and nothing here has a truth value: `if finding:` raises, because "undecided" is neither
true nor false and a reader of code should never have to guess which of the two it was taken for.

Only the kernel makes `proved` and `refuted`: a finding with one of these verdicts is built from something the kernel
established (`Finding.proved`, `Finding.refuted`); evidence of any other kind goes through `Finding.evidence`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NoReturn, Protocol

__all__ = [
    "Argument",
    "Conclusion",
    "Curve",
    "Figure",
    "ONE_INSTANCE",
    "Finding",
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
    """First axis: is the statement true?"""

    PROVED = "proved"
    REFUTED = "refuted"
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


class EstablishedByKernel(Protocol):
    """What `checks.kernel.establish` returns; see there."""

    @property
    def judgement(self) -> Mapping[str, Any]: ...
    @property
    def trust(self) -> str: ...
    @property
    def modulo(self) -> tuple[str, ...]: ...
    @property
    def certificate(self) -> Mapping[str, Any]: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Quantity:
    """A named constant with a rigorous enclosure.

    name: unique within its statement, an identifier such as euler_horizon.
    symbol: LaTeX of the quantity, without dollar signs.
    meaning: one line of words.
    lower, upper: decimal strings rounded outward, or one exact rational "p/q" (or integer) in both.
    printed: the figure that the source prints, as printed; None where the source has none.
    tightness: printed bound over verified value, a decimal string; None where that has no meaning.
    certificate: the kernel's certificate that lower ≤ quantity ≤ upper; None only for `trust` numerical or sampled.
    """

    name: str
    symbol: str
    meaning: str
    lower: str
    upper: str
    printed: str | None = None
    tightness: str | None = None
    trust: Trust = Trust.ENCLOSED
    certificate: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        if not (self.name.isascii() and self.name.isidentifier()):
            raise ValueError(f"quantity name {self.name!r}: use letters, digits and underscores")
        if self.trust in (Trust.EXACT, Trust.ENCLOSED) and self.certificate is None:
            raise ValueError(f"quantity {self.name}: trust {self.trust} needs a certificate of the kernel")


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
class Finding:
    """What one check found.

    verdict, trust: see the enumerations.
    scope: in words and symbols, what exactly was quantified over.
    claim: the established claim as readable text; judgement: the same as the kernel's data.
    modulo: named theorems and `inference: …` sentences that the verdict leans on.
    witness: an exact point, symbol by symbol, where the finding rests on one.
    note: what the author wants a reader to know (what was tried, why it fails).
    """

    verdict: Verdict
    trust: Trust
    scope: str
    claim: str = ""
    modulo: tuple[str, ...] = ()
    witness: Mapping[str, str] | None = None
    note: str = ""
    quantities: tuple[Quantity, ...] = ()
    figures: tuple[Figure, ...] = ()
    judgement: Mapping[str, Any] | None = None
    certificate: Mapping[str, Any] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        settled = self.verdict in (Verdict.PROVED, Verdict.REFUTED)
        if settled and (self.certificate is None or self.judgement is None):
            raise ValueError(f"a finding that is {self.verdict} needs a certificate of the kernel")
        if settled and self.trust not in (Trust.EXACT, Trust.ENCLOSED):
            raise ValueError(f"trust {self.trust} supports at most; it cannot say {self.verdict}")
        if self.verdict is Verdict.SUPPORTED and not self.scope:
            raise ValueError("evidence must say its scope: what was iterated or sampled, how far, with which seed")

    def __bool__(self) -> NoReturn:
        raise TypeError("a finding has no truth value; look at its verdict")

    @classmethod
    def proved(cls, established: EstablishedByKernel, *, scope: str = "", **more: Any) -> Finding:
        """The claim that the kernel established is the claim that the check was asked about."""
        return cls._settled(Verdict.PROVED, established, scope, more)

    @classmethod
    def refuted(cls, established: EstablishedByKernel, *, scope: str = "", **more: Any) -> Finding:
        """The kernel established the contrary of the claim that the check was asked about."""
        return cls._settled(Verdict.REFUTED, established, scope, more)

    @classmethod
    def _settled(cls, verdict: Verdict, established: EstablishedByKernel, scope: str, more: dict[str, Any]) -> Finding:
        modulo = tuple(dict.fromkeys((*established.modulo, *more.pop("modulo", ()))))
        return cls(
            verdict=verdict,
            trust=Trust(established.trust),
            scope=scope or established.text.split(" ⊢ ")[0],
            claim=established.text,
            modulo=modulo,
            judgement=established.judgement,
            certificate=established.certificate,
            **more,
        )

    @classmethod
    def evidence(cls, trust: Trust, *, scope: str, **more: Any) -> Finding:
        """Numbers that agree with the claim: `supported`, never more."""
        return cls(verdict=Verdict.SUPPORTED, trust=trust, scope=scope, **more)

    @classmethod
    def undecided(cls, note: str, *, scope: str = "", **more: Any) -> Finding:
        """Not settled; the note says what was tried."""
        if not note:
            raise ValueError("an undecided finding says what was tried")
        return cls(verdict=Verdict.UNDECIDED, trust=Trust.NUMERICAL, scope=scope, note=note, **more)
