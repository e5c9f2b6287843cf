"""What a finding says: the claim of a check beside what the kernel established. Nothing else says proved or refuted.

Everything here is a pure function over plain data (`checks.encode.claims` makes it of claims and evidence). An *answer*
is what the kernel says to a certificate: {"judgement": …, "trust": …, "modulo": […], "text": …} or {"rejected": why}.

Below, Γ is the context of the claim and A₁, …, Aₙ are its formulas; Δ and B are the context and the formula of the
judgement that was established; ¬A is the contrary of A, which holds where both sides of A are defined and A fails.
Context Δ *assumes no more* than Γ if its symbols range over no less and its hypotheses and relations are among those of
Γ: then every point of Γ is a point of Δ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from checks.encode.judgements import Context, Judgement, contrary, filled, instance, number_of_boxes
from checks.outcome import Argument, Conclusion, Finding, Role, Trust, Verdict

__all__ = [
    "INFERENCE",
    "Contradiction",
    "conclude",
    "failed",
    "idle",
    "judge",
    "lacking",
    "require_consistent",
    "run_shown",
    "unenclosed",
]

INFERENCE = "inference:"
READ_OFF = "inference: the published value is the one that the established relations determine"

Record = Mapping[str, Any]
Answer = Mapping[str, Any]


class Contradiction(Exception):
    """One claim was both proved and refuted: the kernel, or the encoding, is wrong. Nothing of this run can be used."""


# One finding ---------------------------------------------------------------------------------------------------------


def judge(
    asked: Record | None,
    evidence: Record,
    answer: Answer | None,
    *,
    statement: Record | None = None,
    inhabited: Iterable[Answer] = (),
    quantities: Sequence[Answer | None] = (),
) -> Finding:
    """The finding of one check.

    asked: its claim; None for a check that publishes quantities or numbers only. answer: to the evidence's certificate.
    statement: the whole statement as a claim, for a check of its conclusion (which parts does the finding settle?).
    inhabited: answers to certificates that there are points: from checks of the hypotheses in this run, and from the
    second certificate of the evidence. quantities: the answers to the certificates of its quantities, in their order.
    """
    for quantity, told in zip(evidence["quantities"], quantities, strict=True):
        if why := unenclosed(quantity, told):
            return _without_answer(Verdict.UNDECIDED, evidence, f"the quantity {quantity['name']}: {why}")
    if answer is not None and "rejected" in answer:
        return _without_answer(Verdict.UNDECIDED, evidence, f"the kernel rejects the certificate: {answer['rejected']}")
    if evidence["trust"] is not None:
        return _without_answer(Verdict.SUPPORTED, evidence)
    if asked is None:
        return _measured(evidence, [a for a in quantities if a is not None])
    if answer is None:
        return _without_answer(Verdict.UNDECIDED, evidence)
    points = [a for a in inhabited if "rejected" not in a]
    verdict, why, others = _compared(asked, answer, points)
    parts = {} if statement is None else _parts(statement, answer, points)
    rests_on, text = [answer, *others], str(answer.get("text", ""))
    return Finding(
        verdict,
        _weakest(a["trust"] for a in rests_on) or Trust.NUMERICAL,
        evidence["scope"] or text.split(" ⊢ ")[0],
        text,
        _union([*(a["modulo"] for a in rests_on), evidence["modulo"]]),
        evidence["witness"],
        "; ".join(note for note in (evidence["note"], why) if note),
        answer["judgement"],
        **parts,
    )


def failed(verdict: Verdict, note: str) -> Finding:
    """The finding of a check that ran out of time or broke down."""
    if verdict is not Verdict.TIMEOUT and verdict is not Verdict.ERROR:
        raise ValueError(f"{verdict} is no failure")
    return Finding(verdict, Trust.NUMERICAL, note=note)


def idle(asked: Record | None, statement: Record, points: Iterable[Answer]) -> str:
    """Why a universal claim under hypotheses of its own may speak of nothing; empty where a point is shown, and for a
    claim in the statement's context, whose existence is told of the statement."""
    if asked is None or asked["kind"] == "some":
        return ""
    claim, whole = Context(asked), Context(statement)
    if claim.inhabited or (claim.assumes_no_more(whole) and whole.assumes_no_more(claim)):
        return ""
    shown = [Judgement(a["judgement"]) for a in points if "rejected" not in a]
    if any(not point.universal and claim.assumes_no_more(point.context) for point in shown):
        return ""
    what = "run" if claim.evolves else "point"
    return f"° no {what} that meets these hypotheses is shown; the claim may speak of nothing"


