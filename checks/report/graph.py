"""What rests on what, laid out in rows: every arrow runs downwards."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from checks.report.message import ELEMENTARY

__all__ = ["Graph", "graph_of"]

Record = Mapping[str, Any]
Edge = tuple[str, str, str]

BROADEST = 4  # boxes in a row
WIDTH = 24  # characters in a line of a box


@dataclass(frozen=True, slots=True)
class Graph:
    """Statements of one paper and those of others that it uses, elementary lemmas left out.

    rows: ids from top to bottom, and in each from left to right.
    edges: (from, to, "uses" or "repairs"); the second rests on, or mends, the first.
    labels, states: what is written in the box of each id.
    """

    rows: list[list[str]]
    edges: list[Edge]
    labels: dict[str, str]
    states: dict[str, str]


def graph_of(ledger: Record, folder: str) -> Graph | None:
    """The graph of one paper; None where no statement of it uses or repairs another."""
    by_id = {statement["id"]: statement for statement in ledger["statements"]}
    edges: list[Edge] = []
    for statement in ledger["statements"]:
        if statement["paper"] != folder or folder == ELEMENTARY:
            continue
        used = [id for id in statement["uses"] if id in by_id and by_id[id]["paper"] != ELEMENTARY]
        edges += [(id, statement["id"], "uses") for id in used]
        if statement["repairs"] in by_id:
            edges.append((statement["repairs"], statement["id"], "repairs"))
    if not edges:
        return None
    edges = _reduced(edges)
    nodes = [id for id in by_id if any(id in edge[:2] for edge in edges)]
    rows = [
        row[i : i + BROADEST] for row in _ordered(_layers(nodes, edges), edges) for i in range(0, len(row), BROADEST)
    ]
    labels = {id: _label(by_id[id], folder) for id in nodes}
    return Graph(rows, edges, labels, {id: by_id[id]["conclusion"] for id in nodes})


def _reduced(edges: list[Edge]) -> list[Edge]:
    """Without the arrows that a path of others implies; one arrow between two statements."""
    after: dict[str, set[str]] = {}
    for source, target, _ in edges:
        after.setdefault(source, set()).add(target)

    def reached(start: str, avoiding: str) -> bool:
        stack, seen = [node for node in after[start] if node != avoiding], set()
        while stack:
            node = stack.pop()
            if node == avoiding:
                return True
            if node not in seen:
                seen.add(node)
                stack += after.get(node, ())
        return False

    repairs = {edge[:2] for edge in edges if edge[2] == "repairs"}
    kept = [
        edge for edge in edges
        if edge[2] == "repairs" or not (edge[:2] in repairs or reached(edge[0], edge[1]))
    ]  # fmt: skip
    return list(dict.fromkeys(kept))


def _layers(nodes: list[str], edges: list[Edge]) -> list[list[str]]:
    """Each node one row below the last one that it rests on."""
    depth = dict.fromkeys(nodes, 0)
    for _ in nodes:  # at most so many rounds; a circle, which the runner refuses, cannot keep this going
        changed = False
        for source, target, _kind in edges:
            if depth[target] <= depth[source] < len(nodes):
                depth[target] = depth[source] + 1
                changed = True
        if not changed:
            break
    levels = sorted(set(depth.values()))
    return [[id for id in nodes if depth[id] == level] for level in levels]


def _ordered(layers: list[list[str]], edges: list[Edge]) -> list[list[str]]:
    """Nodes near their neighbours in the rows above, so that few arrows cross."""
    height: dict[str, float] = {}
    ordered = []
    for layer in layers:

        def centre(id: str) -> float:
            above = [height[source] for source, target, _ in edges if target == id and source in height]
            return sum(above) / len(above) if above else 0.0

        arranged = sorted(layer, key=centre)
        height.update({id: i - (len(arranged) - 1) / 2 for i, id in enumerate(arranged)})
        ordered.append(arranged)
    return ordered


def _label(statement: Record, folder: str) -> str:
    """The label on at most two lines."""
    label: str = statement["label"]
    if statement["paper"] != folder:
        label = f"{label} ({statement['paper']})"
    lines = textwrap.wrap(label, WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines if len(lines) <= 2 else [lines[0], lines[1][: WIDTH - 1] + "…"])
