"""`make` makes the environment, and says what to install on a machine that lacks what it needs."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OLD = "#!/bin/sh\nexit 1\n"
BARE = f"""#!/bin/sh
case "$2" in *ensurepip*) exit 1;; esac
exec {sys.executable} "$@"
"""


def make_environment(tmp_path: Path, *pythons: str | Path) -> subprocess.CompletedProcess[str]:
    """What `make` says when it makes an environment with one of these."""
    venv = tmp_path / "venv"
    command = ["make", "--no-print-directory", f"VENV={venv}", f"PYTHONS={' '.join(map(str, pythons))}"]
    return subprocess.run([*command, f"{venv}/bin/python"], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(autouse=True)
def needs_make() -> None:
    if not shutil.which("make"):
        pytest.skip("needs make")


def program(tmp_path: Path, name: str, text: str) -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)
    return file


def test_without_a_python_that_is_new_enough_it_says_what_to_install(tmp_path: Path) -> None:
    made = make_environment(tmp_path, program(tmp_path, "python-old", OLD), "python-that-is-not-there")
    assert made.returncode != 0
    assert "datagil needs Python 3.11 or later" in made.stderr
    assert "apt install python3 python3-venv" in made.stderr


def test_without_venv_it_says_what_to_install(tmp_path: Path) -> None:
    made = make_environment(tmp_path, program(tmp_path, "python-bare", BARE))
    assert made.returncode != 0
    assert "comes without the modules venv and ensurepip" in made.stderr
    assert "apt install python3-venv" in made.stderr


def test_it_takes_the_first_python_that_will_do(tmp_path: Path) -> None:
    old, bare = program(tmp_path, "python-old", OLD), program(tmp_path, "python-bare", BARE)
    made = make_environment(tmp_path, old, bare, sys.executable)
    assert (made.returncode, made.stderr) == (0, "")
    assert (tmp_path / "venv" / "bin" / "pip").exists()


def test_every_target_that_the_pages_name_is_there() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    words = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", words, re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test", "lint", "eval", "bench"} <= named <= targets
