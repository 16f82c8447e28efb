"""The question's widgets: each shows a choice of the address and changes it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from data.grades import Grade
from graph.choices import Choices
from graph.lineage import NodeRef
from ui.i18n import Language, say
from ui.links import CHOICE, View, prefixed
from ui.present import name
from ui.state import chosen_in

ANY = ""  # the option that leaves a choice open


def question(view: View, offered: Choices) -> None:
    """The filters of a path search, in one row; the rarer ones behind a button."""
    names = names_of(offered)
    places = [node.id for node in (*offered.countries, *offered.authorities, *offered.services)]
    service, to, data, grade, more = st.columns([2, 2.6, 3, 1.9, 1], vertical_alignment="bottom")
    with service:
        _one("service", view, [ANY, *(n.id for n in offered.services)], _labels(names, view.language))
    with to:
        _one("to", view, destinations(offered), lambda value: destination_name(value, names, view.language))
    with data:
        _several("categories", view, [node.id for node in offered.categories], _labels(names, view.language))
    with grade:
        _one("grade", view, [ANY, *Grade], lambda value: _grade_name(value, view.language))
    with more, st.popover(say("page.more", view.language), width="stretch"):
        _several("via", view, places, _labels(names, view.language))
        _several("avoid", view, places, _labels(names, view.language))
        _number("max_steps", view, 20)
        _number("k", view, 200)
        _day("at", view)


def services(view: View, offered: Choices) -> None:
    """The services that are set side by side."""
    value = [prefixed("svc-", service) for service in view.services]
    bound = _bound("services", view, value, lambda ids: tuple(id_.removeprefix("svc-") for id_ in ids))
    options = _with([node.id for node in offered.services], value)
    st.multiselect(options=options, format_func=_labels(names_of(offered), view.language), placeholder="", **bound)


def one_service(view: View, offered: Choices) -> None:
    """One service, or none yet."""
    value = view.question.service
    options = _with([node.id for node in offered.services], [value] if value else [])
    bound = _bound("service", view, value)
    bound["help"] = None  # of a search: it speaks of every service
    st.selectbox(options=options, format_func=_labels(names_of(offered), view.language), placeholder="", **bound)


def language(view: View) -> None:
    """The switch between the languages of the page."""
    from ui.i18n import LANGUAGES

    st.session_state["choice-language"] = view.language
    st.segmented_control(
        CHOICE["language"].label(view.language), list(LANGUAGES), format_func=lambda code: LANGUAGES[code],
        key="choice-language", on_change=chosen_in("choice-language", "language", lambda code: code or view.language),
        label_visibility="collapsed",
    )  # fmt: skip


def names_of(offered: Choices) -> dict[str, NodeRef]:
    """Every node that can be chosen, by id."""
    return {n.id: n for n in (*offered.services, *offered.categories, *offered.authorities, *offered.countries)}


def destinations(offered: Choices) -> list[str]:
    """Where paths may end: anywhere abroad, a kind of authority, a country, an authority."""
    return ["foreign", *offered.kinds, *(n.id for n in offered.countries), *(n.id for n in offered.authorities)]


def destination_name(value: str, names: Mapping[str, NodeRef], language: Language) -> str:
    """A destination in words."""
    if value == "foreign":
        return say("page.foreign", language)
    if value in names and names[value].label == "Jurisdiction":
        return say("page.country", language, name=name(names[value], language))
    if value in names:
        return name(names[value], language)
    try:
        return say("page.kind", language, name=say(f"authority_kind.{value}", language))
    except KeyError:
        return value


def _grade_name(grade: str, language: Language) -> str:
    if grade == ANY:
        return say("page.any_grade", language)
    return say("page.at_least", language, grade=say(f"grade.{grade}", language))


def _labels(names: Mapping[str, NodeRef], language: Language) -> Callable[[str], str]:
    def label(value: str) -> str:
        if value == ANY:
            return say("page.any_service", language)
        return name(names[value], language) if value in names else value

    return label


def _one(field: str, view: View, options: Sequence[Any], label: Callable[[Any], str]) -> None:
    value = getattr(view.question, field) or ANY
    bound = _bound(field, view, value, lambda chosen: chosen or None)
    st.selectbox(options=_with(options, [value]), format_func=label, **bound)


def _several(field: str, view: View, options: Sequence[str], label: Callable[[str], str]) -> None:
    value = list(getattr(view.question, field))
    bound = _bound(field, view, value, tuple)
    st.multiselect(options=_with(options, value), format_func=label, placeholder="", **bound)


def _number(field: str, view: View, most: int) -> None:
    value = min(getattr(view, field), most)
    st.number_input(min_value=1, max_value=most, step=1, **_bound(field, view, value, int))


def _day(field: str, view: View) -> None:
    st.date_input(**_bound(field, view, getattr(view, field)))


def _bound(field: str, view: View, value: Any, parse: Callable[[Any], Any] = lambda value: value) -> dict[str, Any]:
    """What ties a widget to a choice: label, help, its value from the address, and the way back."""
    key, choice = f"choice-{field}", CHOICE[field]
    st.session_state[key] = value
    return {"label": choice.label(view.language), "help": choice.help(view.language), "key": key,
            "on_change": chosen_in(key, field, parse)}  # fmt: skip


def _with(options: Sequence[Any], values: Iterable[Any]) -> list[Any]:
    """The options, and what the address holds although the graph does not offer it (the search will say so)."""
    return [*options, *(value for value in values if value not in options)]
