"""The running service, its real Rasa included, measured from outside."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure, percentiles
from benchmarks.messages import MESSAGES
from tests.fakes.graph_api import FakeGraphApi
from tests.fakes.running import RunningFrontdesk

RATE = 100  # requests a second
LOAD_SECONDS = 10
JOURNEYS = 200


@contextmanager
def _clock(into: list[float]) -> Iterator[None]:
    started = perf_counter()
    yield
    into.append((perf_counter() - started) * 1_000)


async def measure_start(folder: Path) -> list[Figure]:
    """A later start: keys, database, model and vectors are there."""
    async with FakeGraphApi() as graph:
        async with RunningFrontdesk(folder, graph) as frontdesk:
            await frontdesk.wait_guard()
        started = perf_counter()
        frontdesk = RunningFrontdesk(folder / "again", graph)
        async with frontdesk:
            listening = perf_counter() - started
            await frontdesk.wait_guard()
            guarded = perf_counter() - started
            await frontdesk.wait_rasa()
            whole = perf_counter() - started
    return [
        Figure("start until pages and webhooks are served", listening, "s", 1),
        Figure("start until the guard has loaded", guarded, "s", 1),
        Figure("start until Rasa answers", whole, "s", 1),
    ]


async def measure_journey(folder: Path) -> list[Figure]:
    """From the webhook's first byte to the network having the answer, one message at a time."""
    taken: list[float] = []
    async with FakeGraphApi() as graph, RunningFrontdesk(folder, graph) as frontdesk:
        await frontdesk.wait_guard()
        await frontdesk.wait_rasa()
        for number in range(JOURNEYS + len(MESSAGES)):
            before = len(graph.texts)
            measured: list[float] = []
            with _clock(measured):
                await frontdesk.write(MESSAGES[number % len(MESSAGES)], sender=f"21000000000{number:04}")
                while len(graph.texts) == before:  # noqa: ASYNC110 - the network takes it in its own time
                    await asyncio.sleep(0.002)
            if number >= len(MESSAGES):  # the first round warms up
                taken += measured
            await _quiet(graph)
    return percentiles("whole journey, webhook to first reply", taken)


async def measure_acknowledgement(folder: Path) -> list[Figure]:
    """Webhooks at a steady rate, from many senders; every one must be acknowledged."""
    taken: list[float] = []
    refused = 0
    async with FakeGraphApi() as graph, RunningFrontdesk(folder, graph) as frontdesk:
        await frontdesk.wait_guard()

        async def one(number: int) -> None:
            nonlocal refused
            with _clock(taken):
                wrote = await frontdesk.write("hello", sender=f"22000000000{number:04}", mid=f"load-{number}")
            refused += wrote.status != 200

        started = perf_counter()
        tasks = []
        for number in range(RATE * LOAD_SECONDS):
            await asyncio.sleep(max(0.0, started + number / RATE - perf_counter()))
            tasks.append(asyncio.create_task(one(number)))
        await asyncio.gather(*tasks)
    return [
        *percentiles(f"webhook acknowledged at {RATE} requests/s", taken),
        Figure("webhooks not acknowledged", refused, "", len(taken)),
    ]


async def _quiet(graph: FakeGraphApi) -> None:
    """Until nothing more comes for this message."""
    count = -1
    while count != len(graph.texts):
        count = len(graph.texts)
        await asyncio.sleep(0.05)
