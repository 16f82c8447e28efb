"""The statement: one claim taken from one place of one document, and the document it stands in.

A statement is the unit of provenance. Its id is a hash of the document, the kind, the offsets and what is written
there, so it stays when a name is resolved otherwise; beside every resolved value stands what was written.
"""

import hashlib
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from data.grades import Grade
from data.models import Ground

StatementKind = Literal[
    "collects",
    "provides_to",
    "entrusts_to",
    "transfers_to_country",
    "discloses_to_authority",
    "without_consent_exception",
    "operated_by",
    "uses",
    "controlled_by",
    "established_in",
    "empowers",
    "part_of",
    "concerns",
    "subsumed_by",
    "opened",
    "against",
    "gives_notice",
]
DocumentKind = Literal["privacy_policy", "notice", "news", "decision", "statute", "register", "source", "knowledge"]


class Document(BaseModel):
    """One version of one disclosure.

    Attributes:
        id: readable slug, unique for each version.
        service: id of the service it is about; None for a document about none or several.
        publisher: who publishes it, in words.
        publisher_id: the organisation or service that speaks in it; None where unknown.
        version: date of the version; None where it has none.
        sha256: of the bytes read; of title and address where only its facts were read.
        restatement: true where we restate in our words what the source says.
        cited: true where the knowledge base cites it and its text was not read here.
        grade: what its statements rest on unless one says otherwise.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: DocumentKind
    title: str
    service: str | None = None
    publisher: str | None = None
    publisher_id: str | None = None
    url: str | None = None
    language: str | None = None
    version: date | None = None
    sha256: str = ""
    restatement: bool = False
    cited: bool = False
    grade: Grade = Grade.DISCLOSED


class Statement(BaseModel):
    """One claim of one document, as written and as resolved.

    Fields come in pairs: `recipient` is the words, `recipient_id` the node they were resolved to. `start` and `end`
    are offsets of `quote` in what `datagil text` prints; both None where the words are ours (`own_words`).

    Attributes:
        doc_id: id of the document.
        service: the service it is about, where the document is about none or several.
        subject: who gives the data, as written ("we"); `subject_id` the organisation or service.
        recipient_named: true for a particular organisation or authority, false for a description.
        recipient_label: the node label of the recipient.
        country: ISO 3166-1 alpha-2 of the place stated for this recipient or storage.
        ground: of an exception to consent.
        link: for a transfer with a recipient: how the recipient gets the data, where the document says.
        method: when and how data is transferred; `contact`: of its recipient; `refusal`: how to refuse (Art. 28-8(2)).
        topic: of a notice: what the policy speaks of, a topic of the lexicon ("destruction").
        applies_to: `["*"]`, or the countries whose users alone the passage speaks of.
        articles: of the law that the statement cites; `share`: held by a parent; `how`: incorporated or headquarters.
        without_consent: grounds on which the passage says this happens without consent.
        extractor: the program and rule set that read it; `rule`: which rule, `why`: the words it rested on.
        quote_ko: of our own words, the same in Korean.
        before, after: the surroundings of the quote, for showing it in its place.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    doc_id: str
    kind: StatementKind
    service: str | None = None
    subject: str | None = None
    subject_id: str | None = None
    data_categories: tuple[str, ...] = ()
    category_ids: tuple[str, ...] = ()
    recipient: str | None = None
    recipient_id: str | None = None
    recipient_label: str | None = None
    recipient_named: bool = True
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    ground: Ground | None = None
    link: Literal["provides_to", "entrusts_to"] | None = None
    applies_to: tuple[str, ...] = ("*",)
    without_consent: tuple[Ground, ...] = ()
    purpose: str | None = None
    retention: str | None = None
    method: str | None = None
    contact: str | None = None
    refusal: str | None = None
    topic: str | None = None
    quote: str
    quote_ko: str | None = None
    start: int | None = None
    end: int | None = None
    before: str = ""
    after: str = ""
    own_words: bool = False
    speaker: str | None = None
    grade: Grade = Grade.DISCLOSED
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    extractor: str = "datagil"
    rule: str | None = None
    why: str | None = None
    articles: tuple[str, ...] = ()
    share: str | None = None
    how: str | None = None
    people: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def id(self) -> str:
        """Hash of where it stands and what is written there, independent of how names are resolved."""
        written = (
            self.doc_id, self.kind, self.start, self.end, self.subject, self.recipient, self.country, self.ground,
            self.applies_to, self.topic, self.quote if self.own_words else "",
        )  # fmt: skip
        return "st-" + hashlib.sha256(repr(written).encode()).hexdigest()[:16]

    def as_json(self) -> dict[str, Any]:
        """Plain values for one line of JSON; ids and dates as text."""
        return {"id": self.id, **self.model_dump(mode="json")}
