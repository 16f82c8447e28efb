"""Every cached call of the explorer: one store for all sessions; answers kept until the graph changes."""

import atexit
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import Any, cast

import streamlit as st

from data.knowledge import load_knowledge
from graph import browse
from graph.choices import Choices
from graph.choices import choices as read_choices
from graph.compare import Portrait, compare
from graph.completeness import Completeness, check_notices
from graph.lineage import Found, NodeRef, Step
from graph.paths import find_paths
from graph.query import Answer, ask
from graph.question import Question
from graph.store import Store, open_store

_CALLS: Mapping[str, Callable[..., Any]] = {
    "paths": find_paths, "choices": read_choices, "search": browse.search, "neighbourhood": browse.neighbourhood,
    "facts": browse.facts, "relationship": browse.relationship, "answer": ask, "portraits": compare,
    "notices": lambda store, service: check_notices(store, service, load_knowledge().checks.values()),
}  # fmt: skip
_open = ExitStack()
atexit.register(_open.close)


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The store, opened once for the process and closed with it."""
    return _open.enter_context(open_store())


def close() -> None:
    """Close the store, so that the next call opens it anew."""
    store.clear()
    _open.close()


def paths(question: Question) -> Found:
    """The paths that answer a question."""
    return cast(Found, _kept("paths", (question,), _version()))


def choices() -> Choices:
    """What a reader can choose from."""
    return cast(Choices, _kept("choices", (), _version()))


def search(words: str) -> list[NodeRef]:
    """The nodes of a name."""
    return cast("list[NodeRef]", _kept("search", (words,), _version()))


def neighbourhood(ids: tuple[str, ...]) -> browse.Neighbourhood:
    """The nodes around some."""
    return cast(browse.Neighbourhood, _kept("neighbourhood", (ids,), _version()))


def facts(id_: str, service: str | None = None) -> browse.NodeFacts:
    """What is known of a node, of a service first."""
    return cast(browse.NodeFacts, _kept("facts", (id_, service), _version()))


def relationship(key: str) -> Step | None:
    """A relationship with its passages."""
    return cast("Step | None", _kept("relationship", (key,), _version()))


def answer(query: str) -> Answer:
    """The answer to a guarded query."""
    return cast(Answer, _kept("answer", (query,), _version()))


def portraits(services: tuple[str, ...]) -> list[Portrait]:
    """Services side by side."""
    return cast("list[Portrait]", _kept("portraits", (services,), _version()))


def notices(service: str) -> list[Completeness]:
    """What the documents about a service give of what the law asks."""
    return cast("list[Completeness]", _kept("notices", (service,), _version()))


@st.cache_data(ttl=3600, max_entries=500, show_spinner=False)
def _kept(call: str, arguments: tuple[Any, ...], at: Any) -> Any:  # noqa: ARG001 (part of the key)
    return _CALLS[call](store(), *arguments)


def _version() -> Any:
    """What changes with every write to the graph, so that no answer outlives what it was read from."""
    rows = store().read("SHOW DATABASES YIELD name, lastCommittedTxn RETURN name, lastCommittedTxn")
    return sorted((row["name"], row["lastCommittedTxn"]) for row in rows if row["name"] != "system")
