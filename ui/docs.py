"""The pages of the documentation that are made from code and data: docs/cli.md, docs/model.md, docs/knowledge.md.

`python -m ui.docs` writes them; with `--check` it only says which are stale, and leaves with 1 where one is.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

from data.grades import Grade
from data.knowledge import load_knowledge
from graph.schema import NODES, RELATIONSHIPS, NodeKind, Property, RelationshipKind
from ui.cli.app import app
from ui.docs_knowledge import knowledge_page
from ui.i18n import say

FOLDER = Path(__file__).resolve().parents[1] / "docs"
_MADE = "<!-- Made by `make docs` from the code; do not edit. -->"
_WIDTH = 100


def main(arguments: list[str]) -> int:
    """Write the pages, or check them; the exit code."""
    stale = [name for name, text in pages().items() if not _is_current(name, text)]
    if "--check" in arguments:
        for name in stale:
            print(f"docs/{name} is stale; run: make docs", file=sys.stderr)  # noqa: T201
        return int(bool(stale))
    for name in stale:
        FOLDER.joinpath(name).write_text(pages()[name], encoding="utf-8")
    return 0


def pages() -> dict[str, str]:
    """File name → text, of every page that is made from the code."""
    made: dict[str, Iterable[str]] = {
        "cli.md": _cli(),
        "model.md": _model(),
        "knowledge.md": (_MADE, *knowledge_page(load_knowledge())),
    }
    return {name: "\n".join(lines) + "\n" for name, lines in made.items()}


def _is_current(name: str, text: str) -> bool:
    file = FOLDER / name
    return file.is_file() and file.read_text(encoding="utf-8") == text


def _cli() -> Iterator[str]:
    yield from (_MADE, "# The command line", "")
    yield "Results go to stdout, everything else to stderr. Exit codes: 0 done, 1 refused or failed, 2 wrong usage."
    for name, text in _helps(typer.main.get_command(app), "datagil", None):
        yield from ("", f"## {name}", "", "```", text.rstrip(), "```")


def _helps(command: Any, name: str, parent: Any) -> Iterator[tuple[str, str]]:
    """The path and help of a command and of those below it (Typer brings its own Click, so no class is named here)."""
    settings = command.context_settings | {"max_content_width": _WIDTH, "terminal_width": _WIDTH}
    context = command.context_class(command, info_name=name, parent=parent, **settings)
    yield context.command_path, command.get_help(context)
    for sub, inner in getattr(command, "commands", {}).items():
        yield from _helps(inner, sub, context)


def _model() -> Iterator[str]:
    yield from (_MADE, "# The model", "", "Declared in `graph/schema.py`; constraints, writes, colours and this page "
                "derive from it.", "", "## Grades", "", "What a fact rests on, strongest first.", "",
                "| grade | 한국어 | rests on |", "| --- | --- | --- |")  # fmt: skip
    for grade in Grade:
        yield f"| `{grade}` | {say(f'grade.{grade}', 'ko')} | {say(f'grade_means.{grade}', 'en')} |"
    yield from ("", "## Nodes")
    for node in NODES:
        yield from _node(node)
    yield from ("", "## Relationships")
    for relationship in RELATIONSHIPS:
        yield from _relationship(relationship)


def _node(kind: NodeKind) -> Iterator[str]:
    yield from ("", f"### {kind.label}", "", f"{kind.en} ({kind.ko}). {kind.means}.", "")
    yield from _properties(kind.properties)


def _relationship(kind: RelationshipKind) -> Iterator[str]:
    ends = ", ".join(f"`{start}` → `{end}`" for start, end in kind.ends)
    carries = {
        "named": "the categories it names",
        "all": "all that has arrived",
        "by_rule": "all that has arrived, where a rule says why",
        None: "no data",
    }[kind.carries]
    yield from ("", f"### {kind.type}", "", f"“{kind.en}” ({kind.ko}). {kind.means}. {ends}. Carries {carries}.", "")
    if kind.properties:
        yield from _properties(kind.properties)


def _properties(properties: Iterable[Property]) -> Iterator[str]:
    yield from ("| property | type | means | empty or null means |", "| --- | --- | --- | --- |")
    for prop in properties:
        unit = f" ({prop.unit})" if prop.unit else ""
        yield f"| `{prop.name}` | {prop.type}{unit} | {prop.means} | {prop.null} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
