"""One view of the explorer: to and from its address, the command line's options, and a question to the graph.

Each choice is declared once, in CHOICES: its key in the address, its flags on the command line, how its value is
written. Labels and help in both languages stand in words.yaml under `choice` and `choice_help`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NamedTuple, cast
from urllib.parse import urlencode

from data.grades import Grade
from graph.errors import InputError
from graph.question import Question
from ui.i18n import LANGUAGES, Language, say

ALL_PATHS = "all"


class Codec(NamedTuple):
    """How a value is written as text and read from it; `form` says what may stand there."""

    write: Callable[[Any], str]
    read: Callable[[str], Any]
    form: str


def _language(text: str) -> Language:
    if text not in LANGUAGES:
        raise ValueError(text)
    return cast("Language", text)


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


TEXT = Codec(str, str, "text")
IDS = Codec(",".join, lambda text: tuple(part for part in text.split(",") if part), "ids, a comma between them")
SOME = Codec(lambda ids: ",".join(ids) or ",", IDS.read, IDS.form)  # none chosen is not the same as nothing said
COUNT = Codec(str, _count, "a whole number from 1")
DAY = Codec(date.isoformat, date.fromisoformat, "a date as YYYY-MM-DD")
GRADE = Codec(str, Grade, "one of " + ", ".join(Grade))
LANGUAGE = Codec(str, _language, "one of " + ", ".join(LANGUAGES))


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of the reader: the field of View, its key in the address, its codec, its flags in the terminal."""

    field: str
    key: str
    codec: Codec
    flags: tuple[str, ...] = ()

    def label(self, language: Language) -> str:
        """What it is called."""
        return say(f"choice.{self.field}", language)

    def help(self, language: Language) -> str:
        """What it does."""
        return say(f"choice_help.{self.field}", language)


CHOICES = (
    Choice("origin", "from", TEXT, ("--from",)),
    Choice("to", "to", TEXT, ("--to",)),
    Choice("service", "service", TEXT, ("--service",)),
    Choice("categories", "category", IDS, ("--category",)),
    Choice("via", "via", IDS, ("--via",)),
    Choice("avoid", "avoid", IDS, ("--avoid",)),
    Choice("grade", "grade", GRADE, ("--grade",)),
    Choice("max_steps", "steps", COUNT, ("--max-steps",)),
    Choice("k", "k", COUNT, ("-k",)),
    Choice("at", "at", DAY, ("--at",)),
    Choice("path", "path", TEXT),
    Choice("step", "step", TEXT),
    Choice("language", "lang", LANGUAGE),
    Choice("search", "search", TEXT),
    Choice("nodes", "nodes", IDS),
    Choice("node", "node", TEXT),
    Choice("query", "query", TEXT),
    Choice("services", "services", SOME),
    Choice("part", "part", TEXT),
)
CHOICE = {choice.field: choice for choice in CHOICES}


@dataclass(frozen=True, slots=True)
class View(Question):
    """Everything that a reader has chosen: a question, and what is looked at.

    Attributes:
        path: id of the path shown; `all` for all of them laid over each other; None for the first.
        step: key of the step whose passage is shown.
        search, nodes, node: of Browse: the words looked for, the nodes opened, the one whose facts are shown.
        query: of Cypher.
        services: of Compare: the services side by side.
        part: of Check: the statement of the transfer, or the document, whose items are shown; None for the first.

    >>> View.of({"service": "aliexpress", "k": "5"}).question.service
    'svc-aliexpress'
    """

    path: str | None = None
    step: str | None = None
    language: Language = "en"
    search: str = ""
    nodes: tuple[str, ...] = ()
    node: str | None = None
    query: str = ""
    services: tuple[str, ...] = ("aliexpress", "temu", "google", "naver")
    part: str | None = None

    @classmethod
    def of(cls, params: Mapping[str, str]) -> "View":
        """The view of an address; a value that cannot be read raises InputError, keys of others are left alone."""
        return cls(**{c.field: _read(c, params[c.key]) for c in CHOICES if params.get(c.key)})

    def params(self) -> dict[str, str]:
        """The parameters of its address; what is not chosen is left out."""
        chosen = {choice.key: (choice.codec, getattr(self, choice.field)) for choice in CHOICES}
        return {key: codec.write(value) for key, (codec, value) in chosen.items() if value != _DEFAULTS[CHOICE_OF[key]]}

    def address(self, page: str = "") -> str:
        """The address of the view on a page, without the host."""
        return f"/{page}?{urlencode(self.params())}"

    @property
    def question(self) -> Question:
        """What it asks of the graph; services and categories may be given without their prefix."""
        asked = {field.name: getattr(self, field.name) for field in fields(Question)}
        service = self.service and prefixed("svc-", self.service)
        categories = tuple(prefixed("cat-", category) for category in self.categories)
        return Question(**asked | {"service": service, "categories": categories})


CHOICE_OF = {choice.key: choice.field for choice in CHOICES}
_DEFAULTS = {field.name: field.default for field in fields(View)}


def prefixed(prefix: str, given: str) -> str:
    """An id with its prefix, which people leave out.

    >>> prefixed("svc-", "aliexpress"), prefixed("svc-", "svc-temu")
    ('svc-aliexpress', 'svc-temu')
    """
    return given if given.startswith(prefix) else prefix + given


def _read(choice: Choice, text: str) -> Any:
    try:
        return choice.codec.read(text)
    except ValueError as error:
        raise InputError(
            f"“{choice.key}” in the address cannot be read", given=text, remedy=f"Write {choice.codec.form}"
        ) from error
