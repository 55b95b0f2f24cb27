"""`frontdesk train`: everything that is built from the sources at set-up."""

from __future__ import annotations

import typer

from bot.settings import load_settings


def register(app: typer.Typer) -> None:
    app.command()(train)


def train() -> None:
    """Train the dialogue model and build the guard's lexicon, where their inputs have changed."""
    from bot.commands.options import rasa_install, say
    from bot.dialogue.training import trained_model
    from bot.guard.lexicon.build import main as build_lexicon

    settings = load_settings(demo=True)  # training needs no addresses, so it asks for none
    say(f"The guard's lexicon is built: {build_lexicon(settings.artefact_folder).name}")
    model = trained_model(rasa_install(settings, settings.model_folder / "training"), settings.model_folder, say)
    say(f"The language model is ready: {model.path.name}")
