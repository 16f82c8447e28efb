"""Reading with a language model from the command line: what it will take, agreed to first; what became of it after."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from data.errors import DatagilError
from ui.cli.output import note

if TYPE_CHECKING:
    from graph.statement import Document, Statement
    from ingest.llm import Estimate, ModelReading
    from ingest.llm_endpoint import Endpoint
    from ui.intake import Extract

DEFAULT = "default"  # the name that means DATAGIL_LLM_MODEL

Model = Annotated[str | None, typer.Option(
    "--model", metavar="NAME",
    help="Read with this language model, at DATAGIL_LLM_URL; `default` is DATAGIL_LLM_MODEL. See docs/llm.md.",
)]  # fmt: skip
WithRules = Annotated[bool, typer.Option(
    "--with-rules", help="With --model: the rules' statements too, and theirs where both say the same.",
)]  # fmt: skip
Yes = Annotated[bool, typer.Option("--yes", help="With --model: begin without asking whether the cost is agreed to.")]


@dataclass(frozen=True, slots=True)
class Choice:
    """The options as given; wrong usage where one needs another that is missing."""

    model: str | None = None
    with_rules: bool = False
    yes: bool = False

    def __post_init__(self) -> None:
        if self.model is None and (self.with_rules or self.yes):
            raise typer.BadParameter("--with-rules and --yes go with --model NAME.")


@contextmanager
def reader(choice: Choice, files: Iterable[Path], *, whole: bool = False) -> "Iterator[Extract]":
    """What reads a file: the rules, or the model of the choice once its cost is agreed to.

    With `whole` a document is refused of which a passage failed. Else what was read of it is given, and DatagilError
    raised at the end.
    """
    from ingest.pipeline import extract_file

    if choice.model is None:
        yield extract_file
        return
    from graph.home import cache
    from ingest.llm_endpoint import endpoint_from

    endpoint = endpoint_from(os.environ, None if choice.model == DEFAULT else choice.model)
    model = _ModelReader(endpoint, cache() / "llm", choice.with_rules, whole)
    model.ask_consent(files, choice.yes)
    yield model
    model.raise_failed()


@dataclass(slots=True)
class _ModelReader:
    """Reads a file as `ingest.pipeline.extract_file` does, with a language model."""

    endpoint: "Endpoint"
    folder: Path
    rules: bool
    whole: bool
    failed: list[str] = field(default_factory=list)

    def __call__(
        self, path: str | Path, *, service: str | None = None, date: date | None = None
    ) -> "tuple[Document, list[Statement]]":
        from ingest.llm import read_with_model
        from ingest.pipeline import extract_reading
        from ingest.readers import read

        path = Path(path)
        reading = read(path)
        found = read_with_model(reading, self.endpoint, self.folder)
        note(f"{path.name}: {_outcome(found, self.endpoint)}")
        self.failed += [f"{path.name}, {failed}" for failed in found.failed]
        if self.whole:
            self.raise_failed()
        return extract_reading(reading, path.stem, service=service, date=date, also=found.statements, rules=self.rules)

    def ask_consent(self, files: Iterable[Path], agreed: bool) -> None:
        """Say what reading the files will take, and go on only where that is agreed to, or it takes nothing."""
        from ingest.llm import Estimate, estimate
        from ingest.readers import read

        total = Estimate(price=0.0)
        for file in files:
            try:
                total += estimate(read(file), self.endpoint, self.folder)
            except (DatagilError, OSError):
                continue  # said when its turn comes
        note(f"{_expected(total)} with {self.endpoint.model} at {self.endpoint.url}.")
        if agreed or total.kept == total.passages:
            return
        if not sys.stdin.isatty():
            raise DatagilError(
                "A language model is asked only once its cost is agreed to",
                remedy="Add --yes, or run this at a terminal",
            )
        typer.confirm("Begin?", abort=True, err=True)

    def raise_failed(self) -> None:
        """DatagilError where passages failed since it was last asked."""
        failed, self.failed = self.failed, []
        if failed:
            raise DatagilError("\n".join(["Not everything was read", *failed]).removesuffix("."),
                               remedy="What was answered is kept: run the command again for the rest")  # fmt: skip


def _expected(total: "Estimate") -> str:
    kept = f" ({total.kept} answered before)" if total.kept else ""
    price = f", about {total.price:.2f} at the prices set" if total.price is not None else ""
    return f"{total.passages} passages{kept}: about {total.tokens_in:,} tokens in and {total.tokens_out:,} out{price},"


def _outcome(found: "ModelReading", endpoint: "Endpoint") -> str:
    from ingest.llm import price

    dropped = ", ".join(f"{number} for its {reason}" for reason, number in sorted(found.dropped.items()))
    spent = price(endpoint, found.tokens_in, found.tokens_out)
    return (
        f"{len(found.statements)} statements of the model kept"
        f"{f'; dropped because the document does not bear it out: {dropped}' if dropped else ''}"
        f"; {found.tokens_in:,} tokens in and {found.tokens_out:,} out{f', {spent:.2f}' if spent is not None else ''}."
    )
