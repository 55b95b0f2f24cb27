"""Fixtures that every kind of test shares: real database, real clinic file, time and randomness that stand still."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pluggy
import pytest

from bot.clinic import Clinic, load_clinic
from bot.messages.ids import Entropy
from bot.storage.engine import Database, make_engine
from bot.storage.migrate import migrate
from bot.texts.catalog import Texts, load_texts
from bot.vault.keyring import create_keyring, load_keyring
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock
from tests.fakes.postgres import missing_reason, running_postgres

ROOT = Path(__file__).parent.parent


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def entropy() -> Entropy:
    return random.Random(1).randbytes  # noqa: S311 - repeatable on purpose


@pytest.fixture(scope="session")
def clinic() -> Clinic:
    return load_clinic(ROOT / "data" / "clinic.yml")


@pytest.fixture(scope="session")
def texts(clinic: Clinic) -> Texts:
    return load_texts(clinic)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path / 'frontdesk.db'}"


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    engine = make_engine(database_url)
    await migrate(engine)
    opened = Database(engine)
    yield opened
    await opened.close()


@pytest.fixture(scope="module")
def postgres_url() -> Iterator[str]:
    """A database that the tests of a module share."""
    yield from _postgres()


@pytest.fixture
def empty_postgres_url() -> Iterator[str]:
    yield from _postgres()


def _postgres() -> Iterator[str]:
    if reason := missing_reason():
        pytest.skip(reason)
    with running_postgres() as url:
        yield url


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skipped test is a failure (used by .ci/run)")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pluggy.Result[pytest.TestReport]]:
    """Turns skips into failures when asked to: a missing service must not pass for a green run."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and item.config.getoption("--no-skips"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which counts as a failure here: {report.longrepr}"


@pytest.fixture
def vault(tmp_path: Path, entropy: Entropy, clock: FakeClock) -> Vault:
    folder = tmp_path / "keys"
    create_keyring(folder, entropy)
    return Vault(load_keyring(folder, tmp_path / "data"), "riverbend", entropy, clock)
