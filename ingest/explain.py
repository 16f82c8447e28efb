"""Why a statement says what it says: the rule and words it rests on, and what each of its words was resolved to."""

from collections.abc import Iterable, Iterator

from data.countries import country_name, find_countries
from data.knowledge import Knowledge
from graph.schema import UNSPECIFIED
from graph.statement import Statement
from ingest.categories import Categories
from ingest.patterns import pattern

Line = tuple[str, str]


def explain(statements: Iterable[Statement], knowledge: Knowledge, language: str = "en") -> Iterator[list[Line]]:
    """What each statement rests on, as pairs of a heading and a sentence, in the order in which a reader would ask.

    `language` is that of the document, in which its places are named.
    """
    tree = Categories(knowledge.categories.values())
    for statement in statements:
        yield [
            ("rule", f"{statement.rule or 'none'} of {statement.extractor}"),
            ("because of", f"“{statement.why or statement.quote}”"),
            ("passage", f"“{statement.quote}”{_place(statement)}"),
            *_giver(statement, knowledge),
            *_recipient(statement, knowledge),
            *_country(statement, language),
            *_categories(statement, tree),
            ("users", _users(statement)),
            *_said(statement),
            ("grade", f"{statement.grade}, confidence {statement.confidence:.2f}"),
        ]


def _place(statement: Statement) -> str:
    return f" at {statement.start}–{statement.end}" if statement.start is not None else ", in our own words"


def _giver(statement: Statement, knowledge: Knowledge) -> Iterator[Line]:
    words, id_ = statement.subject, statement.subject_id
    if id_ and (not words or any(pattern(lang, "ourselves").fullmatch(words.strip()) for lang in ("ko", "en"))):
        yield (
            "from",
            f"“{words or ''}” → {id_}: who answers for the service to users in Korea, or else the service itself",
        )
    elif words or id_:
        yield "from", _resolution(words, id_, knowledge)


def _recipient(statement: Statement, knowledge: Knowledge) -> Iterator[Line]:
    if statement.recipient or statement.recipient_id:
        yield "to", _resolution(statement.recipient, statement.recipient_id, knowledge)
    elif statement.kind != "transfers_to_country":
        yield "to", "the passage names nobody"


def _resolution(words: str | None, id_: str | None, knowledge: Knowledge) -> str:
    said = f"“{words}”" if words else "nobody in words"
    return f"{said} → {id_}: {_why(id_, knowledge)}" if id_ else f"{said}, who could not be told"


def _why(id_: str, knowledge: Knowledge) -> str:
    """Why this id: a name that the knowledge base lists, a description, or a name it does not know."""
    for kind in ("organizations", "authorities", "services"):
        if record := knowledge.records(kind).get(id_):
            return f"{record.names.en or record.names.ko}, known to the knowledge base by this name"
    if id_.endswith(UNSPECIFIED):
        return "a third party that the passage leaves open; nobody is guessed for it"
    if "--" in id_:
        return "a description, which stands for itself within this service"
    return "a name that the knowledge base does not know; it is merged with no other"


def _country(statement: Statement, language: str) -> Iterator[Line]:
    code = statement.country
    if not code:
        return
    mention = next((m for m in find_countries(statement.quote, language) if m.code == code), None)
    source = f"“{statement.quote[mention.start : mention.end]}”" if mention else "words around the passage"
    yield "country", f"{source} → {code}: {country_name(code)}"


def _categories(statement: Statement, tree: Categories) -> Iterator[Line]:
    for words in statement.data_categories:
        ids = [id_ for id_ in tree.ids_in(words) if id_ in statement.category_ids]
        yield "data", f"“{words}” → {', '.join(ids)}" if ids else f"“{words}”: no category has this name; kept as it is"


def _users(statement: Statement) -> str:
    if "*" in statement.applies_to:
        return "all: nothing above or in the passage limits it to users of a place"
    return f"only those in {', '.join(statement.applies_to)}, of whom alone the passage speaks"


def _said(statement: Statement) -> Iterator[Line]:
    values = {
        "ground": statement.ground, "without consent": ", ".join(statement.without_consent),
        "purpose": statement.purpose, "retention": statement.retention, "speaker": statement.speaker,
    }  # fmt: skip
    yield from ((name, value) for name, value in values.items() if value)
