"""What rests on what, laid out in columns: every arrow runs to the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Graph", "graph_of"]

Record = Mapping[str, Any]
Edge = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Graph:
    """Statements of one paper and those of others that it uses.

    columns: ids from left to right, and in each from top to bottom.
    edges: (from, to, "uses" or "repairs"); the second rests on, or mends, the first.
    labels, states: what is written in the box of each id.
    """

    columns: list[list[str]]
    edges: list[Edge]
    labels: dict[str, str]
    states: dict[str, str]


def graph_of(ledger: Record, folder: str) -> Graph | None:
    """The graph of one paper; None where no statement of it uses or repairs another."""
    by_id = {statement["id"]: statement for statement in ledger["statements"]}
    edges: list[Edge] = []
    for statement in ledger["statements"]:
        if statement["paper"] != folder:
            continue
        edges += [(used, statement["id"], "uses") for used in statement["uses"] if used in by_id]
        if statement["repairs"] in by_id:
            edges.append((statement["repairs"], statement["id"], "repairs"))
    if not edges:
        return None
    nodes = [id for id in by_id if any(id in edge[:2] for edge in edges)]
    columns = _ordered(_columns(nodes, edges), edges)
    labels = {id: _label(by_id[id], folder) for id in nodes}
    return Graph(columns, edges, labels, {id: by_id[id]["conclusion"] for id in nodes})


def _columns(nodes: list[str], edges: list[Edge]) -> list[list[str]]:
    """Each node one column to the right of the last one that it rests on."""
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


def _ordered(columns: list[list[str]], edges: list[Edge]) -> list[list[str]]:
    """Nodes near their neighbours in the columns to the left, so that few arrows cross."""
    height: dict[str, float] = {}
    ordered = []
    for column in columns:

        def centre(id: str) -> float:
            left = [height[source] for source, target, _ in edges if target == id and source in height]
            return sum(left) / len(left) if left else 0.0

        arranged = sorted(column, key=centre)
        height.update({id: i - (len(arranged) - 1) / 2 for i, id in enumerate(arranged)})
        ordered.append(arranged)
    return ordered


def _label(statement: Record, folder: str, width: int = 26) -> str:
    label: str = statement["label"]
    if statement["paper"] != folder:
        label = f"{label} ({statement['paper']})"
    return label if len(label) <= width else label[: width - 1] + "…"
