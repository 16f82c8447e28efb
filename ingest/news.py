"""What the press reports: proceedings, clauses it quotes, and claims with who makes them.

What the paper states itself is `reported`; what somebody fears or says is `alleged`, and the statement names them.
"""

from collections.abc import Iterator
from typing import Any

from data.grades import Grade
from graph.statement import Statement
from ingest.blocks import Reading
from ingest.english import of_sentence
from ingest.english_passages import Sentence, passages
from ingest.english_publisher import self_names
from ingest.english_recipients import recipients
from ingest.english_scope import EVERYBODY
from ingest.english_who import Recipient
from ingest.patterns import Hit, pattern

EXTRACTOR = "datagil/news"
OPENING = 10  # blocks in which a document says what it is
MARKS = 3  # attributions by which a text without a policy's "we" is taken for news


def is_news(reading: Reading) -> bool:
    """Whether the form of a document is that of an article: it attributes, and does not speak as a company.

    One that calls itself a policy is none, whoever it says "according to" of.
    """
    if reading.language != "en":
        return False
    titles = [reading.title, *(block.plain.text for block in reading.blocks[:OPENING] if block.kind == "heading")]
    if any(pattern("en", "own_title").fullmatch(title.strip()) for title in titles):
        return False
    text = reading.text[:20_000]
    attributed = sum(1 for _ in pattern("en", "news_mark").hits(text))
    own = sum(1 for _ in pattern("en", "policy_mark").hits(text))
    return attributed >= MARKS and attributed > 2 * own


def extract(reading: Reading) -> list[Statement]:
    """The statements of an article, in reading order; their names are not yet resolved."""
    publisher = reading.meta.get("publisher") or reading.title or "the article"
    ours = self_names(reading)
    found: list[Statement] = []
    for sentence in passages(reading.blocks):
        if sentence.block.kind == "heading":
            continue
        found += _proceedings(sentence)
        speaker = _speaker(sentence, publisher)
        found += _claims(sentence, speaker)
        found += _clauses(sentence, ours)
    return found


def _proceedings(sentence: Sentence) -> Iterator[Statement]:
    """Who investigates, fines or orders whom; one statement for each authority."""
    for hit in pattern("en", "proceeding").hits(sentence.text):
        for authority in pattern("en", "agency").hits(hit["who"]):
            yield _statement(
                sentence, "opened", subject=authority.text.strip(), recipient=_respondent(hit),
                rule=f"proceeding/{hit.entry.id}", why=hit.text[:120], confidence=0.8,
            )  # fmt: skip


def _respondent(hit: Hit) -> str | None:
    whom = hit["whom"].strip()
    named = pattern("en", "proper").match(whom)
    return named.text if named else None


def _speaker(sentence: Sentence, publisher: str) -> str | None:
    """Who makes a claim: somebody quoted, or those who are said to worry; None where the paper speaks itself."""
    if said := pattern("en", "said").search(sentence.text):
        role = f", {said['role']}" if said["role"] else ""
        return f"{said['who']}{role}"
    claim = pattern("en", "claim").search(sentence.text)
    if claim is None:
        return None
    who = pattern("en", "clause_start").cut(claim["who"])
    name = who[-1][0].strip() if who else "somebody"
    if pattern("en", "proper").fullmatch(name):
        return name
    return f"{name} (unnamed), as reported by {publisher}"


def _claims(sentence: Sentence, speaker: str | None) -> Iterator[Statement]:
    """To whom somebody says or fears that data goes."""
    if speaker is None:
        return
    for leak in pattern("en", "leak").hits(sentence.text):
        who = recipients(sentence.text, leak.end)
        for recipient in who:
            if recipient.start - leak.end <= 40:
                yield _claimed(sentence, recipient, leak, speaker)


def _claimed(sentence: Sentence, recipient: Recipient, leak: Hit, speaker: str) -> Statement:
    nation = pattern("en", "nationality").search(recipient.name)
    return _statement(
        sentence, recipient.kind, recipient=recipient.name, recipient_named=recipient.named,
        country=nation.entry.means if nation else None, grade=Grade.ALLEGED, speaker=speaker, rule="claim",
        why=leak.text, confidence=0.7,
    )  # fmt: skip


def _clauses(sentence: Sentence, ours: frozenset[str]) -> Iterator[Statement]:
    """What a clause of a policy that the article quotes or retells states."""
    quoted = pattern("en", "quoted_clause").search(sentence.text)
    if quoted is None or pattern("en", "said").search(sentence.text):
        return
    for statement in of_sentence(sentence, ours):
        if statement.kind != "operated_by":
            yield statement.model_copy(update={"extractor": EXTRACTOR, "subject": None, "grade": Grade.REPORTED})


def _statement(sentence: Sentence, kind: Any, **fields: Any) -> Statement:
    start, end = sentence.span()
    at = sentence.block.start
    quote = sentence.block.raw[start - at : end - at]
    return Statement(
        doc_id="", kind=kind, quote=quote, start=start, end=end, applies_to=EVERYBODY, extractor=EXTRACTOR,
        **{"grade": Grade.REPORTED, **fields},
    )  # fmt: skip
