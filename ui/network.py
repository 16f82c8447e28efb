"""A part of the graph as a picture to wander in (neo4j-viz), and what the reader does in it."""

from collections.abc import Sequence
from html import escape
from typing import Literal, NamedTuple

import streamlit as st
from neo4j_viz import Node, Relationship, VisualizationGraph
from neo4j_viz.streamlit import display_widget

from graph.lineage import NodeRef
from graph.query import Edge
from graph.schema import GRADE_COLOURS, NODE, RELATIONSHIP
from ui.i18n import Language, either, say
from ui.present import name

HEIGHT = 600


class Deeds(NamedTuple):
    """What the reader did: the node chosen by now, and what was just clicked (each told once): a node, or a line."""

    chosen: str | None = None
    clicked: str | None = None
    opened: str | None = None
    line: str | None = None


def show(
    nodes: Sequence[NodeRef], edges: Sequence[Edge], language: Language, *, chosen: Sequence[str] = (), key: str
) -> Deeds:
    """Show nodes and relationships, the `chosen` ones larger; returns what the reader did."""
    graph = VisualizationGraph(
        [_node(node, language, node.id in chosen) for node in nodes], [_relationship(edge, language) for edge in edges]
    )
    widget = graph.render_widget(height=f"{HEIGHT}px", theme=_theme(), show_layout_button=False)
    display_widget(widget, key=key)
    st.html(_legend(nodes, edges, language))  # the widget's own has English titles
    selected = next(iter(widget.selected.nodeIds), None)
    event, seen = widget.last_event, f"{key}-seen"
    told = event and (event.type, event.id)
    before = st.session_state.get(seen, told)  # what a new picture tells at once was done in the one before
    st.session_state[seen] = told
    if event is None or told == before:
        return Deeds(selected)
    return Deeds(
        selected,
        event.id if event.type == "node_click" else None,
        event.id if event.type == "node_double_click" else None,
        event.id if event.type == "relationship_click" else None,
    )


def _node(node: NodeRef, language: Language, chosen: bool) -> Node:
    colour = NODE[node.label].colour
    return Node(id=node.id, caption=name(node, language), color=colour, size=52 if chosen else 38, caption_size=1)


def _relationship(edge: Edge, language: Language) -> Relationship:
    kind = RELATIONSHIP.get(edge.type)
    word = either(kind.en, kind.ko, language) if kind else edge.type
    colour = GRADE_COLOURS.get(edge.grade or "", "#8a94a0")
    return Relationship(id=edge.key, source=edge.start, target=edge.end, caption=word, color=colour)


def _legend(nodes: Sequence[NodeRef], edges: Sequence[Edge], language: Language) -> str:
    labels = {node.label for node in nodes}
    grades = {edge.grade for edge in edges}
    kinds = [
        ("node", kind.colour, either(kind.en, kind.ko, language)) for kind in NODE.values() if kind.label in labels
    ]
    lines = [("line", c, say(f"grade.{g}", language)) for g, c in GRADE_COLOURS.items() if g in grades]
    entries = (
        f'<span class="{shape}" style="--colour:{colour}">{escape(word)}</span>'
        for shape, colour, word in (*kinds, *lines)
    )
    return f'<div class="network-legend">{"".join(entries)}</div>'


def _theme() -> Literal["light", "dark"]:
    return "dark" if st.context.theme.type == "dark" else "light"
