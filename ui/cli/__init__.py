"""The command line: `datagil`."""

import os
import sys


def main() -> None:
    """Run `datagil`: leaves with 0 when done, 1 when refused or failed (with a sentence), 2 on wrong usage."""
    from data.errors import DatagilError
    from ui.cli.app import app

    try:
        app(prog_name="datagil")
    except DatagilError as error:
        sys.exit(_fail(str(error)))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: not an error
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(_fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}."))
    except Exception as error:
        if os.environ.get("DATAGIL_DEBUG"):
            raise
        sys.exit(_fail(f"Something unexpected went wrong ({type(error).__name__}: {error}). "
                       "This is a fault in datagil; DATAGIL_DEBUG=1 shows where."))  # fmt: skip


def _fail(sentence: str) -> int:
    print(f"datagil: {sentence}", file=sys.stderr)
    return 1
