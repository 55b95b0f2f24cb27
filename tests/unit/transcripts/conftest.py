"""A transcript on a real database, with one open conversation."""

from __future__ import annotations

import pytest

from bot.audit.audit import Audit
from bot.conversations.store import Conversations
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.transcripts.transcripts import Transcripts
from bot.vault.keyring import KeyRing
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock


@pytest.fixture
def keyring(entropy: Entropy) -> KeyRing:
    return KeyRing({1: entropy(32), 2: entropy(32)}, entropy(32))


@pytest.fixture
def vault(keyring: KeyRing, entropy: Entropy, clock: FakeClock) -> Vault:
    return Vault(keyring, "riverbend", entropy, clock)


@pytest.fixture
def transcripts(vault: Vault, entropy: Entropy, clock: FakeClock) -> Transcripts:
    return Transcripts(vault, Audit(clock), entropy)


@pytest.fixture
def restarted(keyring: KeyRing, entropy: Entropy, clock: FakeClock) -> Transcripts:
    """What another process sees: it remembers no data key."""
    return Transcripts(Vault(keyring, "riverbend", entropy, clock), Audit(clock), entropy)


@pytest.fixture
async def conversation_id(database: Database, vault: Vault, entropy: Entropy, clock: FakeClock) -> str:
    async with database.work() as session:
        opened = await Conversations(vault, entropy).open(
            session, channel="messenger", account="page-1", sender="psid-1", now=clock()
        )
    return opened.id
