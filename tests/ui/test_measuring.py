"""`datagil evaluate`: figures against gold facts and floors."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ui.cli.app import app

POLICY = "We share your email address with Blue Parcel Ltd. to deliver orders.\n"
FACTS = [
    {"doc_id": "shop", "kind": "provides_to", "recipient": "Blue Parcel Ltd.", "quote": POLICY.strip()},
    {"doc_id": "shop", "kind": "entrusts_to", "recipient": "Grey Cloud", "quote": "never said"},
    {"doc_id": "other", "kind": "entrusts_to", "recipient": "Grey Cloud"},
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, prog_name="datagil")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "shop.md").write_text(POLICY, encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, FACTS)), encoding="utf-8")
    return tmp_path


def test_it_prints_figures_misses_and_what_was_left_out(folder: Path) -> None:
    result = run("evaluate", str(folder / "gold.jsonl"), str(folder / "shop.md"), "--misses", "5", "--calibration")
    assert result.exit_code == 0
    assert "provides_to" in result.stdout
    assert "Share right" in result.stdout
    assert "never said" in result.stdout
    assert "1 documents of gold.jsonl were not given and are left out: other." in result.stderr


def test_as_json_it_gives_every_figure(folder: Path) -> None:
    report = json.loads(run("evaluate", str(folder / "gold.jsonl"), str(folder / "shop.md"), "--json").stdout)
    (everything,) = [row for row in report["gold.jsonl"]["figures"] if row["kind"] == "all"]
    assert (everything["gold"], everything["found"], everything["right"]) == (2, 1, 1)


def test_statements_extracted_before_are_evaluated_alike(folder: Path) -> None:
    lines = folder / "said.jsonl"
    lines.write_text(run("extract", str(folder / "shop.md"), "--json").stdout, encoding="utf-8")
    direct, read = (
        run("evaluate", str(folder / "gold.jsonl"), str(folder / name), "--json") for name in ("shop.md", "said.jsonl")
    )
    assert json.loads(direct.stdout) == json.loads(read.stdout)


def test_gold_without_documents_is_wrong_usage(folder: Path) -> None:
    result = run("evaluate", str(folder / "gold.jsonl"))
    assert result.exit_code == 2
    assert "at least one FILE" in result.stderr


def test_without_gold_the_bundled_disclosures_are_held_to_their_floors() -> None:
    result = run("evaluate")
    assert result.exit_code == 0, result.stderr
    assert "Every figure is at its floor or above." in result.stderr


def test_a_drop_fails_with_the_figure_its_floor_and_what_it_is(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    floors = folder / "floors.yaml"
    floors.write_text("bundled: {ko: {all: {precision: 1.1, recall: 0.1}}}", encoding="utf-8")
    monkeypatch.setattr("ingest.floors.load_floors.__defaults__", (floors,))
    result = run("evaluate")
    assert result.exit_code == 1
    assert "bundled, ko, all: precision 1.000 is below its floor of 1.100." in result.stderr


def test_figures_are_written_between_the_marks_of_a_page(folder: Path) -> None:
    page = folder / "page.md"
    page.write_text("Before.\n<!-- figures -->\nstale words\n<!-- end of figures -->\nAfter.\n", encoding="utf-8")
    run("evaluate", str(folder / "gold.jsonl"), str(folder / "shop.md"), "--into", str(page))
    text = page.read_text(encoding="utf-8")
    assert text.startswith("Before.\n")
    assert text.endswith("After.\n")
    assert "stale words" not in text
    assert "| en | provides_to | 1 | 1 | 1 | 0 | 1.000 | 1.000 | 1.000 |" in text


def test_a_page_without_marks_is_left_as_it_is(folder: Path) -> None:
    page = folder / "page.md"
    page.write_text("No marks.", encoding="utf-8")
    result = run("evaluate", str(folder / "gold.jsonl"), str(folder / "shop.md"), "--into", str(page))
    assert "no place for figures" in str(result.exception)
    assert page.read_text(encoding="utf-8") == "No marks."
