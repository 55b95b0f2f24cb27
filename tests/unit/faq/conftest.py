"""The FAQ over the real database and the real encoder. Vectors are made once for all tests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.audit.audit import Audit
from bot.clinic import Clinic
from bot.encoder.sentences import SentenceEncoder
from bot.encoder.weights import model_folder
from bot.faq.blanks import ClinicBlanks
from bot.faq.calibration import load_calibration
from bot.faq.content import FaqEntry, load_content
from bot.faq.search import FaqSearch
from bot.faq.store import FaqStore
from bot.faq.vector_file import VectorFile
from bot.faq.words import WordWeights, load_word_ranks
from bot.storage.engine import Database
from bot.texts.catalog import Texts
from tests.conftest import ROOT
from tests.fakes.clock import FakeClock

SMALL = ("flu-shot", "sprain", "hours", "insurance", "stroke-signs", "heart-attack-signs")

type OpenSearch = Callable[..., Awaitable[FaqSearch]]


@pytest.fixture(scope="session")
def entries() -> tuple[FaqEntry, ...]:
    return load_content(ROOT / "data" / "faq")


@pytest.fixture(scope="session")
def by_id(entries: tuple[FaqEntry, ...]) -> dict[str, FaqEntry]:
    return {entry.id: entry for entry in entries}


@pytest.fixture(scope="session")
def blanks(clinic: Clinic, texts: Texts) -> ClinicBlanks:
    return ClinicBlanks(clinic, texts)


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(model_folder())


@pytest.fixture(scope="session")
def own_texts(encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> VectorFile:
    return VectorFile(encoder, Path(tmp_path_factory.mktemp("vectors")))


@pytest.fixture(scope="session")
def weights() -> WordWeights:
    return WordWeights(load_word_ranks(model_folder()))


@pytest.fixture
def store(blanks: ClinicBlanks, clock: FakeClock) -> FaqStore:
    return FaqStore(blanks, Audit(clock))


@pytest.fixture
def open_search(  # noqa: PLR0917 - pytest passes fixtures by name
    database: Database,
    clinic: Clinic,
    texts: Texts,
    encoder: SentenceEncoder,
    own_texts: VectorFile,
    weights: WordWeights,
    store: FaqStore,
    by_id: dict[str, FaqEntry],
    clock: FakeClock,
) -> OpenSearch:
    """`await open_search()`: a search over a few seeded entries; `ids=None` seeds all of them."""

    async def opened(*, demo: bool = True, ids: tuple[str, ...] | None = SMALL, sure: float | None = None) -> FaqSearch:
        async with database.work() as session:
            await store.seed(session, [by_id[entry_id] for entry_id in (by_id if ids is None else ids)], clock())
        calibration = load_calibration()
        return FaqSearch(
            database,
            clinic,
            texts,
            encoder=encoder,
            own_texts=own_texts,
            weights=weights,
            calibration=calibration if sure is None else replace(calibration, sure=sure),
            clock=clock,
            demo=demo,
        )

    return opened
