"""A small ledger with everything in it that a report must be able to show; the numbers are made up where it says so.

Two papers, a refuted statement with its repair, a finding that is not as expected, quantities of all kinds, figures,
Unicode in every text, a formula of several lines and a claim of more than 300 characters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log
from typing import Any

import sympy as sp

from checks.ledger import (
    assemble,
    certificates_of,
    record_check,
    record_paper,
    record_quantities,
    record_statement,
)
from checks.methods.claims import judgement_of
from checks.outcome import Argument, Curve, Figure, Finding, Quantity, Trust, Verdict
from checks.paper import Paper, Statement, natural, real, sequence

CREATED = "2026-03-14T09:26:53+00:00"


X = ["v", "x"]
JUDGEMENT = {
    "kind": "all",
    "symbols": {"x": "(-oo, oo)"},
    "given": [],
    "evolves": [],
    "concludes": ["<=", "0", ["^", X, "2"]],
}


@dataclass(frozen=True)
class Established:
    """Stands in for what the kernel returns: these tests are about records and pages, not about proofs."""

    text: str
    trust: str = "exact"
    modulo: tuple[str, ...] = ()
    judgement: Mapping[str, Any] = field(default_factory=lambda: JUDGEMENT)

    @property
    def certificate(self) -> Mapping[str, Any]:
        return {"rule": "stand-in", "claim": self.text}


def enclosed(name: str, symbol: str, meaning: str, lower: str, upper: str, **more: Any) -> Quantity:
    more.setdefault("certificate", {"rule": "stand-in", "quantity": name})
    return Quantity(name, symbol, meaning, lower, upper, **more)


def sample_ledger() -> dict[str, Any]:
    """The ledger as a run would assemble it."""
    papers = [_class_imbalance(), _foundations()]
    established: dict[str, str] = {}
    records, certificates = [], {}
    for paper in reversed(papers):
        for statement in paper.statements.values():
            record, carried = _record(statement, established)
            records.append(record)
            certificates.update(carried)
            established[record["id"]] = record["conclusion"]
    order = [paper.folder for paper in papers]
    records.sort(key=lambda record: order.index(record["paper"]))
    return assemble(
        [record_paper(paper) for paper in papers],
        records,
        certificates,
        {"precision": 128, "seed": 0, "fresh": False, "paths": ["proofs/"]},
        {"python": "3.11.7", "python-flint": "0.8.0", "sympy": "1.14.0", "referee": "0.1.0"},
        CREATED,
    )


def _record(statement: Statement, established: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    checks, quantities, certificates = [], [], {}
    parts = len(sp.And.make_args(statement.concludes)) if statement.concludes is not None else 0
    for check in statement.checks.values():
        finding = check.run()
        closes = range(parts) if "⊢" in finding.claim and check.role == "conclusion" else ()
        checks.append(record_check(check, finding, 0.0125, closes=list(closes)))
        quantities += record_quantities(check, finding)
        certificates.update(certificates_of(finding))
    return record_statement(statement, checks, quantities, parts, established, _encoded(statement)), certificates


def _encoded(statement: Statement) -> dict[str, Any] | None:
    """The statement as the kernel's data, where the kernel can read it; the sample has some that it cannot."""
    try:
        return judgement_of(statement).to_json()
    except ValueError:
        return None


def _foundations() -> Paper:
    x, y = real("x y")
    paper = Paper("foundations", "What several papers lean on", symbols={x: sp.Reals, y: sp.Interval.open(0, sp.oo)})
    lemma = paper.lemma("1", where="Section 1", printed=r"e^x \ge 1 + x", concludes=sp.exp(x) >= 1 + x)

    @lemma.conclusion("convexity of the exponential")
    def convexity() -> Finding:
        return Finding.proved(Established("x ∈ ℝ ⊢ exp(x) >= 1 + x"))

    theorem = paper.theorem(
        "2", where="Section 1", printed=r"\ln y \le y - 1", concludes=sp.log(y) <= y - 1, uses=[lemma], derivation=False
    )

    @theorem.conclusion("by an enclosure on (0, ∞)", expect=Verdict.PROVED)
    def logarithm() -> Finding:
        return Finding.undecided(
            "12 000 boxes within 2 s; the relation touches at y = 1, where an end-point argument is needed ∎",
            scope="y ∈ (0, ∞)",
        )

    return paper


