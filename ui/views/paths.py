"""Paths: choose, see the ranked list and the drawing, read what a step rests on."""

import json
from collections.abc import Sequence

import streamlit as st

from graph.lineage import Found, Lineage, NodeRef, Path, overlay
from ui import calls, components, filters, markup, state
from ui.drawing import svg
from ui.i18n import Language, either, say
from ui.links import ALL_PATHS, View
from ui.present import chosen_paths, chosen_step, path_row
from ui.tables import as_csv


def page(view: View) -> None:
    """The whole page."""
    offered = calls.choices()
    if not offered.services:
        st.info(say("page.empty", view.language))
        return
    filters.question(view, offered)
    with st.spinner(say("page.searching", view.language)):
        found = calls.paths(view.question)
    if not found.paths:
        st.info(say("page.no_path", view.language))
        return
    names = {node.id: node for node in offered.categories}
    chosen = chosen_paths(found.paths, view.path)
    lineage = overlay(chosen)
    _picture(view, lineage)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        _ranking(view, found, chosen, names)
    with right:
        step = chosen_step(lineage.steps, view.step)
        st.caption(say("page.click", view.language))
        st.html(markup.step_evidence(step, lineage.steps, names, view.language))
        _beside(chosen, view.language)


def _beside(chosen: Sequence[Path], language: Language) -> None:
    """What stands between the two ends of the chosen paths, and what is open or contested about their services."""
    accords = {accord.id: accord for path in chosen for accord in path.accords}
    services = {node.id for path in chosen for node in path.nodes if node.label == "Service"}
    told = [markup.left_open(calls.facts(id_), language) for id_ in sorted(services)]
    if html := "".join([markup.accords(accords.values(), language), *told]):
        st.html(html)


def _picture(view: View, lineage: Lineage) -> None:
    step = chosen_step(lineage.steps, view.step)
    with st.container(border=True):
        components.drawing(
            svg(lineage, language=view.language), step.key, lambda key: state.change(step=key), key="drawing"
        )


def _ranking(view: View, found: Found, chosen: Sequence[Path], names: dict[str, NodeRef]) -> None:
    language = view.language
    title, switch = st.columns([1, 1], vertical_alignment="center")
    title.caption(say("page.found", language, count=len(found.paths)))
    st.session_state["choice-all"] = view.path == ALL_PATHS
    together = state.chosen_in("choice-all", "path", lambda on: ALL_PATHS if on else None)
    switch.toggle(say("page.all", language), key="choice-all", on_change=together)
    items = [markup.path_item(number, path, names, language) for number, path in enumerate(found.paths, 1)]
    selected = None if view.path == ALL_PATHS else chosen[0].id
    components.choice_list(items, selected, lambda id_: state.change(path=id_, step=None), key="ranking")
    if found.reason:
        st.caption(either(found.reason, found.reason_ko, language))
    _downloads(view, found, chosen, names)


def _downloads(view: View, found: Found, chosen: Sequence[Path], names: dict[str, NodeRef]) -> None:
    rows = [path_row(path, names, view.language) for path in found.paths]
    files = {
        "save_picture": ("paths.svg", lambda: svg(overlay(chosen), language=view.language)),
        "save_paths": ("paths.json", lambda: json.dumps(found.as_json(), ensure_ascii=False, indent=2, default=str)),
        "save_csv": ("paths.csv", lambda: as_csv(list(rows[0]), (row.values() for row in rows))),
    }
    with st.container(horizontal=True):
        for key, (file, content) in files.items():
            st.download_button(say(f"page.{key}", view.language), content, file, on_click="ignore", type="tertiary")
