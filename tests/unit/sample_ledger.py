"""A small ledger with everything in it that a report must be able to show; the numbers are made up where it says so.

Two papers, a refuted statement with its repair, a finding that is not as expected, a sentence that is not encoded,
quantities of all kinds, figures, Unicode in every text, a formula of several lines and a claim of more than 300
characters. What it holds is put together as a run would; only the kernel is one that believes whatever it is told.
"""

from collections.abc import Mapping, Sequence
from math import exp, log
from typing import Any

import sympy as sp

from checks.encode.claims import claim_json
from checks.encode.judgements import contrary
from checks.encode.plain import judgement_text
from checks.ledger import assemble, certificates_of, evidence_entry, failed_entry
from checks.outcome import Argument, Curve, Evidence, Figure, Quantity, Trust, Verdict
from checks.paper import Claim, Paper, Statement, eq, ge, gt, le, natural, real, sequence
from checks.run.declared import declared_paper
from checks.run.review import reviewed

CREATED = "2026-03-14T09:26:53+00:00"
OUT_OF_TIME = "300 s were not enough; 50% of the boxes were left."

Record = dict[str, Any]


def stand_in(judgement: Mapping[str, Any], trust: str = "exact", modulo: Sequence[str] = (), **more: Any) -> Record:
    """What stands for a certificate here: these tests are about records and pages, not about proofs."""
    steps = [{"rule": "stand-in", **more}]
    return {"certificate": 0, "told": dict(judgement), "trust": trust, "modulo": list(modulo), "steps": steps}


def answer_to(certificate: Mapping[str, Any]) -> Record:
    """What the kernel would say, if it were so."""
    told = dict(certificate["told"])
    text = judgement_text(told)
    return {"judgement": told, "trust": certificate["trust"], "modulo": certificate["modulo"], "text": text}


def established(claim: Claim, *, trust: str = "exact", modulo: Sequence[str] = (), **context: Any) -> Record:
    """A certificate of a claim; keywords replace parts of its context."""
    data = claim_json(claim)
    formulas = data["concludes"]
    formula = formulas[0] if len(formulas) == 1 else ["and", *formulas] if formulas else ["=", "0", "0"]
    return stand_in({**data, "concludes": formula, **context}, trust, modulo)


def counterexample(claim: Claim, *, part: int = 0, trust: str = "exact", **more: Any) -> Record:
    """A certificate that one relation of a claim fails at some point."""
    data = claim_json(claim)
    return stand_in({**data, "kind": "some", "concludes": contrary(data["concludes"][part])}, trust, **more)


def enclosed(name: str, symbol: str, meaning: str, lower: str, upper: str, **more: Any) -> Quantity:
    """A quantity with a certificate that it lies where it is said to lie."""
    context: Record = {"symbols": {}, "given": [], "evolves": []}
    term = ["log", str(len(name))]
    formula = ["and", ["<=", lower, term], ["<=", term, upper]] if lower != upper else ["=", term, lower]
    trust = more.setdefault("trust", Trust.ENCLOSED)
    more.setdefault("certificate", stand_in({"kind": "all", **context, "concludes": formula}, str(trust)))
    return Quantity(name, symbol, meaning, lower, upper, term=term, context=context, **more)


def put_together(
    papers: Sequence[Paper], late: Mapping[str, str] | None = None, leaving_out: Sequence[str] = ()
) -> tuple[list[Record], list[str], dict[str, Record], list[Record]]:
    """Bibliographic records, contradictions, certificates and statements of these papers.

    late: id of a check → note, for checks that ran out of time. leaving_out: ids of checks that were not selected.
    """
    late = late or {}
    problems: list[str] = []
    indices = [declared_paper(paper, lambda statement: statement.checks, problems) for paper in papers]
    assert problems == []
    entries = {
        check.id: failed_entry(Verdict.TIMEOUT, late[check.id], 300.0)
        if check.id in late
        else evidence_entry(check.run(), 0.0125)
        for paper in papers
        for statement in paper.statements.values()
        for check in statement.checks.values()
        if check.id not in leaving_out
    }
    certificates = {name: c for entry in entries.values() for name, c in entry["certificates"].items()}
    answers = {name: answer_to(c) for name, c in certificates.items()}
    assert all(name in answers for entry in entries.values() for name in certificates_of(entry))
    statements, contradictions = reviewed([s for index in indices for s in index["statements"]], entries, answers)
    return [index["record"] for index in indices], contradictions, certificates, statements