def _class_imbalance() -> Paper:
    epsilon, h, u0 = real("varepsilon h u_0")
    t, g = natural("t"), sequence("g")
    n = sp.Symbol("n", integer=True, positive=True)
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
            n: sp.Naturals,
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
    s = sequence("s")
    lemma = paper.lemma(
        "1",
        where="Section 2",
        printed=r"\theta_3^t-\theta_4^t=-(\theta_1^t-\theta_2^t)\quad\text{for all } t\ge 0 \tag{3}",
        evolves=[sp.Eq(g(t + 1), -s(t + 1)), sp.Eq(g(0), -s(0))],
        concludes=sp.Eq(g(t), -s(t)),
    )

    @lemma.conclusion("by induction on t")
    def step() -> Finding:
        claim = judgement_of(lemma).to_json()
        return Finding.proved(
            Established("for all t ∈ ℕ ⊢ g(t) = −s(t)", judgement=claim), note="Base and step are one line each."
        )

    @lemma.argument("Eq. (2): ∇θ of the cross-entropy at one point, both labels")
    def gradient() -> Finding:
        return Finding.proved(
            Established("x₁ ∈ {−1, 1}, x₂ ∈ {−1, 1} ⊢ d loss/d theta1 = y*(1 - p)*x1"),
            note="With the sign printed in Eq. (2), ∇θ₁L is minus the derivative; both signs give Lemma 1.",
        )

    @lemma.hypotheses("a start with g(0) = −s(0) exists")
    def start() -> Finding:
        return Finding.proved(
            Established("⊢ 0 = -0"),
            witness={"theta1": "0", "theta2": "0", "theta3": "0", "theta4": "0"},
            scope="one start",
        )


