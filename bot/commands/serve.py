"""`frontdesk serve`: the product."""

from __future__ import annotations

import asyncio
import contextlib
import sys

import typer

from bot.settings import Settings, load_settings


def register(app: typer.Typer) -> None:
    app.command()(serve)


def serve() -> None:
    """Run the service with the settings of the environment (docs/operations.md)."""
    from bot.logs import configure_logs

    configure_logs(readable=sys.stderr.isatty())
    asyncio.run(run_until_told(load_settings()))


async def run_until_told(settings: Settings) -> None:
    """Until SIGTERM or SIGINT; what is in hand is finished or claimed again after the next start."""
    from bot.app import build_service
    from bot.commands.options import until_told

    told = until_told()
    async with await build_service(settings):
        with contextlib.suppress(asyncio.CancelledError):
            await told.wait()
