"""The same on PostgreSQL, where writers really are at work at once."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta

import pytest

from bot.audit.audit import Audit
from bot.conversations.store import Conversations
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.storage.scrub import Scrubbed
from bot.storage.wrapped_keys import StoredKeys
from bot.transcripts.retention import Retention
from bot.transcripts.transcripts import Author, Direction, NewEntry, Transcripts
from bot.vault.context import SealContext
from bot.vault.vault import Vault
from tests.fakes.clock import MONDAY_MORNING, FakeClock

pytestmark = pytest.mark.postgres

WRITERS = 20


@pytest.fixture
def entropy() -> Entropy:
    """The tests share a database, so the ids they make must differ."""
    return os.urandom


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


async def test_writers_at_once_number_without_a_gap_and_share_one_key(
    database: Database, transcripts: Transcripts, vault: Vault, entropy: Entropy, clock: FakeClock
) -> None:
    async with database.work() as session:
        opened = await Conversations(vault, entropy).open(
            session, channel="messenger", account="page-1", sender="at-once", now=clock()
        )

    async def write(number: int) -> None:
        async with database.work() as session:
            entry = NewEntry(
                conversation_id=opened.id,
                source_id=f"m{number // 2}",  # each one twice
                direction=Direction.IN,
                author=Author.PATIENT,
                channel="messenger",
                text=f"text {number // 2}",
                at=MONDAY_MORNING,
            )
            await transcripts.append(session, entry)

    await asyncio.gather(*(write(number) for number in range(WRITERS)))
    async with database.work() as session:
        entries = await transcripts.read_as_patient(session, opened.id)
    assert [entry.sequence for entry in entries] == list(range(1, WRITERS // 2 + 1))
    assert {entry.text for entry in entries} == {f"text {number}" for number in range(WRITERS // 2)}


async def test_whoever_makes_the_first_key_of_a_scope_makes_it_for_all(database: Database, vault: Vault) -> None:
    async def seal(number: int) -> tuple[SealContext, bytes]:
        context = SealContext("conversation:new", f"entry-{number}")
        async with database.work() as session:
            return context, await vault.seal(StoredKeys(session), context, b"at once")

    sealed = await asyncio.gather(*(seal(number) for number in range(WRITERS)))
    assert len({blob[2:18] for _, blob in sealed}) == 1
    async with database.work() as session:
        for context, blob in sealed:
            assert await vault.reveal(StoredKeys(session), context, blob) == b"at once"


async def test_a_purge_is_honest_about_the_files(
    database: Database, transcripts: Transcripts, vault: Vault, entropy: Entropy, clock: FakeClock
) -> None:
    async with database.work() as session:
        opened = await Conversations(vault, entropy).open(
            session, channel="messenger", account="page-1", sender="long-ago", now=clock()
        )
        entry = NewEntry(
            conversation_id=opened.id,
            source_id="m1",
            direction=Direction.IN,
            author=Author.PATIENT,
            channel="messenger",
            text="long ago",
            at=clock() - timedelta(days=400),
        )
        await transcripts.append(session, entry)
    retention = Retention(vault, Audit(clock))
    receipt = await retention.purge(database, older_than=timedelta(days=365), now=clock())
    assert (receipt.purged.conversations, receipt.files) == (1, Scrubbed.UNKNOWN)
