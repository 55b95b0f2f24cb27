"""What several commands share."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.dialogue.install import RasaInstall
from bot.settings import ROOT, Settings


def rasa_install(settings: Settings, run_folder: Path) -> RasaInstall:
    return RasaInstall(python=settings.rasa_python, project=ROOT, run_folder=run_folder)


def say(line: str) -> None:
    typer.echo(line, err=True)
