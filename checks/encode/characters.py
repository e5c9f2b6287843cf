"""What every character outside ASCII that a mathematician types is called in LaTeX."""

from __future__ import annotations

__all__ = ["COMBINING", "MATH", "SUBSCRIPT", "SUPERSCRIPT", "TEXT"]


def _pairs(text: str) -> dict[str, str]:
    r"""`≤ \le ≥ \ge` → {"≤": r"\le", "≥": r"\ge"}."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _greek_letters() -> dict[str, str]:
    small = r"""
    α \alpha β \beta γ \gamma δ \delta ε \varepsilon ϵ \epsilon ζ \zeta η \eta θ \theta ϑ \vartheta ι \iota κ \kappa
    ϰ \varkappa λ \lambda μ \mu ν \nu ξ \xi ο o π \pi ϖ \varpi ρ \rho ϱ \varrho σ \sigma ς \varsigma τ \tau υ \upsilon
    φ \varphi ϕ \phi χ \chi ψ \psi ω \omega
    """
    capital = r"""
    Α \mathrm{A} Β \mathrm{B} Γ \Gamma Δ \Delta Ε \mathrm{E} Ζ \mathrm{Z} Η \mathrm{H} Θ \Theta Ι \mathrm{I}
    Κ \mathrm{K} Λ \Lambda Μ \mathrm{M} Ν \mathrm{N} Ξ \Xi Ο \mathrm{O} Π \Pi Ρ \mathrm{P} Σ \Sigma Τ \mathrm{T}
    Υ \Upsilon Φ \Phi Χ \mathrm{X} Ψ \Psi Ω \Omega
    """
    return _pairs(small) | _pairs(capital)


# What is set in mathematics.
MATH = _greek_letters() | _pairs(
    r"""
    ≤ \le ≥ \ge ≠ \ne ≈ \approx ≃ \simeq ≅ \cong ∼ \sim ≡ \equiv ≪ \ll ≫ \gg ∝ \propto ≲ \lesssim ≳ \gtrsim
    ⩽ \leqslant ⩾ \geqslant ≺ \prec ≻ \succ ≼ \preceq ≽ \succeq ≮ \nless ≯ \ngtr ≰ \nleq ≱ \ngeq ≔ \coloneqq
    ± \pm ∓ \mp × \times ÷ \div · \cdot ⋅ \cdot ∙ \bullet ∗ \ast ∘ \circ ⊕ \oplus ⊗ \otimes ⊙ \odot − -
    Ω \Omega ⪯ \preceq ⪰ \succeq ∖ \setminus
    ∞ \infty ∂ \partial ∇ \nabla ∫ \int ∬ \iint ∮ \oint ∑ \sum ∏ \prod √ \surd ∛ \sqrt[3]{} ∆ \Delta
    ∈ \in ∉ \notin ∋ \ni ⊂ \subset ⊆ \subseteq ⊃ \supset ⊇ \supseteq ⊄ \not\subset ∪ \cup ∩ \cap ∅ \emptyset
    ∀ \forall ∃ \exists ∄ \nexists ¬ \neg ∧ \wedge ∨ \vee ⊢ \vdash ⊨ \models ⊤ \top ⊥ \perp ∴ \therefore
    → \to ← \leftarrow ↔ \leftrightarrow ⇒ \Rightarrow ⇐ \Leftarrow ⇔ \Leftrightarrow ↦ \mapsto ↑ \uparrow
    ↓ \downarrow ↗ \nearrow ↘ \searrow ⟶ \longrightarrow ⟵ \longleftarrow ⟹ \Longrightarrow ⟺ \Longleftrightarrow
    ⟼ \longmapsto ↪ \hookrightarrow ⇀ \rightharpoonup ⇉ \rightrightarrows
    ‖ \| ∥ \| ∣ \mid ∤ \nmid ⌊ \lfloor ⌋ \rfloor ⌈ \lceil ⌉ \rceil ⟨ \langle ⟩ \rangle 〈 \langle 〉 \rangle
    ′ {}' ″ {}'' ‴ {}''' ⋯ \cdots ⋮ \vdots ⋱ \ddots □ \square ■ \blacksquare ◇ \diamond ∎ \blacksquare
    « \ll » \gg ★ \star ☆ \star ⋆ \star ✓ \checkmark ✔ \checkmark ✗ \times ✘ \times ° {}^{\circ} µ \mu
    ℝ \mathbb{R} ℕ \mathbb{N} ℤ \mathbb{Z} ℚ \mathbb{Q} ℂ \mathbb{C} ℙ \mathbb{P} 𝔼 \mathbb{E} 𝟙 \mathbf{1}
    𝒪 \mathcal{O} 𝓞 \mathcal{O} 𝒩 \mathcal{N} ℒ \mathcal{L} 𝒟 \mathcal{D} ℓ \ell ℏ \hbar ℑ \Im ℜ \Re ℵ \aleph
    ℰ \mathcal{E}
    ½ \frac12 ⅓ \frac13 ⅔ \frac23 ¼ \frac14 ¾ \frac34 ⅕ \frac15 ⅛ \frac18 ⅜ \frac38 ⅝ \frac58 ⅞ \frac78
    """
)

# What is set as text.
TEXT = {
    "–": "--", "—": "---", "‐": "-", "‑": r"\mbox{-}", "‒": "--", "―": "---", "…": r"\dots{}", "‘": "`", "’": "'",
    "“": "``", "”": "''", "„": ",,",
    "\u00a0": "~", "\u2009": r"\,", "\u202f": r"\,", "\u200a": r"\,", "\u2002": r"\ ", "\u2003": r"\quad{}",
    "\u2005": r"\,", "\u2007": "~", "\u200b": r"\allowbreak{}", "\u2060": "", "\ufeff": "", "\u00ad": r"\-",
    "•": r"\textbullet{}", "§": r"\S{}", "¶": r"\P{}", "©": r"\copyright{}", "®": r"\textregistered{}",
    "™": r"\texttrademark{}", "€": r"\texteuro{}", "£": r"\pounds{}", "№": "No.", "⁄": "/", "†": r"\dag{}",
    "‡": r"\ddag{}", "ß": r"\ss{}", "ı": r"\i{}",
}  # fmt: skip

SUPERSCRIPT = dict(zip(
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵗᵀᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵘᵛʷˣʸᶻᵅᵝᵞᵟ", "0123456789+-=()nitTabcdefghjklmoprsuvwxyzαβγδ", strict=True
)) | {"ᵋ": "ε", "ᶿ": "θ", "ᵠ": "φ", "ᵡ": "χ", "ᴺ": "N", "ᴸ": "L", "ᴹ": "M", "ᴷ": "K", "ᴰ": "D"}  # fmt: skip
SUBSCRIPT = dict(zip(
    "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", "0123456789+-=()aehijklmnoprstuvxβγρφχ", strict=True
))  # fmt: skip
COMBINING = {
    "\u0300": r"\grave", "\u0301": r"\acute", "\u0302": r"\hat", "\u0303": r"\tilde", "\u0304": r"\bar",
    "\u0305": r"\overline", "\u0306": r"\breve", "\u0307": r"\dot", "\u0308": r"\ddot", "\u030c": r"\check",
    "\u20d7": r"\vec", "\u0331": r"\underline", "\u0332": r"\underline",
}  # fmt: skip
