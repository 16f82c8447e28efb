"""Commands that serve: ui, server start|stop|status."""

from typing import Annotated

import typer

from ui.cli import options

Port = Annotated[int | None, typer.Option("--port", help="Port; a free one where none is given.", min=1, max=65535)]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("ui")(explorer)
    group = typer.Typer(help="The managed Neo4j: start, stop, status.", no_args_is_help=True)
    for command in (start, stop, status):
        group.command()(command)
    app.add_typer(group, name="server")


def explorer(port: Port = None, no_browser: options.NoBrowser = False) -> None:
    """The explorer in the browser: paths, browse, Cypher."""
    from ui.cli.launch import explore

    explore(port, browser=not no_browser)
