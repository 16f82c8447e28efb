"""English policies of our own in Markdown, read, and what they state."""

from graph.statement import Statement
from ingest.english import extract
from ingest.readers import read

Fact = tuple[str, str | None]  # kind; recipient, country or ground


def stated(text: str) -> list[Statement]:
    return extract(read(text.encode(), "policy.md"))


def facts(text: str) -> set[Fact]:
    return {(s.kind, s.recipient or s.country or s.ground) for s in stated(text)}
