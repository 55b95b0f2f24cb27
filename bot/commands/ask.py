"""`frontdesk ask`: messages through the real journey, in a process and a database of their own."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, TextIO

import typer

from bot.errors import StartupError
from bot.messages.asking import Question, read_question


def register(app: typer.Typer) -> None:
    app.command()(ask)


def ask(
    text: Annotated[str | None, typer.Argument(help="One message.")] = None,
    channel: Annotated[str, typer.Option(help="messenger instagram whatsapp telegram sms webchat")] = "messenger",
    as_json: Annotated[bool, typer.Option("--json", help="Print the trace as one line of JSON.")] = False,
    file: Annotated[str | None, typer.Option(help="A file with a message a line; - for standard input.")] = None,
    database: Annotated[Path | None, typer.Option(help="The clinic's database: its FAQ is copied, not used.")] = None,
) -> None:
    """Show what the bot would answer, and why. Touches nothing of the clinic's."""
    from bot.channels.collecting import CAPABILITIES
    from bot.logs import configure_logs

    configure_logs(readable=sys.stderr.isatty())
    if file is not None:
        as_json = True
        with _open(file) as lines:
            questions = [read_question(line, channel) for line in lines if line.strip()]
    elif text is not None:
        questions = [Question(text, channel)]
    else:
        raise typer.BadParameter("give a message, or --file")
    for question in questions:
        if question.channel not in CAPABILITIES:
            known = ", ".join(CAPABILITIES)
            raise StartupError(f"there is no channel {question.channel!r}: choose {known}")
    asyncio.run(_ask(questions, as_json=as_json, database=database))


def _open(file: str) -> TextIO:
    return sys.stdin if file == "-" else Path(file).open(encoding="utf-8")


async def _ask(questions: Iterable[Question], *, as_json: bool, database: Path | None) -> None:
    from bot.app import open_asking
    from bot.settings import load_offline_settings

    async with open_asking(load_offline_settings(), database) as asking:
        for question in questions:
            trace = await asking.ask(question)
            if as_json:
                typer.echo(json.dumps(trace, ensure_ascii=False))
                continue
            for reply in trace["replies"]:
                typer.echo(reply["text"])
                for button in reply["buttons"]:
                    typer.echo(f"  [{button['title']}]")
                typer.echo("")
