"""The pictures of a report, drawn from the ledger's data: figures of findings, and what rests on what.

`figure_files` and `graph_files` only name the files and cost nothing; `draw` makes them, with matplotlib. Every line
differs in dash as well as in colour, so that a page printed in grey can be read, and the files carry no date.
"""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks.ledger import figure_file
from checks.report.graph import BOX, Graph, graph_of
from checks.writing import named

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
NO_DATE: dict[str, dict[str, Any]] = {
    "pdf": {"CreationDate": None, "Producer": None, "Creator": None},
    "svg": {"Date": None, "Creator": None},
}
MARKS = "osD^vPX"
_SHORT_LABEL = 24  # characters that are read
_APART = 0.065  # of the height of the axes
# Of a box in the graph: colour and width of the border for the conclusion, fill for the argument.
BORDER = {
    "proved": ("#165c3e", 1.2), "refuted": ("#8a1c22", 2.4), "argued": ("#80560a", 1.2), "disputed": ("#8a1c22", 1.6),
    "supported": ("#80560a", 0.8), "undecided": ("#5c5c5c", 0.8), "unchecked": ("#8a8a8a", 0.6),
}  # fmt: skip
FILL = {"sound": "#d9ebe2", "flawed": "#f3d5d6", "incomplete": "#f6ecd8", "none": "#ffffff", "unchecked": "#f2f2f2"}
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
    drawn = [folder for folder in folders if graph_of(ledger, folder, main=True) is not None]
    return {folder: f"{FOLDER}/{folder}--uses.pdf" for folder in drawn}


def draw(ledger: Record, directory: Path, *, kind: str = "pdf", graphs: bool = True) -> list[Path]:
    """Draw all figures below this directory; returns the files that were written.

    kind: "pdf" or "svg". graphs: what rests on what as well.
    """
    names = {key: file.removesuffix("pdf") + kind for key, file in figure_files(ledger).items()}
    drawn = graph_files(ledger) if graphs else {}
    if not names and not drawn:
        return []
    import matplotlib
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Canvas

    (directory / FOLDER).mkdir(parents=True, exist_ok=True)
    written = []

    def save(figure: Figure, name: str) -> None:
        (FigureCanvasSVG if name.endswith(".svg") else FigureCanvasPdf)(figure)
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")  # it is shown as a box
        drawn = io.BytesIO()
        figure.savefig(drawn, format=name[-3:], metadata=NO_DATE[name[-3:]])
        content = _shortened(drawn.getvalue()) if name.endswith(".svg") else drawn.getvalue()
        with named(directory / name):
            (directory / name).write_bytes(content)
        written.append(directory / name)

    by_id = {statement["id"]: statement for statement in ledger["statements"]}
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()  # the reader's own matplotlibrc changes nothing
        matplotlib.rcParams.update(STYLE)
        for statement in ledger["statements"]:
            for check in statement["checks"]:
                for record in check["figures"]:
                    canvas = Canvas(figsize=(WIDTH, _height(record)), layout="constrained")
                    _plot(canvas.subplots(), record)
                    save(canvas, names[check["id"], record["name"]])
        for folder, name in drawn.items():
            graph = graph_of(ledger, folder, main=True)
            assert graph is not None
            save(_picture(Canvas, graph, by_id), name)
    return written


def _shortened(drawing: bytes) -> bytes:
    """Hundredths of a point are enough, and a path needs no line breaks."""

    def rounded(places: re.Match[str]) -> str:
        return re.sub(r"(\.\d\d)\d+", r"\1", places[0])

    text = re.sub(r'\s(?:d|x|y)="[^"]*"', rounded, drawing.decode())
    text = re.sub(r"<metadata>.*?</metadata>|<!DOCTYPE[^>]*>", "", text, flags=re.DOTALL)
    return (re.sub(r"\s*\n\s*", " ", text) + "\n").encode()


def _height(record: Record) -> float:
    """Inches: room for the legend below, and a square where units are equal."""
    crowded = max(0, len(record["curves"]) - 4)
    return (4.6 if record["y_scale"] == "equal" else 3.3) + 0.09 * crowded


def _plot(axes: Axes, record: Record) -> None:
    curves = record["curves"]
    axes.set_xscale(_scale(record["x_scale"]))
    axes.set_yscale(_scale(record["y_scale"]), **_threshold(record))
    if record["y_scale"] == "equal":
        axes.set_aspect("equal")
    at_the_end = [i for i, curve in enumerate(curves) if _is_labelled_at_the_end(curve, record)]
    for i, curve in enumerate(curves):
        _draw(axes, curve, i, named=i not in at_the_end, thin=_is_thin(curve, record))
    axes.set_xlabel(_label(record["x_label"]))
    axes.set_ylabel(_label(record["y_label"]))
    _label_ends(axes, [(curves[i], LINES[i % len(LINES)][0]) for i in at_the_end])
    listed = [curve for i, curve in enumerate(curves) if curve["label"] and i not in at_the_end]
    if len(listed) > 4:  # beside the axes: inside it would lie over the curves
        axes.figure.legend(loc="outside lower center", handlelength=2.8, ncols=2)
    elif listed:
        axes.legend(handlelength=2.8)


