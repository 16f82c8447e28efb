"""Commands that ask and fill the graph, on a real one."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from data.knowledge import load_knowledge
from graph.errors import QueryRefusedError, UnknownIdError
from tests.factory import POLICY, fill
from ui.cli.app import app

pytestmark = pytest.mark.neo4j
PATH_KEYS = {"grade", "inferred", "categories", "countries", "without_consent", "unnamed", "steps"}
STEP_KEYS = {"from", "type", "to", "grade", "rule", "categories", "passages"}
PASSAGE_KEYS = {"document", "version", "quote", "start", "end", "url"}
SHOP = ("paths", "--service", "example-shop")


@pytest.fixture(scope="module")
def policy(neo4j_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph filled; where the policy in it lies."""
    folder = tmp_path_factory.mktemp("documents")
    fill(folder)
    return folder / "example-shop.md"


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, arguments, prog_name="datagil")
    assert result.exit_code == 0, result.output
    return result


def test_paths_print_the_json_that_others_build_on(policy: Path) -> None:
    found = json.loads(run(*SHOP, "--to", "CN", "--json").stdout)
    path = found["paths"][0]
    assert {"paths", "cut", "reason"} <= set(found)
    assert set(path) >= PATH_KEYS
    assert all(set(step) >= STEP_KEYS for step in path["steps"])
    assert all(set(passage) >= PASSAGE_KEYS for step in path["steps"] for passage in step["passages"])


def test_passages_are_word_for_word_from_the_document(policy: Path) -> None:
    paths = json.loads(run(*SHOP, "--json").stdout)["paths"]
    passages = [p for path in paths for step in path["steps"] for p in step["passages"] if p["start"] is not None]
    own = [p for p in passages if p["document"].startswith("example-shop")]
    assert own
    assert all(POLICY[p["start"] : p["end"]] == p["quote"] for p in own)


def test_k_cuts_and_says_so(policy: Path) -> None:
    result = run(*SHOP, "-k", "1")
    assert "ask for more with -k" in result.stderr
    assert "Ministry" not in result.stdout


@pytest.mark.parametrize(("name", "begins"), [("paths.svg", b"<svg"), ("paths.png", b"\x89PNG")])
def test_paths_are_drawn_into_a_file(policy: Path, tmp_path: Path, name: str, begins: bytes) -> None:
    result = run(*SHOP, "--to", "CN", "--svg", str(tmp_path / name))
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert result.stdout == ""


def test_lists_have_ids_and_both_names(policy: Path) -> None:
    rows = json.loads(run("list", "countries", "--json").stdout)
    assert {"id": "CN", "name": "China", "name_ko": "중국"} in rows


def test_cypher_answers_as_json_and_csv(policy: Path) -> None:
    query = ("cypher", "MATCH (j:Jurisdiction {id: $id}) RETURN j.id AS id, j.name AS name", "-p", "id=CN")
    assert json.loads(run(*query, "--json").stdout)["rows"] == [{"id": "CN", "name": "China"}]
    assert list(csv.reader(io.StringIO(run(*query, "--csv").stdout))) == [["id", "name"], ["CN", "China"]]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [(["paths", "--service", "nobody"], UnknownIdError), (["cypher", "CREATE (n)"], QueryRefusedError)],
)
def test_a_refusal_is_an_error_that_main_prints(policy: Path, arguments: list[str], error: type[Exception]) -> None:
    assert isinstance(CliRunner().invoke(app, arguments).exception, error)


def test_ingesting_twice_changes_no_count(policy: Path) -> None:
    count = ("cypher", "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS n, count(r) AS r", "--json")
    before = run(*count).stdout
    assert "example-shop.md" in run("ingest", str(policy), "--service", "example-shop").stdout
    assert run(*count).stdout == before


def test_ingesting_again_runs_no_rule_and_says_so(policy: Path) -> None:
    said = run("ingest", str(policy), "--service", "example-shop").stderr
    assert f"Rules run: 0; left, since nothing they rest on had changed: {len(load_knowledge().rules)}." in said


def test_a_seat_of_ones_own_runs_the_rules_on_seats_and_taking_it_back_runs_them_again(
    policy: Path, tmp_path: Path
) -> None:
    source = '{title: Register, publisher: Office, url: "https://example.com"}'
    seat = f"{{country: US, how: incorporated, grade: register, sources: [{source}]}}"
    mine = f"id: org-mine, names: {{en: Mine Inc., ko: 마인}}, established: [{seat}], sources: [{source}]"
    tmp_path.joinpath("mine.yaml").write_text(f"organizations: [{{{mine}}}]", encoding="utf-8")
    assert "Rules run: 2;" in run("knowledge", "build", "--knowledge", str(tmp_path)).stderr
    assert "Rules run: 2;" in run("knowledge", "build").stderr


def test_paths_name_what_stands_between_the_two_countries(policy: Path) -> None:
    printed = " ".join(run(*SHOP, "--to", "CN", "--lang", "ko").stdout.split())
    assert "중국에서 끝나는 경로와 관련하여: 한중 형사사법공조조약." in printed


def test_the_demo_prints_each_weaker_grade_apart(policy: Path) -> None:
    text = run("demo", "--once").stdout
    strongest, reported, alleged = (text.index(words) for words in ("The strongest", "“reported”", "“alleged”"))
    assert strongest < reported < alleged
    assert "National Intelligence Law → Ministry of State" in " ".join(text[:reported].split())
    assert "an unspecified third party" in text[reported:alleged]
    assert "claimed by" in text[alleged:]
