"""By which names the publisher of an English document speaks of itself."""

from collections import Counter

from ingest.blocks import Reading
from ingest.patterns import pattern

OPENING = 60  # blocks in which a document says who "we" are
REPEATED = 3  # times a name must act before it is taken for the publisher's


def self_names(reading: Reading) -> frozenset[str]:
    """The names under which the publisher speaks of itself: those it equates with "we", or has act again and again."""
    names: set[str] = set()
    acting: Counter[str] = Counter()
    owning: Counter[str] = Counter()
    titles_ = [reading.title, *(block.plain.text for block in reading.blocks[:3])]
    names.update(hit["short"] for title in titles_ if (hit := pattern("en", "titled_policy").match(title)))
    for index, block in enumerate(reading.blocks):
        text = block.plain.text if block.kind != "table" else ""
        if index < OPENING:
            names.update(hit["short"].strip(" ,.") for hit in pattern("en", "quoted_names").hits(text))
        acting.update(hit["short"] for hit in pattern("en", "self_name").hits(text))
        owning.update(hit["short"] for hit in pattern("en", "own_name").hits(text))
    names.update(name for name, count in acting.items() if count >= REPEATED)
    names.update(name for name, count in owning.most_common(1) if count >= REPEATED)
    return frozenset(name for name in names if name[:1].isupper() and not pattern("en", "common").fullmatch(name))
