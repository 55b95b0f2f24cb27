"""The real journey on a real database with the real guard; only Rasa and the networks are stand-ins."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.collecting import collecting_channels
from bot.channels.port import Channel
from bot.clinic import Clinic
from bot.core import Core, Outside, build_core, open_stores, seed_faq
from bot.guard.build import build_guard
from bot.guard.guard import Guard
from bot.guard.service import GuardService
from bot.messages.inbound import InboundKind, InboundMessage
from bot.settings import load_settings
from bot.turns.conversing import StartUp
from bot.turns.trace import Trace
from bot.vault.keyring import create_keyring
from tests.conftest import ROOT
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import ScriptedDialogue
from tests.fakes.messages import message


@pytest.fixture(scope="session")
def guard(clinic: Clinic) -> Guard:
    return build_guard(clinic, ROOT / "var" / "artefacts")


@pytest.fixture
def dialogue() -> ScriptedDialogue:
    return ScriptedDialogue()


@pytest.fixture
def channels() -> Mapping[str, Channel]:
    return collecting_channels()


@pytest.fixture
async def core(
    tmp_path: Path, clock: FakeClock, dialogue: ScriptedDialogue, guard: Guard, channels: Mapping[str, Channel]
) -> AsyncIterator[Core]:
    create_keyring(tmp_path / "keys", os.urandom)
    settings = load_settings(demo=True, data_folder=tmp_path / "data", key_folder=tmp_path / "keys")
    stores = await open_stores(settings, clock, os.urandom)
    await seed_faq(stores, clock)
    service = GuardService(lambda: guard)
    await service.load()
    ready = asyncio.Event()
    ready.set()
    yield build_core(
        stores,
        Outside(
            clock=clock,
            entropy=os.urandom,
            channels=channels,
            dialogue=dialogue,
            guard=service,
            start_up=StartUp(ready),
            wake_inbox=lambda: None,
            wake_outbox=lambda: None,
        ),
    )
    service.close()
    await stores.database.close()


class Patient:
    """Writes to the clinic, one message after the other, and gets the traces of the answers."""

    def __init__(self, core: Core, clock: FakeClock, channel: str = "messenger", sender: str = "900001") -> None:
        self.core = core
        self._clock = clock
        self._channel = channel
        self._sender = sender
        self._count = 0

    async def writes(self, text: str = "", kind: InboundKind = InboundKind.TEXT, **more: object) -> Trace:
        trace = await self.sends(self.message(text, kind, **more))
        assert trace is not None
        return trace

    def message(self, text: str = "", kind: InboundKind = InboundKind.TEXT, **more: object) -> InboundMessage:
        self._count += 1
        made = message(text, event_id=f"mid.{self._sender}.{self._count}", sender=self._sender, kind=kind)
        return replace(made, channel=self._channel, sent_at=self._clock(), **more)  # type: ignore[arg-type] # a test's own words

    async def sends(self, inbound: InboundMessage) -> Trace | None:
        await self.core.inbox.accept([inbound])
        event = await self.core.inbox.claim()
        assert event is not None
        return await self.core.journey.receive(event)

    async def conversation_id(self) -> str:
        async with self.core.stores.database.work() as session:
            opened = await self.core.stores.conversations.open(
                session, channel=self._channel, account="1001", sender=self._sender, now=self._clock()
            )
        return opened.id


@pytest.fixture
def patient(core: Core, clock: FakeClock) -> Patient:
    return Patient(core, clock)