def _compared(asked: Record, answer: Answer, points: Sequence[Answer]) -> tuple[Verdict, str, list[Answer]]:
    """The verdict, what a reader should know about it, and the answers besides the first on which it rests."""
    shown, claim, formulas = Judgement(answer["judgement"]), Context(asked), asked["concludes"]
    if asked["kind"] == "some":
        return _compared_some(claim, formulas, shown), "", []
    if shown.universal and shown.context.assumes_no_more(claim) and all(map(shown.shows, formulas)):
        return Verdict.PROVED, "", []  # B holds at every point of Δ, so at every point of Γ, and every Aᵢ is part of B
    groups, others = _failing(claim, formulas, shown, points)
    if groups:
        return Verdict.REFUTED, "", others
    if any(instance(f, claim, shown) for f in formulas):
        return Verdict.SUPPORTED, "the certificate establishes an instance of the claim, or a part of it", []
    if shown.universal and _contraries(formulas, shown):
        return Verdict.UNDECIDED, "the contrary is established, but not that any point meets the hypotheses", []
    return Verdict.UNDECIDED, "the certificate establishes something else than the claim", []


def _compared_some(claim: Context, formulas: Sequence[Any], shown: Judgement) -> Verdict:
    """For a claim that there is a point. If Γ assumes no more than Δ, the point of Δ is one of Γ. If the contrary of
    some Aᵢ, or of all of them together, holds at every point of Γ, there is none, whether Γ has points or not."""
    if not shown.universal and claim.assumes_no_more(shown.context) and all(map(shown.shows, formulas)):
        return Verdict.PROVED
    if shown.universal and shown.context.assumes_no_more(claim) and _contraries(formulas, shown):
        return Verdict.REFUTED
    return Verdict.UNDECIDED


def _contraries(formulas: Sequence[Any], shown: Judgement) -> list[tuple[int, ...]]:
    """Of each group of indices one formula fails, at the points of Δ: {i} where ¬Aᵢ is part of B, and {1, …, n} where
    the contrary ¬A₁ or … or ¬Aₙ of them all is."""
    groups: list[tuple[int, ...]] = [(i,) for i, f in enumerate(formulas) if shown.shows(contrary(f))]
    if not groups and shown.shows(contrary(["and", *formulas])):
        groups.append(tuple(range(len(formulas))))
    return groups


def _failing(
    claim: Context, formulas: Sequence[Any], shown: Judgement, points: Sequence[Answer]
) -> tuple[list[tuple[int, ...]], list[Answer]]:
    """Groups of formulas of which one fails at some point of Γ, and the answers that show that there is such a point.

    If B holds at some point of Δ and Γ assumes no more than Δ, that point is one of Γ. If B holds at every point of Δ,
    this says nothing of Γ unless Γ and Δ have a point in common: where the hypotheses are never met, a claim is true
    for want of cases. So there must be an answer "for some" in a context that assumes no less than Γ and no less than
    Δ, or Γ must be nothing but domains with points in them, all of which are points of Δ.
    """
    groups = _contraries(formulas, shown)
    if not shown.universal:
        return (groups if claim.assumes_no_more(shown.context) else []), []
    if claim.inhabited and shown.context.assumes_no_more(claim):
        return groups, []
    for answer in points:
        point = Judgement(answer["judgement"])
        common = claim.assumes_no_more(point.context) and shown.context.assumes_no_more(point.context)
        if common and not point.universal:
            return groups, [answer]
    return [], []


