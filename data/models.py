"""The declared form of every knowledge file: what a record holds, and what is refused.

Unknown keys are refused, every record names its sources, and a fact whose source was not read has the
grade `unconfirmed`. Prose is ours; facts come from the sources named.
"""

import datetime
import re
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from data.grades import Grade

CountryCode = Annotated[str, Field(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2")]
AppliesTo = Annotated[list[str], Field(default_factory=lambda: ["*"], min_length=1)]

OrganizationKind = Literal[
    "communications_provider",  # electronic communication or remote computing service (18 U.S.C. 2510(15), 2711(2))
    "telecom_operator",
    "internet_provider",
    "network_operator",  # owner, manager or service provider of a network (网络运营者)
    "critical_infrastructure_operator",
    "cloud_provider",
    "online_platform",
    "financial_institution",
    "insurer",
    "payment_provider",
    "seller",
    "holding",
    "other",
]
AuthorityKind = Literal[
    "intelligence", "police", "prosecution", "data_protection", "competition", "court", "regulator", "government"
]
Duty = Literal["access", "assistance", "preservation", "interception", "localisation"]
Reach = Literal[
    "established",  # organisations established in the jurisdiction
    "stored",  # data stored in the jurisdiction, or devices there
    "offering",  # organisations elsewhere that offer services there
    "control",  # data in a subject organisation's possession, custody or control, wherever it is
]
Oversight = Literal["none", "executive", "independent_body", "prosecutor", "court", "mixed"]
Sensitivity = Literal["none", "sensitive_art23", "unique_identifier_art24", "rrn_art24-2"]
Ground = Literal["law", "vital_interest", "public_interest", "contract", "own_rights", "business_transfer", "other"]
ProceedingKind = Literal["investigation", "decision", "recommendation", "conditional_approval", "judgment"]
AccordKind = Literal["equivalence", "executive_agreement", "mutual_legal_assistance"]
ClaimKind = Literal[
    "collects",
    "provides_to",
    "entrusts_to",
    "transfers_to_country",
    "discloses_to_authority",
    "without_consent_exception",
]


class Record(BaseModel):
    """A part of a knowledge file; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Record):
    """Where a fact was read. `date` is the source's own date, None where it has none."""

    title: str
    publisher: str
    url: Annotated[str, Field(pattern="^https?://")]
    date: datetime.date | None = None


class Names(Record):
    """A name in English, Korean and its own language, with other names it goes by."""

    en: str
    ko: str
    native: str | None = None
    aliases: list[str] = []

    @property
    def all(self) -> list[str]:
        """Every name once, English first."""
        return list(dict.fromkeys(n for n in (self.en, self.ko, self.native, *self.aliases) if n))


class Text(Record):
    """A sentence in English and Korean."""

    en: str
    ko: str


class Words(Record):
    """Words in English, and in Korean where somebody translated them."""

    en: str
    ko: str | None = None


def _in_english(given: object) -> object:
    return {"en": given} if isinstance(given, str) else given


# A plain string is English.
Prose = Annotated[Words, BeforeValidator(_in_english, json_schema_input_type=str | Words)]


class Fact(Record):
    """Something said to be true, with its grade, its sources and the time it holds for.

    `unconfirmed` needs no source (it was not read); every other grade does.
    """

    grade: Grade
    sources: list[Source] = []
    note: Prose | None = None
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None

    @model_validator(mode="after")
    def _is_sourced(self) -> Self:
        if self.grade != Grade.UNCONFIRMED and not self.sources:
            raise ValueError(f"a fact of grade {self.grade} needs at least one source")
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError("valid_from is later than valid_to")
        return self


class Establishment(Fact):
    """A country in which an organisation is incorporated or has its headquarters."""

    country: CountryCode
    how: Literal["incorporated", "headquarters"]
    city: str | None = None


class Control(Fact):
    """Control by a parent; `share` in words, as the source gives it."""

    parent: str
    share: Prose | None = None


class Organization(Record):
    """A legal entity, or a described group of them (`named: false`, e.g. the sellers on a platform)."""

    id: Annotated[str, Field(pattern="^org-[a-z0-9-]+$")]
    names: Names
    named: bool = True
    kinds: list[OrganizationKind] = []
    registration: str | None = None
    established: list[Establishment] = []
    controlled_by: list[Control] = []
    note: Prose | None = None
    sources: Annotated[list[Source], Field(min_length=1)]


class Operation(Fact):
    """The organisation that operates a service (its controller) for the users meant by `applies_to`."""

    organization: str
    applies_to: AppliesTo


class Agent(Fact):
    """A domestic agent (국내대리인, PIPA Art. 31-2); `organization` is None where none is named."""

    organization: str | None = None
    says: Prose


class Claim(Fact):
    """A statement about data that was read outside an ingested document, in our own words (`says`).

    `subject` and `recipient` are ids of organisations, services or authorities; `speaker` names who claims it
    where the grade is `alleged`.
    """

    kind: ClaimKind
    subject: str
    recipient: str | None = None
    country: CountryCode | None = None
    categories: list[str] = []
    without_consent: list[Ground] = []
    applies_to: AppliesTo
    purpose: str | None = None
    retention: str | None = None
    people: int | None = None
    says: Prose
    speaker: str | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.kind == "transfers_to_country" and not self.country:
            raise ValueError("transfers_to_country needs a country")
        if self.grade == Grade.ALLEGED and not self.speaker:
            raise ValueError("an alleged claim names its speaker")
        return self


class Service(Record):
    """What a person signs up to."""

    id: Annotated[str, Field(pattern="^svc-[a-z0-9-]+$")]
    names: Names
    kind: str
    url: str | None = None
    operated_by: list[Operation] = []
    domestic_agents: list[Agent] = []
    claims: list[Claim] = []
    contradictions: list[Prose] = []
    note: Prose | None = None
    sources: Annotated[list[Source], Field(min_length=1)]


class Authority(Fact):
    """A public body that may obtain data. `named` is false for a described one ("Chinese authorities")."""

    id: Annotated[str, Field(pattern="^auth-[a-z0-9-]+$")]
    names: Names
    jurisdiction: CountryCode | None
    kind: AuthorityKind
    named: bool = True


class Article(Record):
    """One article of an instrument and what it says, in our words."""

    number: str
    says: Prose

    @property
    def cited(self) -> str:
        """How it is cited: "Art. 7", but "18 USC 2713" and "Sch. 4" as they are."""
        return f"Art. {self.number}" if re.fullmatch(r"\d[\w()-]*", self.number) else self.number

    @property
    def cited_ko(self) -> str:
        """How it is cited in Korean."""
        return cited_in_korean(self.cited)


def cited_in_korean(article: str) -> str:
    """An article as Korean cites it, from its English citation; others, such as "18 USC 2713", as they are.

    >>> cited_in_korean("Art. 28-8(2)"), cited_in_korean("18 USC 2713")
    ('제28조의8(2)', '18 USC 2713')
    """
    return re.sub(
        r"^Art\. (\d+\w*?)(?:-(\d+))?(?=\(|$)", lambda m: f"제{m[1]}조" + (f"의{m[2]}" if m[2] else ""), article
    )


class LegalInstrument(Fact):
    """A statute or order that compels access, assistance, retention or localisation.

    `compels` lists the kinds of organisation it addresses; `["*"]` for any. `reach` says by which link someone is
    within it; `key_articles` are those that a path cites. `authorities` may use it; `overseen_by` only approve or
    supervise its use, so no path ends there.
    """

    id: Annotated[str, Field(pattern="^law-[a-z0-9-]+$")]
    names: Names
    jurisdiction: CountryCode
    articles: Annotated[list[Article], Field(min_length=1)]
    key_articles: list[str]
    in_force: datetime.date | None
    amended: datetime.date | None = None
    status: Prose | None = None
    duties: Annotated[list[Duty], Field(min_length=1)]
    compels: Annotated[list[OrganizationKind | Literal["*"]], Field(min_length=1)]
    compels_in_words: Prose
    reach: Annotated[list[Reach], Field(min_length=1)]
    extraterritorial: bool
    extraterritorial_how: Prose | None = None
    authorities: Annotated[list[str], Field(min_length=1)]
    overseen_by: list[str] = []
    oversight: Oversight

    @model_validator(mode="after")
    def _cites_its_articles(self) -> Self:
        known = {article.number for article in self.articles}
        if missing := [number for number in self.key_articles if number not in known]:
            raise ValueError(f"key_articles not among articles: {', '.join(missing)}")
        return self


class Synonyms(Record):
    """Other words for a category, by language."""

    en: list[str] = []
    ko: list[str] = []


class DpvTerm(Record):
    """The term of the W3C Data Privacy Vocabulary (DPV-PD) and how closely it fits."""

    term: str | None
    match: Literal["exact", "close"] | None = None
    broader: list[str] = []


class Category(Fact):
    """A category of personal data in the subsumption tree; exactly one has no parent."""

    id: Annotated[str, Field(pattern="^cat-[a-z0-9-]+$")]
    parent: str | None
    names: Names
    synonyms: Synonyms = Synonyms()
    sensitivity: Sensitivity = "none"
    dpv: DpvTerm


class Accord(Fact):
    """A treaty or an equivalence decision: noted on a path between its places, of no weight in grade or rank.

    `data_from` and `data_to` say which way the data goes that it is about; a mutual treaty has the same in both.
    """

    id: Annotated[str, Field(pattern="^acc-[a-z0-9-]+$")]
    names: Names
    kind: AccordKind
    data_from: Annotated[list[CountryCode], Field(min_length=1)]
    data_to: Annotated[list[CountryCode], Field(min_length=1)]
    says: Text


class Amount(Record):
    """A sum of money and what it is for."""

    what: str
    amount: int


class Proceeding(Fact):
    """An investigation, decision, recommendation or judgment; findings about transfers are claims."""

    id: Annotated[str, Field(pattern="^enf-[a-z0-9-]+$")]
    names: Names
    kind: ProceedingKind
    authority: str
    respondents: list[str]
    services: list[str] = []
    decided: datetime.date
    announced: datetime.date | None = None
    provisions: list[str] = []
    provisions_confirmed: bool = True
    summary: Text
    amount: int | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    amounts: list[Amount] = []
    people: int | None = None
    claims: list[Claim] = []
    contradictions: list[Prose] = []
    follow_up: Prose | None = None


class Provision(Fact):
    """An article of Korean law that a path or a check cites (PIPA and its Decree)."""

    id: Annotated[str, Field(pattern="^kr-[a-z0-9-]+$")]
    law: str
    article: str
    title: Text
    says: str
    grounds: list[str] = []
    items: list[str] = []


class Check(Record):
    """One item that a provision asks a notice to contain, and what counts as giving it.

    `of` says whether it is asked of each overseas transfer or of the policy as a whole. A transfer gives the item where
    one of `fields` of its statement is filled; a policy where it holds a statement of one of `kinds`, or a passage on
    one of `topics`. A check finds or does not find; it never judges.
    """

    id: Annotated[str, Field(pattern="^[a-z0-9-]+$")]
    provision: str
    of: Literal["transfer", "policy"]
    says: Text
    fields: list[str] = []
    kinds: list[str] = []
    topics: list[str] = []
    sources: Annotated[list[Source], Field(min_length=1)]
