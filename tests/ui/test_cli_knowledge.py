"""`datagil knowledge check` refuses a broken copy of the knowledge base with a sentence that names the place."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from data.knowledge import FOLDER
from ui.cli import main

# What is broken: file, what stands there, what is put in its place, and the place and reason that the sentence names.
BROKEN = {
    "a parent nobody has": (
        "organizations", "parent: org-grand-opus-holding", "parent: org-nobody",
        "org-aliexpress-korea-holding-singapore: controlled_by.0.parent: org-nobody is none of the organizations"),
    "a country that is none": (
        "organizations", "country: SG, how", "country: ZZ, how",
        "org-aliexpress-korea-holding-singapore: established.0.country: ZZ is no country code"),
    "a code that is no code": (
        "organizations", "country: SG, how", "country: Singapore, how",
        "org-aliexpress-korea-holding-singapore: established.0.country: String should match pattern"),
    "users of a country that is none": (
        "services", r"applies_to: \[KR\]", "applies_to: [UK]",
        "svc-aliexpress: operated_by.0.applies_to: UK is no country code"),
    "a record without a source": (
        "organizations", r"    sources: \[\*ae-policy\]\n", "",
        "org-aliexpress-korea-holding-singapore: sources: Field required"),
    "a fact without a source": (
        "organizations", r"grade: disclosed, sources: \[\*ae-policy\]", "grade: disclosed",
        "org-aliexpress-korea: established.0: "),
    "a grade that is none": (
        "organizations", "grade: unconfirmed", "grade: rumour",
        "org-aliexpress-korea-holding-singapore: controlled_by.0.grade: Input should be 'law', 'decision'"),
    "an announcement before the decision": (
        "proceedings", 'announced: "2024-07-25"', 'announced: "2014-07-25"',
        "announced: is before the day of decision"),
    "an amendment before the law": (
        "laws", 'amended: "2018-04-27"', 'amended: "2008-04-27"', "law-cn-nil: amended: is before the day"),
    "a time that ends first": (
        "services", 'valid_to: "2025-12-31"', 'valid_from: "2026-02-01", valid_to: "2025-12-31"',
        "svc-aliexpress: operated_by.1: "),
    "a day that is none": (
        "services", 'valid_from: "2025-01-01"', 'valid_from: "2025-02-30"',
        "svc-aliexpress: operated_by.0.valid_from: "),
    "an id given twice": (
        "organizations", "id: org-alibaba-com-singapore", "id: org-aliexpress-korea-holding-singapore",
        "org-aliexpress-korea-holding-singapore: the id is used twice"),
    "a name that another has": (
        "organizations", 'en: "AliExpress Korea Co., Ltd."', 'en: "Alibaba.com Singapore"',
        "org-aliexpress-korea: names: alibaba.com singapore is a name of org-alibaba-com-singapore too"),
    "categories in a circle": (
        "categories", "id: cat-identity\n    parent: cat-personal-data", "id: cat-identity\n    parent: cat-name",
        "cat-identity: parent: forms a circle: cat-identity → cat-name → cat-identity"),
    "control in a circle": (
        "organizations", "parent: org-alibaba-group, ", "parent: org-alibaba-com-singapore, ",
        "org-alibaba-com-singapore: controlled_by: forms a circle"),
    "a field nobody knows": (
        "organizations", r"    kinds: \[online_platform\]", "    sorts: [online_platform]",
        "org-aliexpress-korea-holding-singapore: sorts: Extra inputs are not permitted. Allowed here: id, names"),
    "a record without a Korean name": (
        "organizations", r'      ko: "알리익스프레스 코리아 홀딩[^\n]*\n', "",
        "org-aliexpress-korea-holding-singapore: names.ko: Field required"),
    "a record without an English name": (
        "organizations", r'      en: "ALIEXPRESS KOREA HOLDING[^\n]*\n', "",
        "org-aliexpress-korea-holding-singapore: names.en: Field required"),
}  # fmt: skip


def checked(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """The exit code of `datagil knowledge check` over a folder, and what it says on stderr."""
    monkeypatch.setattr(sys, "argv", ["datagil", "knowledge", "check", "--knowledge", str(folder)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0), " ".join(capsys.readouterr().err.split())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "knowledge"))


def test_a_sound_copy_is_in_order(
    copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checked(copy, capsys, monkeypatch) == (0, "Every record is in order.")


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_copy_is_refused_with_its_file_record_and_field(
    case: str, copy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, stands, instead, says = BROKEN[case]
    file = copy / f"{kind}.yaml"
    text, count = re.subn(stands, instead, file.read_text(encoding="utf-8"), count=1)
    file.write_text(text, encoding="utf-8")
    code, said = checked(copy, capsys, monkeypatch)
    assert (count, code) == (1, 1)
    assert f"{kind}.yaml: " in said
    assert says in said
