"""By which names the publisher of an English document speaks of itself."""

from collections import Counter
from collections.abc import Iterator

from ingest.blocks import Reading
from ingest.patterns import pattern

OPENING = 60  # blocks in which a document says who "we" are
WINDOW = 200  # characters before a name in quotation marks that tell whose it is
REPEATED = 3  # times a name must act before it is taken for the publisher's


def self_names(reading: Reading) -> frozenset[str]:
    """The names under which the publisher speaks of itself: those it equates with "we", or has act again and again."""
    names: set[str] = set()
    acting: Counter[str] = Counter()
    owning: Counter[str] = Counter()
    names.update(_titled(reading))
    for index, block in enumerate(reading.blocks):
        text = block.plain.text if block.kind != "table" else ""
        if index < OPENING:
            names.update(_quoted(text))
        acting.update(hit["short"] for hit in pattern("en", "self_name").hits(text))
        owning.update(hit["short"] for hit in pattern("en", "own_name").hits(text))
    least = max(acting.values(), default=0) / 2 if names else 0  # others act again and again, too
    names.update(name for name, count in acting.items() if count >= max(REPEATED, least))
    names.update(name for name, count in owning.most_common(1) if count >= REPEATED)
    names.update(hit.text for name in list(names) if (hit := pattern("en", "kind_of_body").search(name)))
    return frozenset(name for name in names if name[:1].isupper() and not pattern("en", "common").fullmatch(name))


def _quoted(text: str) -> Iterator[str]:
    """The short names in quotation marks that a text gives, but for those of others: "a tool of Bolt Inc. (“Bolt”)"."""
    for hit in pattern("en", "quoted_names").hits(text):
        if not pattern("en", "of_others").search(text[max(0, hit.start - WINDOW) : hit.parts["short"][1] - 2]):
            yield hit["short"].strip(" ,.")


def _titled(reading: Reading) -> Iterator[str]:
    """The names that the title of the page and the first headings tell."""
    headings = {reading.title, *(block.plain.text for block in reading.blocks[:3] if block.kind == "heading")}
    for title in (reading.title, *(block.plain.text for block in reading.blocks[:3])):
        hit = pattern("en", "titled_policy").match(title)
        if hit and (hit.entry.id == "whose" or title in headings):
            yield hit["short"]
