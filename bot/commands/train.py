"""`frontdesk train`: everything that is built from the sources at set-up."""

from __future__ import annotations

import asyncio

import typer

from bot.settings import load_offline_settings


def register(app: typer.Typer) -> None:
    app.command()(train)


def train() -> None:
    """Train the dialogue model and build the guard's lexicon, where their inputs have changed."""
    from bot.app import index_faq
    from bot.commands.options import rasa_install, say
    from bot.dialogue.training import trained_model
    from bot.guard.lexicon.build import build_if_changed

    settings = load_offline_settings()
    if build_if_changed(settings.artefact_folder):
        say("Built the guard's lexicon.")
    say("Indexing the FAQ.")
    asyncio.run(index_faq(settings))
    model = trained_model(rasa_install(settings, settings.model_folder / "training"), settings.model_folder, say)
    say(f"The language model is ready: {model.path.name}")
