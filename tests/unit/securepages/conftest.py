"""A browser on the booking page of a held time."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.clinic import Clinic
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.texts.catalog import Texts
from tests.fakes.clock import FakeClock
from tests.fakes.secure_pages import Browser, PagesStand, make_browser, make_stand


@pytest.fixture
def stand(database: Database, clinic: Clinic, texts: Texts, clock: FakeClock, entropy: Entropy) -> PagesStand:
    return make_stand(database, clinic, texts, clock, entropy)


@pytest.fixture
async def browser(stand: PagesStand) -> AsyncIterator[Browser]:
    opened = await make_browser(stand.app())
    yield opened
    await opened.client.close()
