"""Cypher: a guarded query, its answer as table and picture."""

import pandas as pd
import streamlit as st

from graph.query import Answer
from ui import calls, markup, network, state
from ui.examples import EXAMPLES
from ui.i18n import either, say
from ui.links import CHOICE, View
from ui.tables import as_csv, in_a_cell


def page(view: View) -> None:
    """The whole page."""
    _editor(view)
    if view.query:
        _answer(view, calls.answer(view.query))


def _editor(view: View) -> None:
    language, choice = view.language, CHOICE["query"]
    titles = {either(example.en, example.ko, language): example.query for example in EXAMPLES}
    st.pills(say("page.example", language), list(titles), key="example", on_change=_take_example, args=(titles,))
    with st.form("query", border=False):
        st.session_state["choice-query"] = view.query
        st.text_area(choice.label(language), key="choice-query", height=150, help=choice.help(language))
        ask = state.chosen_in("choice-query", "query")
        st.form_submit_button(say("page.run", language), type="primary", on_click=ask)


def _take_example(titles: dict[str, str]) -> None:
    chosen = st.session_state["example"]
    st.session_state["example"] = None
    if chosen in titles:
        state.change(query=titles[chosen])


def _answer(view: View, answer: Answer) -> None:
    language, count = view.language, len(answer.rows)
    st.caption(say("page.cut_rows" if answer.cut else "page.rows", language, count=count))
    table, *picture = st.columns([1, 1] if answer.nodes else 1, gap="medium")
    for column in picture:
        with column:
            deeds = network.show(answer.nodes, answer.edges, language, key=f"answer-{hash(view.query)}")
            if deeds.clicked or deeds.line:
                state.change(node=deeds.clicked, step=deeds.line)
                st.rerun()
            _chosen(view, answer)
    with table:
        shown = [[in_a_cell(value, language) for value in row] for row in answer.rows]
        st.dataframe(pd.DataFrame(shown, columns=list(answer.columns)), hide_index=True)
        content = as_csv(answer.columns, answer.rows)
        st.download_button(say("page.save_csv", language), content, "answer.csv", on_click="ignore", type="tertiary")


def _chosen(view: View, answer: Answer) -> None:
    """What stands behind the node or line of the picture that was clicked."""
    step = calls.relationship(view.step) if view.step in {edge.key for edge in answer.edges} else None
    if step:
        names = {node.id: node for node in calls.choices().categories}
        st.html(markup.step_evidence(step, [], names, view.language))
    elif view.node in {node.id for node in answer.nodes}:
        st.html(markup.node_facts(calls.facts(str(view.node)), view.language))
    elif answer.edges:
        st.caption(say("page.click_picture", view.language))
