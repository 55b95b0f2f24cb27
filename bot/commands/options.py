"""What several commands share."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import typer

from bot.dialogue.install import RasaInstall
from bot.settings import ROOT, Settings


def rasa_install(settings: Settings, run_folder: Path) -> RasaInstall:
    return RasaInstall(python=settings.rasa_python, project=ROOT, run_folder=run_folder)


def say(line: str) -> None:
    typer.echo(line, err=True)


def until_told() -> asyncio.Event:
    """Set by SIGTERM or SIGINT. Call it inside the running loop."""
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    return told