def sample_ledger() -> Record:
    """The ledger as a run would assemble it."""
    late = {"class_imbalance/uniform-euler-bound#fourth": OUT_OF_TIME}
    records, contradictions, certificates, statements = put_together([_class_imbalance(), _foundations()], late)
    assert contradictions == []
    return assemble(
        records,
        statements,
        certificates,
        {"precision": 128, "seed": 0, "fresh": False, "paths": ["proofs/"]},
        {"python": "3.11.7", "python-flint": "0.8.0", "sympy": "1.14.0", "referee": "0.1.0"},
        CREATED,
    )


def _foundations() -> Paper:
    x, y = real("x y")
    paper = Paper("foundations", "What several papers lean on", symbols={x: sp.Reals, y: sp.Interval.open(0, sp.oo)})
    lemma = paper.lemma(
        "1", where="Section 1", origin="derived", printed=r"e^x \ge 1 + x", concludes=[ge(sp.exp(x), 1 + x)],
        derivation=False,
    )  # fmt: skip

    @lemma.conclusion("convexity of the exponential")
    def convexity(c: Claim) -> Evidence:
        return Evidence(certificate=established(c))

    theorem = paper.theorem(
        "2", where="Section 1", origin="derived", printed=r"\ln y \le y - 1", concludes=[le(sp.log(y), y - 1)],
        uses=[lemma], derivation=False,
    )  # fmt: skip

    @theorem.conclusion("by an enclosure on (0, ∞)", expect=Verdict.PROVED)
    def logarithm() -> Evidence:
        note = "12 000 boxes within 2 s; the relation touches at y = 1, where an end-point argument is needed ∎"
        return Evidence(note=note, scope="y ∈ (0, ∞)")

    return paper


def _class_imbalance() -> Paper:
    epsilon, h, u0 = real("varepsilon h u_0")
    t, g = natural("t"), sequence("g")
    paper = Paper(
        "class_imbalance",
        "Impact of Class Imbalance on Gradient Descent Dynamics & Generalization",
        authors="É. Example, Ø. Müller",
        source="sources/class_imbalance.md",
        about="A softmax classifier on two groups of unequal size; ε is the share of the smaller one, h the step.",
        symbols={
            epsilon: sp.Interval.Lopen(0, sp.Rational(1, 2)),
            h: sp.Interval.open(0, sp.oo),
            u0: sp.Interval(-sp.oo, -1),
            t: sp.Naturals0,
        },
    )
    phi = lambda x: 1 / (1 + sp.exp(-2 * x))  # noqa: E731
    _lemma(paper, g, t)
    assumption = _assumption(paper, epsilon, h, u0, g, t, phi)
    _repair(paper, assumption, epsilon, h, u0, g, t, phi)
    _proposition(paper, assumption, epsilon, h, u0, t)
    _experiments(paper)
    return paper


def _lemma(paper: Paper, g: Any, t: Any) -> None:
    s, x = sequence("s"), real("x_1")
    lemma = paper.lemma(
        "1",
        where="Section 2",
        quote=r"$\theta_3^t-\theta_4^t=-(\theta_1^t-\theta_2^t)\quad\text{for all } t\ge 0 \tag{3}$",
        evolves=[sp.Eq(g(t + 1), -s(t + 1)), sp.Eq(g(0), -s(0))],
        concludes=[eq(g(t), -s(t))],
    )

    @lemma.conclusion("by induction on t")
    def step(c: Claim) -> Evidence:
        return Evidence(certificate=established(c), note="Base and step are one line each.")

    @lemma.argument(
        "Eq. (2): ∇θ of the cross-entropy at one point, both labels", claims=[ge(x**2, 0)], over={x: sp.Reals}
    )
    def gradient(c: Claim) -> Evidence:
        note = "With the sign printed in Eq. (2), ∇θ₁L is minus the derivative; both signs give Lemma 1."
        return Evidence(certificate=established(c), note=note)

    @lemma.hypotheses("a start with g(0) = −s(0) exists", exists=[], evolves=[])
    def start(c: Claim) -> Evidence:
        return Evidence(certificate=stand_in({**claim_json(c), "concludes": ["=", "0", "0"]}), scope="one start")


