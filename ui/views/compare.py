"""Compare: services side by side, and what their sources contradict each other in."""

import json

import streamlit as st

from ui import calls, filters, markup_tables
from ui.i18n import say
from ui.links import View, prefixed


def page(view: View) -> None:
    """The whole page."""
    language = view.language
    filters.services(view, calls.choices())
    if not view.services:
        st.info(say("compare.begin", language))
        return
    with st.spinner(say("page.searching", language)):
        portraits = calls.portraits(tuple(prefixed("svc-", service) for service in view.services))
    st.html(markup_tables.comparison(portraits, language))
    if notes := markup_tables.open_questions(portraits, language):
        st.html(notes)
    content = json.dumps([portrait.as_json() for portrait in portraits], ensure_ascii=False, indent=2, default=str)
    st.download_button(say("page.save_json", language), content, "compare.json", on_click="ignore", type="tertiary")
