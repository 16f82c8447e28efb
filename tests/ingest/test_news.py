from pathlib import Path

from data.grades import Grade
from graph.statement import Statement
from ingest.news import extract, is_news
from ingest.readers import read

ARTICLE = """\
Worries about India Mart's data

- By Jane Doe

The Data Protection Commission opened an investigation into India Mart in March, according to officials.

One clause of its terms says, “Your personal data may be provided to a third party without consent if it is necessary \
for the life, body or property of a person.”

The terms do not say who this is, so critics fear that the company may hand over customers’ data to \
Russian authorities.

“The firm passes on our data to brokers,” John Roe, head of a consumer council, said.

“We urge the government to act,” an official said.
"""


def reported() -> list[Statement]:
    return extract(read(ARTICLE.encode(), "article.md"))


def of_kind(kind: str) -> Statement:
    (found,) = [s for s in reported() if s.kind == kind and s.rule != "claim"]
    return found


def test_an_article_is_told_from_a_policy_by_its_form() -> None:
    policy = (
        "We collect data. We share it. We may disclose it. Our services are fine, the court said, according to law."
    )
    assert is_news(read(ARTICLE.encode(), "a.md"))
    assert not is_news(read(policy.encode(), "p.md"))


def test_a_policy_in_the_third_person_is_no_article() -> None:
    said = "The Company keeps data according to its internal rules, according to law and according to this notice.\n"
    assert not is_news(read(f"# Privacy Policy\n\n{said}\n{said}".encode(), "p.md"))


def test_an_investigation_names_authority_and_respondent() -> None:
    opened = of_kind("opened")
    assert (opened.subject, opened.recipient, opened.grade) == (
        "Data Protection Commission", "India Mart", Grade.REPORTED
    )  # fmt: skip


def test_a_clause_it_quotes_is_reported_with_its_ground() -> None:
    given, exception = of_kind("provides_to"), of_kind("without_consent_exception")
    assert (given.recipient, given.recipient_named) == ("third party", False)
    assert given.without_consent == ("vital_interest",)
    assert (exception.ground, exception.recipient, exception.grade) == ("vital_interest", "third party", Grade.REPORTED)


def test_a_fear_is_alleged_with_those_who_have_it_and_whose_authority_it_is() -> None:
    (fear,) = [s for s in reported() if s.kind == "discloses_to_authority"]
    assert (fear.recipient, fear.recipient_named, fear.country) == ("Russian authorities", False, "RU")
    assert fear.grade is Grade.ALLEGED
    assert fear.speaker is not None
    assert fear.speaker.startswith("critics (unnamed), as reported by ")


def test_a_claim_is_alleged_by_the_person_who_makes_it() -> None:
    (claim,) = [s for s in reported() if s.recipient == "brokers"]
    assert (claim.grade, claim.speaker) == (Grade.ALLEGED, "John Roe, head of a consumer council")


def test_the_real_article_gives_clause_proceeding_and_fear(shared: Path) -> None:
    (path,) = sorted((shared / "corpus/news").glob("*.txt"))
    told = {(s.kind, s.recipient, s.ground, s.country, s.grade.value) for s in extract(read(path))}
    assert ("without_consent_exception", "third party", "vital_interest", None, "reported") in told
    assert ("discloses_to_authority", "Chinese authorities", None, "CN", "alleged") in told
