"""`frontdesk check`: what is still missing before a real page can be connected."""

from __future__ import annotations

import asyncio

import typer

from bot.settings import load_settings


def register(app: typer.Typer) -> None:
    app.command()(check)


def check() -> None:
    """Say what is still missing before a real page can be connected. Changes nothing; exit status 1 while it is."""
    from bot.readiness import look

    findings = asyncio.run(look(load_settings))
    for finding in findings:
        typer.echo(f"{'ok     ' if finding.ok else 'missing'}  {finding.what}")
        if not finding.ok:
            typer.echo(f"         {finding.fix}")
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)
