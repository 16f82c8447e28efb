"""Options that several commands share; those of a path search come from the choices declared in ui.links."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from data.grades import Grade
from ui.links import CHOICE


def _choice(field: str, **more: Any) -> Any:
    return typer.Option(*CHOICE[field].flags, help=CHOICE[field].help("en"), **more)


Origin = Annotated[str, _choice("origin", metavar="ID")]
To = Annotated[str, _choice("to", metavar="PLACE")]
Service = Annotated[str | None, _choice("service", metavar="ID")]
Categories = Annotated[list[str] | None, _choice("categories", metavar="ID")]
Via = Annotated[list[str] | None, _choice("via", metavar="ID")]
Avoid = Annotated[list[str] | None, _choice("avoid", metavar="ID")]
WeakestGrade = Annotated[Grade | None, _choice("grade", metavar="GRADE")]
MaxSteps = Annotated[int, _choice("max_steps", metavar="N", min=1, max=20)]
Count = Annotated[int, _choice("k", metavar="N", min=1, max=1000)]
Day = Annotated[str | None, _choice("at", metavar="DATE")]

File = Annotated[Path, typer.Argument(metavar="FILE", help="A document.", exists=True, dir_okay=False)]
Files = Annotated[list[Path], typer.Argument(metavar="FILE", help="Documents.", exists=True, dir_okay=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Words = Annotated[Literal["en", "ko"], typer.Option("--lang", help="Language of names and drawings.")]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help="Print the address and open no browser.")]
AboutService = Annotated[
    str | None, typer.Option("--service", metavar="ID", help="The service that the documents are about.")
]
DocumentDate = Annotated[str | None, typer.Option("--date", metavar="DATE", help="The version's date (YYYY-MM-DD).")]
