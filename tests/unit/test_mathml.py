"""MathML of formulas: what is read is right, what cannot be read is refused."""

from xml.etree import ElementTree

import pytest

from checks.encode.latex_terms import formula_latex
from checks.encode.mathml import Unreadable, mathml


def inner(latex: str) -> str:
    return mathml(latex).removeprefix("<math>").removesuffix("</math>")


@pytest.mark.parametrize(
    ("latex", "result"),
    [
        ("x", "<mi>x</mi>"),
        (r"2\times 3 \ll 4", "<mn>2</mn><mo>×</mo><mn>3</mn><mo>≪</mo><mn>4</mn>"),
        (r"\mathbb E", "<mi>𝔼</mi>"),
        (r"\mathcal{G}_{\mathrm{maj}}", '<msub><mi>𝒢</mi><mi mathvariant="normal">maj</mi></msub>'),
        (r"\mathbf x", "<mi>𝐱</mi>"),
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("10^{-4}", "<msup><mn>10</mn><mrow><mo>−</mo><mn>4</mn></mrow></msup>"),
        (r"\theta_1^t", "<msubsup><mi>θ</mi><mn>1</mn><mi>t</mi></msubsup>"),
        ("g'", "<msup><mi>g</mi><mo>′</mo></msup>"),
        ("(x)^2", "<msup><mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow><mn>2</mn></msup>"),
        ("[0,1)", "<mo>[</mo><mn>0</mn><mo>,</mo><mn>1</mn><mo>)</mo>"),
        (r"|x|", "<mo>|</mo><mi>x</mi><mo>|</mo>"),
        (r"\log t", '<mrow><mi>log</mi><mo>⁡</mo></mrow><mspace width="0.167em"/><mi>t</mi>'),
        (r"\sup_{x}", "<munder><mi>sup</mi><mi>x</mi></munder>"),
        (r"\kappa_{\min} = 1", "<msub><mi>κ</mi><mi>min</mi></msub><mo>=</mo><mn>1</mn>"),
        (r"\text{for $t$ &\ all}", "<mtext>for\u00a0</mtext><mi>t</mi><mtext>\u00a0&amp; all</mtext>"),
        (r"2\,x", "<mn>2</mn><mi>x</mi>"),
        (r"209\,725", '<mn>209</mn><mspace width="0.167em"/><mn>725</mn>'),
        (r"a,\,b", "<mi>a</mi><mo>,</mo><mi>b</mi>"),
        ("(x)(y)", "<mrow><mo>(</mo><mi>x</mi><mo>)</mo></mrow><mrow><mo>(</mo><mi>y</mi><mo>)</mo></mrow>"),
        (r"x\,dx", '<mi>x</mi><mspace width="0.167em"/><mi>d</mi><mi>x</mi>'),
        (r"a < b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\tilde D", '<mover accent="true"><mi>D</mi><mo stretchy="false">~</mo></mover>'),
    ],
)
def test_what_a_formula_becomes(latex: str, result: str) -> None:
    assert inner(latex) == result


@pytest.mark.parametrize(
    "latex", [r"\frac{a", "a}", r"\left( a", r"\begin{cases} a", r"\nosuch", r"\frac", r"\input{x}"]
)
def test_what_cannot_be_read_is_refused(latex: str) -> None:
    with pytest.raises(Unreadable):
        mathml(latex)


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{aligned} a &= b \\ &\le \left|\frac{c}{d}\right|^2 \end{aligned}",
        r"\begin{array}{l|rr} n & 1 & 2 \\ \hline x & \text{a} & -3 \end{array}",
        r"\bigl(\lvert x\rvert + \|y\|\bigr)^{2} \in \{1,\dots\}",
        r"\operatorname*{arg\,min}_{x\in K} \int_{0}^{\infty} e^{-x^{2}}\,dx",
        r"\refenclosed{0.0419}{7}{8}\times 10^{-5}",
    ],
)
def test_the_result_is_well_formed(latex: str) -> None:
    tree = ElementTree.fromstring(mathml(latex, source=True))
    assert tree.findtext(".//annotation") == latex
    assert "\\" not in "".join(tree.find("semantics/*").itertext())  # type: ignore[union-attr]


def test_our_own_terms_are_readable() -> None:
    term = ["<=", ["abs", ["exp", ["*", "-2", ["app", "g", ["+", ["v", "t"], "1"]]]]], ["root", ["v", "rho_min"], "3"]]
    assert "<mroot>" in mathml(formula_latex(term))