def _parts(statement: Record, answer: Answer, points: Sequence[Answer]) -> dict[str, Any]:
    """Which parts of the statement's conclusion are proved by what was established, of which one fails, and whether it
    is about them at all. They have the statement's own context, whatever the check assumed or left out."""
    shown, whole, formulas = Judgement(answer["judgement"]), Context(statement), statement["concludes"]
    universal = shown.universal and shown.context.assumes_no_more(whole)
    return {
        "closes": tuple(i for i, f in enumerate(formulas) if universal and shown.shows(f)),
        "refutes": tuple(_failing(whole, formulas, shown, points)[0]),
        "supports": any(instance(f, whole, shown) for f in formulas),
    }


def _without_answer(verdict: Verdict, evidence: Record, why: str = "") -> Finding:
    return Finding(
        verdict,
        Trust(evidence["trust"] or Trust.NUMERICAL),
        evidence["scope"],
        modulo=tuple(evidence["modulo"]),
        witness=evidence["witness"],
        note="; ".join(note for note in (evidence["note"], why) if note),
        supports=verdict is Verdict.SUPPORTED,
    )


def _measured(evidence: Record, answers: Sequence[Answer]) -> Finding:
    """A check without a claim: it claims lower ≤ term ≤ upper of every quantity that it publishes."""
    if not answers:
        why = "its certificate can be compared with nothing; write what is claimed (claims=)"
        return _without_answer(Verdict.UNDECIDED, evidence, why if evidence["certificate"] is not None else "")
    read_off = any(isinstance(q["term"], Mapping) and "read" in q["term"] for q in evidence["quantities"])
    certified = all(q["certificate"] is not None for q in evidence["quantities"])
    return Finding(
        Verdict.PROVED if certified else Verdict.SUPPORTED,
        _weakest([*(a["trust"] for a in answers), *(q["trust"] for q in evidence["quantities"])]) or Trust.NUMERICAL,
        evidence["scope"],
        "; ".join(f"{q['name']} ∈ [{q['lower']}, {q['upper']}]" for q in evidence["quantities"]),
        _union([*(a["modulo"] for a in answers), evidence["modulo"], [READ_OFF] if read_off else []]),
        evidence["witness"],
        evidence["note"],
        supports=True,
    )


def unenclosed(quantity: Record, answer: Answer | None) -> str:
    """Why the certificate of a quantity does not enclose it as published; empty if it does.

    The certificate must establish, assuming no more than the quantity's context: lower ≤ term ≤ upper, with the numbers
    that are published or tighter ones, or an equation. For a number of zeros: that every
    zero lies in one of so many disjoint boxes; that each box holds exactly one is the inference that it cites. For a
    quantity that is read off: what was established, with the published numbers in their places.
    """
    if answer is None:
        numbers = quantity["certificate"] is None and quantity["trust"] in (Trust.NUMERICAL, Trust.SAMPLED)
        return "" if numbers else "it has no certificate"
    if "rejected" in answer:
        return f"the kernel rejects its certificate: {answer['rejected']}"
    if Trust(quantity["trust"]).rank < Trust(answer["trust"]).rank:
        return f"it is published as {quantity['trust']}, and its certificate is {answer['trust']}"
    shown, term = Judgement(answer["judgement"]), quantity["term"]
    lower, upper = Fraction(quantity["lower"]), Fraction(quantity["upper"])
    if not shown.universal or not shown.context.assumes_no_more(Context(quantity["context"])):
        return "its certificate is about other points"
    if isinstance(term, Mapping) and "read" in term:
        return "" if filled(term["read"], lower, upper) == shown else "its bounds are not those of its certificate"
    if isinstance(term, Mapping):
        counted = any(entry.startswith(INFERENCE) for entry in answer["modulo"])
        same = counted and lower == upper == number_of_boxes(shown, term["count"])
        return "" if same else "its certificate does not enumerate so many zeros"
    facts = [f for f in shown.parts if f[0] in ("<", "<=", "=")]
    facts += [["=", b, a] for op, a, b in facts if op == "="]
    above = any(b == term and isinstance(a, str) and Fraction(a) >= lower for _, a, b in facts)
    below = any(a == term and isinstance(b, str) and Fraction(b) <= upper for _, a, b in facts)
    return "" if above and below else "its certificate does not establish lower ≤ value ≤ upper"


# One statement -------------------------------------------------------------------------------------------------------


