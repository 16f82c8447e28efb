"""Who speaks in a Korean disclosure: "주식회사 예시(이하 '회사')는 …" names the operator of the service."""

from collections.abc import Iterator, Sequence

from graph.statement import Statement
from ingest.blocks import Block, Cell, Reading
from ingest.korean_context import Context
from ingest.korean_names import recipients
from ingest.korean_sentences import Sentence, passage, sentences
from ingest.patterns import pattern

OPENING = 20  # blocks in which a document introduces itself


def operator(placed: Sequence[tuple[Block, Context]], reading: Reading) -> Iterator[Statement]:
    """The organisation that the document calls "회사", at its first mention; nothing where it names none."""
    for block, context in placed[:OPENING]:
        for sentence in sentences(block):
            if block.kind != "table" and (found := _named(sentence, block, context, reading)):
                yield found
                return


def _named(sentence: Sentence, block: Block, context: Context, reading: Reading) -> Statement | None:
    hit = pattern("ko", "speaker").search(sentence.text)
    if not hit:
        return None
    _, start, end = hit.parts["who"]
    left, right = sentence.span(start, end)
    who = [r for r in recipients(Cell(reading.text[left:right], left, right, markup=block.markup)) if r.named]
    if len(who) != 1:
        return None
    return Statement(
        kind="operated_by", recipient=who[0].words, rule="ko/operator", why=hit.text, confidence=0.9,
        **passage(sentence, context, reading),
    )  # fmt: skip