def _draw(axes: Axes, curve: Record, i: int, *, named: bool, thin: bool) -> None:
    colour, dash = LINES[i % len(LINES)]
    x, y = _numbers(curve["x"]), _numbers(curve["y"])
    upper = _numbers(curve["upper"]) if curve["upper"] is not None else y
    label = _label(curve["label"] + (" (narrower than a line)" if thin else "")) if named else None
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


def _threshold(record: Record) -> dict[str, float]:
    """Where a symmetric logarithmic axis begins to be one, so that its marks around 0 do not crowd."""
    if record["y_scale"] != "symlog":
        return {}
    largest = max((abs(y) for curve in record["curves"] for y in curve["y"] if y is not None), default=1.0)
    return {"linthresh": 10.0 ** max(0, math.floor(math.log10(largest) / 2))} if largest > 0 else {}


def _is_thin(curve: Record, record: Record) -> bool:
    """Is it a band that nobody can see for the curve inside it?"""
    if curve["kind"] != "band" or record["y_scale"] != "linear":
        return False
    heights = [y for other in record["curves"] for y in (*other["y"], *(other["upper"] or ())) if y is not None]
    ends = zip(curve["y"], curve["upper"], strict=True)
    width = max((abs(b - a) for a, b in ends if a is not None and b is not None), default=0.0)
    return bool(width < 0.02 * (max(heights) - min(heights)))


def _is_labelled_at_the_end(curve: Record, record: Record) -> bool:
    """Is it one of many lines that run to the right edge, with a label that is short enough to stand there?"""
    lines = [c for c in record["curves"] if c["kind"] in ("line", "dashed") and c["label"]]
    if curve not in lines or len(lines) < 5 or record["y_scale"] == "equal":
        return False
    right = max(x for c in lines for x in c["x"] if x is not None)
    plain = re.sub(r"\\[a-zA-Z]+|[${}]", "", curve["label"])
    return bool(len(plain) <= _SHORT_LABEL and curve["x"][-1] == right and curve["y"][-1] is not None)


def _label_ends(axes: Axes, curves: Sequence[tuple[Record, str]]) -> None:
    """The labels beside the right ends of their curves, moved apart where these lie close together."""
    if not curves:
        return
    axes.autoscale_view()
    to_axes = axes.transData.transform
    low, high = (axes.transAxes.transform((0, end))[1] for end in (0, 1))
    ends = [((to_axes((c["x"][-1], c["y"][-1]))[1] - low) / (high - low), c, colour) for c, colour in curves]
    ends.sort(key=lambda end: (end[0], end[1]["label"]))
    above = [end[0] for end in ends]
    below = list(above)
    for i in range(1, len(ends)):
        above[i] = max(above[i], above[i - 1] + _APART)
        below[-1 - i] = min(below[-1 - i], below[-i] - _APART)
    for (height, curve, colour), up, down in zip(ends, above, below, strict=True):
        place = (up + down) / 2
        axes.annotate(
            _label(curve["label"]), (1.0, height), (1.03, place), xycoords="axes fraction", va="center", color=colour,
            fontsize=8, arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.5, "shrinkA": 1, "shrinkB": 0},
        )  # fmt: skip


def _picture(canvas: type[Figure], graph: Graph, by_id: Mapping[str, Record]) -> Figure:
    """Boxes in layers from left to right: the border is the conclusion, the fill the argument, the shape the origin."""
    from matplotlib.patches import FancyBboxPatch, Polygon

    scale, margin = 88.0, 4.0  # units to the inch
    size = ((graph.size[0] + 2 * margin) / scale, (graph.size[1] + 2 * margin) / scale)
    figure = canvas(figsize=size)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(-margin, graph.size[0] + margin)
    axes.set_ylim(graph.size[1] + margin, -margin)
    axes.set_axis_off()
    for edge, points in graph.paths.items():
        x, y = zip(*points, strict=True)
        dashes = (0, (4, 2)) if edge[2] == "repairs" else "-"
        axes.plot(x, y, color="#444444", linewidth=0.8, linestyle=dashes, zorder=1)
        tip_x, tip_y = points[-1]
        axes.add_patch(
            Polygon([(tip_x, tip_y), (tip_x - 6, tip_y - 3), (tip_x - 6, tip_y + 3)], color="#444444", zorder=1)
        )
    for id, (left, top) in graph.places.items():
        statement, middle = by_id[id], left + BOX[0] / 2
        ink, width = BORDER[statement["conclusion"]]
        fill = FILL[statement["argument"]]
        corner = "round,pad=0,rounding_size=10" if statement["origin"] == "source" else "square,pad=0"
        box = FancyBboxPatch(
            (left, top), *BOX, boxstyle=corner, facecolor=fill, edgecolor=ink, linewidth=width, zorder=2
        )
        axes.add_patch(box)
        centred: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 3}
        axes.text(middle, top + BOX[1] * 0.38, _label("\n".join(graph.labels[id])), fontsize=7.5, **centred)
        state = statement["conclusion"]
        axes.text(middle, top + BOX[1] * 0.84, state, fontsize=6.5, color=ink, fontstyle="italic", **centred)
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