def _assumption(paper: Paper, epsilon: Any, h: Any, u0: Any, g: Any, t: Any, phi: Any) -> Statement:
    long_bound = sp.Add(
        *[sp.Rational(k, k + 1) * sp.exp(-k * epsilon) * (1 + sp.log(1 + u0**2 * k)) ** 2 for k in range(1, 8)]
    )
    x = real("x")
    statement = paper.assumption(
        "1",
        where="Section 3",
        quote=r"$|\delta_t| = |g_t - u(th)| \le \frac{Mh}{2L}\left(e^{Lth}-1\right) \le 3.7\cdot 10^{-5} \le 5\cdot"
        r" 10^{-5}, \qquad M = \max_{x\in[-\infty,-1]} |f'(x) f(x)| \le 7.4\cdot 10^{-3}, \quad L = \max_{x\in[-\infty,"
        r"-1]}|f'(x)| = \frac{\varepsilon}{\cosh^2(1)} \approx 4.2\cdot 10^{-2}$",
        reading="The gap stays within 5·10⁻⁵ of the solution of the differential equation, for all $t \\le 10^6$.",
        given=[h <= sp.Rational(1, 10), epsilon <= sp.Rational(1, 10), sp.Eq(g(0), u0)],
        evolves=[sp.Eq(g(t + 1), g(t) - 2 * epsilon * h * phi(g(t)))],
        concludes=[
            ("number", le(sp.Abs(g(t) - u0), sp.Rational(37, 10**6))),
            ("long bound", le(long_bound, sp.log(sp.exp(u0) + long_bound**2) + g(t))),
        ],
        why="The theorem cited needs a Lipschitz constant on the whole half-line $(-\\infty, -1]$.",
        fix="Use the uniform bound, which needs none.",
        note="Printed with two constants, M and L.",
    )

    @statement.conclusion("the printed number at t = 10⁶", claims=["number"], expect=Verdict.REFUTED)
    def number(c: Claim) -> Evidence:
        point = {"varepsilon": "1/10", "h": "1/10000", "t": "1000000", "u_0": "-1"}
        certificate = counterexample(c, trust="enclosed")
        certificate["steps"].append({"rule": "witness", "at": point})
        note = "With the exact M and L the theorem's bound is larger than what is printed."
        return Evidence(certificate=certificate, witness=point, note=note)

    @statement.conclusion("the long bound, in numbers", claims=["long bound"], expect=Verdict.SUPPORTED)
    def bound() -> Evidence:
        return Evidence(trust=Trust.NUMERICAL, scope="at t ≤ 1000, 50 digits")

    @statement.argument("the constant L, from φ′(x) = 1/(2cosh²x) ≤ φ′(−1)", claims=[ge(x**2, 0)], over={x: sp.Reals})
    def lipschitz(c: Claim) -> Evidence:
        return Evidence(
            certificate=established(c, trust="enclosed"),
            quantities=(
                enclosed("euler_l", "L", "Lipschitz constant of the drift at ε = 1/10", "0.041997434161402606939",
                         "0.041997434161402606940", printed="4.2e-2"),
                enclosed("share", r"\varepsilon", "share of the minority group", "1/10", "1/10", trust=Trust.EXACT),
                enclosed("loss", r"\ell_T", "test loss; a made-up wide enclosure", "0.9", "1.2", printed="1/72"),
                enclosed("tiny", r"\delta_{\max}", "largest error for t ≤ 10⁶, a made-up number",
                         "1.2345678901234567e-7", "1.2345678901234599e-7", printed="5e-5"),
            ),
        )  # fmt: skip

    @statement.argument(
        "the bound of the global error theorem",
        claims=[gt(sp.Add(*[sp.exp(-k * epsilon * h) * sp.log(1 + u0**2) / (k + 1) for k in range(1, 11)]), h)],
        expect=Verdict.REFUTED,
        refutation_means=Argument.INCOMPLETE,
    )
    def theorem(c: Claim) -> Evidence:
        certificate = counterexample(c, trust="enclosed")
        certificate["modulo"] = ["global error theorem for Euler's method (Süli & Mayers, Thm 12.2)"]
        long = (
            "123456789012345678901234567890123456789012345678901234567890/"
            "98765432109876543210987654321098765432109876543210987654321"
        )
        certificate["steps"].append({"rule": "witness", "at": {"t": long}})
        return Evidence(
            certificate=certificate,
            scope="for all ε ∈ (0, 1/10], h ∈ (0, 1/10] and t beyond the horizon of 8.9·10⁵ steps",
            witness={"t": long},
        )

    @statement.sharpness("the bound against the true error", expect=Verdict.SUPPORTED)
    def sharp() -> Evidence:
        steps = [10 * 1.25**k for k in range(52)]
        bound = [1e-4 * 0.5 * 0.1 * (exp(0.042e-4 * t) - 1) + 1e-9 for t in steps]
        true = [2.4e-6 * log(1 + t / 1e4) + 1e-9 for t in steps]
        return Evidence(
            trust=Trust.NUMERICAL,
            scope="at ε = 1/10, h = 10⁻⁴, t ≤ 10⁶, 50 digits",
            figures=(
                Figure(
                    "euler-error",
                    "Euler's method against its differential equation",
                    "step $t$",
                    r"$|g_t - u(th)|$",
                    (
                        Curve("bound of the theorem", steps, bound),
                        Curve("true error", steps, true, "dashed"),
                        Curve("enclosed", steps[::6], true[::6], "intervals", [1.5 * y for y in true[::6]]),
                        Curve("between the two", steps, true, "band", bound),
                        Curve("as printed, 5·10⁻⁵", steps[::8], [5e-5] * 7, "points"),
                    ),
                    x_scale="log",
                    y_scale="log",
                    caption="The curves are made up: ε = 1/10, h = 10⁻⁴.",
                ),
            ),
        )

    return statement


