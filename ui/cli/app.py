"""All commands in one application; each file of this package adds a group."""

import typer

from ui.cli import asking, comparing, demo, knowledge, measuring, reading, serving

app = typer.Typer(
    help="The lineage of personal data: from privacy policies to the authorities within reach of the data.",
    context_settings={"help_option_names": ["-h", "--help"]},
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def datagil(context: typer.Context) -> None:
    """The lineage of personal data: from privacy policies to the authorities within reach of the data."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


demo.register(app)
reading.register(app)
asking.register(app)
comparing.register(app)
serving.register(app)
knowledge.register(app)
measuring.register(app)
