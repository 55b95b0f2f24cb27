"""A Rasa that somebody else runs is asked only while its health is right, and found again by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.dialogue.address import RasaAddress
from bot.dialogue.elsewhere import RasaElsewhere
from bot.dialogue.health import RasaHealth
from tests.fakes.rasa_process import MODEL, health

ADDRESS = RasaAddress("http://127.0.0.1:5005", "s" * 40)


class Scripted:
    """Answers with `health`, None for no answer; `looked` counts."""

    def __init__(self) -> None:
        self.health: RasaHealth | None = health()
        self.looked = 0

    async def ask(self, address: RasaAddress) -> RasaHealth | None:
        assert address == ADDRESS
        self.looked += 1
        return self.health

    async def is_looked_at(self, times: int) -> None:
        seen = self.looked
        async with asyncio.timeout(5):
            while self.looked < seen + times:  # noqa: ASYNC110 - the fake has no event for it
                await asyncio.sleep(0.001)


@pytest.fixture
def rasa() -> Scripted:
    return Scripted()


@pytest.fixture
async def elsewhere(rasa: Scripted) -> AsyncIterator[RasaElsewhere]:
    elsewhere = RasaElsewhere(ADDRESS, rasa.ask, MODEL, poll=0.001, watch=0.001)
    elsewhere.start()
    yield elsewhere
    await elsewhere.stop()


async def test_it_is_found_once_its_health_is_right(rasa: Scripted) -> None:
    rasa.health = None
    elsewhere = RasaElsewhere(ADDRESS, rasa.ask, MODEL, poll=0.001, watch=0.001)
    elsewhere.start()
    await rasa.is_looked_at(2)
    assert elsewhere.find() is None
    rasa.health = health()
    await elsewhere.wait_ready()
    assert elsewhere.find() == ADDRESS
    await elsewhere.stop()
    assert elsewhere.find() is None


@pytest.mark.parametrize(
    "fault", [{"ready": False}, {"store_fallen_back": True}, {"model_sha256": "cd" * 32}, {"telemetry": True}]
)
async def test_an_unfit_one_is_not_asked(rasa: Scripted, elsewhere: RasaElsewhere, fault: dict[str, object]) -> None:
    await elsewhere.wait_ready()
    rasa.health = health(**fault)
    await rasa.is_looked_at(2)
    assert elsewhere.find() is None


async def test_one_that_is_gone_is_told_once_and_found_again(rasa: Scripted, elsewhere: RasaElsewhere) -> None:
    await elsewhere.wait_ready()
    with capture_logs() as logs:
        rasa.health = None
        await rasa.is_looked_at(6)
        assert elsewhere.find() is None
        rasa.health = health()
        await elsewhere.wait_ready()
    assert [(line["event"], line.get("reason")) for line in logs] == [("rasa_lost", "no answer"), ("rasa_ready", None)]


async def test_without_a_model_here_any_model_will_do(rasa: Scripted) -> None:
    elsewhere = RasaElsewhere(ADDRESS, rasa.ask, None, poll=0.001, watch=0.001)
    rasa.health = health(model_sha256="cd" * 32)
    elsewhere.start()
    await elsewhere.wait_ready()
    assert elsewhere.find() == ADDRESS
    await elsewhere.stop()
