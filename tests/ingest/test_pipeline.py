from datetime import date
from pathlib import Path

import pytest

from data.grades import Grade
from data.knowledge import Knowledge
from graph.errors import InputError
from ingest.pipeline import as_line, document_of, extract_file, extractor
from ingest.readers import read

POLICY = "# Policy\n\nLast updated: 3 March 2025\n\nWe share your data with our affiliates.\n"


def written(folder: Path, text: str, name: str = "My Policy.md") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_gives_its_document_and_statements(tmp_path: Path) -> None:
    document, (given,) = extract_file(written(tmp_path, POLICY), service="acme", knowledge=Knowledge())
    assert (document.id, document.service, document.version) == ("my-policy@2025-03-03", "svc-acme", date(2025, 3, 3))
    assert (given.doc_id, given.before[-12:], given.after) == (document.id, "March 2025\n\n", "\n")


def test_front_matter_does_not_surround_a_quote(tmp_path: Path) -> None:
    text = f"---\npublisher: Bolt\n---\n{POLICY}"
    _, (given,) = extract_file(written(tmp_path, text), knowledge=Knowledge())
    assert given.before == "Policy\n\nLast updated: 3 March 2025\n\n"


def test_a_line_of_json_names_the_file_and_the_version(tmp_path: Path) -> None:
    _, (given,) = extract_file(written(tmp_path, POLICY), knowledge=Knowledge())
    line = as_line(given, "My Policy")
    assert (line["doc_id"], line["document"]) == ("My Policy", "my-policy@2025-03-03")


def test_front_matter_goes_before_form_and_what_is_given_before_both() -> None:
    text = "---\nkind: notice\ngrade: decision\nservice: bolt\nversion: 2024-01-02\npublisher: Bolt\n---\n" + POLICY
    reading = read(text.encode(), "x.md")
    said = document_of(reading, "x")
    assert (said.kind, said.grade, said.service, said.version) == (
        "notice", Grade.DECISION, "svc-bolt", date(2024, 1, 2)
    )  # fmt: skip
    assert document_of(reading, "x", service="svc-acme", date=date(2023, 1, 1)).id == "x@2023-01-01"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("kind: poem", "kind of document that is not known .'poem' was given.*privacy_policy"),
        ("grade: certain", "grade that is not known .'certain' was given.*disclosed"),
        ("version: soon", "date that is none .'soon' was given.*2026-07-30"),
    ],
)
def test_front_matter_that_means_nothing_is_refused_with_what_is_allowed(line: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        document_of(read(f"---\n{line}\n---\nWe share data.\n".encode(), "x.md"), "x")


def test_statements_take_the_grade_of_their_document(tmp_path: Path) -> None:
    text = "---\ngrade: reported\n---\n" + POLICY
    _, (given,) = extract_file(written(tmp_path, text), knowledge=Knowledge())
    assert given.grade is Grade.REPORTED


@pytest.mark.parametrize("text", ["?", "\x00", "# \n\n|\n", "a" * 5000, "가", "We share with", "((((" * 50])
def test_any_text_gives_statements_or_none(tmp_path: Path, text: str) -> None:
    reading = read(text.encode(), "x.md") if text != "\x00" else read(b"a b", "x.md")
    assert isinstance(extractor(reading, "privacy_policy")(reading), list)


def test_the_real_policy_gives_operator_places_recipients_and_grounds(shared: Path) -> None:
    path = shared / "corpus/policies-en/en-aliexpress.md"
    text = read(path).text
    document, found = extract_file(path, service="aliexpress")
    told = {(s.kind, s.recipient if s.recipient_named else None, s.country, s.applies_to) for s in found}
    assert document.version == date(2026, 7, 30)
    assert ("operated_by", "ALIEXPRESS KOREA HOLDING (SINGAPORE) PTE. LTD", None, ("KR",)) in told
    assert ("entrusts_to", "ZhongAn Online P & C Insurance Co., Ltd.", None, ("*",)) in told
    assert ("entrusts_to", "ALIBABA.COM CHINA LIMITED", None, ("*",)) in told
    assert {s.country for s in found if s.applies_to == ("KR",) and s.kind == "transfers_to_country"} == {"KR", "SG"}
    assert any(s.kind == "discloses_to_authority" and "vital_interest" in s.without_consent for s in found)
    assert all(text[s.start : s.end] == s.quote for s in found)
