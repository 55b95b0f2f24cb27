"""`frontdesk guard`: what the guard finds in messages. No Rasa, no database."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.settings import load_settings


def register(app: typer.Typer) -> None:
    app.command()(guard)


def guard(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Read one JSON object a line, write one a line.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show recognizers and cues beside the text.")] = False,
) -> None:
    """Read messages from standard input and say what is PHI in them."""
    from bot.clinic import load_clinic
    from bot.guard.build import build_guard
    from bot.guard.cli import run_explain, run_jsonl

    settings = load_settings(demo=True)
    checker = build_guard(load_clinic(settings.clinic_file), settings.artefact_folder, wide_model=settings.wide_model)
    run = run_explain if explain and not jsonl else run_jsonl
    run(sys.stdin, sys.stdout, checker)
