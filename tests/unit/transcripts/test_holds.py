"""What a legal hold keeps, and of whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from bot.audit.audit import Audit
from bot.audit.tables import AuditRow
from bot.conversations.store import Conversations
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.transcripts.entry import Author, Direction, NewEntry
from bot.transcripts.hold_reason import HoldReason
from bot.transcripts.holds import LegalHolds
from bot.transcripts.retention import Retention
from bot.transcripts.transcripts import Transcripts
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock

YEAR = timedelta(days=365)


class Bench:
    """A chat on a network, and the secure chat that its link opened, with an entry each."""

    def __init__(self, database: Database, vault: Vault, transcripts: Transcripts, clock: FakeClock) -> None:
        self.database, self.transcripts, self.clock = database, transcripts, clock
        self.holds, self.retention = LegalHolds(Audit(clock)), Retention(vault, Audit(clock))
        self.network = self.secure = ""

    async def open(self, conversations: Conversations) -> None:
        async with self.database.work() as session:
            now = self.clock()
            network = await conversations.open(session, channel="messenger", account="page", sender="psid-7", now=now)
            secure = await conversations.open(
                session, channel="webchat", account="site", sender="b-1", now=now, parent_id=network.id
            )
            self.network, self.secure = network.id, secure.id
            for conversation_id in (self.network, self.secure):
                await self.transcripts.append(session, self.entry(conversation_id))

    def entry(self, conversation_id: str) -> NewEntry:
        return NewEntry(
            conversation_id=conversation_id,
            source_id="m1",
            direction=Direction.IN,
            author=Author.PATIENT,
            channel="messenger",
            text="Hello",
            at=self.clock(),
        )

    async def place(self, conversation_id: str) -> bool:
        async with self.database.work() as session:
            return await self.holds.place(
                session,
                conversation_id,
                reason=HoldReason.LITIGATION,
                staff_id="officer",
                actor="staff:officer",
                now=self.clock(),
            )

    async def release(self, conversation_id: str) -> bool:
        async with self.database.work() as session:
            return await self.holds.release(session, conversation_id, staff_id="officer", actor="staff:officer")

    async def purged(self) -> int:
        self.clock.advance(YEAR * 2)
        receipt = await self.retention.purge(self.database, older_than=YEAR, now=self.clock())
        return receipt.purged.conversations

    async def sealed(self) -> int:
        async with self.database.reading() as session:
            query = text("SELECT count(*) FROM transcript_entry WHERE sealed IS NOT NULL")
            return int(await session.scalar(query) or 0)


@pytest.fixture
async def bench(
    database: Database, vault: Vault, transcripts: Transcripts, entropy: Entropy, clock: FakeClock
) -> Bench:
    made = Bench(database, vault, transcripts, clock)
    await made.open(Conversations(vault, entropy))
    return made


@pytest.mark.parametrize("named", ["network", "secure"])
async def test_a_legal_hold_keeps_everything_until_it_is_released(bench: Bench, named: str) -> None:
    assert await bench.place(getattr(bench, named))
    assert not await bench.place(bench.network)
    assert await bench.purged() == 0
    assert await bench.release(bench.secure)
    assert not await bench.release(bench.network)
    assert await bench.purged() == 2


async def test_what_is_taken_back_under_a_hold_is_withheld_and_goes_with_the_hold(bench: Bench) -> None:
    await bench.place(bench.network)
    async with bench.database.work() as session:
        await bench.transcripts.erase(session, bench.secure, "m1", why="unsend")
        (entry,) = await bench.transcripts.read_as_staff(session, bench.secure, staff_id="nurse", why="handoff")
        assert (entry.text, entry.erased) == ("", True)
    assert await bench.sealed() == 2
    await bench.release(bench.network)
    assert await bench.sealed() == 1


async def test_placing_and_releasing_are_audited_with_reason_and_person(bench: Bench) -> None:
    await bench.place(bench.secure)
    await bench.release(bench.secure)
    async with bench.database.reading() as session:
        rows = await session.scalars(select(AuditRow).order_by(AuditRow.seq))
        recorded = [(row.actor, row.action, row.subject, row.details) for row in rows]
    details = '{"reason":"litigation","staff":"officer"}'
    about = f"conversation:{bench.network}"
    assert recorded == [
        ("staff:officer", "hold.place", about, details),
        ("staff:officer", "hold.release", about, details),
    ]


async def test_a_hold_on_nothing_is_refused(bench: Bench) -> None:
    with pytest.raises(LookupError):
        await bench.place("nobody")
