"""The site: a ledger to explore, as static pages that open from a file, without a network and without a script.

`write_site` makes all pages of a folder from the ledger alone; the same ledger gives the same bytes. Mathematics is
MathML in the page. What scripts there are search, filter and copy; without them everything is there to be read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

__all__ = ["write_site"]

ASSETS = ("style.css", "site.js")


def write_site(
    ledger: Mapping[str, Any], outdir: str | os.PathLike[str], *, earlier: Mapping[str, Any] | None = None
) -> list[Path]:
    """Write the pages; returns the paths that were written, the first page first.

    earlier: another ledger; a page more says what has changed since.
    Figures are drawn where matplotlib can be imported.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from checks.report.site.views import View

    directory = Path(outdir)
    environment = Environment(
        loader=PackageLoader("checks.report.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    view = View(ledger, earlier)
    written = []

    def page(name: str, template: str, **values: Any) -> None:
        root = "../" * name.count("/")
        text = environment.get_template(template).render(view=view, root=root, here=name, **values)
        written.append(_put(directory / name, text))

    page("index.html", "index.html")
    for said in view.told:
        page(f"paper/{said.paper['folder']}.html", "paper.html", said=said)
    for statement in view.statements:
        page(view.file(statement["id"]), "statement.html", statement=statement)
    page("constants.html", "constants.html")
    page("trust.html", "trust.html")
    if view.changes is not None:
        page("changes.html", "changes.html")
    entries = json.dumps(view.search_entries(), ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    written.append(_put(directory / "search-data.js", f"window.REFEREE={entries};\n"))
    for name in ASSETS:
        written.append(_put(directory / name, (files(__package__) / name).read_text(encoding="utf-8")))
    written += view.draw_figures(directory)
    return written


def _put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, path)
    return path
