"""The report as LaTeX: the same bytes for the same ledger, every part there, and pages without overflow."""

import copy
import itertools
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checks.encode.latex_formula import mixed
from checks.encode.latex_text import prose
from checks.report import figures, latex, write_report
from checks.report.graph import BOX, dependencies, graph_of
from checks.report.latex_decision import called, decision_page, verdict_lines
from checks.report.latex_letter import labels_of, letter
from checks.report.latex_statement import statement_text
from checks.report.latex_summary import is_plain
from checks.report.message import legible, message, shown_verdict
from checks.report.pdf import ReportError, TexAbsent
from tests.printed import faults
from tests.unit.sample_ledger import sample_ledger

SNAPSHOTS = Path(__file__).with_name("snapshots")
needs_tex = pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    return sample_ledger()


def one_statement(ledger: dict[str, Any], id: str) -> str:
    by_id = {statement["id"]: statement for statement in ledger["statements"]}
    return statement_text(by_id[id], by_id, figures.figure_files(ledger))


@pytest.mark.parametrize("name", ["assumption-1", "uniform-euler-bound"])
def test_the_latex_of_a_statement_is_what_it_was(sample: dict[str, Any], name: str) -> None:
    """After an intended change: run with REFEREE_SNAPSHOTS=write in the environment, and look at the diff."""
    path = SNAPSHOTS / f"{name}.tex"
    text = one_statement(sample, f"class_imbalance/{name}")
    if os.environ.get("REFEREE_SNAPSHOTS") == "write":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_the_same_ledger_gives_the_same_bytes_and_running_times_do_not_matter(sample: dict[str, Any]) -> None:
    slower = sample_ledger()
    for statement in slower["statements"]:
        for check in statement["checks"]:
            check["seconds"] += 17.0
    assert latex.document(sample) == latex.document(slower)
    assert latex.document(sample, full=True) == latex.document(slower, full=True)


def test_in_full_every_statement_is_summed_up_and_shown(sample: dict[str, Any]) -> None:
    text = latex.document(sample, full=True)
    for statement in sample["statements"]:
        assert text.count(rf"\label{{s:{statement['id']}}}") == 1
        if is_plain(statement):
            continue
        assert rf"\pageref{{s:{statement['id']}}}" in text
        for check in statement["checks"]:
            assert "\\#" + check["id"].partition("#")[2] in text.replace(r"\allowbreak{}", "")
    assert "Elementary lemmas}: 1 of 2 proved" in text
    for part in (
        "How to read this report",
        "Trusted base",
        "Cited theorems and inferences",
        "Not as expected",
        "python-flint",
    ):
        assert part in text
    assert "U+6F22, U+1F642" in text, "characters that cannot be set are listed"


def test_labels_that_are_referred_to_exist(sample: dict[str, Any]) -> None:
    partial = copy.deepcopy(sample)
    partial["statements"] = [s for s in partial["statements"] if s["id"] != "class_imbalance/assumption-1"]
    volumes: list[tuple[str | None, bool]] = [
        (None, False),
        (None, True),
        ("class_imbalance", False),
        ("foundations", True),
    ]
    for ledger, (folder, full) in itertools.product((sample, partial), volumes):
        text = latex.document(ledger, folder, full=full)
        labels = set(re.findall(r"\\label\{(.*?)\}", text))
        assert set(re.findall(r"\\(?:pageref|ref)\{(.*?)\}|\\hyperref\[(.*?)\]", text)) <= {
            pair for label in labels for pair in ((label, ""), ("", label))
        }


def test_a_repair_stands_beside_what_is_printed(sample: dict[str, Any]) -> None:
    text = one_statement(sample, "class_imbalance/uniform-euler-bound")
    assert (
        text.index("As printed") < text.index(r"\frac{Mh}{2L}") < text.index("Repaired") < text.index(r"2\varepsilon h")
    )
    assert "Repaired by" in one_statement(sample, "class_imbalance/assumption-1")


# --------------------------------------------------------------------------------- decision page and letter


def test_the_first_page_of_a_paper_says_what_is_wrong_why_and_how_it_is_mended(sample: dict[str, Any]) -> None:
    said = message(sample, "class_imbalance")
    assert [s["id"] for s in said.faulty], "the sample has statements that are at fault"
    page = decision_page(said, labels_of(said))
    for statement in said.faulty:
        assert prose(statement["label"]) in page
        assert mixed(statement["why"]) in page
        assert mixed(statement["fix"]) in page
    assert "False as printed is 1 of" in page


