"""Bundled disclosures: facts of real ones restated by us, in the form that policies and news have."""

from pathlib import Path

FOLDER = Path(__file__).parent / "disclosures"
SUFFIXES = frozenset({".html", ".md", ".txt"})


def bundled() -> list[Path]:
    """The files of the bundled disclosures, by name. Each says in its front matter what it restates."""
    return sorted(path for path in FOLDER.iterdir() if path.suffix in SUFFIXES)
