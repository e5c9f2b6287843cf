"""What a statement says, as a reader sees it: made from the kernel's data alone, so that it can be made again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checks.encode.plain import formula_text, symbol_text

__all__ = ["displayed"]


def displayed(judgement: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """Symbols, hypotheses, recursions and conclusion in LaTeX and in plain text; loads SymPy for names of symbols.

    names: of the parts of the conclusion, in the author's order.
    """
    from checks.encode import latex_names
    from checks.encode.latex_terms import formula_latex

    symbols = judgement["symbols"].items()
    groups = {key: judgement[key] for key in ("given", "evolves")}
    return {
        "symbols": [latex_names.name(name) + latex_names.domain(domain) for name, domain in symbols],
        **{key: [formula_latex(f) for f in formulas] for key, formulas in groups.items()},
        "concludes": [
            {"name": name, "text": formula_text(f), "latex": formula_latex(f)}
            for name, f in zip(names, judgement["concludes"], strict=True)
        ],
        "text": {
            "symbols": [symbol_text(name, domain) for name, domain in symbols],
            **{key: [formula_text(f) for f in formulas] for key, formulas in groups.items()},
        },
    }
