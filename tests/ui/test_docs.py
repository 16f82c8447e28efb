import pytest

from graph.schema import NODES, RELATIONSHIPS
from ui import docs
from ui.docs import FOLDER, pages


@pytest.mark.parametrize("name", pages())
def test_the_page_is_what_the_code_says_today(name: str) -> None:
    stale = f"docs/{name} is stale; run: make docs"
    assert FOLDER.joinpath(name).read_text(encoding="utf-8") == pages()[name], stale


def test_every_command_stands_in_the_reference() -> None:
    text = pages()["cli.md"]
    commands = ["demo", "ingest", "extract", "text", "paths", "cypher", "list", "ui", "server stop", "knowledge check"]
    assert all(f"## datagil {command}\n" in text for command in commands)


def test_every_kind_of_node_and_relationship_stands_in_the_model() -> None:
    text = pages()["model.md"]
    assert all(f"### {kind}\n" in text for kind in [*(n.label for n in NODES), *(r.type for r in RELATIONSHIPS)])


def test_a_stale_page_is_named_and_fails_the_check(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(docs, "FOLDER", tmp_path)
    assert docs.main(["--check"]) == 1
    assert "docs/cli.md is stale; run: make docs" in capsys.readouterr().err
    assert docs.main([]) == docs.main(["--check"]) == 0