def _repair(paper: Paper, assumption: Statement, epsilon: Any, h: Any, u0: Any, g: Any, t: Any, phi: Any) -> None:
    repair = paper.repair(
        "uniform-euler-bound",
        repairs=assumption,
        label="Uniform bound for Euler's method",
        printed=r"|g_t - u(th)| \le 2\varepsilon h\,\phi(u_0) \quad\text{for every } t \ge 0",
        given=[h <= 1 / (2 * epsilon)],
        evolves=[sp.Eq(g(t + 1), g(t) - 2 * epsilon * h * phi(g(t)))],
        concludes=[le(sp.Abs(g(t) - u0), 2 * epsilon * h * phi(u0))],
        uses=[paper.statements["class_imbalance/lemma-1"]],
    )

    @repair.conclusion("the local defects telescope")
    def telescope(c: Claim) -> Evidence:
        return Evidence(
            certificate=established(c, trust="enclosed", modulo=["Picard–Lindelöf"]),
            scope="for all ε ∈ (0, 1), u₀ ≤ −1, h ≤ 1/(2ε), t ≥ 0",
            modulo=(
                "inference: on the half-line the Euler map is non-expansive, so that the errors of the single steps add"
                " up to at most h·|f(u₀)|",
            ),
        )

    @repair.hypotheses("h ≤ 1/(2ε) is necessary", claims=[le(h, 30)], given=[], evolves=[], expect=Verdict.REFUTED)
    def step_size(c: Claim) -> Evidence:
        certificate = counterexample(c)
        certificate["steps"].append({"rule": "witness", "at": {"h": "30"}})
        return Evidence(certificate=certificate, scope="one point", witness={"h": "30"})

    @repair.conclusion("fourth-order check that did not come out", expect=Verdict.PROVED)
    def fourth() -> Evidence:
        raise TimeoutError(OUT_OF_TIME)


def _proposition(paper: Paper, assumption: Statement, epsilon: Any, h: Any, u0: Any, t: Any) -> None:
    proposition = paper.proposition(
        "2",
        where="Section 3",
        quote=r"""$\begin{align} 1 - p_y &= \frac{1}{4\varepsilon h t} + \mathcal O\!\left(\frac{\ln t}{t^2}\right) \\
            \Delta_t &\le 5\cdot 10^{-5}\end{align}$""",
        given=[t >= 1],
        concludes=[le(sp.Abs(1 / (1 + sp.exp(2 * u0)) - 1 / (4 * epsilon * h * t)), sp.log(t) / t**2)],
        unexamined=["the bound on $\\Delta_t$"],
        uses=[assumption],
    )

    @proposition.conclusion("at the paper's parameters")
    def at_parameters(c: Claim) -> Evidence:
        return Evidence(certificate=established(c, trust="enclosed"))

    @proposition.conclusion("by sampling", expect=Verdict.SUPPORTED)
    def sampling() -> Evidence:
        scope, note = "10 000 random (ε, h, t), seed 0", "No violation. 漢 🙂 has no form."
        return Evidence(trust=Trust.SAMPLED, scope=scope, note=note)


def _experiments(paper: Paper) -> None:
    statement = paper.statement(
        "experiments",
        where="Section 6",
        quote="After rescaling by $4\\varepsilon h t$ the curves reach a plateau of height 1.",
    )

    @statement.argument("Fig. 2: the plateau", expect=Verdict.SUPPORTED)
    def plateau() -> Evidence:
        steps = [1000.0 * k for k in range(1, 101)]
        curves = tuple(
            Curve(f"ε = {name}", steps, [1 + log(1 + 5e-4 * e * x) / (1 + 4e-4 * e * x) for x in steps])
            for name, e in (("1/100", 0.01), ("1/20", 0.05), ("1/10", 0.1), ("1/5", 0.2), ("3/10", 0.3), ("1/2", 0.5))
        )
        return Evidence(
            trust=Trust.NUMERICAL,
            scope="ε ∈ {1/100, …, 1/2}, T = 10⁶",
            figures=(Figure("plateau", "Rescaled curves", "step $t$", r"$4\varepsilon h t\,(1-p_y)$", curves),),
            quantities=(
                Quantity("plateau_1_10", r"4\varepsilon h T(1-p_y)", "height at T = 10⁶", "1.08", "1.09",
                         trust=Trust.NUMERICAL),
            ),
        )  # fmt: skip
