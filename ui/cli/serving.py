"""Commands that serve: ui, server start|stop|status."""

from typing import Annotated

import typer

from ui.cli import options
from ui.cli.output import note, print_json, print_table

Port = Annotated[
    int | None, typer.Option("--port", metavar="PORT", help="A free one where none is given.", min=1, max=65535)
]
Force = Annotated[bool, typer.Option("--force", help="Also while other processes use it.")]


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


def start() -> None:
    """Start the managed Neo4j and keep it running until `stop`."""
    from graph import server

    print(f"Neo4j answers at {server.start().uri} and stays until: datagil server stop")


def stop(force: Force = False) -> None:
    """Stop the managed Neo4j."""
    from graph import server

    note("Neo4j has stopped." if server.stop(force=force) else "Neo4j was not running.")


def status(as_json: options.AsJson = False) -> None:
    """Where the managed Neo4j is, how large, who uses it and when it will stop."""
    from graph import server

    now = server.status()
    if as_json:
        print_json(now.as_json())
        return
    values = now.as_json() | {
        "bytes": f"{now.bytes / 2**20:.1f} MiB",
        "users": "; ".join(f"{user.process.pid} {user.command}" for user in now.users),
    }
    print_table([{"Neo4j": name.replace("_", " "), "": value} for name, value in values.items() if value != ""])
