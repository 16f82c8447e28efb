"""The command line's contract: what it prints where, and its exit codes."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ui.cli import main
from ui.cli.app import app
from ui.cli.output import print_table

POLICY = "# Privacy Policy\n\nWe share your order details with Payment Partner Ltd. to process payments.\n"
COMMANDS = [
    "demo", "ingest", "extract", "text", "paths", "cypher", "list", "compare", "check", "evaluate", "bench", "ui",
    "server", "knowledge",
]  # fmt: skip


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=stdin, prog_name="datagil")


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "shop.md"
    file.write_text(POLICY, encoding="utf-8")
    return file


def test_without_arguments_it_lists_its_commands() -> None:
    result = run()
    assert result.exit_code == 0
    assert all(f" {command} " in result.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Usage: datagil {command}" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["paths", "--grade", "strong"], "'strong' is not one of"),
        (["paths", "-k", "0"], "greater than or equal to 1"),
        (["paths", "--at", "yesterday"], "'yesterday' is not a date; write YYYY-MM-DD."),
        (["list", "shops"], "'shops' is none of services, categories"),
        (["text", "nowhere.md"], "does not exist"),
        (["cypher"], "Missing argument"),
        (["nonsense"], "No such command"),
        (["cypher", "RETURN 1", "-p", "novalue"], "'novalue' is not NAME=VALUE."),
    ],
)
def test_wrong_usage_leaves_with_2_and_a_sentence(arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""


def test_text_prints_the_text_in_which_offsets_count(policy: Path) -> None:
    assert run("text", str(policy)).stdout == POLICY


def test_extract_prints_a_statement_a_line_with_verbatim_quotes(policy: Path) -> None:
    lines = run("extract", str(policy), "--json", "--service", "shop").stdout.splitlines()
    statements = [json.loads(line) for line in lines]
    assert {s["doc_id"] for s in statements} == {"shop"}
    assert all(POLICY[s["start"] : s["end"]] == s["quote"] for s in statements)
    assert "Payment Partner Ltd." in [s["recipient"] for s in statements]


def test_ingest_reads_without_a_store_when_nothing_is_to_be_written(policy: Path) -> None:
    result = run("ingest", str(policy), "--dry-run", "--json")
    assert result.exit_code == 0
    assert [row["source"] for row in json.loads(result.stdout)] == ["shop.md"]
    assert "Nothing was written." in result.stderr


def test_a_bad_file_does_not_stop_the_rest(policy: Path) -> None:
    (policy.parent / "empty.html").write_text("")
    result = run("ingest", str(policy.parent), "--dry-run", "--json")
    rows = {row["source"]: row["problem"] for row in json.loads(result.stdout)}
    assert result.exit_code == 1
    assert rows["shop.md"] is None
    assert "The file is empty" in rows["empty.html"]


def test_statements_flow_from_extract_to_ingest(policy: Path) -> None:
    lines = run("extract", str(policy), "--json", "--service", "shop").stdout
    rows = json.loads(run("ingest", "-", "--dry-run", "--json", stdin=lines).stdout)
    assert [(row["source"], row["statements"]) for row in rows] == [("shop", len(lines.splitlines()))]


def fail(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[object, str]:
    monkeypatch.setattr(sys, "argv", ["datagil", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return left.value.code, capsys.readouterr().err


def test_a_refusal_is_a_sentence_on_stderr_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty.md").write_text(" ")
    code, err = fail(capsys, monkeypatch, "text", str(tmp_path / "empty.md"))
    assert code == 1
    assert err.startswith("datagil: The file is empty")
    assert "Traceback" not in err


def test_a_folder_without_documents_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code, err = fail(capsys, monkeypatch, "ingest", str(tmp_path), "--dry-run")
    assert (code, "Nothing to read there" in err) == (1, True)


def test_one_bad_file_does_not_keep_the_others_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    good, missing = tmp_path / "good.md", tmp_path / "missing.md"
    good.write_text("# Privacy\n\nWe share your e-mail address with Star Cloud Inc. to send newsletters.\n")
    monkeypatch.setattr("sys.argv", ["datagil", "ingest", str(missing), str(good), "--dry-run", "--json"])
    with pytest.raises(SystemExit) as left:
        main()
    outcomes = {outcome["source"]: outcome["problem"] for outcome in json.loads(capsys.readouterr().out)}
    assert (left.value.code, outcomes["good.md"]) == (1, None)
    assert outcomes["missing.md"].startswith("There is no such file")


def test_a_line_that_is_no_statement_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = tmp_path / "lines"
    lines.write_text('{"kind": "nonsense"}\n')
    with lines.open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        code, err = fail(capsys, monkeypatch, "ingest", "-", "--dry-run")
    assert code == 1
    assert "Line 1 is not a statement" in err


def test_help_is_there_in_a_moment() -> None:
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", "from ui.cli import main; main()"], check=True, capture_output=True)
    assert time.monotonic() - began < 5


def test_help_loads_neither_the_driver_nor_the_explorer() -> None:
    code = "import sys; from ui.cli import app; print(*{'neo4j', 'streamlit', 'networkx', 'lxml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""


def test_a_table_shows_brackets_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    print_table([{"Words": "[bold] and [/x]"}])
    assert "[bold] and [/x]" in capsys.readouterr().out
