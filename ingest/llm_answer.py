"""What a language model says, held against the document: only what stands there word for word is kept.

The quote has to be in the passage that the model was given; it is replaced by the document's own words at the place
where it was found. The recipient, and the country by name, have to be in the quote or in what surrounds it: its
paragraph or item, or its rows of a table. Other words that are not there are left out of the statement.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, get_args

from pydantic import ValidationError

from data.countries import codes, find_countries
from data.models import ClaimKind
from graph.statement import Statement
from ingest.blocks import Block
from ingest.llm_passages import Passage
from ingest.llm_words import Words

# What a model may fill in. `operated_by` is not among the kinds: it would decide who "we" is in all other statements.
KINDS: tuple[str, ...] = get_args(ClaimKind)
FIELDS = (
    "kind", "recipient", "recipient_named", "country", "ground", "data_categories", "purpose", "retention",
    "applies_to", "quote",
)  # fmt: skip
NEEDED = {
    "collects": "data_categories", "provides_to": "recipient", "entrusts_to": "recipient",
    "transfers_to_country": "country", "discloses_to_authority": "recipient", "without_consent_exception": "ground",
}  # fmt: skip
POPULATIONS = ("*", "EU", "EEA")  # beside the countries of ISO 3166-1
PLACES = 8  # of a quote that is repeated in its passage; a form letter of one sentence must not take for ever
SURE, LESS_SURE = 0.6, 0.4  # recipient and country stand in the quote, or only near it

_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


class Unfounded(Exception):  # noqa: N818 - what it is, not a failure
    """A statement that the document does not bear out; its text says in which respect."""


def schema() -> dict[str, Any]:
    """The JSON schema of an answer, from the fields of Statement; every field required, as strict mode asks."""
    declared = Statement.model_json_schema()["properties"]
    fields = {name: _bare(declared[name]) for name in FIELDS} | {"kind": {"type": "string", "enum": list(KINDS)}}
    statement = {"type": "object", "properties": fields, "required": list(FIELDS), "additionalProperties": False}
    return {
        "type": "object", "properties": {"statements": {"type": "array", "items": statement}},
        "required": ["statements"], "additionalProperties": False,
    }  # fmt: skip


def claims(content: str) -> list[Any]:
    """The statements in an answer, unchecked; ValueError where it is not JSON of that form.

    >>> claims('```json {"statements": [{"kind": "collects"}]} ```')
    [{'kind': 'collects'}]
    """
    try:
        answer = json.loads(content[content.find("{") : content.rfind("}") + 1])
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    found = answer.get("statements") if isinstance(answer, dict) else None
    if not isinstance(found, list):
        raise ValueError("no list of statements")
    return found


class Witness:
    """A passage against which claims about it are held; `extractor` and `rule` say in a statement who made it."""

    def __init__(self, passage: Passage, language: str, extractor: str, rule: str | None = None) -> None:
        self._passage, self._language, self._extractor, self._rule = passage, language, extractor, rule
        self._words = _words(passage.text, passage.start, passage.blocks[0].markup)

    def statement(self, claim: Any) -> Statement:
        """The statement that a claim comes to, in the words of the document.

        Raises Unfounded with what is not as it should be: "form", "quote", "recipient", "country" or "data".
        """
        said, problem = _shaped(claim), "quote"
        for start, end in islice(self._words.spans(said.quote), PLACES):
            try:
                return self._at(said, start, end)
            except Unfounded as error:
                problem = str(error)
        raise Unfounded(problem)

    def _at(self, said: Statement, start: int, end: int) -> Statement:
        """The statement with the quote at this place."""
        blocks = [block for block in self._passage.blocks if block.start < end and start < block.end]
        at = self._passage.start
        quote = self._passage.text[start - at : end - at]
        texts = [
            _words(quote, start, blocks[0].markup),
            *(words for block in blocks for words in _around(block, start, end)),
        ]
        recipient, far = _recipient(said, texts)
        far |= bool(said.country) and _country(said, texts, self._language)
        data = tuple(dict.fromkeys(found for item in said.data_categories if (found := _first(texts, item))))
        if said.kind == "collects" and not data:
            raise Unfounded("data")
        return said.model_copy(update={
            "quote": quote, "start": start, "end": end, "subject": "we", "recipient": recipient,
            "data_categories": data, "purpose": _first(texts, said.purpose), "retention": _first(texts, said.retention),
            "ground": said.ground if said.kind == "without_consent_exception" else None,
            "confidence": LESS_SURE if far else SURE, "extractor": self._extractor, "rule": self._rule,
        })  # fmt: skip


def _shaped(claim: Any) -> Statement:
    """The claim as a statement, unchecked against the document; Unfounded("form") where it is none."""
    if not isinstance(claim, dict):
        raise Unfounded("form")
    said = {name: claim[name] for name in FIELDS if claim.get(name) is not None}
    try:
        statement = Statement.model_validate({"doc_id": "", "recipient_named": False} | said)
    except ValidationError as error:
        raise Unfounded("form") from error
    # Whoever is meant, it may be fewer than all: a claim about the users of one country is never the greater one.
    meant = statement.applies_to or ("*",)
    known = all(code in codes() or code in POPULATIONS for code in meant)
    if statement.kind not in KINDS or not getattr(statement, NEEDED[statement.kind]) or not known:
        raise Unfounded("form")
    return statement.model_copy(update={"applies_to": meant})


def _recipient(said: Statement, texts: list[Words]) -> tuple[str | None, bool]:
    """The recipient in the document's words, and whether these stand outside the quote."""
    if not (said.recipient or "").strip():
        return None, False
    for text in texts:
        if found := text.first(said.recipient or ""):
            return found, text is not texts[0]
    raise Unfounded("recipient")


def _country(said: Statement, texts: list[Words], language: str) -> bool:
    """Whether the country is named outside the quote only; what the name of a recipient implies does not count.

    Brackets behind a name are none of it: "Bolt Iceland Ltd. (Norway)" is in Norway.
    """
    name = _BRACKETS.sub("", said.recipient or "") if said.recipient_named else ""
    for text in texts:
        words = text.without(name)
        if any(mention.code == said.country for mention in find_countries(words, language, weak=True)):
            return text is not texts[0]
    raise Unfounded("country")


def _first(texts: list[Words], words: str | None) -> str | None:
    return next((found for text in texts if (found := text.first(words))), None) if words else None


def _around(block: Block, start: int, end: int) -> Iterator[Words]:
    """What surrounds a quote: its block, or the cells of the rows of a table that it touches."""
    if block.kind != "table":
        yield _words(block.raw, block.start, block.markup)
    for row in block.rows:
        if any(cell.start < end and start < cell.end for cell in row):
            yield from (_words(cell.raw, cell.start, cell.markup) for cell in row)


@lru_cache(maxsize=64)  # the claims of one passage ask for the same texts
def _words(raw: str, start: int, markup: bool) -> Words:
    return Words.of(raw, start, markup=markup)


def _bare(declared: dict[str, Any]) -> dict[str, Any]:
    """A field's JSON schema with the keywords that every endpoint knows."""
    kept = {name: value for name, value in declared.items() if name in ("type", "enum", "items")}
    if "anyOf" in declared:
        kept["anyOf"] = [_bare(choice) for choice in declared["anyOf"]]
    return kept
