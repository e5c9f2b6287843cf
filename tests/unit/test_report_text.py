"""Plain text and formulas on their way to LaTeX: nothing is lost, nothing overflows, nothing runs."""

import re
import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.encode.characters import COMBINING, MATH, SUBSCRIPT, SUPERSCRIPT, TEXT
from checks.encode.latex_formula import breakable, formula, mixed
from checks.encode.latex_text import ascii_text, mono, prose, untranslated
from checks.encode.sentences import spans


@pytest.mark.parametrize("char", sorted({*MATH, *TEXT, *SUPERSCRIPT, *SUBSCRIPT}))
def test_every_character_of_the_tables_has_a_form_in_latex(char: str) -> None:
    assert untranslated(char) == set()
    assert prose(char).isascii()
    assert mono(f"a{char}b").isascii()


@given(st.text(max_size=40))
def test_every_other_character_is_translated_or_reported(text: str) -> None:
    missing = untranslated(text)
    latex = prose(text)
    for char in missing:
        assert f"U+{ord(char):04X}" in latex
    rest = {char for char in latex if not char.isascii()}
    assert all("\u00c0" <= char <= "\u017e" for char in rest), "only accented Latin letters stay as they are"


@given(st.text(alphabet=st.sampled_from("\\{}$&#%_^~\"'<>|`αθ₁ᵗ⁻⁴x ½…"), max_size=30))
def test_what_comes_out_has_matching_groups_and_dollars(text: str) -> None:
    for latex in (prose(text), mono(text)):
        bare = re.sub(r"\\.", "", latex)
        assert bare.count("{") == bare.count("}")
        assert bare.count("$") % 2 == 0
        assert not set("#%&~") & set(bare.replace("~", "")), "no special character is left bare"


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("θ₁ᵗ", r"$\theta_{1}^{t}$"),
        ("u₀ ≤ 10⁻⁴", r"$u_{0} \le 10^{-4}$"),
        ("from e^(−2u(th)) on, T^(b/a)", r"from $e^{-2u(th)}$ on, $T^{b/a}$"),
        ("ε = 1/10, epsilon = 1/10", r"$\varepsilon = 1/10$, $\varepsilon = 1/10$"),
        ("at most τ_g and ρ_min", r"at most $\tau_{g}$ and $\rho_{\mathrm{min}}$"),
        ("the 2nd of part (i), a t-th step; J.-M. said so in 2026-11-21", None),
        ("part “(i)” of it", "part ``(i)'' of it"),
        ("GD or SGD, and/or neither (see Eq. (4))", None),
        ("50% of $x_1$", r"50\% of \$x\_1\$"),
        ("x̄", r"$\bar{x}$"),
        ("ȳ", r"$\bar{y}$"),
        ("Süli–Müller", "Süli--Müller"),
        ("see `a_b`", r"see \refmono{a\_b}"),
    ],
)
def test_mathematics_in_prose(text: str, latex: str | None) -> None:
    """None: there is no formula in it."""
    assert prose(text) == (text if latex is None else latex)


def test_a_claim_may_be_broken_after_operators_and_inside_long_numbers() -> None:
    assert r"*\allowbreak{}" in mono("2*epsilon")
    assert "**" in mono("u**2").replace(r"\allowbreak{}", "|").replace("**|", "**")
    pieces = mono("1234567890" * 5).split(r"\allowbreak{}")
    assert max(len(piece) for piece in pieces) < 30


@given(st.text(alphabet=string.ascii_letters + "()*+-/=<>, 0123456789", min_size=1, max_size=400))
def test_no_piece_of_a_claim_is_long(text: str) -> None:
    words = re.split(r"\\allowbreak\{\}|\s+", mono(text).removeprefix(r"\refmono{"))
    assert all(len(re.sub(r"[{}]", "", word)) <= 40 for word in words)


def test_bookmarks_are_ascii() -> None:
    assert ascii_text("θ₁ ≤ É") == "theta1 le E"
    assert ascii_text("10⁻⁴ xᵗ") == "10^-4 x^t"
    assert ascii_text("漢") == "?"


@pytest.mark.parametrize(
    ("latex", "result"),
    [
        (r"a = b \tag{4}", r"a = b \qquad \text{(4)}"),
        ("$$a = b$$", "a = b"),
        (r"\[a\]", "a"),
        (r"a &= b \\ c &= d", r"\begin{aligned} a &= b \\ c &= d \end{aligned}"),
        (r"a \\ b", r"\begin{gathered} a \\ b \end{gathered}"),
        (r"\begin{align} a &= b \end{align}", r"\begin{aligned} a &= b \end{aligned}"),
        ("a\n\n= b", "a = b"),
        ("θ₁ ≤ 1", r"\theta _{1} \le  1"),
        (r"x \text{ für α}", r"x \text{ für $\alpha$}"),
    ],
)
def test_formulas_are_made_safe(latex: str, result: str) -> None:
    assert formula(latex) == result


@pytest.mark.parametrize(
    "latex",
    [r"\frac{a", "a}", r"\left( a", r"\begin{cases} a", "a & b", "100%", "#1", "a $ b", r"\loop a\repeat", r"\input x"],
)
def test_a_formula_whose_groups_do_not_match_is_shown_as_typed(latex: str) -> None:
    assert formula(latex).startswith(r"\text{\refmono{")


def test_a_long_formula_can_be_broken_inside_its_parentheses() -> None:
    latex = (
        r"\log{\left(\frac{x}{2} + 1 \right)} + \left|{x}\right| + e^{- \left(x + 1\right)} + g{\left(t + 1 \right)}"
    )
    broken = breakable(latex)
    assert r"\left" not in broken
    assert r"\log\bigl(\frac{x}{2} + 1 \bigr)" in broken
    assert r"g\bigl(t + 1 \bigr)" in broken
    assert r"e^{- \bigl(x + 1\bigr)}" in broken, "an exponent keeps its group"


def test_the_tables_do_not_overlap() -> None:
    tables = [MATH, TEXT, SUPERSCRIPT, SUBSCRIPT]
    assert sum(map(len, tables)) == len(set().union(*tables))
    assert all(unicodedata.combining(mark) for mark in COMBINING)


def test_a_line_of_a_formula_ends_at_a_wide_space_and_words_in_it_may_be_broken() -> None:
    text = breakable(r"a \le b \quad \text{for every start}, \qquad c = \frac{d \quad e}{f}")
    assert text.count(r"\penalty-200\q") == 2, "not inside of a group, where no line can end"
    assert r"\text{for }\allowbreak \text{every }\allowbreak \text{start}" in text


def test_what_closes_a_formula_stays_with_it() -> None:
    long = "x" + " + x" * 12
    assert (
        mixed(f"so $a$ . Then ${long}$ , and")
        == rf"so $a$. Then \refinline{{{long}\text{{,}}}}{{{long}\text{{,}}}} and"
    )
    assert mixed("see ($a$).") == "see ($a$)."


@pytest.mark.parametrize(
    ("text", "formula"),
    [("at the time τ = Th, say", r"\tau = Th"), ("where hL ≤ 1", r"hL \le 1"), ("at Th = 100", "Th = 100")],
)
def test_a_short_product_beside_a_relation_is_a_formula(text: str, formula: str) -> None:
    assert formula in [span.text for span in spans(text) if span.kind == "formula"]


def test_a_short_word_beside_a_relation_is_a_word() -> None:
    assert all("is" not in span.text for span in spans("what is = 1") if span.kind == "formula")
