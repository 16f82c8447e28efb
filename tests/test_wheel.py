"""The wheel holds the code and all that it reads."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READ = [
    "data/neo4j.lock", "data/knowledge/*.yaml", "data/lexicon/*.yaml", "data/disclosures/*", "ui/*.yaml", "ui/*.css",
    "graph/*.py", "ui/cli/*.py",
]  # fmt: skip


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel built from the tree as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    built = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(zipfile.ZipFile(folder / built.stdout.split()[-1]).namelist())


@pytest.mark.parametrize("pattern", READ)
def test_what_the_program_reads_is_in_the_wheel(names: set[str], pattern: str) -> None:
    needed = {str(file.relative_to(ROOT)) for file in ROOT.glob(pattern) if file.is_file()}
    assert needed
    assert needed <= names


def test_tests_and_tools_are_not(names: set[str]) -> None:
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {"data", "graph", "ingest", "ui"}
