"""How a check hands over what it found. None of these says a verdict: `checks.verdict` compares with the claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checks.methods.sheet import Lemma
from checks.outcome import Evidence, Figure, Quantity, Trust

__all__ = ["evidence", "nothing", "numbers"]


def evidence(
    established: Lemma,
    *,
    scope: str = "",
    note: str = "",
    witness: Mapping[str, str] | None = None,
    modulo: Sequence[str] = (),
    quantities: Sequence[Quantity] = (),
    figures: Sequence[Figure] = (),
    inhabited: Lemma | None = None,
) -> Evidence:
    """What was established, as evidence.

    scope: when left out, the report shows what was quantified over as the kernel says it. modulo: inferences of yours.
    inhabited: that the hypotheses can be met, where what was established is the contrary of the claim for all points.
    """
    carried = {d: c for lemma in (established, inhabited) if lemma is not None for d, c in lemma.carried.items()}
    return Evidence(
        certificate=established.certificate,
        lemmas=carried,
        scope=scope,
        note=note,
        witness=witness,
        modulo=tuple(modulo),
        quantities=tuple(quantities),
        figures=tuple(figures),
        inhabited=None if inhabited is None else inhabited.certificate,
    )


def numbers(
    trust: Trust,
    *,
    scope: str,
    note: str = "",
    quantities: Sequence[Quantity] = (),
    figures: Sequence[Figure] = (),
) -> Evidence:
    """Numbers that agree with the claim, without certificate; they support it, never more."""
    return Evidence(trust=Trust(trust), scope=scope, note=note, quantities=tuple(quantities), figures=tuple(figures))


def nothing(note: str, *, scope: str = "", figures: Sequence[Figure] = ()) -> Evidence:
    """Not settled; the note says what was tried."""
    return Evidence(note=note, scope=scope, figures=tuple(figures))
