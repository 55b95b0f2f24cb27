"""`./frontdesk`, the same as `python -m bot`. Errors that carry a decision become one sentence and exit status 1."""

from __future__ import annotations

import sys

import typer

from bot.commands import accounts, ask, audit, check, demo, evaluate, guard, holds, keys, rasa, serve, train
from bot.errors import FrontdeskError

app = typer.Typer(
    name="frontdesk",
    help="A HIPAA-aware front desk for a clinic's social pages.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a pretty traceback prints local variables, and those may hold patient text
)
for command in (serve, rasa, demo, ask, guard, check, train):
    command.register(app)
app.add_typer(accounts.app, name="accounts")
app.add_typer(keys.app, name="keys")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(audit.app, name="audit")
app.add_typer(holds.app, name="holds")


def main() -> None:
    try:
        app()
    except FrontdeskError as error:
        typer.echo(f"frontdesk: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
