"""What a notice gives of what the law asks, in parts: each transfer of a document, and its policy as a whole."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from data.countries import country_name
from graph.completeness import Completeness, Given, Item, Transfer
from ui.i18n import Language, either, say

_MARKS = re.compile(r"\*\*|^[-=]{3,}$|^#+ |\\(?=[^\w\s])", re.MULTILINE)


class Part(NamedTuple):
    """The items asked of one transfer, or of the policy where `transfer` is None."""

    document: Completeness
    transfer: Transfer | None

    @property
    def id(self) -> str:
        """The id of the transfer's first statement, or of the document."""
        return self.transfer.statements[0] if self.transfer else self.document.document

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id by which it may be asked for."""
        return self.transfer.statements if self.transfer else (self.document.document,)

    @property
    def items(self) -> tuple[Item, ...]:
        """The items in the order of the law."""
        return self.transfer.items if self.transfer else self.document.policy

    def title(self, language: Language) -> str:
        """What the items are asked of."""
        if self.transfer is None:
            return say("check.policy", language)
        recipient = self.transfer.recipient or say("check.no_recipient", language)
        country = country_name(self.transfer.country, language)
        return say("check.transfer", language, country=country, recipient=recipient)

    def law(self, language: Language) -> str:
        """The provision that asks."""
        return say("check.of_transfer" if self.transfer else "check.of_policy", language)

    def tally(self, language: Language) -> str:
        """How many of the items were found."""
        found = sum(bool(item.given) for item in self.items)
        return say("check.tally", language, found=found, asked=len(self.items))

    def words(self, given: Given, language: Language) -> str:
        """Words that give an item, on one line and without marks of Markdown; a country by its name."""
        if self.transfer and given.words == self.transfer.country:
            return country_name(given.words, language)
        return " ".join(_MARKS.sub("", given.words).split())


def parts(found: Iterable[Completeness]) -> list[Part]:
    """The parts of each document: its policy where it is one, then its transfers."""
    every = (Part(document, transfer) for document in found for transfer in (None, *document.transfers))
    return [part for part in every if part.items]


def chosen_part(offered: Sequence[Part], wanted: str | None) -> Part:
    """The part that is wanted, by its id or that of any statement of its transfer, else the first."""
    return next((part for part in offered if wanted in part.ids), offered[0])


def source(document: Completeness) -> str:
    """A document's title and version."""
    return " · ".join(filter(None, (document.title, document.version)))


def asked(item: Item, language: Language) -> str:
    """What the law asks for."""
    return either(*item.says, language)
