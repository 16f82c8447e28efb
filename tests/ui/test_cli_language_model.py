"""`--model`: consent before, the outcome after, and everything else as it was where no model is set."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.errors import DatagilError
from ingest.llm_endpoint import EndpointError
from tests.ingest.llm_server import Answer, Asked, ModelServer, completion, passage_of, refusal, saying
from ui.cli.app import app

POLICY = "# Policy\n\nWe share your orders with Bolt Parcels Ltd.\n\nMeteorologists see where you are.\n"
SHARED = {"kind": "provides_to", "recipient": "Bolt Parcels Ltd.", "recipient_named": True,
          "quote": "We share your orders with Bolt Parcels Ltd."}  # fmt: skip
SEEN = SHARED | {"recipient": "Meteorologists", "recipient_named": False, "quote": "Meteorologists see where you are."}
INVENTED = SHARED | {"recipient": "Cog Inc."}

Serve = Callable[[Callable[[Asked], Answer]], ModelServer]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Serve]:
    """Starts a server that answers so, and sets the environment to it."""
    monkeypatch.setenv("DATAGIL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ExitStack() as stack:

        def started(answer: Callable[[Asked], Answer]) -> ModelServer:
            server = stack.enter_context(ModelServer(answer).running())
            monkeypatch.setenv("DATAGIL_LLM_URL", server.url)
            return server

        yield started


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    file = tmp_path / "shop.md"
    file.write_text(POLICY)
    return file


def datagil(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="datagil")


def told(result: Result) -> list[tuple[str, str]]:
    lines = map(json.loads, result.stdout.splitlines())
    return [(line["recipient"], line["extractor"].partition(":")[0]) for line in lines]


def test_extract_gives_the_model_s_statements_and_says_what_was_dropped(serve: Serve, shop: Path) -> None:
    serve(saying(SHARED, SEEN, INVENTED))
    result = datagil("extract", shop, "--model", "small", "--yes", "--json")
    assert told(result) == [("Bolt Parcels Ltd.", "llm"), ("Meteorologists", "llm")]
    assert "1 passages: about" in result.stderr
    assert "2 statements of the model kept" in result.stderr
    assert "does not bear it out: 1 for its recipient; 100 tokens in and 20 out." in result.stderr


def test_with_rules_theirs_are_taken_where_both_say_the_same(serve: Serve, shop: Path) -> None:
    serve(saying(SHARED, SEEN))
    both = told(datagil("extract", shop, "--model", "small", "--with-rules", "--yes", "--json"))
    assert ("Meteorologists", "llm") in both
    assert [by for name, by in both if name.startswith("Bolt Parcels")] == ["datagil/en"]


def test_nothing_is_asked_before_the_cost_is_agreed_to(serve: Serve, shop: Path) -> None:
    server = serve(saying(SHARED))
    refused = datagil("extract", shop, "--model", "small")
    assert isinstance(refused.exception, DatagilError)
    assert "only once its cost is agreed to. Add --yes, or run this at a terminal." in str(refused.exception)
    assert server.asked == []


def test_what_is_kept_needs_no_consent(serve: Serve, shop: Path) -> None:
    server = serve(saying(SHARED))
    datagil("extract", shop, "--model", "small", "--yes")
    again = datagil("extract", shop, "--model", "small", "--json")
    assert (len(told(again)), len(server.asked)) == (1, 1)
    assert "1 passages (1 answered before): about 0 tokens" in again.stderr


def test_prices_make_money_of_tokens(serve: Serve, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(saying(SHARED))
    monkeypatch.setenv("DATAGIL_LLM_PRICE_IN", "10000")
    monkeypatch.setenv("DATAGIL_LLM_PRICE_OUT", "50000")
    result = datagil("extract", shop, "--model", "small", "--yes")
    assert "at the prices set, with small at http://127.0.0.1" in result.stderr
    assert "100 tokens in and 20 out, 2.00." in result.stderr


@pytest.mark.parametrize(("answer", "asked", "code"), [("y", 1, 0), ("n", 0, 1)])
def test_at_a_terminal_a_person_is_asked(serve: Serve, shop: Path, answer: str, asked: int, code: int) -> None:
    server = serve(saying(SHARED))
    person, terminal = pty.openpty()
    command = [sys.executable, "-c", "from ui.cli import main; main()", "extract", str(shop), "--model", "small"]
    os.write(person, f"{answer}\n".encode())
    done = subprocess.run(command, stdin=terminal, capture_output=True, text=True, timeout=60, check=False)
    os.close(person)
    os.close(terminal)
    assert (len(server.asked), done.returncode) == (asked, code)
    assert "Begin? [y/N]" in done.stderr


def long_shop(shop: Path) -> Path:
    shop.write_text(POLICY + "".join(f"\n## Part {n}\n\n{'Words that fill. ' * 700}\n" for n in range(2)))
    return shop


def failing(asked: Asked) -> Answer:
    fails = "Passage:\nPart 1" in passage_of(asked)
    return refusal(429, "enough", retry_after="900") if fails else saying(SHARED)(asked)


def test_extract_gives_what_was_read_and_names_what_was_not(serve: Serve, shop: Path) -> None:
    serve(failing)
    result = datagil("extract", long_shop(shop), "--model", "small", "--yes", "--json")
    assert told(result) == [("Bolt Parcels Ltd.", "llm")]
    assert "Not everything was read\nshop.md, “Part 1”: The endpoint gave no answer" in str(result.exception)
    assert "run the command again for the rest" in str(result.exception)


def test_ingest_takes_a_document_whole_or_not_at_all(serve: Serve, shop: Path) -> None:
    serve(failing)
    whole = shop.with_name("whole.md")
    whole.write_text(POLICY)
    result = datagil("ingest", long_shop(shop), whole, "--dry-run", "--model", "small", "--yes", "--json")
    rows = {row["source"]: (row["statements"], row["problem"]) for row in json.loads(result.stdout)}
    assert rows["whole.md"] == (1, None)
    assert rows["shop.md"][0] == 0
    assert "“Part 1”" in rows["shop.md"][1]
    assert result.exit_code == 1


def test_the_model_of_the_environment_is_the_default(serve: Serve, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = serve(saying(SHARED))
    monkeypatch.setenv("DATAGIL_LLM_MODEL", "small")
    datagil("extract", shop, "--model", "default", "--yes")
    assert [asked["model"] for asked in server.asked] == ["small"]


def test_without_an_endpoint_it_says_what_to_set(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATAGIL_LLM_URL", raising=False)
    refused = datagil("extract", shop, "--model", "small")
    assert isinstance(refused.exception, EndpointError)
    assert "Set DATAGIL_LLM_URL to the base address" in str(refused.exception)


def test_an_endpoint_that_wants_a_key_says_what_to_set(serve: Serve, shop: Path) -> None:
    serve(lambda _: refusal(401, "who are you?"))
    refused = datagil("extract", shop, "--model", "small", "--yes")
    assert "wants a key, or another one: 401 who are you?. Set DATAGIL_LLM_KEY" in str(refused.exception)


@pytest.mark.parametrize("arguments", [["--yes"], ["--with-rules"]])
def test_options_that_need_a_model_say_so(shop: Path, arguments: list[str]) -> None:
    result = datagil("extract", shop, *arguments)
    assert (result.exit_code, "go with --model NAME" in result.stderr) == (2, True)


def test_statements_on_stdin_are_not_for_a_model() -> None:
    result = datagil("ingest", "-", "--dry-run", "--model", "small")
    assert (result.exit_code, "statements already" in result.stderr) == (2, True)


def run_without_httpx(*arguments: object) -> "subprocess.CompletedProcess[str]":
    code = "import sys; sys.modules['httpx'] = None; from ui.cli import main; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_without_the_extra_the_rules_read_and_the_model_says_what_to_install(serve: Serve, shop: Path) -> None:
    serve(lambda _: completion({"statements": []}))
    assert run_without_httpx("extract", shop, "--json").stdout.count("Bolt Parcels") > 0
    refused = run_without_httpx("extract", shop, "--model", "small", "--yes")
    assert (refused.returncode, "pip install 'datagil[llm]'" in refused.stderr) == (1, True)
