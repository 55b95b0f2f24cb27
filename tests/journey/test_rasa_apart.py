"""Rasa as a process of its own: `frontdesk rasa` beside a service that only knows its address."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path
from typing import Self

import pytest

from tests.conftest import ROOT
from tests.fakes.graph_api import FakeGraphApi
from tests.fakes.running import RunningFrontdesk, free_ports

pytestmark = [pytest.mark.rasa, pytest.mark.slow]

ONLY_RASA_SAYS = "You're welcome!"
WITHOUT_RASA = "/s/"  # the degraded route has a link for what it cannot answer
LIMIT = 120.0  # seconds


class RasaApart:
    """`async with` it: `frontdesk rasa` with settings of its own, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        rasa, actions = free_ports(2)
        self.settings = {
            "FRONTDESK_RASA_URL": f"http://127.0.0.1:{rasa}",
            "FRONTDESK_RASA_SECRET_FILE": str(self._secret("rasa")),
            "FRONTDESK_ACTIONS_PORT": str(actions),
            "FRONTDESK_ACTIONS_SECRET_FILE": str(self._secret("actions")),
        }
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.end(signal.SIGTERM)

    async def start(self) -> None:
        with (self._folder / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "rasa"),
                cwd=ROOT,
                env={"FRONTDESK_DATA_FOLDER": str(self._folder / "data"), **self.settings},
                stdout=log,
                stderr=log,
            )

    async def end(self, how: signal.Signals) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        await asyncio.wait_for(self._process.wait(), LIMIT)

    def _secret(self, name: str) -> Path:
        path = self._folder / f"{name}-secret"
        path.write_text(name[0] * 40, encoding="ascii")
        path.chmod(0o600)
        return path


async def until(frontdesk: RunningFrontdesk, dialogue: bool) -> None:
    """Until the health route says so of Rasa."""
    async with asyncio.timeout(LIMIT):
        while (health := await frontdesk.health()) is None or health["dialogue"] is not dialogue:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def answer(frontdesk: RunningFrontdesk, sender: str) -> str:
    """To a word that only the dialogue understands, by somebody new."""
    before = len(frontdesk.graph.texts)
    await frontdesk.write("thank you", sender=sender)
    await frontdesk.wait_idle()
    return "\n".join(frontdesk.graph.texts[before:])


async def test_the_service_answers_with_a_rasa_elsewhere_without_it_and_with_it_again(tmp_path: Path) -> None:
    async with (
        RasaApart(tmp_path / "rasa") as rasa,
        FakeGraphApi() as graph,
        RunningFrontdesk(tmp_path / "service", graph, settings=rasa.settings) as frontdesk,
    ):
        await frontdesk.wait_guard()
        await until(frontdesk, dialogue=True)
        assert ONLY_RASA_SAYS in await answer(frontdesk, "2000000000000001")

        await rasa.end(signal.SIGKILL)
        assert WITHOUT_RASA in await answer(frontdesk, "2000000000000002")
        await until(frontdesk, dialogue=False)

        await rasa.start()
        await until(frontdesk, dialogue=True)
        assert ONLY_RASA_SAYS in await answer(frontdesk, "2000000000000003")


async def test_an_action_of_a_rasa_elsewhere_books(tmp_path: Path) -> None:
    """The way back, from Rasa to the actions, is found by its port and its secret."""
    async with (
        RasaApart(tmp_path / "rasa") as rasa,
        FakeGraphApi() as graph,
        RunningFrontdesk(tmp_path / "service", graph, settings=rasa.settings) as frontdesk,
    ):
        await frontdesk.wait_guard()
        await until(frontdesk, dialogue=True)
        await frontdesk.write("i want to book an appointment")
        await frontdesk.wait_idle()
        assert "Office visit" in str(graph.calls[-1].body), "the visit types stand on buttons"
