"""Rasa is killed, hangs, is stopped: what the supervisor makes of it. Last, because it restarts the shared Rasa."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from bot.dialogue.port import DialogueRequest
from bot.errors import DialogueUnavailableError
from bot.messages.effects import Language
from bot.messages.turn import DialogueState
from tests.contract.conftest import Rasa

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session")]


def hello(session: str) -> DialogueRequest:
    return DialogueRequest(session, f"turn-{session}", "hello", None, DialogueState(), Language.ENGLISH)


async def test_a_hung_rasa_is_given_up_after_the_limit(rasa: Rasa) -> None:
    pid = rasa.process.pid
    os.kill(pid, signal.SIGSTOP)
    try:
        began = asyncio.get_running_loop().time()
        with pytest.raises(DialogueUnavailableError, match="too slow"):
            await rasa.dialogue.handle(hello("hung-0"))
        assert asyncio.get_running_loop().time() - began < 3.5
    finally:
        os.kill(pid, signal.SIGCONT)
    assert (await rasa.dialogue.handle(hello("hung-1"))).intent == "greet"


async def test_a_killed_rasa_comes_back_at_another_address_with_another_secret(rasa: Rasa) -> None:
    before, killed = rasa.address, rasa.process
    os.kill(killed.pid, signal.SIGKILL)
    await killed.ended()
    with pytest.raises(DialogueUnavailableError):
        await rasa.dialogue.handle(hello("killed-0"))
    async with asyncio.timeout(120):
        while rasa.supervisor.find() == before:  # noqa: ASYNC110 - another process is waited for
            await asyncio.sleep(0.01)
        await rasa.supervisor.wait_ready()
    assert rasa.address.secret != before.secret
    assert (await rasa.dialogue.handle(hello("killed-0"))).intent == "greet"


async def test_stopping_leaves_no_process_behind(rasa: Rasa) -> None:
    pid = rasa.process.pid
    await rasa.supervisor.stop()
    assert rasa.supervisor.find() is None
    assert not Path(f"/proc/{pid}").exists()
    rasa.supervisor.start()  # for whoever else asks for it
    async with asyncio.timeout(120):
        await rasa.supervisor.wait_ready()
