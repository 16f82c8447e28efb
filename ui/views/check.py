"""Check: what a service's documents give of what the law asks of a notice, with the passage for each item."""

import json

import streamlit as st

from graph.completeness import Completeness
from ui import calls, components, filters, markup_tables, state
from ui.checking import chosen_part, parts
from ui.i18n import say
from ui.links import View


def page(view: View) -> None:
    """The whole page."""
    language = view.language
    choice, caution = st.columns([3, 7], gap="medium", vertical_alignment="bottom")
    with choice:
        filters.one_service(view, calls.choices())
    caution.caption(say("check.no_verdict", language))
    service = view.question.service
    if not service:
        st.info(say("check.begin", language))
        return
    found = calls.notices(service)
    if not parts(found):
        st.info(say("check.no_document", language))
        return
    _documents(view, found)


def _documents(view: View, found: list[Completeness]) -> None:
    language, offered = view.language, parts(found)
    part = chosen_part(offered, view.part)
    left, right = st.columns([4, 7], gap="medium")
    with left:
        entries = [markup_tables.part_item(one, language) for one in offered]
        components.choice_list(entries, part.id, lambda id_: state.change(part=id_), key="parts")
        content = json.dumps([document.as_json() for document in found], ensure_ascii=False, indent=2, default=str)
        st.download_button(say("page.save_json", language), content, "check.json", on_click="ignore", type="tertiary")
    right.html(markup_tables.items(part, language))
