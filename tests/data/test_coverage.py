"""What the knowledge base holds is counted from its records."""

from data.coverage import by_jurisdiction, by_kind, facts_in
from data.grades import Grade
from data.knowledge import Knowledge, load_knowledge
from data.models import Establishment, Names, Organization, Source

SOURCE = Source(title="Register", publisher="Office", url="https://example.com", date="2024-05-01")
FIRM = Organization(
    id="org-firm",
    names=Names(en="Firm", ko="회사"),
    sources=[SOURCE],
    established=[
        Establishment(country="SG", how="incorporated", grade=Grade.REGISTER, sources=[SOURCE]),
        Establishment(country="SG", how="headquarters", grade=Grade.UNCONFIRMED),
    ],
)
KNOWN = Knowledge(organizations={"org-firm": FIRM})


def test_facts_whose_source_was_not_read_are_counted_apart() -> None:
    organizations = by_kind(KNOWN)[0]
    assert (organizations.records, organizations.confirmed, organizations.unconfirmed) == (1, 1, 1)


def test_a_jurisdiction_counts_what_is_established_there() -> None:
    (singapore,) = by_jurisdiction(KNOWN)
    assert (singapore.name, singapore.grades.total(), str(singapore.newest)) == ("SG", 2, "2024-05-01")


def test_every_fact_of_the_bundled_knowledge_is_counted_once() -> None:
    knowledge = load_knowledge()
    facts = sum(len(list(facts_in(o))) for o in knowledge.organizations.values())
    assert by_kind(knowledge)[0].grades.total() == facts
