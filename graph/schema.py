"""The model, declared once: nodes, relationships, their properties, and how statements become relationships.

Constraints, indexes, writes, the documentation page, colours, filters and exports derive from these tables; nothing
else in datagil names a property of the graph that is not declared here.
"""

from dataclasses import dataclass
from typing import Literal

Type = Literal["string", "strings", "integer", "float", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property: its type, what it means, in which unit, and what null (or an empty list) means."""

    name: str
    type: Type
    means: str
    null: str = "not known"
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of node. `colour` is its fill in every view; `searchable` puts its names into the full-text index."""

    label: str
    en: str
    ko: str
    means: str
    properties: tuple[Property, ...]
    colour: str
    searchable: bool = True


@dataclass(frozen=True, slots=True)
class RelationshipKind:
    """A kind of relationship.

    `carries` says what a walk takes along it: "named" (the categories it names), "all", "by_rule" (all, where a rule of
    the knowledge base says so) or None where no data flows. `single` names properties: of one start there is one such
    relationship for each of their values, so that two with different ends contradict each other.
    `en` and `ko` are the words on the edge; `order` sorts parallel choices on a path.
    """

    type: str
    en: str
    ko: str
    means: str
    ends: tuple[tuple[str, str], ...]
    carries: Literal["named", "all", "by_rule"] | None
    properties: tuple[Property, ...] = ()
    single: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """How a kind of statement becomes a relationship: its type and which fields of the statement are its ends."""

    relationship: str
    start: Literal["subject_id", "recipient_id"] = "subject_id"
    end: Literal["recipient_id", "country", "category_ids"] = "recipient_id"


def _korean(name: str, type_: Type = "string") -> Property:
    return Property(f"{name}_ko", type_, f"the same as {name}, in Korean", null="not translated")


def _names(*extra: Property) -> tuple[Property, ...]:
    return (
        Property("id", "string", "stable, readable key", null="never null"),
        Property("name", "string", "name in English, or as written where no English name is known", null="never null"),
        Property("name_ko", "string", "name in Korean"),
        Property("name_native", "string", "name in its own language, where that is neither"),
        Property("aliases", "strings", "other names it goes by", null="none known"),
        *extra,
    )


EVIDENCE = (
    Property("key", "string", "identity of the relationship: a hash of what tells it apart", null="never null"),
    Property("grade", "string", "what it rests on: law, decision, register, disclosed, reported, alleged, unconfirmed",
             null="never null"),
    Property("statements", "strings", "ids of the statements it was assembled from", null="inferred: see rule"),
    Property("document", "string", "id of the document whose statements it was assembled from", null="inferred"),
    Property("dated", "date", "date of that document's version", null="inferred, or the document has no date"),
    Property("rule", "string", "id of the rule that inferred it", null="not inferred"),
    Property("premises", "strings", "keys of the relationships it was inferred from", null="not inferred"),
    Property("valid_from", "date", "first day it is said to hold", null="not said"),
    Property("valid_to", "date", "last day it is said to hold", null="still holds, as far as the source says"),
)  # fmt: skip

CARRIED = (
    Property("categories", "strings", "ids of the data categories named", null="the source names none: any category"),
    Property("category_words", "strings", "the categories as written", null="the source names none"),
    Property("purposes", "strings", "purposes, as written", null="not said"),
    Property("retention", "strings", "retention periods, as written", null="not said"),
    Property("without_consent", "strings", "grounds on which it happens without consent", null="no such ground said"),
    Property("applies_to", "strings", "countries whose users alone are meant; * for all users", null="never null"),
    Property("overseas", "boolean", "said to leave the users' country", null="not said"),
    Property("country", "string", "place stated for this recipient or storage, ISO 3166-1 alpha-2", null="not said"),
    Property("speakers", "strings", "who claims it, where the grade is alleged", null="the publisher of the document"),
    Property("people", "integer", "how many people are concerned", null="not said", unit="people"),
    Property("service", "string", "id of the service in whose document it stands; a walk from another service may not "
             "take it", null="holds whatever the service"),
)  # fmt: skip

NODES: tuple[NodeKind, ...] = (
    NodeKind("DataSubject", "Data subjects", "정보주체", "A population whose data it is",
             _names(Property("jurisdiction", "string", "where they are, ISO 3166-1 alpha-2")), "#f4d58d"),
    NodeKind("Service", "Service", "서비스", "What a person signs up to",
             _names(Property("kind", "string", "kind of service"), Property("url", "string", "its address"),
                    Property("notes", "strings", "what the sources leave open or contradict", null="nothing noted"),
                    _korean("notes", "strings")), "#9cc5a1"),
    NodeKind("Organization", "Organisation", "법인·단체", "A legal entity, or a described one",
             _names(Property("named", "boolean", "false for a description (\"payment processors\")", null="never null"),
                    Property("kinds", "strings", "kinds that decide which laws address it", null="not known"),
                    Property("registration", "string", "registration number"),
                    Property("specified", "boolean", "false where the source does not say who receives the data",
                             null="never null"),
                    Property("note", "string", "what the sources leave open"), _korean("note")), "#8ab6d6"),
    NodeKind("DataCategory", "Category of data", "개인정보 항목", "A category of personal data",
             _names(Property("sensitivity", "string", "PIPA Art. 23, 24 or 24-2, or none", null="never null"),
                    Property("dpv", "string", "term of the W3C Data Privacy Vocabulary", null="no term fits")),
             "#d9c2e9"),
    NodeKind("Jurisdiction", "Jurisdiction", "관할", "A country or territory", _names(), "#e8a87c"),
    NodeKind("LegalInstrument", "Legal instrument", "법령", "A statute or order that compels access or assistance",
             _names(Property("jurisdiction", "string", "whose law it is, ISO 3166-1 alpha-2", null="never null"),
                    Property("articles", "strings", "its articles that matter here, with what they say"),
                    _korean("articles", "strings"),
                    Property("key_articles", "strings", "the articles that a path cites"),
                    Property("in_force", "date", "first day in force"),
                    Property("amended", "date", "last amendment known"),
                    Property("status", "string", "anything unusual about its force", null="in force"),
                    _korean("status"),
                    Property("duties", "strings", "access, assistance, preservation, interception, localisation"),
                    Property("compels", "strings", "kinds of organisation it addresses; * for any"),
                    Property("compels_in_words", "string", "whom it addresses, in words"),
                    _korean("compels_in_words"),
                    Property("reach", "strings", "by which link someone is within it: established, stored, offering, "
                             "control"),
                    Property("extraterritorial", "boolean", "reaches beyond its territory", null="never null"),
                    Property("extraterritorial_how", "string", "how it does"), _korean("extraterritorial_how"),
                    Property("oversight", "string", "who must agree first: none, executive, independent_body, "
                             "prosecutor, court, mixed"),
                    Property("note", "string", "what is disputed or open"), _korean("note")), "#e27d60"),
    NodeKind("Authority", "Authority", "기관", "A public body that may obtain data, or a described one",
             _names(Property("kind", "string", "intelligence, police, prosecution, data_protection, competition, "
                             "court, regulator, government"),
                    Property("named", "boolean", "false for a description (\"law-enforcement agencies\")",
                             null="never null"),
                    Property("jurisdiction", "string", "whose authority it is, ISO 3166-1 alpha-2", null="not stated"),
                    Property("note", "string", "what the sources leave open"), _korean("note")), "#c38d9e"),
    NodeKind("Proceeding", "Proceeding", "처분·조사", "An investigation, decision or fine",
             _names(Property("kind", "string", "investigation, decision, recommendation, conditional_approval or "
                             "judgment"),
                    Property("date", "date", "day decided or opened"),
                    Property("provisions", "strings", "provisions applied", null="none named"),
                    Property("provisions_confirmed", "boolean", "the provisions were read in a source"),
                    Property("summary", "string", "what was found, in English"),
                    Property("summary_ko", "string", "what was found, in Korean"),
                    Property("amount", "integer", "sum imposed", null="none, or not known", unit="currency"),
                    Property("currency", "string", "ISO 4217 code"),
                    Property("people", "integer", "people concerned", unit="people"),
                    Property("notes", "strings", "follow-up, and what the sources contradict", null="nothing noted"),
                    _korean("notes", "strings")), "#b8b8aa"),
    NodeKind("Accord", "Accord", "협정·결정", "A treaty or an equivalence decision: noted beside a path between its "
             "places, of no weight in grade or rank",
             _names(Property("kind", "string", "equivalence, executive_agreement or mutual_legal_assistance"),
                    Property("data_from", "strings", "where the data comes from that it is about, ISO 3166-1 alpha-2",
                             null="never null"),
                    Property("data_to", "strings", "where that data goes, ISO 3166-1 alpha-2", null="never null"),
                    Property("note", "string", "what the sources leave open"), _korean("note")), "#a3b5c0"),
    NodeKind("Document", "Document", "문서", "One version of one disclosure",
             _names(Property("kind", "string", "privacy_policy, notice, news, decision, statute, register, source "
                             "(cited by the knowledge base), knowledge"),
                    Property("publisher", "string", "who publishes it"), Property("url", "string", "its address"),
                    Property("language", "string", "BCP 47 tag"),
                    Property("version", "date", "date of the version", null="it has none"),
                    Property("sha256", "string", "hash of the bytes read", null="only its facts were read"),
                    Property("restatement", "boolean", "we restate it in our words", null="never null"),
                    Property("service", "string", "id of the service it is about", null="none, or several"),
                    Property("cited", "boolean", "cited by the knowledge base, not read here", null="read here")),
             "#d8d8d8"),
    NodeKind("Rule", "Rule", "규칙", "A rule of inference, as it was when it was last run",
             (Property("id", "string", "stable, readable key", null="never null"),
              Property("name", "string", "id of the rule in the knowledge base", null="never null"),
              Property("reason", "string", "its sentence in English", null="never null"), _korean("reason"),
              Property("basis", "string", "what it rests on in law", null="never null"), _korean("basis"),
              Property("draws", "string", "type of the relationships that it infers", null="none: see walks"),
              Property("walks", "string", "type of the relationships along which it lets data be taken", null="none"),
              Property("fingerprint", "string", "hash of the rule, of what it rested on and of what it drew",
                       null="never null")), "#cfcfcf", searchable=False),
    NodeKind("Statement", "Statement", "진술", "One claim from one place of one document",
             (Property("id", "string", "hash of where it stands and what is written there", null="never null"),
              Property("kind", "string", "what it states", null="never null"),
              Property("quote", "string", "the words", null="never null"), _korean("quote"),
              Property("start", "integer", "offset of the words in the document's text", null="our words",
                       unit="characters"),
              Property("end", "integer", "offset behind the words", null="our words", unit="characters"),
              Property("before", "string", "the text before the words"),
              Property("after", "string", "the text behind the words"),
              Property("own_words", "boolean", "the words are ours, after the source", null="never null"),
              Property("subject", "string", "who gives the data, as written"),
              Property("recipient", "string", "who receives it, as written", null="nobody is said"),
              Property("country", "string", "place stated, ISO 3166-1 alpha-2", null="not said"),
              Property("ground", "string", "ground of an exception to consent", null="no exception"),
              Property("applies_to", "strings", "countries whose users alone are meant; * for all"),
              Property("grade", "string", "what it rests on", null="never null"),
              Property("confidence", "float", "how sure the reading is, 0 to 1"),
              Property("extractor", "string", "the program and rules that read it"),
              Property("rule", "string", "which rule of reading"),
              Property("why", "string", "which words it rested on"),
              Property("speaker", "string", "who claims it", null="the publisher of the document"),
              Property("articles", "strings", "articles of the law it cites", null="none"),
              Property("valid_from", "date", "first day it holds", null="not said"),
              Property("valid_to", "date", "last day it holds", null="not said"),
              Property("record", "string", "the statement as JSON, as extracted", null="never null")), "#efefef",
             searchable=False),
)  # fmt: skip

_GIVER = ("Service", "Organization")
_GIVES = tuple((giver, "Organization") for giver in _GIVER)

RELATIONSHIPS: tuple[RelationshipKind, ...] = (
    RelationshipKind("USES", "use", "이용", "They use the service", (("DataSubject", "Service"),), "all", EVIDENCE),
    RelationshipKind("OPERATED_BY", "operated by", "운영", "The organisation that answers for the service",
                     (("Service", "Organization"),), "all", EVIDENCE + CARRIED, single=("service", "applies_to")),
    RelationshipKind("PROVIDES_TO", "provides to", "제3자 제공", "Gives data to somebody for purposes of their own "
                     "(PIPA Art. 17)", _GIVES, "named", EVIDENCE + CARRIED),
    RelationshipKind("ENTRUSTS_TO", "entrusts to", "처리위탁", "Has somebody process data on its behalf (PIPA Art. 26)",
                     _GIVES, "named", EVIDENCE + CARRIED),
    RelationshipKind("STORES_IN", "stores in", "보관·국외이전", "Data is stored in, moved to or reached from there "
                     "(PIPA Art. 28-8)", tuple((giver, "Jurisdiction") for giver in _GIVER), "named",
                     EVIDENCE + CARRIED),
    RelationshipKind("DISCLOSES_TO", "discloses to", "기관 제공", "Gives data to a public authority",
                     tuple((giver, "Authority") for giver in _GIVER), "named", EVIDENCE + CARRIED),
    RelationshipKind("CONTROLLED_BY", "controlled by", "지배받음", "The parent that controls it",
                     (("Organization", "Organization"),), "by_rule",
                     (*EVIDENCE, Property("share", "string", "the share held, in words", null="not said"))),
    RelationshipKind("ESTABLISHED_IN", "established in", "설립·소재",
                     "Where it is incorporated or has its headquarters",
                     (("Organization", "Jurisdiction"),), "all",
                     (*EVIDENCE, Property("how", "string", "incorporated or headquarters")), single=("how",)),
    RelationshipKind("SUBJECT_TO", "subject to", "적용 법령", "Within reach of the instrument",
                     (("Organization", "LegalInstrument"), ("Jurisdiction", "LegalInstrument")), "all",
                     (*EVIDENCE,
                      Property("follows", "string", "type of the relationship that must come before it on a path",
                               null="any"),
                      Property("service", "string", "id of the service whose documents it was inferred from",
                               null="holds whatever the service"),
                      Property("reason", "string", "the rule's sentence in English"), _korean("reason"),
                      Property("basis", "string", "what the rule rests on in law"), _korean("basis"))),
    RelationshipKind("EMPOWERS", "empowers", "권한 부여", "The authority may use the instrument",
                     (("LegalInstrument", "Authority"),), "all", EVIDENCE),
    RelationshipKind("PART_OF", "of", "소속", "Whose authority or law it is",
                     (("Authority", "Jurisdiction"), ("LegalInstrument", "Jurisdiction")), None, EVIDENCE),
    RelationshipKind("CONCERNS", "concerns", "관련 관할", "Whose data or authorities it is about",
                     (("Accord", "Jurisdiction"),), None, EVIDENCE),
    RelationshipKind("COLLECTS", "collects", "수집", "Collects data of the category",
                     tuple((giver, "DataCategory") for giver in _GIVER), None, EVIDENCE + CARRIED),
    RelationshipKind("SUBSUMED_BY", "is a kind of", "상위 항목", "The broader category",
                     (("DataCategory", "DataCategory"),), None, EVIDENCE),
    RelationshipKind("OPENED", "opened", "개시", "The authority opened or decided it", (("Authority", "Proceeding"),),
                     None, EVIDENCE),
    RelationshipKind("AGAINST", "against", "대상", "Whom it concerns",
                     (("Proceeding", "Organization"), ("Proceeding", "Service")), None, EVIDENCE),
    RelationshipKind("SAYS", "says", "진술", "Who says it", (("Organization", "Statement"), ("Service", "Statement")),
                     None),
    RelationshipKind("ABOUT", "about", "관련", "What the statement is about",
                     tuple(("Statement", node.label) for node in NODES if node.searchable), None),
    RelationshipKind("IN", "in", "출처", "Where it stands", (("Statement", "Document"),), None),
)  # fmt: skip

# Prefix of an id, and the label of the node that has it; a jurisdiction's id is its ISO 3166-1 alpha-2 code.
PREFIXES = {
    "svc": "Service", "org": "Organization", "cat": "DataCategory", "law": "LegalInstrument", "auth": "Authority",
    "enf": "Proceeding", "acc": "Accord", "rule": "Rule", "st": "Statement",
}  # fmt: skip
UNSPECIFIED = "unspecified-third-party"
KOREAN_USERS = "kr-users"

PROJECTIONS: dict[str, Projection] = {
    "collects": Projection("COLLECTS", end="category_ids"),
    "provides_to": Projection("PROVIDES_TO"),
    "entrusts_to": Projection("ENTRUSTS_TO"),
    "transfers_to_country": Projection("STORES_IN", end="country"),
    "discloses_to_authority": Projection("DISCLOSES_TO"),
    "operated_by": Projection("OPERATED_BY"),
    "uses": Projection("USES"),
    "controlled_by": Projection("CONTROLLED_BY"),
    "established_in": Projection("ESTABLISHED_IN", end="country"),
    "empowers": Projection("EMPOWERS"),
    "part_of": Projection("PART_OF", end="country"),
    "concerns": Projection("CONCERNS", end="country"),
    "subsumed_by": Projection("SUBSUMED_BY"),
    "opened": Projection("OPENED"),
    "against": Projection("AGAINST"),
}

GRADE_COLOURS = {
    "law": "#1b4965",
    "decision": "#2a6f97",
    "register": "#2c7da0",
    "disclosed": "#2d6a4f",
    "reported": "#b08900",
    "alleged": "#c8553d",
    "unconfirmed": "#7d7d7d",
}

NODE = {kind.label: kind for kind in NODES}
RELATIONSHIP = {kind.type: kind for kind in RELATIONSHIPS}
CARRIERS = tuple(kind.type for kind in RELATIONSHIPS if kind.carries)
NAME_INDEX = "names"


def label_of(id_: str) -> str:
    """The label of the node with this id.

    >>> label_of("org-zhongan"), label_of("CN"), label_of("kr-users")
    ('Organization', 'Jurisdiction', 'DataSubject')
    """
    if len(id_) == 2 and id_.isupper():
        return "Jurisdiction"
    if id_.endswith("-users"):
        return "DataSubject"
    return PREFIXES.get(id_.partition("-")[0], "Document")


def constraints() -> list[str]:
    """Cypher that makes ids unique and indexes keys and names; safe to run again."""
    unique = [
        f"CREATE CONSTRAINT {kind.label.lower()}_id IF NOT EXISTS FOR (n:{kind.label}) REQUIRE n.id IS UNIQUE"
        for kind in NODES
    ]
    keyed = [
        f"CREATE INDEX {kind.type.lower()}_{name} IF NOT EXISTS FOR ()-[r:{kind.type}]-() ON (r.{name})"
        for kind in RELATIONSHIPS
        for name in ("key", "document", "service")
        if any(prop.name == name for prop in kind.properties)
    ]
    labels = "|".join(kind.label for kind in NODES if kind.searchable)
    names = (
        f"CREATE FULLTEXT INDEX {NAME_INDEX} IF NOT EXISTS FOR (n:{labels}) "
        "ON EACH [n.name, n.name_ko, n.name_native, n.aliases] OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
    )
    return [*unique, *keyed, names]


def merge_nodes(label: str) -> str:
    """Cypher that writes `$rows` (maps of declared properties) as nodes of a label, by their id."""
    return f"UNWIND $rows AS row MERGE (n:{NODE[label].label} {{id: row.id}}) SET n += row"


def merge_relationships(type_: str, start: str, end: str) -> str:
    """Cypher that writes `$rows` (start, end, properties) as relationships between two labels, by their key."""
    kind = RELATIONSHIP[type_]
    if (start, end) not in kind.ends:
        raise ValueError(f"{type_} does not run from {start} to {end}")
    key = " {key: row.properties.key}" if any(prop.name == "key" for prop in kind.properties) else ""
    return (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
        f"MERGE (a)-[r:{type_}{key}]->(b) SET r += row.properties"
    )
