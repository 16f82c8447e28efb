"""The explorer's entry: pages, language, and errors as sentences. Streamlit runs this file."""

import logging
from collections.abc import Callable
from pathlib import Path

import streamlit as st
from neo4j.exceptions import DriverError, Neo4jError

from graph.errors import DatagilError
from ui import calls, filters, state
from ui.i18n import say
from ui.links import View
from ui.views import browse, check, compare, cypher, paths

PAGES: dict[str, Callable[[View], None]] = {
    "paths": paths.page, "compare": compare.page, "check": check.page, "browse": browse.page, "cypher": cypher.page,
}  # fmt: skip
ICONS = {
    "paths": ":material/route:", "compare": ":material/view_column:", "check": ":material/checklist:",
    "browse": ":material/hub:", "cypher": ":material/terminal:",
}  # fmt: skip


def main() -> None:
    """Show the page that the address names."""
    st.set_page_config("datagil", Path(__file__).parent / "icon.svg", layout="wide")
    st.html(Path(__file__).parent / "style.css")
    try:
        view = state.current()
    except DatagilError as error:
        st.error(str(error))
        st.page_link(st.Page(lambda: None, title="datagil", default=True), label="datagil")
        return
    pages = [_page(key, view) for key in PAGES]
    st.navigation(pages, position="top").run()


def _page(key: str, view: View) -> "st.Page":
    def run() -> None:
        lead, switch = st.columns([5, 2], vertical_alignment="center")
        lead.caption(say(f"page.lead_{key}", view.language))
        with switch.container(horizontal=True, horizontal_alignment="right"):
            filters.language(view)
        show(key, view)

    title = say(f"page.{key}", view.language)
    return st.Page(run, title=title, icon=ICONS[key], url_path=key, default=key == "paths")


def show(key: str, view: View) -> None:
    """Run a page; what goes wrong is a sentence on it."""
    try:
        PAGES[key](view)
    except DatagilError as error:
        st.error(str(error))
    except (DriverError, Neo4jError):
        calls.close()
        st.error(say("page.lost", view.language))
    except Exception:
        logging.getLogger("datagil").exception("the page %s failed", key)
        st.error(say("page.fault", view.language))


main()
