"""When Rasa is trusted, when it is given up, and that nothing is left of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.dialogue.supervisor import Patience, RasaSupervisor, rest_after
from tests.fakes.clock import FakeClock
from tests.fakes.rasa_process import MODEL, ScriptedRasa, health

QUICK = Patience(start=5, poll=0.001, watch=0.001, missed=3, first_rest=0.001, longest_rest=0.004)


@pytest.fixture
def rasa() -> ScriptedRasa:
    return ScriptedRasa()


@pytest.fixture
async def supervisor(rasa: ScriptedRasa, clock: FakeClock) -> AsyncIterator[RasaSupervisor]:
    supervisor = RasaSupervisor(rasa.start, rasa.ask_health, MODEL, clock, QUICK)
    supervisor.start()
    yield supervisor
    await supervisor.stop()


async def started(rasa: ScriptedRasa, number: int) -> None:
    """Until the so-manieth process was started."""
    async with asyncio.timeout(5):
        while len(rasa.processes) < number:  # noqa: ASYNC110 - the fake has no event for it
            await asyncio.sleep(0.001)


def test_the_rest_doubles_up_to_a_minute() -> None:
    assert [rest_after(failures, Patience()) for failures in (1, 2, 3, 6, 7, 1000)] == [1, 2, 4, 32, 60, 60]


async def test_nobody_is_sent_to_it_before_its_health_is_right(clock: FakeClock) -> None:
    rasa = ScriptedRasa(health=None)
    supervisor = RasaSupervisor(rasa.start, rasa.ask_health, MODEL, clock, QUICK)
    assert supervisor.find() is None
    supervisor.start()
    await started(rasa, 1)
    assert supervisor.find() is None
    rasa.health = health()
    await supervisor.wait_ready()
    assert supervisor.find() == rasa.processes[0].address
    await supervisor.stop()


@pytest.mark.parametrize(
    "fault",
    [
        {"ready": False},
        {"store": "InMemoryTrackerStore"},
        {"store_fallen_back": True},
        {"model_sha256": "cd" * 32},
        {"model_sha256": None},
        {"telemetry": True},
        {"encoder": "another"},
    ],
)
async def test_an_unfit_one_is_never_trusted(clock: FakeClock, fault: dict[str, object]) -> None:
    rasa = ScriptedRasa(health=health(**fault))
    supervisor = RasaSupervisor(rasa.start, rasa.ask_health, MODEL, clock, QUICK)
    supervisor.start()
    await started(rasa, 2)
    assert supervisor.find() is None
    assert rasa.processes[0].stopped
    await supervisor.stop()


async def test_one_that_dies_is_replaced_at_a_new_address(supervisor: RasaSupervisor, rasa: ScriptedRasa) -> None:
    await supervisor.wait_ready()
    rasa.processes[0].die()
    await started(rasa, 2)
    await supervisor.wait_ready()
    assert supervisor.find() == rasa.processes[1].address


async def test_one_that_hangs_is_replaced(supervisor: RasaSupervisor, rasa: ScriptedRasa) -> None:
    await supervisor.wait_ready()
    rasa.health = None
    await started(rasa, 2)
    assert rasa.processes[0].stopped
    assert supervisor.find() is None


async def test_one_that_grows_too_large_is_replaced(supervisor: RasaSupervisor, rasa: ScriptedRasa) -> None:
    await supervisor.wait_ready()
    rasa.processes[0].memory = QUICK.memory_mb + 1
    await started(rasa, 2)
    assert rasa.processes[0].stopped


async def test_one_whose_store_fell_back_is_replaced(supervisor: RasaSupervisor, rasa: ScriptedRasa) -> None:
    await supervisor.wait_ready()
    rasa.health = health(store_fallen_back=True)
    await started(rasa, 2)
    assert rasa.processes[0].stopped


async def test_a_start_that_fails_is_tried_again(clock: FakeClock) -> None:
    rasa = ScriptedRasa(refusals=4)
    supervisor = RasaSupervisor(rasa.start, rasa.ask_health, MODEL, clock, QUICK)
    supervisor.start()
    await supervisor.wait_ready()
    assert supervisor.starts == 5
    await supervisor.stop()


async def test_one_that_never_answers_is_given_up(clock: FakeClock) -> None:
    rasa = ScriptedRasa(health=None)
    impatient = Patience(start=0.01, poll=0.001, first_rest=0.001)
    supervisor = RasaSupervisor(rasa.start, rasa.ask_health, MODEL, clock, impatient)
    supervisor.start()
    await started(rasa, 2)
    assert rasa.processes[0].stopped
    await supervisor.stop()


async def test_stopping_stops_the_process_and_starts_no_other(supervisor: RasaSupervisor, rasa: ScriptedRasa) -> None:
    await supervisor.wait_ready()
    await supervisor.stop()
    assert [process.stopped for process in rasa.processes] == [True]
    assert supervisor.find() is None