def _assumption(paper: Paper, epsilon: Any, h: Any, u0: Any, g: Any, t: Any, phi: Any) -> Statement:
    long_bound = sp.Add(
        *[sp.Rational(k, k + 1) * sp.exp(-k * epsilon) * (1 + sp.log(1 + u0**2 * k)) ** 2 for k in range(1, 8)]
    )
    statement = paper.assumption(
        "1",
        where="Section 3",
        printed=r"|\delta_t| = |g_t - u(th)| \le \frac{Mh}{2L}\left(e^{Lth}-1\right) \le 3.7\cdot 10^{-5} \le 5\cdot"
        r" 10^{-5}, \qquad M = \max_{x\in[-\infty,-1]} |f'(x) f(x)| \le 7.4\cdot 10^{-3}, \quad L = \max_{x\in[-\infty,"
        r"-1]}|f'(x)| = \frac{\varepsilon}{\cosh^2(1)} \approx 4.2\cdot 10^{-2}",
        words="The gap stays within 5·10⁻⁵ of the solution of the differential equation, for all t ≤ 10⁶.",
        given=[h <= sp.Rational(1, 10), epsilon <= sp.Rational(1, 10), sp.Eq(g(0), u0)],
        evolves=[sp.Eq(g(t + 1), g(t) - 2 * epsilon * h * phi(g(t)))],
        concludes=sp.And(
            sp.Abs(g(t) - u0) <= sp.Rational(37, 10**6), long_bound <= sp.log(sp.exp(u0) + long_bound**2) + g(t)
        ),
        note="The theorem cited needs a Lipschitz constant on the whole half-line (−∞, −1].",
    )

    @statement.conclusion("the printed number at t = 10⁶", expect=Verdict.REFUTED)
    def number() -> Finding:
        symbols = {"epsilon": "(0, 1/2]", "h": "(0, oo)", "t": "[0, oo) in N"}
        above = ["<", "37/1000000", ["*", ["v", "epsilon"], ["^", ["v", "h"], "-1/2"], ["log", ["+", ["v", "t"], "1"]]]]
        claim = {
            "kind": "some",
            "symbols": symbols,
            "given": [["=", ["v", "h"], "1/10000"]],
            "evolves": [],
            "concludes": above,
        }
        return Finding.refuted(
            Established("for some epsilon ∈ (0, 1/2], h ∈ (0, ∞), t ∈ ℕ with h = 1/10000 ⊢ …", "enclosed", (), claim),
            witness={"epsilon": "1/10", "h": "1/10000", "t": "1000000", "u0": "-1"},
            note="With the exact M and L the theorem's bound is larger than what is printed.",
        )

    @statement.argument(
        "the constant L, from φ′(x) = 1/(2cosh²x) ≤ φ′(−1)",
        expect=Verdict.PROVED,
    )
    def lipschitz() -> Finding:
        return Finding.proved(
            Established("x ∈ (-oo, -1] ⊢ Abs(-epsilon/cosh(x)**2) <= epsilon/cosh(1)**2", "enclosed"),
            quantities=(
                enclosed("euler_l", "L", "Lipschitz constant of the drift at ε = 1/10", "0.041997434161402606939",
                         "0.041997434161402606940", printed="4.2e-2", tightness="1.00006109"),
                enclosed("share", r"\varepsilon", "share of the minority group", "1/10", "1/10", trust=Trust.EXACT),
                enclosed("loss", r"\ell_T", "test loss; a made-up wide enclosure", "0.9", "1.2", printed="1/72"),
                enclosed("tiny", r"\delta_{\max}", "largest error for t ≤ 10⁶, a made-up number",
                         "1.2345678901234567e-7", "1.2345678901234599e-7", printed="5e-5", tightness="405.0000033"),
            ),
        )  # fmt: skip

    @statement.argument(
        "the bound of the global error theorem", expect=Verdict.REFUTED, refutation_means=Argument.INCOMPLETE
    )
    def theorem() -> Finding:
        terms = " + ".join(f"exp(-{k}*epsilon*h*t)*log(1 + u0**2)/{k + 1}" for k in range(1, 11))
        claim = f"epsilon ∈ (0, 1/10], h ∈ (0, 1/10], u0 ∈ (-oo, -1] ⊢ Abs(g(t) - u(t*h)) <= {terms}"
        return Finding.refuted(
            Established(claim, "enclosed", ("global error theorem for Euler's method (Süli & Mayers, Thm 12.2)",)),
            scope="for all ε ∈ (0, 1/10], h ∈ (0, 1/10] and t beyond the horizon of 8.9·10⁵ steps",
            witness={"t": "123456789012345678901234567890123456789012345678901234567890/"
                          "98765432109876543210987654321098765432109876543210987654321"},
        )  # fmt: skip

    @statement.sharpness("the bound against the true error", expect=Verdict.SUPPORTED)
    def sharp() -> Finding:
        steps = [10 * 1.25**k for k in range(52)]
        bound = [1e-4 * 0.5 * 0.1 * (exp(0.042e-4 * t) - 1) + 1e-9 for t in steps]
        true = [2.4e-6 * log(1 + t / 1e4) + 1e-9 for t in steps]
        return Finding.evidence(
            Trust.NUMERICAL,
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
    u = sequence("u")
    repair = paper.repair(
        "uniform-euler-bound",
        repairs=assumption,
        label="Uniform bound for Euler's method",
        printed=r"|g_t - u(th)| \le 2\varepsilon h\,\phi(u_0) \quad\text{for every } t \ge 0",
        given=[h <= 1 / (2 * epsilon)],
        evolves=[sp.Eq(g(t + 1), g(t) - 2 * epsilon * h * phi(g(t)))],
        concludes=sp.Abs(g(t) - u(t * h)) <= 2 * epsilon * h * phi(u0),
        uses=[paper.statements["class_imbalance/lemma-1"]],
    )

    @repair.conclusion("the local defects telescope")
    def telescope() -> Finding:
        return Finding.proved(
            Established("ε ∈ (0, 1), u₀ ∈ (−∞, −1] ⊢ Abs(g(t) - u(t*h)) <= 2*epsilon*h*phi(u0)", "enclosed"),
            scope="for all ε ∈ (0, 1), u₀ ≤ −1, h ≤ 1/(2ε), t ≥ 0",
            modulo=(
                "Picard–Lindelöf",
                "inference: on the half-line the Euler map is non-expansive, so that the errors of the single steps add"
                " up to at most h·|f(u₀)|",
            ),
        )

    @repair.hypotheses("h ≤ 1/(2ε) is necessary", expect=Verdict.REFUTED)
    def step_size() -> Finding:
        return Finding.refuted(
            Established("⊢ the bound holds at h = 3/epsilon"), scope="one point", witness={"h": "30"}
        )

    @repair.conclusion("fourth-order check that did not come out", expect=Verdict.PROVED)
    def fourth() -> Finding:
        return Finding(
            Verdict.TIMEOUT, Trust.NUMERICAL, scope="", note="300 s were not enough; 50% of the boxes were left."
        )


def _proposition(paper: Paper, assumption: Statement, epsilon: Any, h: Any, u0: Any, t: Any) -> None:
    proposition = paper.proposition(
        "2",
        where="Section 3",
        printed=r"""\begin{align} 1 - p_y &= \frac{1}{4\varepsilon h t} + \mathcal O\!\left(\frac{\ln t}{t^2}\right) \\
            \Delta_t &\le 5\cdot 10^{-5}\end{align}""",
        given=[t >= 1],
        concludes=sp.Abs(1 / (1 + sp.exp(2 * u0)) - 1 / (4 * epsilon * h * t)) <= sp.log(t) / t**2,
        uses=[assumption],
    )

    @proposition.conclusion("at the paper's parameters")
    def at_parameters() -> Finding:
        return Finding.proved(Established("t ∈ [1, 10⁶] ⊢ Abs(1 - p - 1/(4*epsilon*h*t)) <= log(t)/t**2", "enclosed"))

    @proposition.conclusion("by sampling", expect=Verdict.SUPPORTED)
    def sampling() -> Finding:
        return Finding.evidence(
            Trust.SAMPLED, scope="10 000 random (ε, h, t), seed 0", note="No violation. 漢 🙂 has no form."
        )


def _experiments(paper: Paper) -> None:
    statement = paper.statement(
        "experiments", where="Section 6", words="After rescaling by 4εht the curves reach a plateau of height 1."
    )

    @statement.argument("Fig. 2: the plateau", expect=Verdict.SUPPORTED)
    def plateau() -> Finding:
        steps = [1000.0 * k for k in range(1, 101)]
        curves = tuple(
            Curve(f"ε = {name}", steps, [1 + log(1 + 5e-4 * e * x) / (1 + 4e-4 * e * x) for x in steps])
            for name, e in (("1/100", 0.01), ("1/20", 0.05), ("1/10", 0.1), ("1/5", 0.2), ("3/10", 0.3), ("1/2", 0.5))
        )
        return Finding.evidence(
            Trust.NUMERICAL,
            scope="ε ∈ {1/100, …, 1/2}, T = 10⁶",
            figures=(Figure("plateau", "Rescaled curves", "step $t$", r"$4\varepsilon h t\,(1-p_y)$", curves),),
            quantities=(
                Quantity("plateau_1_10", r"4\varepsilon h T(1-p_y)", "height at T = 10⁶", "1.08", "1.09",
                         trust=Trust.NUMERICAL),
            ),
        )  # fmt: skip
