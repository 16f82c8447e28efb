"""What a privacy policy speaks of: its headings and bold beginnings, by the topics that a check asks for."""

from graph.statement import Statement
from ingest.blocks import Block, Reading
from ingest.patterns import pattern


def extract(reading: Reading) -> list[Statement]:
    """A statement of kind `gives_notice` for each topic, at the first heading or bold beginning that names it."""
    topics = pattern(reading.language, "notices")
    found: dict[str, Statement] = {}
    for block in reading.blocks:
        words = block.plain.text if block.kind == "heading" else block.lead
        for hit in topics.hits(words) if words else ():
            if hit.entry.means and hit.entry.means not in found:
                found[hit.entry.means] = _statement(reading, block, hit.entry.means, hit.text)
    return list(found.values())


def _statement(reading: Reading, block: Block, topic: str, why: str) -> Statement:
    return Statement(
        doc_id="",
        kind="gives_notice",
        topic=topic,
        quote=reading.text[block.start : block.end],
        start=block.start,
        end=block.end,
        rule="notice",
        why=why,
        confidence=0.9,
    )