def test_a_section_is_not_what_is_refuted_but_what_it_claims() -> None:
    for label, name in (
        ("Section 2.4", "Claim of Section 2.4"),
        ("Experiments", "Claim of the Experiments"),
        ("Experiments confirm the predictions", "Experiments confirm the predictions"),
        ("Theorem 1", "Theorem 1"),
    ):
        assert called({"label": label, "origin": "source"}) == name
    assert called({"label": "Section 2.4", "origin": "derived"}) == "Section 2.4"


def test_the_decision_page_says_which_clause_of_the_quote_is_meant(sample: dict[str, Any]) -> None:
    ledger = copy.deepcopy(sample)
    found = next(s for s in ledger["statements"] if s["id"] == "class_imbalance/assumption-1")
    found["says"] = r"$\approx 4.2\cdot 10^{-2}$"
    assert r"\textit{says} $\approx 4.2\cdot 10^{-2}$" in latex.document(ledger)
    assert r"\textit{says}" not in latex.document(sample)


def test_only_the_sources_statements_are_charged_to_it(sample: dict[str, Any]) -> None:
    ours = copy.deepcopy(sample)
    for statement in ours["statements"]:
        if statement["origin"] == "source":
            statement.update(origin="reading", quote=None)
    said = message(ours, "class_imbalance")
    assert said.source == said.faulty == []
    assert "False" not in " ".join(verdict_lines(said))


def test_the_letter_shows_the_repair_beside_what_is_printed(sample: dict[str, Any]) -> None:
    text = letter(message(sample, "class_imbalance"))
    pair = text[text.index(r"\refpair") :]
    assert pair.index("As printed") < pair.index("Instead: Uniform bound for Euler's method")


def test_every_statement_of_the_source_is_in_the_letter(sample: dict[str, Any]) -> None:
    text = latex.document(sample)
    for statement in sample["statements"]:
        if statement["origin"] == "source" and statement["paper"] != "foundations":
            assert text.count(rf"\label{{s:{statement['id']}}}") == 1


@pytest.mark.parametrize(
    ("role", "verdict", "asked", "word"),
    [
        ("conclusion", "refuted", {}, "refuted"),
        ("argument", "refuted", {}, "fails"),
        ("argument", "proved", {}, "holds"),
        ("argument", "supported", {}, "supported"),
        ("hypotheses", "refuted", {"given": []}, "needed"),
        ("hypotheses", "refuted", {"given": ["G"]}, "fails"),
        ("hypotheses", "proved", {"given": []}, "not needed"),
        ("hypotheses", "proved", {"given": [], "concludes": ["D"]}, "holds"),
        ("hypotheses", "proved", {"kind": "some", "concludes": []}, "can be met"),
        ("sharpness", "proved", None, "measured"),
    ],
)
def test_no_true_remark_is_called_refuted(role: str, verdict: str, asked: dict[str, Any] | None, word: str) -> None:
    statement = {"judgement": {"given": ["G"], "concludes": ["C"]}}
    claim = None if asked is None else {"kind": "all", "given": ["G"], "concludes": ["C"], **asked}
    assert shown_verdict({"role": role, "verdict": verdict, "asked": claim}, statement) == word


def test_ids_in_sentences_become_the_names_of_statements() -> None:
    lists: dict[str, list[str]] = {"modulo": [], "unexamined": [], "held_back_by": [], "failures": []}
    named = {"id": "p/sharp-rate", "label": "Sharp rate", **lists, "checks": [], "quantities": []}
    why, note = "see `sharp-rate`, not sharp-rates", "p/sharp-rate, q/sharp-rate"
    ledger = {"statements": [{**named, "why": why, "note": note}]}
    (statement,) = legible(ledger)["statements"]
    assert statement["why"] == "see “Sharp rate”, not sharp-rates"
    assert statement["note"] == "“Sharp rate”, q/sharp-rate"


# ------------------------------------------------------------------------------------------------- figures


def test_names_of_figures_cost_no_matplotlib(sample: dict[str, Any]) -> None:
    code = (
        "import sys; from checks.report import figures, latex; from tests.unit.sample_ledger import sample_ledger;"
        "latex.document(sample_ledger()); assert 'matplotlib' not in sys.modules"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root, timeout=120)


def test_figures_are_the_same_bytes_each_time(sample: dict[str, Any], tmp_path: Path) -> None:
    first = figures.draw(sample, tmp_path / "a")
    second = figures.draw(sample, tmp_path / "b")
    assert [p.name for p in first] == [p.name for p in second]
    assert len(first) == 3
    assert all(p.read_bytes() == q.read_bytes() for p, q in zip(first, second, strict=True))
    assert not any(b"CreationDate" in p.read_bytes() for p in first)