def conclude(
    statement: Record, checks: Sequence[Record], used: Mapping[str, Record], *, declared: Mapping[str, int]
) -> dict[str, Any]:
    """The two axes of a statement: conclusion, argument, and with the first its trust, modulo and held_back_by.

    statement: {"id", "derivation", "concludes" (its formulas, or how many there are), "names", "unexamined", "uses"}.
    checks: the records of those of its checks that ran. used: id → the same four of statements that it uses, as far as
    they are known. declared: role → how many checks of that role the statement declares. Raises Contradiction.
    """
    require_consistent(statement["id"], checks)
    conclusion, rests_on, held_back_by = _concluded(statement, checks, declared)
    trusts, modulo = [c["trust"] for c in rests_on], [c["modulo"] for c in rests_on]
    if conclusion in (Conclusion.PROVED, Conclusion.ARGUED, Conclusion.SUPPORTED):
        for id in statement["uses"]:
            theirs = used[id]["conclusion"] if id in used else "not checked in this run"
            if theirs == Conclusion.PROVED:
                pass
            elif theirs == Conclusion.ARGUED:
                conclusion = Conclusion.ARGUED if conclusion is Conclusion.PROVED else conclusion
                held_back_by.append(f"{id}, which it uses, is argued")
            else:
                conclusion = Conclusion.SUPPORTED
                held_back_by.append(f"{id}, which it uses, is {theirs}")
            if id in used and used[id]["trust"] is not None:
                trusts.append(used[id]["trust"])
                modulo.append(used[id]["modulo"])
    return {
        "conclusion": str(conclusion),
        "argument": str(_argument(statement, checks, declared)),
        "trust": _weakest(trusts),
        "modulo": list(_union(modulo)),
        "held_back_by": held_back_by,
    }


def _concluded(
    statement: Record, checks: Sequence[Record], declared: Mapping[str, int]
) -> tuple[Conclusion, list[Record], list[str]]:
    """First axis, before what the statement uses: the findings that it rests on, and what holds it back."""
    own, of = [c for c in checks if c["role"] == Role.CONCLUSION], declared.get(Role.CONCLUSION, 0)
    if of == 0:
        return Conclusion.UNCHECKED, [], ["no check examines the conclusion"]
    if len(own) < of:
        return Conclusion.UNCHECKED, [], [f"{len(own)} of {of} conclusion checks were selected"]
    names, unexamined = list(statement["names"]), [f"not encoded: {text}" for text in statement["unexamined"]]
    if refuted := [c for c in own if c["verdict"] == Verdict.REFUTED or c["refutes"]]:
        if clean := [c for c in refuted if c["refutes"] and not _inferred(c)]:
            return Conclusion.REFUTED, clean, []
        if telling := [c for c in refuted if _inferred(c) or unexamined or not names]:
            return Conclusion.DISPUTED, telling, ["what is refuted is joined to the statement by an inference of ours"]
        return Conclusion.UNDECIDED, [], ["a finding says refuted, and what it refutes is no part of the conclusion"]
    proved = [c for c in own if c["verdict"] == Verdict.PROVED]
    if not names:
        if len(proved) == len(own):
            return Conclusion.ARGUED, proved, ["the sentence itself is not encoded", *unexamined]
        evidence = [c for c in own if c["verdict"] in (Verdict.PROVED, Verdict.SUPPORTED)]
        held = ["the sentence itself is not encoded", "not all findings about it are proved"]
        return (Conclusion.SUPPORTED if evidence else Conclusion.UNDECIDED), evidence, held if evidence else []
    closing = [[c for c in own if i in c["closes"]] for i in range(len(names))]
    best = [min(found, key=_inferred) for found in closing if found]
    if len(best) == len(names):
        inferred = ["an inference of ours is needed"] if any(map(_inferred, best)) else []
        return (Conclusion.ARGUED if inferred or unexamined else Conclusion.PROVED), best, inferred + unexamined
    evidence = [c for c in own if c["supports"]]
    held = [f"no finding closes part {name}" for name, found in zip(names, closing, strict=True) if not found]
    return (Conclusion.SUPPORTED if evidence else Conclusion.UNDECIDED), evidence, held + unexamined


