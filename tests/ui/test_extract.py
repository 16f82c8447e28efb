"""`datagil extract`: statements as lines that can be read back, and why each was read so."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ui.cli.app import app
from ui.intake import statements_from

POLICY = "---\nversion: 2026-01-31\n---\nWe share your email address with Blue Parcel Ltd. to deliver orders.\n"


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "shop.md"
    file.write_text(POLICY, encoding="utf-8")
    return file


def extract(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["extract", *arguments], prog_name="datagil")
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_a_line_names_the_file_and_the_version(policy: Path) -> None:
    lines = [json.loads(line) for line in extract(str(policy), "--json").splitlines()]
    assert lines
    assert {(line["doc_id"], line["document"]) for line in lines} == {("shop", "shop@2026-01-31")}


def test_lines_read_back_are_the_statements_of_the_version(policy: Path) -> None:
    lines = extract(str(policy), "--json").splitlines()
    (document, statements), *others = statements_from(lines).items()
    assert (document, others) == ("shop@2026-01-31", [])
    assert [statement.id for statement in statements] == [json.loads(line)["id"] for line in lines]


def test_explain_says_which_rule_which_words_and_why_resolved_so(policy: Path) -> None:
    told = extract(str(policy), "--explain")
    assert "rule:" in told
    assert "“Blue Parcel Ltd.” → org-blue-parcel" in told
    assert "“email address” → cat-email" in told
    assert "confidence" in told