def test_many_curves_are_labelled_at_their_ends_and_a_band_that_nobody_sees_says_so() -> None:
    def curve(kind: str, label: str, y: list[float], upper: list[float] | None = None) -> dict[str, Any]:
        return {"kind": kind, "label": label, "x": [0.0, 1.0], "y": y, "upper": upper}

    record: dict[str, Any] = {"y_scale": "linear", "curves": [curve("line", f"$a = {i}$", [0.0, i]) for i in range(5)]}
    assert all(figures._is_labelled_at_the_end(c, record) for c in record["curves"])
    assert not any(figures._is_labelled_at_the_end(c, {**record, "y_scale": "equal"}) for c in record["curves"])
    few = {**record, "curves": record["curves"][:4]}
    assert not any(figures._is_labelled_at_the_end(c, few) for c in few["curves"])
    thin, wide = curve("band", "b", [0.0, 1.0], [0.001, 1.001]), curve("band", "b", [0.0, 1.0], [1.0, 2.0])
    record["curves"] += [thin, wide]
    assert figures._is_thin(thin, record)
    assert not figures._is_thin(wide, record)
    assert figures._threshold({"y_scale": "symlog", "curves": [curve("line", "", [-50.0, 1e4])]}) == {
        "linthresh": 100.0
    }


def test_a_label_that_is_not_mathematics_is_drawn_as_it_stands(sample: dict[str, Any], tmp_path: Path) -> None:
    odd = copy.deepcopy(sample)
    for statement in odd["statements"]:
        for check in statement["checks"]:
            for figure in check["figures"]:
                figure.update(x_label=r"$\frac{", y_label="5 $ and 漢", x_scale="nonsense")
                figure["curves"][0]["y"][3] = None
    assert figures.draw(odd, tmp_path)


def test_arrows_of_the_graph_run_from_left_to_right_and_boxes_do_not_overlap(sample: dict[str, Any]) -> None:
    graph = graph_of(sample, "class_imbalance")
    assert graph is not None
    assert graph.edges
    assert all(graph.places[source][0] < graph.places[target][0] for source, target, _ in graph.edges)
    for edge, points in graph.paths.items():
        assert all(a[0] < b[0] for a, b in itertools.pairwise(points)), edge
    for (x, y), (u, v) in itertools.combinations(graph.places.values(), 2):
        assert abs(x - u) >= BOX[0] or abs(y - v) >= BOX[1]


def test_what_a_certificate_uses_is_in_the_graph(sample: dict[str, Any]) -> None:
    using = copy.deepcopy(sample)
    first, second = using["statements"][0], using["statements"][3]
    digest = next(check["certificate"] for check in first["checks"] if check["certificate"])
    second["uses"] = []
    name = next(check["certificate"] for check in second["checks"] if check["certificate"])
    using["certificates"][name]["steps"].append({"rule": "lemma", "digest": digest})
    assert first["id"] in dependencies(using)[second["id"]]
    assert first["id"] not in dependencies(sample)[sample["statements"][4]["id"]]


def test_the_graph_leaves_out_elementary_lemmas_and_arrows_that_others_imply(sample: dict[str, Any]) -> None:
    assert graph_of(sample, "foundations") is None
    chain = copy.deepcopy(sample)
    first, second, third = chain["statements"][:3]
    first["uses"], second["uses"], third["uses"] = [], [first["id"]], [first["id"], second["id"], "foundations/lemma-1"]
    for statement in chain["statements"]:
        statement["repairs"] = None
    graph = graph_of(chain, "class_imbalance")
    assert graph is not None
    assert (first["id"], third["id"], "uses") not in graph.edges
    assert not any("foundations" in id for edge in graph.edges for id in edge)


def test_statements_that_lean_on_each_other_in_a_circle_do_not_hang_the_graph(sample: dict[str, Any]) -> None:
    circle = copy.deepcopy(sample)
    first, second = circle["statements"][0], circle["statements"][1]
    first["uses"], second["uses"] = [second["id"]], [first["id"]]
    assert graph_of(circle, "class_imbalance") is not None


# ----------------------------------------------------------------------------------------------------- PDF


def test_without_a_pdf_the_rest_is_written(sample: dict[str, Any], tmp_path: Path) -> None:
    written = write_report(sample, tmp_path / "new" / "folder", pdf=False)
    assert {p.name for p in written} >= {"report.tex", "constants.tex"}
    assert all(p.exists() for p in written)
    assert not (tmp_path / "new" / "folder" / "report.pdf").exists()


