"""What papers, statements, proofs and lines show in a notebook, and on a terminal."""

import re

from sympy import Interval, Reals, exp

from checks.methods import Proof
from checks.paper import Paper, le, lt, real

x = real("x")


def test_a_line_shows_its_context_and_its_formula() -> None:
    p = Proof({x: Interval(0, 1)})
    line = p.enclose(le(exp(x), 3))
    assert repr(line) == "<Line 1: exp(x) ≤ 3>"
    assert "⊢" in line._repr_html_()
    assert r"\le" in line._repr_html_()
    assert repr(p.established(line)).startswith("<Established: ")
    assert p.established(line)._repr_html_() == line._repr_html_()


def test_a_proof_shows_its_lines_with_their_rules() -> None:
    p = Proof({x: Interval(0, 1)})
    p.linear(lt(0, 1 + exp(x)), p.enclose(lt(0, exp(x))), lt(0, 1))
    shown = p._repr_html_()
    assert shown.count("<tr>") == 1 + len(p.sheet.steps)
    assert {"<td>enclosure</td>", "<td>linear</td>"} <= set(re.findall("<td>[a-z]+</td>", shown))


def test_statements_and_papers_show_their_formulas_escaped() -> None:
    paper = Paper("notes", "Notes <b>", symbols={x: Reals})
    lemma = paper.lemma("1", where="here", quote="<i>all</i>", concludes=[lt(x, exp(x))])
    assert "&lt;i&gt;all&lt;/i&gt;" in lemma._repr_html_()
    assert r"e^{x}" in lemma._repr_html_()
    assert "notes/lemma-1" in paper._repr_html_()
    assert "<b>" not in paper._repr_html_()
