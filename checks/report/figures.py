"""The pictures of a report, drawn from the ledger's data: figures of findings, and what rests on what.

`figure_files` and `graph_files` only name the files and cost nothing; `draw` makes them, with matplotlib. Every line
differs in dash as well as in colour, so that a page printed in grey can be read, and the files carry no date.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks.ledger import figure_file
from checks.report.graph import Graph, graph_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw", "figure_files", "graph_files"]

Record = Mapping[str, Any]

FOLDER = "figures"
WIDTH = 5.6  # inches: a text column
LINES = (
    ("#24344e", "-"), ("#a8452c", "--"), ("#2f7d5b", "-."), ("#8a6410", ":"), ("#6a4c93", (0, (5, 1, 1, 1, 1, 1))),
    ("#5c5c5c", (0, (8, 2))), ("#1b7f9e", (0, (3, 1))),
)  # fmt: skip
MARKS = "osD^vPX"
STATE = {
    # fill, edge, width of the edge, colour of the words
    "proved": ("#e3efe9", "#165c3e", 1.0, "#165c3e"),
    "refuted": ("#8a1c22", "#8a1c22", 1.0, "white"),
    "argued": ("#e3efe9", "#80560a", 1.0, "#165c3e"),
    "disputed": ("#ffffff", "#8a1c22", 1.0, "#8a1c22"),
    "supported": ("#f6ecd8", "#80560a", 1.0, "#80560a"),
    "undecided": ("#ffffff", "#5c5c5c", 0.8, "#3c3c3c"),
    "unchecked": ("#ffffff", "#a0a0a0", 0.6, "#5c5c5c"),
}
STYLE: dict[Any, Any] = {
    "font.family": ["STIXGeneral", "DejaVu Serif"], "mathtext.fontset": "stix", "font.size": 9.5, "axes.titlesize": 10,
    "axes.labelsize": 9.5, "legend.fontsize": 8.5, "xtick.labelsize": 8.5, "ytick.labelsize": 8.5,
    "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.6, "lines.linewidth": 1.3,
    "axes.grid": True, "grid.color": "#dddddd", "grid.linewidth": 0.4, "legend.frameon": False, "pdf.fonttype": 42,
    "axes.axisbelow": True, "axes.unicode_minus": True, "svg.hashsalt": "referee",
}  # fmt: skip


def figure_files(ledger: Record) -> dict[tuple[str, str], str]:
    """(check id, name of the figure) → its file, relative to the report."""
    return {
        (check["id"], figure["name"]): figure_file(check["id"], figure["name"])
        for statement in ledger["statements"]
        for check in statement["checks"]
        for figure in check["figures"]
    }


def graph_files(ledger: Record) -> dict[str, str]:
    """Folder of a paper → file of its graph, for papers in which something rests on something."""
    folders = dict.fromkeys(statement["paper"] for statement in ledger["statements"])
    return {folder: f"{FOLDER}/{folder}--uses.pdf" for folder in folders if graph_of(ledger, folder) is not None}


def draw(ledger: Record, directory: Path) -> list[Path]:
    """Draw all figures below this directory; returns the files that were written."""
    names, graphs = figure_files(ledger), graph_files(ledger)
    if not names and not graphs:
        return []
    import matplotlib
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.figure import Figure as Canvas

    (directory / FOLDER).mkdir(parents=True, exist_ok=True)
    written = []

    def save(figure: Figure, name: str) -> None:
        FigureCanvasPdf(figure)
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")  # it is shown as a box
        figure.savefig(directory / name, metadata={"CreationDate": None, "Producer": None, "Creator": None})
        written.append(directory / name)

    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()  # the reader's own matplotlibrc changes nothing
        matplotlib.rcParams.update(STYLE)
        for statement in ledger["statements"]:
            for check in statement["checks"]:
                for record in check["figures"]:
                    canvas = Canvas(figsize=(WIDTH, _height(record)), layout="constrained")
                    _plot(canvas.subplots(), record)
                    save(canvas, names[check["id"], record["name"]])
        for folder, name in graphs.items():
            graph = graph_of(ledger, folder)
            assert graph is not None
            save(_picture(Canvas, graph), name)
    return written


def _height(record: Record) -> float:
    """Inches: room for the legend below, and a square where units are equal."""
    crowded = max(0, len(record["curves"]) - 4)
    return (4.6 if record["y_scale"] == "equal" else 3.3) + 0.09 * crowded


def _plot(axes: Axes, record: Record) -> None:
    axes.set_xscale(_scale(record["x_scale"]))
    axes.set_yscale(_scale(record["y_scale"]))
    if record["y_scale"] == "equal":
        axes.set_aspect("equal")
    for i, curve in enumerate(record["curves"]):
        colour, dash = LINES[i % len(LINES)]
        x, y = _numbers(curve["x"]), _numbers(curve["y"])
        upper = _numbers(curve["upper"]) if curve["upper"] is not None else y
        label = _label(curve["label"])
        if curve["kind"] == "points":
            axes.plot(x, y, linestyle="none", marker=MARKS[i % len(MARKS)], markersize=3.6, color=colour, label=label)
        elif curve["kind"] == "band":
            axes.fill_between(x, y, upper, color=colour, alpha=0.18, linewidth=0.6, label=label)
        elif curve["kind"] == "intervals":
            middle = [(a + b) / 2 for a, b in zip(y, upper, strict=True)]
            half = [abs(b - a) / 2 for a, b in zip(y, upper, strict=True)]
            axes.errorbar(x, middle, yerr=half, fmt=MARKS[i % len(MARKS)], markersize=3, capsize=2.5, color=colour,
                          elinewidth=0.8, label=label)  # fmt: skip
        else:
            style = (0, (4, 2)) if curve["kind"] == "dashed" and dash == "-" else dash
            axes.plot(x, y, linestyle=style, color=colour, label=label)
    axes.set_xlabel(_label(record["x_label"]))
    axes.set_ylabel(_label(record["y_label"]))
    if any(curve["label"] for curve in record["curves"]):
        if len(record["curves"]) > 4:  # beside the axes: inside it would lie over the curves
            axes.figure.legend(loc="outside lower center", handlelength=2.8, ncols=2)
        else:
            axes.legend(handlelength=2.8)


def _picture(canvas: type[Figure], graph: Graph) -> Figure:
    """Boxes in rows, from top to bottom; each says its label and its state."""
    from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

    columns = max(len(row) for row in graph.rows)
    width, height, gap_x, gap_y = 1.40, 0.46, 0.16, 0.26
    size = (columns * (width + gap_x) - gap_x + 0.1, len(graph.rows) * (height + gap_y) - gap_y + 0.1)
    figure = canvas(figsize=size)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(-0.05, size[0] - 0.05)
    axes.set_ylim(-0.05, size[1] - 0.05)
    axes.set_axis_off()
    place: dict[str, tuple[float, float]] = {}
    for r, row in enumerate(graph.rows):
        spare = (columns - len(row)) * (width + gap_x) / 2
        for c, id in enumerate(row):
            place[id] = (spare + c * (width + gap_x), (len(graph.rows) - 1 - r) * (height + gap_y))
    for source, target, kind in graph.edges:
        (x0, y0), (x1, y1) = place[source], place[target]
        far = y0 - y1 > height + gap_y + 0.01 or y0 == y1
        bend = 0.22 if x1 >= x0 else -0.22
        axes.add_patch(FancyArrowPatch(
            (x0 + width / 2, y0), (x1 + width / 2, y1 + height), arrowstyle="-|>", mutation_scale=8, linewidth=0.8,
            linestyle={"repairs": (0, (4, 2))}.get(kind, "-"), color="#444444", shrinkA=1, shrinkB=1, zorder=1,
            connectionstyle=f"arc3,rad={bend if far else 0}",
        ))  # fmt: skip
    for id, (x, y) in place.items():
        label, state = graph.labels[id], graph.states[id]
        fill, edge, line, ink = STATE[state]
        axes.add_patch(FancyBboxPatch((x, y), width, height, boxstyle="round,pad=0,rounding_size=0.06", facecolor=fill,
                                      edgecolor=edge, linewidth=line, zorder=2))  # fmt: skip
        axes.text(x + width / 2, y + height * 0.62, _label(label), ha="center", va="center", fontsize=8, color=ink,
                  linespacing=1.0)  # fmt: skip
        axes.text(x + width / 2, y + height * 0.16, state, ha="center", va="center", fontsize=7, color=ink,
                  fontstyle="italic")  # fmt: skip
    return figure


def _scale(name: str) -> str:
    return name if name in ("linear", "log", "symlog", "logit") else "linear"


def _numbers(values: list[float | None]) -> list[float]:
    return [float("nan") if value is None else value for value in values]


def _label(text: str) -> str:
    """Text for matplotlib: mathematics between dollars where it can be read as such, plain text where it cannot."""
    from matplotlib.mathtext import MathTextParser

    if text.replace(r"\$", "").count("$") % 2 == 0 and "$" in text:
        try:
            MathTextParser("path").parse(text)
        except ValueError:
            pass
        else:
            return text
    return text.replace("$", r"\$")
