"""Cypher: a guarded query, its answer as table and picture."""

import pandas as pd
import streamlit as st

from graph.query import Answer
from ui import calls, network, state
from ui.examples import EXAMPLES
from ui.i18n import either, say
from ui.links import CHOICE, View
from ui.tables import as_csv


def page(view: View) -> None:
    """The whole page."""
    _editor(view)
    if view.query:
        _answer(view, calls.answer(view.query))


def _editor(view: View) -> None:
    language, choice = view.language, CHOICE["query"]
    titles = {either(example.en, example.ko, language): example.query for example in EXAMPLES}
    st.pills(
        say("page.example", language), list(titles), key="example",
        on_change=lambda: state.change(query=titles.get(st.session_state["example"] or "", view.query)),
    )  # fmt: skip
    with st.form("query", border=False):
        st.session_state["choice-query"] = view.query
        st.text_area(choice.label(language), key="choice-query", height=150, help=choice.help(language))
        ask = state.chosen_in("choice-query", "query")
        st.form_submit_button(say("page.run", language), type="primary", on_click=ask)


def _answer(view: View, answer: Answer) -> None:
    language, count = view.language, len(answer.rows)
    st.caption(say("page.cut_rows" if answer.cut else "page.rows", language, count=count))
    titles = [say("page.table", language), say("page.picture", language)]
    table, *picture = st.tabs(titles[: 2 if answer.nodes else 1])
    for tab in picture:
        with tab:
            network.show(answer.nodes, answer.edges, language, key=f"answer-{hash(view.query)}")
    with table:
        st.dataframe(pd.DataFrame(list(map(list, answer.rows)), columns=list(answer.columns)), hide_index=True)
        content = as_csv(answer.columns, answer.rows)
        st.download_button(say("page.save_csv", language), content, "answer.csv", on_click="ignore", type="tertiary")
