"""What goes, and when; and that the bytes are gone from the files."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.audit.audit import Audit
from bot.audit.tables import AuditRow
from bot.conversations.store import Conversations
from bot.messages.guarded import Category, FoundValue
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.storage.scrub import Scrubbed
from bot.transcripts.known_values import StoredKnownValues
from bot.transcripts.retention import Purged, Retention
from bot.transcripts.transcripts import Author, Direction, NewEntry, Transcripts
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock

YEAR = timedelta(days=365)
CANARY = "canary-7f3a"


@pytest.fixture
def retention(vault: Vault, clock: FakeClock) -> Retention:
    return Retention(vault, Audit(clock))


def message(conversation_id: str, source_id: str, at: datetime) -> NewEntry:
    return NewEntry(
        conversation_id=conversation_id,
        source_id=source_id,
        direction=Direction.IN,
        author=Author.PATIENT,
        channel="messenger",
        text=f"{CANARY} {source_id}",
        at=at,
    )


async def count(database: Database, table: str) -> int:
    async with database.work() as session:
        return int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608 - from this file


async def test_only_conversations_nobody_wrote_in_for_long_enough_go(  # noqa: PLR0917 - what a conversation is made of
    database: Database,
    transcripts: Transcripts,
    retention: Retention,
    vault: Vault,
    entropy: Entropy,
    clock: FakeClock,
    conversation_id: str,
) -> None:
    async with database.work() as session:
        active = await Conversations(vault, entropy).open(
            session, channel="messenger", account="page-1", sender="psid-2", now=clock()
        )
        await transcripts.append(session, message(conversation_id, "old", clock()))
        await transcripts.append(session, message(active.id, "old", clock()))
        await StoredKnownValues(vault).remember(session, conversation_id, [FoundValue(Category.NAME, "jane")])
        clock.advance(YEAR)
        await transcripts.append(session, message(active.id, "new", clock()))
    receipt = await retention.purge(database, older_than=YEAR, now=clock())
    assert receipt.purged.conversations == 0, "exactly the limit is not older than the limit"
    clock.advance(timedelta(seconds=1))
    receipt = await retention.purge(database, older_than=YEAR, now=clock())
    assert (receipt.purged, receipt.files) == (Purged(conversations=1, entries=1, keys=1), Scrubbed.CLEAN)
    async with database.work() as session:
        assert await transcripts.read_as_patient(session, conversation_id) == []
        assert len(await transcripts.read_as_patient(session, active.id)) == 2
        actions = list(await session.scalars(select(AuditRow.action)))
    assert (await count(database, "known_value"), await count(database, "wrapped_key")) == (0, 1)
    assert actions == ["transcript.purge", "transcript.read"]


async def test_a_person_who_writes_again_after_a_purge_can_be_answered(
    database: Database, transcripts: Transcripts, retention: Retention, vault: Vault, entropy: Entropy
) -> None:
    clock = FakeClock()
    conversations = Conversations(vault, entropy)

    async def write() -> str:
        async with database.work() as session:
            opened = await conversations.open(
                session, channel="messenger", account="page-1", sender="psid-9", now=clock()
            )
            await transcripts.append(session, message(opened.id, f"at {clock()}", clock()))
            assert (await conversations.recipient(session, opened.id)).sender == "psid-9"
        return opened.id

    before = await write()
    clock.advance(YEAR * 2)
    await retention.purge(database, older_than=YEAR, now=clock())
    assert await write() == before


async def test_more_than_one_batch_goes(
    database: Database, transcripts: Transcripts, retention: Retention, vault: Vault, entropy: Entropy
) -> None:
    clock = FakeClock()
    conversations = Conversations(vault, entropy)
    async with database.work() as session:
        for number in range(205):
            opened = await conversations.open(
                session, channel="messenger", account="page-1", sender=f"psid-{number}", now=clock()
            )
            await transcripts.append(session, message(opened.id, "m1", clock()))
    clock.advance(YEAR * 2)
    assert (await retention.purge(database, older_than=YEAR, now=clock())).purged.conversations == 205
    assert (await count(database, "transcript_entry"), await count(database, "wrapped_key")) == (0, 0)


def files_holding(folder: Path, needle: bytes) -> list[str]:
    return sorted(path.name for path in folder.glob("frontdesk.db*") if needle in path.read_bytes())


async def test_no_plaintext_reaches_the_files_of_the_database(
    database: Database, transcripts: Transcripts, vault: Vault, tmp_path: Path, conversation_id: str
) -> None:
    async with database.work() as session:
        await transcripts.append(session, message(conversation_id, "network-message-id", FakeClock()()))
        await transcripts.replace(session, conversation_id, "network-message-id", f"{CANARY} masked", why="late")
        await StoredKnownValues(vault).remember(session, conversation_id, [FoundValue(Category.NAME, CANARY)])
    assert files_holding(tmp_path, conversation_id.encode()), "the search would not find anything"
    for needle in (CANARY, "network-message-id", "psid-1"):
        assert files_holding(tmp_path, needle.encode()) == []


@pytest.mark.parametrize("query", ["SELECT wrapped FROM wrapped_key", "SELECT sealed FROM transcript_entry"])
async def test_deleted_bytes_are_gone_from_the_files_after_a_purge(  # noqa: PLR0917 - what a purge is made of
    database: Database,
    transcripts: Transcripts,
    retention: Retention,
    clock: FakeClock,
    tmp_path: Path,
    conversation_id: str,
    query: str,
) -> None:
    async with database.work() as session:
        await transcripts.append(session, message(conversation_id, "m1", clock()))
    async with database.work() as session:
        needle = await session.scalar(text(query))
    assert files_holding(tmp_path, needle), "the search would not find anything"
    clock.advance(YEAR * 2)
    receipt = await retention.purge(database, older_than=YEAR, now=clock())
    assert receipt.files is Scrubbed.CLEAN
    assert files_holding(tmp_path, needle) == []