def test_a_pdf_that_is_insisted_on_needs_tex(
    sample: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert not any(p.suffix == ".pdf" and p.parent == tmp_path for p in write_report(sample, tmp_path))
    with pytest.raises(TexAbsent, match="texlive-latex-recommended"):
        write_report(sample, tmp_path, pdf=True)


@needs_tex
@pytest.mark.tex
def test_the_report_compiles_without_a_warning_that_a_reader_would_see(sample: dict[str, Any], tmp_path: Path) -> None:
    written = write_report(sample, tmp_path, pdf=True)
    assert (tmp_path / "report.pdf") in written
    log = (tmp_path / "report.log").read_text(encoding="utf-8", errors="replace")
    assert not re.findall(r"^.*Warning.*$", log, re.MULTILINE)
    assert [float(points) for points in re.findall(r"Overfull .hbox \(([\d.]+)pt", log) if float(points) > 5] == []
    again = write_report(sample, tmp_path / "again", pdf=True)
    assert again[-1].read_bytes() == (tmp_path / "report.pdf").read_bytes()


@needs_tex
@pytest.mark.tex
@pytest.mark.parametrize(("paper", "full"), [(None, False), (None, True), ("class_imbalance", False)])
def test_nothing_in_print_that_does_not_belong_there(
    sample: dict[str, Any], tmp_path: Path, paper: str | None, full: bool
) -> None:
    """What the sample cannot set, on purpose, is left out of it first."""
    clean = copy.deepcopy(sample)
    for statement in clean["statements"]:
        for record in (statement, *statement["checks"], *statement["quantities"]):
            for key in ("note", "title", "meaning"):
                record.update({key: re.sub("[漢🙂]", "", record[key])} if key in record else {})
    pdf = write_report(clean, tmp_path, paper=paper, full=full, pdf=True)[-1]
    assert list(faults(pdf)) == []


@needs_tex
@pytest.mark.tex
def test_an_author_can_input_the_constants(sample: dict[str, Any], tmp_path: Path) -> None:
    write_report(sample, tmp_path, pdf=False)
    text = (
        r"\documentclass{article}\input{constants}\begin{document}\section{On \ClassImbalanceAssumptionOneEulerL}"
        r"$L\le\ClassImbalanceAssumptionOneEulerLUpper$, \ClassImbalanceAssumptionOneTinyLower"
        r"\section{At most \verified{class_imbalance/assumption-1/euler_l/upper}}\end{document}"
    )
    (tmp_path / "paper.tex").write_text(text)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout[-800:]
    (tmp_path / "paper.tex").write_text(text.replace("euler_l/upper", "euler_K"))
    stale = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert stale.returncode != 0
    assert b"thereisnosuchverifiedconstant" in stale.stdout


@needs_tex
@pytest.mark.tex
def test_a_formula_that_tex_refuses_is_named_with_its_statement(sample: dict[str, Any], tmp_path: Path) -> None:
    spoilt = copy.deepcopy(sample)
    next(s for s in spoilt["statements"] if s["id"] == "class_imbalance/lemma-1")["quote"] = r"$\nosuchcommand x$"
    told: list[str] = []
    written = write_report(spoilt, tmp_path, pdf=True, told=told.append)
    assert written[-1].read_bytes().startswith(b"%PDF")
    (line,) = told
    assert "in class_imbalance/lemma-1: Undefined control sequence" in line
    assert "report.log" in line
    assert "\n" not in line


def test_a_formula_with_a_program_in_it_is_set_as_it_was_typed(sample: dict[str, Any], tmp_path: Path) -> None:
    """It would run for ever, and TeX would have no error to name the statement by."""
    changed = copy.deepcopy(sample)
    changed["statements"][0]["quote"] = (
        r"it says $\def\endless{\endless}\endless$, $\input{/etc/hostname}$, $\input{|id}$ and $\left(x\right)$"
    )
    changed["statements"][1]["note"] = r"$\loop\iftrue\repeat$"
    said: list[str] = []
    write_report(changed, tmp_path, full=True, pdf=False, told=said.append)
    assert {line.partition(":")[0] for line in said} == {s["id"] for s in changed["statements"][:2]}
    text = (tmp_path / "report-full.tex").read_text()
    assert r"\def\endless" not in text
    assert r"\loop\iftrue" not in text
    assert r"\input{" not in text.partition(r"\begin{document}")[2]
    assert "endless" in text


def test_a_figure_for_which_there_is_no_room_is_named(sample: dict[str, Any], tmp_path: Path) -> None:
    place = next(tmp_path / name for name in figures.figure_files(sample).values())
    place.parent.mkdir()
    place.symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left") as refused:
        write_report(sample, tmp_path, full=True, pdf=False)
    assert refused.value.filename == str(place)


@needs_tex
@pytest.mark.tex
def test_tex_that_does_not_end_is_killed(sample: dict[str, Any], tmp_path: Path) -> None:
    from checks.report.pdf import compile_pdf

    (tmp_path / "report.tex").write_text(r"\def\x{\x}\x", encoding="utf-8")
    with pytest.raises(ReportError, match="took longer than 1 s"):
        compile_pdf(tmp_path, sample["created"], seconds=1.0)
