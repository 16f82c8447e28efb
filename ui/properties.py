"""A node's properties in the reader's language: codes as words, countries by name, Korean where it stands beside."""

from collections.abc import Mapping
from typing import Any

from babel.numbers import format_currency

from data.countries import country_name
from graph.browse import NodeFacts
from ui.i18n import Language, say, words

HIDDEN = frozenset({"id", "name", "name_native", "named", "specified", "described_by", "cited", "currency"})
# Sections of words.yaml for the codes of a property; those of `kind` by the label of its node.
CODES: Mapping[str, str] = {
    "kinds": "organization_kind", "compels": "organization_kind", "duties": "duty", "reach": "reach",
    "oversight": "oversight", "sensitivity": "sensitivity", "Service": "service_kind", "Authority": "authority_kind",
    "Proceeding": "proceeding_kind", "Accord": "accord_kind",
}  # fmt: skip
_COUNTRIES = ("jurisdiction", "data_from", "data_to")


def in_words(facts: NodeFacts, language: Language) -> dict[str, Any]:
    """Title → value or values, in the order of the schema; what has no words stands as it is."""
    given = facts.properties
    shown = [key for key in given if key not in HIDDEN and not key.endswith("_ko")]
    return {say(f"property.{key}", language): _value(key, facts, language) for key in shown}


def _value(key: str, facts: NodeFacts, language: Language) -> Any:
    given = facts.properties
    value = given.get(f"{key}_ko", given[key]) if language == "ko" else given[key]
    if key == "amount" and "currency" in given:
        return format_currency(value, given["currency"], locale=language)
    if isinstance(value, list):
        return [_word(key, one, facts.node.label, language) for one in value]
    return _word(key, value, facts.node.label, language)


def _word(key: str, value: Any, label: str, language: Language) -> Any:
    if isinstance(value, bool):
        return say("answer.yes" if value else "answer.no", language)
    if key in _COUNTRIES:
        return country_name(value, language)
    section = CODES.get(label if key == "kind" else key, "")
    return words().get(section, {}).get(value, {}).get(language, value)
