"""The guard of the sample clinic, built once: its models take seconds to load."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from spacy.language import Language

from bot.clinic import Clinic
from bot.guard.assets import Assets, clinic_facts
from bot.guard.build import build_guard, load_models
from bot.guard.guard import Guard
from bot.guard.lexicon.build import build_if_changed
from bot.guard.lexicon.load import load_lexicon
from bot.guard.pipeline import build_pipeline

TODAY = date(2026, 6, 1)


@pytest.fixture(scope="session")
def artefacts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("artefacts")
    assert build_if_changed(folder)
    return folder


@pytest.fixture(scope="session")
def guard(clinic: Clinic, artefacts: Path) -> Guard:
    return build_guard(clinic, artefacts, clock=lambda: datetime(2026, 6, 1, 12, tzinfo=UTC))


@pytest.fixture(scope="session")
def pipeline(clinic: Clinic, artefacts: Path) -> Language:
    assets = Assets(load_lexicon(artefacts), clinic_facts(clinic), lambda: TODAY)
    return build_pipeline(assets, load_models(wide=False))
