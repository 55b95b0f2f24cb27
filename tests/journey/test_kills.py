"""Whatever dies when: an acknowledged message is answered, in order, and its effects happen once.

The real service with the real Rasa, killed by SIGKILL at a named point and started again.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.fakes.graph_api import FakeGraphApi
from tests.fakes.running import RunningFrontdesk

pytestmark = [pytest.mark.rasa, pytest.mark.slow]

POINTS = ("after-persist", "during-rasa", "before-commit", "after-commit", "after-send")
QUESTIONS = ("are you open on saturday?", "i want to talk to a person", "where can i park?")


@pytest.mark.parametrize("point", POINTS)
async def test_a_kill_loses_nothing_and_repeats_at_most_the_send_in_flight(tmp_path: Path, point: str) -> None:
    async with FakeGraphApi() as graph, RunningFrontdesk(tmp_path, graph, point=point) as frontdesk:
        await frontdesk.wait_guard()
        wrote = [await frontdesk.write(text) for text in QUESTIONS]
        await frontdesk.wait_dead()
        await frontdesk.start()
        # Meta delivers again what was not acknowledged.
        for text, one in zip(QUESTIONS, wrote, strict=True):
            if one.status != 200:
                assert (await frontdesk.write(text, mid=one.mid)).status == 200
        await frontdesk.wait_texts(len(QUESTIONS), limit=150)
        await frontdesk.wait_idle()
        assert frontdesk.unfinished() == []
        assert _answered(frontdesk) == len(QUESTIONS)
        texts = graph.texts
        repeats = len(texts) - len(set(texts))
        assert repeats <= 1
        assert len(_tickets(frontdesk)) == 1
        _in_order(texts, frontdesk)


async def test_a_slow_rasa_has_no_second_effect(tmp_path: Path) -> None:
    """Rasa stands still longer than a patient waits; its late action calls change nothing."""
    async with FakeGraphApi() as graph, RunningFrontdesk(tmp_path, graph) as frontdesk:
        await frontdesk.wait_guard()
        await frontdesk.wait_rasa()
        rasa = frontdesk.rasa_pid
        await _signal(rasa, "STOP")
        await frontdesk.write("i want to talk to a person")
        await frontdesk.wait_texts(1)
        await _signal(rasa, "CONT")
        await frontdesk.write("are you open on saturday?")
        await frontdesk.wait_idle()
        assert len(_tickets(frontdesk)) == 1
        assert frontdesk.unfinished() == []


async def test_with_rasa_killed_nobody_meets_silence(tmp_path: Path) -> None:
    async with FakeGraphApi() as graph, RunningFrontdesk(tmp_path, graph) as frontdesk:
        await frontdesk.wait_guard()
        await frontdesk.wait_rasa()
        await _signal(frontdesk.rasa_pid, "KILL")
        for number, text in enumerate(
            ("i have chest pain", "are you open on saturday?", "can i talk to a person", "book an appointment")
        ):
            await frontdesk.write(text, sender=f"200000000000010{number}")
        await frontdesk.wait_idle()
        joined = "\n".join(graph.texts)
        assert "911" in joined
        assert "Saturday" in joined
        assert joined.count(f"{frontdesk.url}/s/") >= 2, "a person and a booking both come with a link"


async def _signal(pid: int, name: str) -> None:
    process = await asyncio.create_subprocess_exec("kill", f"-{name}", str(pid))
    assert await process.wait() == 0


def _answered(frontdesk: RunningFrontdesk) -> int:
    return len(frontdesk.query("select id from inbox where state = 'done'"))


def _tickets(frontdesk: RunningFrontdesk) -> list[tuple[object, ...]]:
    return frontdesk.query("select id from ticket")


def _in_order(texts: list[str], frontdesk: RunningFrontdesk) -> None:
    """The answers stand in the order of the questions: opening hours, the secure link, parking."""
    marks = ("Saturday", f"{frontdesk.url}/s/", "ark")
    positions = [next(index for index, text in enumerate(texts) if mark in text) for mark in marks]
    assert positions == sorted(positions)
