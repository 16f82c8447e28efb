"""What the reader has chosen lives in one place: the address. Widgets show it and change it; nothing else does."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from ui.i18n import LANGUAGES, Language
from ui.links import View

_LANGUAGE = "reader's language"  # kept for pages that are opened without one in the address


def current() -> View:
    """The view that the address asks for, in the language of the address, else of the session, else of the browser.

    Raises InputError where the address cannot be read.
    """
    params = st.query_params.to_dict()
    params.setdefault("lang", st.session_state.get(_LANGUAGE) or _browser_language())
    view = View.of(params)
    st.session_state[_LANGUAGE] = view.language
    if st.query_params.get("lang") != view.language:
        st.query_params["lang"] = view.language
    return view


def show(view: View) -> None:
    """Put a view into the address."""
    st.query_params.from_dict(view.params() | {"lang": view.language})
    st.session_state[_LANGUAGE] = view.language


def change(**choices: Any) -> None:
    """Change some choices; a changed question starts again at its first path or part."""
    before = current()
    after = replace(before, **choices)
    if after.question != before.question:
        after = replace(after, path=None, step=None, part=None)
    show(after)


def chosen_in(key: str, field: str, parse: Callable[[Any], Any] = lambda value: value) -> Callable[[], None]:
    """A callback for the widget `key`: its value becomes the choice `field`."""

    def callback() -> None:
        change(**{field: parse(st.session_state[key])})

    return callback


def _browser_language() -> Language:
    wanted = (st.context.locale or "en").partition("-")[0]
    return next((language for language in LANGUAGES if language == wanted), "en")
