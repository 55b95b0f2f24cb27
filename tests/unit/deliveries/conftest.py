"""An inbox and an outbox on a real database."""

from __future__ import annotations

import pytest

from bot.conversations.store import Conversations
from bot.deliveries.inbox import Inbox
from bot.deliveries.outbox import Outbox
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock


@pytest.fixture
def conversations(vault: Vault, entropy: Entropy) -> Conversations:
    return Conversations(vault, entropy)


@pytest.fixture
def woken() -> list[str]:
    return []


@pytest.fixture
def inbox(database: Database, vault: Vault, clock: FakeClock, conversations: Conversations, woken: list[str]) -> Inbox:
    return Inbox(database, vault, clock, conversations.sender_key, lambda: woken.append("inbox"))


@pytest.fixture
def outbox(database: Database, vault: Vault, clock: FakeClock, entropy: Entropy) -> Outbox:
    return Outbox(database, vault, clock, entropy)
