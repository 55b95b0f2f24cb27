"""Puts FAQ search together from what the application has."""

from __future__ import annotations

from pathlib import Path

from bot.clinic import Clinic
from bot.faq.calibration import load_calibration
from bot.faq.index import Encoder
from bot.faq.search import FaqSearch
from bot.faq.vector_file import VectorFile
from bot.faq.words import WordWeights, load_word_ranks
from bot.messages.clock import Clock
from bot.storage.engine import Database
from bot.texts.catalog import Texts


def build_search(
    database: Database,
    clinic: Clinic,
    texts: Texts,
    *,
    encoder: Encoder,
    model_folder: Path,
    artefacts: Path,
    clock: Clock,
    demo: bool,
) -> FaqSearch:
    """`model_folder`: the encoder's: its vocabulary says how common a word is. `artefacts`: where vectors are kept."""
    return FaqSearch(
        database,
        clinic,
        texts,
        encoder=encoder,
        own_texts=VectorFile(encoder, artefacts),
        weights=WordWeights(load_word_ranks(model_folder)),
        calibration=load_calibration(),
        clock=clock,
        demo=demo,
    )
