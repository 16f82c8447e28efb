"""What the section and the introductions around an English sentence say of it."""

from ingest.english_clauses import engaging_verb
from ingest.english_exceptions import giving_verb
from ingest.english_passages import Sentence, section_role
from ingest.english_verbs import passive
from ingest.patterns import Hit, pattern

REASON = "We disclose personal data"  # what a column of reasons in a table of recipients goes on from
SILENT = ("sources", "definitions", "changes")  # sections that state no fact about where data goes


def is_silent(sentence: Sentence, ours: frozenset[str]) -> bool:
    """Whether a section or list states nothing of where data goes; where it comes from, a sentence may yet say more."""
    role = section_role(sentence.block)
    if role == "sources" and (_gives(sentence.text, ours) or introduced(sentence.intro, ours)):
        role = ""
    return role in SILENT or _silenced(sentence.intro)


def _gives(text: str, ours: frozenset[str]) -> bool:
    """Whether a sentence says by itself that the company gives data: it says "we", or is in the passive."""
    verb = giving_verb(text, ours)
    return verb is not None and (passive(text, verb) or bool(pattern("en", "us").search(text[: verb.start])))


def _silenced(sentence: Sentence | None) -> bool:
    """Whether a list is of rights, or of data and whom it comes from."""
    if sentence is None:
        return False
    hit = pattern("en", "introduces").search(sentence.text)
    if hit and hit.entry.means == "sources" and giving_verb(sentence.text, frozenset()):
        return False
    return bool(hit and hit.entry.means in ("rights", "sources")) or _silenced(sentence.intro)


def introduced(intro: Sentence | None, ours: frozenset[str]) -> Hit | None:
    """What makes a list one of recipients: a verb of giving in its introduction, or that it says so."""
    if intro is None or any(pattern("en", group).search(intro.text) for group in ("defines", "following_data")):
        return None
    if (verb := giving_verb(intro.text, ours) or engaging_verb(intro.text, ours)) is not None:
        return verb
    hit = pattern("en", "introduces").search(intro.text)
    if hit and hit.entry.means == "recipients":
        return hit
    if pattern("en", "such_cases").match(intro.text) and (verb := giving_verb(intro.previous or intro.before, ours)):
        return verb
    return introduced(intro.intro, ours)


def opening(intro: Sentence | None) -> str:
    """The sentences that introduce the lists around, outermost first."""
    if intro is None:
        return ""
    denied = intro.previous if pattern("en", "exceptions_follow").search(intro.text) else ""
    return f"{opening(intro.intro)} {intro.before} {denied} {intro.text}".strip()


def told_by_section(sentence: Sentence) -> str:
    """What an item of reasons goes on from where only its heading says that data is disclosed."""
    told = sentence.block.kind == "item" and pattern("en", "disclosing_heading").search(sentence.block.heading)
    return REASON if told and pattern("en", "reason").match(sentence.text) else ""


def storage_intro(sentence: Sentence) -> str:
    """What says that data is kept in the places that a sentence names: its introduction, or what went before."""
    if counted := pattern("en", "these_countries").search(sentence.text):
        return f"{sentence.previous} {sentence.text[: counted.start]}"
    intro = sentence.intro
    hit = pattern("en", "introduces").search(intro.text) if intro else None
    return intro.text if intro and hit and hit.entry.means == "store" else ""
