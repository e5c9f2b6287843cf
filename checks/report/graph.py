"""What rests on what, in layers from left to right, with few crossings: for the report and for the site.

Statements stand in the order of what they need; an arrow that passes a layer keeps a place of its own there, so that
it runs behind no box. Elementary lemmas are left out, and so are arrows that others imply.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from checks.report.message import ELEMENTARY
from checks.report.proofs import lemma_names

__all__ = ["Graph", "dependencies", "graph_of"]

Record = Mapping[str, Any]
Edge = tuple[str, str, str]
Point = tuple[float, float]

WIDTH = 20  # characters in a line of a box
BOX = (132.0, 42.0)  # width and height of a box
GAP = (44.0, 14.0)  # between layers, and between boxes of one layer
SLOT = 12.0  # height that an arrow takes where it passes a layer
SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Graph:
    """Statements of one paper and those of others that it uses, each with its place.

    places: id → left upper corner of its box. edges: (from, to, "uses" or "repairs"); the second rests on, or mends,
    the first. paths: of each edge, the points that its arrow runs through. size: width and height of the whole.
    """

    places: dict[str, Point]
    edges: list[Edge]
    paths: dict[Edge, list[Point]]
    labels: dict[str, list[str]]
    size: Point


def dependencies(ledger: Record) -> dict[str, list[str]]:
    """id → what it rests on: what it declares, and what its certificates use."""
    known = {statement["id"] for statement in ledger["statements"]}
    names = lemma_names(ledger)
    found: dict[str, list[str]] = {}
    for statement in ledger["statements"]:
        used = dict.fromkeys(id for id in statement["uses"] if id in known)
        for check in statement["checks"]:
            for step in ledger["certificates"].get(check["certificate"], {}).get("steps", []):
                check_id = names.get(step.get("digest", ""))
                if check_id is not None:
                    used.setdefault(check_id.partition("#")[0])
        found[statement["id"]] = [id for id in used if id != statement["id"]]
    return found


def graph_of(
    ledger: Record,
    folder: str,
    around: str | None = None,
    *,
    main: bool = False,
    resting: Mapping[str, Sequence[str]] | None = None,
) -> Graph | None:
    """The graph of one paper; None where no statement of it uses or repairs another.

    around: only what this statement rests on, and what rests on it. main: statements of the source, readings and
    repairs only; an arrow between two of them may stand for a path through lemmas. resting: the `dependencies` of the
    ledger, where they are known already.
    """
    by_id = {statement["id"]: statement for statement in ledger["statements"]}
    if folder == ELEMENTARY:
        return None
    known = dependencies(ledger) if resting is None else resting
    resting = {id: [u for u in used if by_id[u]["paper"] != ELEMENTARY] for id, used in known.items()}
    shown = [s for s in by_id.values() if s["paper"] == folder and (not main or _is_main(s))]
    edges: list[Edge] = []
    for statement in shown:
        used = _through(statement["id"], resting, {s["id"] for s in shown}) if main else resting[statement["id"]]
        edges += [(id, statement["id"], "uses") for id in used if statement["repairs"] != id]
        if statement["repairs"] in by_id:
            edges.append((statement["repairs"], statement["id"], "repairs"))
    edges = _reduced(edges)
    if around is not None:
        near = {around, *_reached(around, edges), *_reached(around, [(b, a, kind) for a, b, kind in edges])}
        edges = [edge for edge in edges if edge[0] in near and edge[1] in near]
    if not edges:
        return None
    nodes = [id for id in by_id if any(id in edge[:2] for edge in edges)]
    layers, chains = _with_slots(_layers(nodes, edges), edges)
    places, size = _placed(_ordered(layers, chains), chains)
    paths = {edge: _path(chain, places) for edge, chain in chains.items()}
    boxes = {id: places[id] for id in nodes}
    return Graph(boxes, edges, paths, {id: _label(by_id[id], folder) for id in nodes}, size)


def _is_main(statement: Record) -> bool:
    return statement["origin"] != "derived" or statement["repairs"] is not None


def _through(start: str, resting: Mapping[str, Sequence[str]], shown: set[str]) -> list[str]:
    """The shown statements on which one rests, directly or through others."""
    found: dict[str, None] = {}
    stack, seen = list(resting[start]), {start}
    while stack:
        id = stack.pop()
        if id in seen:
            continue
        seen.add(id)
        if id in shown:
            found[id] = None
        else:
            stack += resting[id]
    return list(found)


def _reached(start: str, edges: Iterable[Edge]) -> set[str]:
    after: dict[str, list[str]] = {}
    for source, target, _ in edges:
        after.setdefault(source, []).append(target)
    seen: set[str] = set()
    stack = [start]
    while stack:
        for node in after.get(stack.pop(), ()):
            if node not in seen:
                seen.add(node)
                stack.append(node)
    return seen


def _reduced(edges: list[Edge]) -> list[Edge]:
    """Without the arrows that a path of others implies; one arrow between two statements."""
    after: dict[str, set[str]] = {}
    for source, target, _ in edges:
        after.setdefault(source, set()).add(target)

    def implied(start: str, end: str) -> bool:
        stack, seen = [node for node in after[start] if node != end], set()
        while stack:
            node = stack.pop()
            if node == end:
                return True
            if node not in seen:
                seen.add(node)
                stack += after.get(node, ())
        return False

    return list(dict.fromkeys(e for e in edges if e[2] == "repairs" or not implied(e[0], e[1])))


def _layers(nodes: list[str], edges: list[Edge]) -> list[list[str]]:
    """Each node one layer after the last one that it rests on; what rests on nothing, just before its first use."""
    depth = dict.fromkeys(nodes, 0)
    for _ in nodes:  # at most so many rounds; a circle, which the runner refuses, cannot keep this going
        changed = False
        for source, target, _kind in edges:
            if depth[target] <= depth[source] < len(nodes):
                depth[target] = depth[source] + 1
                changed = True
        if not changed:
            break
    for node in nodes:
        later = [depth[target] for source, target, _ in edges if source == node]
        if later and all(target != node for _, target, _ in edges):
            depth[node] = max(depth[node], min(later) - 1)
    levels = sorted(set(depth.values()))
    return [[id for id in nodes if depth[id] == level] for level in levels]


def _with_slots(layers: list[list[str]], edges: list[Edge]) -> tuple[list[list[str]], dict[Edge, list[str]]]:
    """A place for every arrow in every layer that it passes; and the chain of places of each arrow."""
    level = {id: i for i, layer in enumerate(layers) for id in layer}
    full = [list(layer) for layer in layers]
    chains: dict[Edge, list[str]] = {}
    for edge in edges:
        source, target, kind = edge
        chain = [source]
        for i in range(level[source] + 1, level[target]):
            slot = f"\0{source}\0{target}\0{kind}\0{i}"
            full[i].append(slot)
            chain.append(slot)
        chains[edge] = [*chain, target]
    return full, chains


def _ordered(layers: list[list[str]], chains: Mapping[Edge, Sequence[str]]) -> list[list[str]]:
    """Every layer in the order of its neighbours, swept to and fro; the order with the fewest crossings is kept."""
    links = [(a, b) for chain in chains.values() for a, b in pairwise(chain)]
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for a, b in links:
        before.setdefault(b, []).append(a)
        after.setdefault(a, []).append(b)
    current = [list(layer) for layer in layers]
    best, fewest = current, _crossings(current, links)
    for sweep in range(SWEEPS):
        neighbours = before if sweep % 2 == 0 else after
        order = range(1, len(current)) if sweep % 2 == 0 else range(len(current) - 2, -1, -1)
        current = [list(layer) for layer in current]
        for i in order:
            place = {id: k for layer in current for k, id in enumerate(layer)}
            now = place

            def centre(
                id: str, now: Mapping[str, int] = now, neighbours: Mapping[str, list[str]] = neighbours
            ) -> float:
                near = [now[other] for other in neighbours.get(id, [])]
                return sum(near) / len(near) if near else float(now[id])

            current[i] = sorted(current[i], key=centre)
        count = _crossings(current, links)
        if count < fewest:
            best, fewest = current, count
    return best


def _mean(values: Mapping[str, float], ids: Sequence[str]) -> float:
    return sum(values[id] for id in ids) / len(ids)


def _crossings(layers: Sequence[Sequence[str]], links: Sequence[tuple[str, str]]) -> int:
    level = {id: i for i, layer in enumerate(layers) for id in layer}
    place = {id: k for layer in layers for k, id in enumerate(layer)}
    count = 0
    for i in range(len(layers)):
        own = [(place[a], place[b]) for a, b in links if level[a] == i]
        count += sum((a - c) * (b - d) < 0 for k, (a, b) in enumerate(own) for c, d in own[:k])
    return count


def _height(id: str) -> float:
    return SLOT if id.startswith("\0") else BOX[1]


def _placed(layers: Sequence[Sequence[str]], chains: Mapping[Edge, Sequence[str]]) -> tuple[dict[str, Point], Point]:
    """Left upper corners: every layer is a column, moved so that what belongs together stands side by side."""
    near: dict[str, list[str]] = {}
    for chain in chains.values():
        for a, b in pairwise(chain):
            near.setdefault(a, []).append(b)
            near.setdefault(b, []).append(a)
    middle: dict[str, float] = {}
    for layer in layers:
        y = 0.0
        for id in layer:
            middle[id] = y + _height(id) / 2
            y += _height(id) + GAP[1]
    for _ in range(24):
        for layer in layers:
            wanted = {
                id: sum(middle[n] for n in near[id]) / len(near[id]) if near.get(id) else middle[id] for id in layer
            }
            _spread(layer, wanted, middle)
    top = min(middle[id] - _height(id) / 2 for layer in layers for id in layer)
    step = BOX[0] + GAP[0]
    places = {id: (i * step, middle[id] - _height(id) / 2 - top) for i, layer in enumerate(layers) for id in layer}
    bottom = max(y + _height(id) for id, (_, y) in places.items())
    return places, (len(layers) * step - GAP[0], bottom)


def _spread(layer: Sequence[str], wanted: Mapping[str, float], middle: dict[str, float]) -> None:
    """As near to where they want to be as their order and their heights allow."""

    def apart(a: str, b: str) -> float:
        return (_height(a) + _height(b)) / 2 + GAP[1]

    down: dict[str, float] = {}
    up: dict[str, float] = {}
    for i, id in enumerate(layer):
        down[id] = max(wanted[id], down[layer[i - 1]] + apart(layer[i - 1], id)) if i else wanted[id]
    for i in range(len(layer) - 1, -1, -1):
        id = layer[i]
        up[id] = min(wanted[id], up[layer[i + 1]] - apart(id, layer[i + 1])) if i + 1 < len(layer) else wanted[id]
    for id in layer:
        middle[id] = (down[id] + up[id]) / 2


def _path(chain: Sequence[str], places: Mapping[str, Point]) -> list[Point]:
    """From the right side of the first box to the left side of the last, level with every slot between."""
    source, target = chain[0], chain[-1]
    points = [(places[source][0] + BOX[0], places[source][1] + BOX[1] / 2)]
    for slot in chain[1:-1]:
        x, y = places[slot]
        points += [(x, y + SLOT / 2), (x + BOX[0], y + SLOT / 2)]
    return [*points, (places[target][0], places[target][1] + BOX[1] / 2)]


def _label(statement: Record, folder: str) -> list[str]:
    """The label on at most two lines."""
    label: str = statement["label"]
    if statement["paper"] != folder:
        label = f"{label} ({statement['paper']})"
    lines = textwrap.wrap(label, WIDTH, break_long_words=False, break_on_hyphens=False)
    return lines if len(lines) <= 2 else [lines[0], lines[1][: WIDTH - 1] + "…"]
