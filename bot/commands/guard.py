"""`frontdesk guard`: what the guard finds in messages. No Rasa, no database."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.settings import load_offline_settings


def register(app: typer.Typer) -> None:
    app.command()(guard)


def guard(
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Lines are JSON: {"text", "channel"?}.')] = False,
    at_once: Annotated[int, typer.Option("--at-once", min=1, help="Read so many lines together; for files.")] = 1,
    explain: Annotated[bool, typer.Option("--explain", help="Add recognizers and cues, beside the text.")] = False,
) -> None:
    """Read messages from standard input, a line each, and write what is PHI in them as JSON lines."""
    from bot.clinic import load_clinic
    from bot.guard.build import build_guard
    from bot.guard.cli import json_requests, plain_requests, run_explain, run_jsonl

    settings = load_offline_settings()
    checker = build_guard(load_clinic(settings.clinic_file), settings.artefact_folder, wide_model=settings.wide_model)
    requests = json_requests(sys.stdin) if jsonl else plain_requests(sys.stdin)
    if explain:
        run_explain(requests, sys.stdout, checker)
    else:
        run_jsonl(requests, sys.stdout, checker, at_once=at_once)
