"""The two small components of the explorer: a drawing whose steps can be chosen, and a list of choices."""

import time
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import streamlit as st

from graph.schema import GRADE_COLOURS

_FILES = files("ui.components")


class Item(NamedTuple):
    """An entry of a list: its id and its HTML (escaped by whoever makes it)."""

    id: str
    html: str


def drawing(svg: str, selected: str | None, on_step: Callable[[str], None], *, key: str) -> None:
    """Show a drawing made by ui.drawing; calls `on_step` with the key of the step that is clicked."""
    _mount("drawing", {"svg": svg, "selected": selected}, on_step, key)


def choice_list(items: Sequence[Item], selected: str | None, on_choice: Callable[[str], None], *, key: str) -> None:
    """Show a list of buttons, one of them chosen; calls `on_choice` with the id of the one that is clicked."""
    _mount("choice_list", {"items": [item._asdict() for item in items], "selected": selected}, on_choice, key)


def _mount(name: str, data: dict[str, Any], on_chosen: Callable[[str], None], key: str) -> None:
    """Show a component; by `made` it leaves older data out: a browser keeps no order of calls while a module loads."""

    def callback() -> None:
        chosen = getattr(st.session_state[key], "chosen", None)
        if chosen:
            on_chosen(chosen)

    _component(name)(key=key, data=data | {"made": time.time()}, on_chosen_change=callback)


@cache
def _component(name: str) -> Any:
    def read(suffix: str) -> str:
        return _FILES.joinpath(f"{name}.{suffix}").read_text(encoding="utf-8")

    html = f'<div class="{name}"></div>'
    return st.components.v2.component(f"datagil_{name}", html=html, css=read("css") + grade_css(), js=read("js"))


def grade_css() -> str:
    """The colours of grades, drawn towards the colour of the text, so that they keep clear of a dark page too."""
    text = "var(--st-text-color)"
    mixed = {grade: f"color-mix(in srgb, {colour} 72%, {text})" for grade, colour in GRADE_COLOURS.items()}
    return "".join(
        f".grade-{grade} .line {{ stroke: {colour} }} .grade-{grade} .head {{ fill: {colour} }}\n"
        for grade, colour in mixed.items()
    )
