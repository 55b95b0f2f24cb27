"""`frontdesk rasa`: Rasa as a process of its own, for a service whose settings name it by `FRONTDESK_RASA_URL`."""

from __future__ import annotations

import asyncio
import os
import sys

import typer

from bot.settings import Settings, load_offline_settings


def register(app: typer.Typer) -> None:
    app.command()(rasa)


def rasa() -> None:
    """Run Rasa alone, at the loopback address of FRONTDESK_RASA_URL (docs/operations.md, section 16)."""
    from bot.logs import configure_logs

    configure_logs(readable=sys.stderr.isatty())
    asyncio.run(_run_until_told(load_offline_settings()))


async def _run_until_told(settings: Settings) -> None:
    from bot.apart import rasa_apart
    from bot.commands.options import rasa_install, until_told
    from bot.messages.clock import utc_now

    told = until_told()
    async with rasa_apart(settings, rasa_install(settings, settings.data_folder / "rasa"), utc_now, os.urandom):
        await told.wait()
