import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
import yaml
from pydantic import BaseModel

from data.errors import KnowledgeError
from data.knowledge import FOLDER, RECORDS, json_schema, load_knowledge, read_folder
from data.models import Organization, Words

SOURCE = '{title: Register, publisher: Example, url: "https://example.org/register"}'
GOOD = f"""
organizations:
  - id: org-example
    names: {{en: Example Ltd., ko: 예시}}
    kinds: [insurer]
    established:
      - {{country: SG, how: incorporated, grade: register, sources: [{SOURCE}]}}
    sources: [{SOURCE}]
"""
MORE = f"  - {{id: org-other, names: {{en: Other, ko: 다른 곳}}, sources: [{SOURCE}]}}\n"

REFUSED = {
    "no YAML": ("organizations: [", "is not YAML"),
    "no mapping": ("- id: org-example", "Allowed here: organizations, services"),
    "a kind nobody knows": (GOOD.replace("organizations", "companies"), "companies: is no kind of record"),
    "no list": ("organizations: {id: org-example}", "organizations: is no list of records"),
    "a key given twice": (
        GOOD.replace("kinds: [insurer]", "kinds: [insurer]\n    kinds: []"), "the key 'kinds' is given twice"),
    "an id given twice": (GOOD + MORE.replace("org-other", "org-example"), "org-example: the id is used twice"),
    "an unknown key": (GOOD.replace("kinds:", "kind:"), "org-example: kind: .* Allowed here: id, names, named, kinds"),
    "an unknown key within": (GOOD.replace("how:", "where:"), "org-example: established.0"),
    "a kind of organisation nobody knows": (GOOD.replace("[insurer]", "[bank]"), "org-example: kinds.0: .*'insurer'"),
    "a country in small letters": (GOOD.replace("country: SG", "country: sg"), "org-example: established.0.country"),
    "a fact without source": (GOOD.replace(f"register, sources: [{SOURCE}]", "register"), "needs at least one source"),
    "a record without source": (
        GOOD.removesuffix(f"    sources: [{SOURCE}]\n"), "org-example: sources: Field required"),
    "an address that is none": (GOOD.replace("https://", "example://"), "org-example: .*url"),
    "a period that ends first": (
        GOOD.replace("grade: register,", "grade: register, valid_from: 2024-02-01, valid_to: 2024-01-31,"),
        "valid_from is later than valid_to",
    ),
    "a date that is none": (GOOD.replace("grade: register,", 'grade: register, valid_to: "2024-02-30",'), "valid_to"),
    "a record that is none": (GOOD + "  - org-other\n", "a record of organizations"),
}  # fmt: skip


def folder_with(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("case", REFUSED)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, case: str) -> None:
    text, message = REFUSED[case]
    with pytest.raises(KnowledgeError, match=message) as refused:
        read_folder(folder_with(tmp_path, text))
    assert f"{tmp_path.name}/mine.yaml" in str(refused.value)


def test_an_unknown_key_within_is_answered_with_the_keys_of_that_part(tmp_path: Path) -> None:
    broken = GOOD.replace("how: incorporated", "how: incorporated, town: Singapore")
    with pytest.raises(KnowledgeError, match=r"established\.0\.town: .*Allowed here: .*country, how, city"):
        read_folder(folder_with(tmp_path, broken))


def test_records_come_by_kind_and_id_with_their_file(tmp_path: Path) -> None:
    file, record = read_folder(folder_with(tmp_path, GOOD))["organizations"]["org-example"]
    assert (file, record.model_dump()["names"]["ko"]) == (f"{tmp_path.name}/mine.yaml", "예시")


def test_an_id_is_not_used_in_two_files_of_a_folder(tmp_path: Path) -> None:
    folder_with(tmp_path, GOOD, "a.yaml")
    with pytest.raises(KnowledgeError, match=r"b\.yaml: org-example: the id is used twice, first in .*a\.yaml"):
        read_folder(folder_with(tmp_path, GOOD, "b.yaml"))


def test_a_users_folder_adds_to_ours_and_overrides_it(tmp_path: Path) -> None:
    ours = load_knowledge()
    mine = load_knowledge(folder_with(tmp_path, GOOD.replace("org-example", "org-zhongan") + MORE))
    assert mine.organizations["org-zhongan"].names.en == "Example Ltd."
    assert set(mine.organizations) - set(ours.organizations) == {"org-other"}
    assert mine.files["organizations", "org-other"] == f"{tmp_path.name}/mine.yaml"
    assert ours.organizations["org-zhongan"].names.en != "Example Ltd."


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="no folder with knowledge files"):
        load_knowledge(tmp_path / "nowhere")


def test_a_note_is_english_or_english_and_korean(tmp_path: Path) -> None:
    noted = GOOD.replace("how:", "note: Moved in 2024., how:").replace("kinds:", "note: {en: A., ko: 가.}\n    kinds:")
    organization = read_folder(folder_with(tmp_path, noted))["organizations"]["org-example"][1]
    assert isinstance(organization, Organization)
    assert (organization.established[0].note, organization.note) == (
        Words(en="Moved in 2024."),
        Words(en="A.", ko="가."),
    )
    jsonschema.validate(yaml.safe_load(noted), json_schema())


def words_in(record: BaseModel) -> Iterator[Words]:
    """The words anywhere in a record."""
    for _, value in record:
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, Words):
                yield part
            elif isinstance(part, BaseModel):
                yield from words_in(part)


@pytest.mark.parametrize(
    "kind", ["organizations", "services", "authorities", "laws", "proceedings", "accords", "rules"]
)
def test_all_our_words_that_pages_show_are_in_korean_too(kind: str) -> None:
    records = load_knowledge().records(kind).items()
    said = [(id_, words) for id_, record in records for words in words_in(record)]
    assert [(id_, words.en) for id_, words in said if not words.ko] == []
    assert all(re.search("[가-힣]", words.ko or "") for _, words in said)


def test_our_own_files_hold_records_of_every_kind() -> None:
    knowledge = load_knowledge()
    assert [kind for kind in RECORDS if not knowledge.records(kind)] == []
    assert {Path(file).name for file in knowledge.files.values()} == {path.name for path in FOLDER.glob("*.yaml")}


def test_the_environment_may_name_a_folder_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "{title: T, publisher: P, url: 'https://x.example'}"
    record = f"services:\n  - {{id: svc-mine, names: {{en: Mine, ko: 내 가게}}, kind: shop, sources: [{source}]}}\n"
    tmp_path.joinpath("mine.yaml").write_text(record, encoding="utf-8")
    monkeypatch.setenv("DATAGIL_KNOWLEDGE", str(tmp_path))
    assert "svc-mine" in load_knowledge().services


def test_the_json_schema_takes_our_own_files_and_refuses_an_unknown_key() -> None:
    check = jsonschema.Draft202012Validator(json_schema())
    for path in FOLDER.glob("*.yaml"):
        content = json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))
        assert list(check.iter_errors(content)) == []
    assert not check.is_valid({"services": [{"id": "svc-x", "colour": "red"}]})