def _argument(statement: Record, checks: Sequence[Record], declared: Mapping[str, int]) -> Argument:
    """Second axis: one wrong step makes the printed derivation flawed, one missing step incomplete, and it is sound
    only if every check of it is proved (those aside that have numbers only)."""
    if not statement["derivation"]:
        return Argument.NONE
    steps = [c for c in checks if c["role"] == Role.ARGUMENT]
    if len(steps) < declared.get(Role.ARGUMENT, 0):
        return Argument.UNCHECKED
    for meaning in (Argument.FLAWED, Argument.INCOMPLETE):
        if any(c["verdict"] == Verdict.REFUTED and c["refutation_means"] == meaning for c in steps):
            return meaning
    weighed = [c for c in steps if not (c["verdict"] == Verdict.SUPPORTED and c["judgement"] is None)]
    return Argument.SOUND if weighed and all(c["verdict"] == Verdict.PROVED for c in weighed) else Argument.UNCHECKED


def lacking(statement: Record, concluded: Record) -> list[str]:
    """What a statement of the source must say to its authors and does not."""
    wrong = concluded["conclusion"] in (Conclusion.REFUTED, Conclusion.DISPUTED)
    broken = concluded["argument"] in (Argument.FLAWED, Argument.INCOMPLETE)
    if statement["origin"] != "source" or not (wrong or broken):
        return []
    says = concluded["conclusion"] if wrong else f"argument {concluded['argument']}"
    return [
        f"{statement['id']} is {says}: say in one sentence {what} ({word}=)"
        for word, what in (("why", "what is wrong"), ("fix", "how its authors can mend it"))
        if not statement[word]
    ]


def run_shown(statement: Record, answers: Iterable[Answer]) -> bool:
    """Whether there are sequences as the statement assumes them: some answer "for some" has a context that assumes no
    less than the statement's. Where not, the statement carries the mark °: it may speak of nothing."""
    whole = Context(statement)
    if not whole.evolves:
        return True
    shown = [Judgement(a["judgement"]) for a in answers if "rejected" not in a]
    return any(not j.universal and whole.assumes_no_more(j.context) for j in shown)


def require_consistent(name: str, checks: Iterable[Record]) -> None:
    """Raise Contradiction if one claim was proved and refuted: a part of a conclusion that is both closed and refuted,
    or the claim ("asked" in the record of a check) of one check and the same claim, or its denial, of another."""
    checks = list(checks)
    closed = {(_home(c), part): c["id"] for c in checks for part in c["closes"]}
    for c in checks:
        for group in c["refutes"]:
            if all((_home(c), part) in closed for part in group):
                by = closed[_home(c), group[0]]
                raise Contradiction(f"{name}: part {group[0] + 1} is closed by {by} and refuted by {c['id']}")
    settled: dict[Judgement, tuple[bool, str]] = {}
    for c in checks:
        if c.get("asked") is None or c["verdict"] not in (Verdict.PROVED, Verdict.REFUTED):
            continue
        for claim, holds in _settled(c["asked"], c["verdict"] == Verdict.PROVED):
            other, by = settled.setdefault(claim, (holds, c["id"]))
            if other is not holds:
                raise Contradiction(f"{name}: {c['id']} is {c['verdict']}, and {by} says the contrary of one claim")


def _settled(asked: Record, holds: bool) -> Iterator[tuple[Judgement, bool]]:
    """The claim, and the one that denies it: that A holds everywhere, and that ¬A holds somewhere."""
    yield Judgement({**asked, "concludes": ["and", *asked["concludes"]]}), holds
    if len(asked["concludes"]) == 1:
        kind = "some" if asked["kind"] == "all" else "all"
        yield Judgement({**asked, "kind": kind, "concludes": contrary(asked["concludes"][0])}), not holds


def _home(check: Record) -> str:
    return str(check["id"]).partition("#")[0]


def _inferred(check: Record) -> bool:
    return any(entry.startswith(INFERENCE) for entry in check["modulo"])


def _weakest(trusts: Iterable[str]) -> Trust | None:
    known = [Trust(trust) for trust in trusts]
    return max(known, key=lambda trust: trust.rank) if known else None


def _union(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for entries in lists for entry in entries))
