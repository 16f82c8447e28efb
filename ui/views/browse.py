"""Browse: search a name, wander from node to node, read the facts of the one selected."""

import streamlit as st

from graph.browse import Neighbourhood
from ui import calls, components, markup, network, state
from ui.i18n import say
from ui.links import CHOICE, View


def page(view: View) -> None:
    """The whole page."""
    left, middle, right = st.columns([2.4, 6, 3.6], gap="medium")
    with left:
        _search(view)
    if not view.nodes:
        middle.info(say("page.begin_browse", view.language))
        return
    with middle:
        _graph(view)
    with right:
        if not _evidence(view):
            _facts(view)


def _search(view: View) -> None:
    st.session_state["choice-search"] = view.search
    st.text_input(
        CHOICE["search"].label(view.language), key="choice-search", help=CHOICE["search"].help(view.language),
        on_change=state.chosen_in("choice-search", "search"), placeholder="AliExpress, 알리",
    )  # fmt: skip
    if not view.search:
        return
    found = calls.search(view.search)
    if not found:
        st.caption(say("page.nothing_found", view.language))
    items = [markup.node_item(node, view.language) for node in found]
    components.choice_list(items, view.node, lambda id_: state.change(nodes=(id_,), node=id_, step=None), key="results")


def _graph(view: View) -> None:
    around = calls.neighbourhood(view.nodes)
    key = f"network-{'-'.join(view.nodes)}"  # a new one fits the picture to its frame again
    deeds = network.show(around.nodes, around.edges, view.language, chosen=view.nodes, key=key)
    if around.cut:
        st.caption(say("page.more_neighbours", view.language))
    if deeds.opened and deeds.opened not in view.nodes:
        state.change(nodes=(*view.nodes, deeds.opened), node=deeds.opened, step=None)
        st.rerun()
    if deeds.clicked and deeds.clicked != view.node:
        state.change(node=deeds.clicked, step=None)
        st.rerun()
    if deeds.line and deeds.line != view.step:
        state.change(step=deeds.line)
        st.rerun()
    _relationships(view, around)


def _relationships(view: View, around: Neighbourhood) -> None:
    """What the lines at the selected node say, as a list: for a reader who cannot click a line."""
    language, names = view.language, {node.id: node for node in around.nodes}
    here = view.node or view.nodes[0]
    at_it = [edge for edge in around.edges if here in (edge.start, edge.end)]
    items = [markup.edge_item(edge, names, language) for edge in at_it]
    components.choice_list(items, view.step, lambda key: state.change(step=key), key="relationships")


def _evidence(view: View) -> bool:
    """Show what a relationship rests on, where one is chosen."""
    step = calls.relationship(view.step) if view.step else None
    if step:
        categories = {node.id: node for node in calls.choices().categories}
        st.html(markup.step_evidence(step, [], categories, view.language))
    return step is not None


def _facts(view: View) -> None:
    id_ = view.node or view.nodes[0]
    with st.container(horizontal=True):
        if id_ not in view.nodes:
            st.button(say("page.expand", view.language), on_click=state.change, kwargs={"nodes": (*view.nodes, id_)})
        if view.nodes != (id_,):
            st.button(say("page.restart", view.language), on_click=state.change, kwargs={"nodes": (id_,), "node": id_})
    st.html(markup.node_facts(calls.facts(id_, view.question.service), view.language))
