"""The passphrase and all that hangs on it go with the conversation, and with its key."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.audit.audit import Audit
from bot.conversations.store import Conversations
from bot.messages.ids import Entropy
from bot.passwords.hashing import Passwords
from bot.proof.passphrases import Passphrases, Verdict
from bot.proof.proofs import Proofs
from bot.proof.waiting import KEPT, WaitingReplies, forget_old_replies
from bot.storage.engine import Database
from bot.transcripts.hold_reason import HoldReason
from bot.transcripts.holds import LegalHolds
from bot.transcripts.retention import Retention
from bot.transcripts.transcripts import Author, Direction, NewEntry, Transcripts
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock
from tests.fakes.desk import QUICK_HASHER

YEAR = timedelta(days=365)
TABLES = ("passphrase", "passphrase_tries", "chat_proof", "waiting_reply")


class Family:
    """A chat on a network, and two secure chats of it: the first chose the passphrase, the second entered it."""

    def __init__(self, database: Database, vault: Vault, entropy: Entropy, clock: FakeClock) -> None:
        self.database, self._vault, self._entropy, self._clock = database, vault, entropy, clock
        self.waiting = WaitingReplies(vault, entropy)
        self.proofs = Proofs()
        self.network = self.first = self.second = ""

    async def make(self) -> None:
        passphrases = Passphrases(
            database=self.database,
            vault=self._vault,
            audit=Audit(self._clock),
            proofs=self.proofs,
            passwords=Passwords(QUICK_HASHER),
            on_proof=self._nothing_waits,
            clock=self._clock,
            known_words=[],
        )
        self.network = await self._open("messenger", None)
        self.first = await self._open("webchat", self.network)
        self.second = await self._open("webchat", self.network)
        assert (await passphrases.choose(self.first, "lantern otter quilt")).verdict is Verdict.DONE
        assert (await passphrases.enter(self.second, "lantern otter quilt")).verdict is Verdict.DONE
        assert (await passphrases.change(self.first, "wrong", "seven quiet harbours")).verdict is Verdict.REFUSED
        async with self.database.work() as session:
            await self.waiting.keep(session, self.second, "staff-1", "Hello Ms. Quimby", self._clock())
        passphrases.close()

    async def _open(self, channel: str, parent_id: str | None) -> str:
        self._clock.advance(timedelta(seconds=1))
        async with self.database.work() as session:
            opened = await Conversations(self._vault, self._entropy).open(
                session,
                channel=channel,
                account="1",
                sender=f"{self._clock()}",
                now=self._clock(),
                parent_id=parent_id,
            )
            entry = NewEntry(
                conversation_id=opened.id,
                source_id="m1",
                direction=Direction.IN,
                author=Author.PATIENT,
                channel=channel,
                text="hello",
                at=self._clock(),
            )
            await Transcripts(self._vault, Audit(self._clock), self._entropy).append(session, entry)
        return opened.id

    async def _nothing_waits(self, session: object, chat_id: str) -> None: ...

    async def counts(self) -> list[int]:
        async with self.database.reading() as session:
            return [
                int(await session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608 - from this file
                for table in TABLES
            ]


@pytest.fixture
async def family(database: Database, vault: Vault, entropy: Entropy, clock: FakeClock) -> Family:
    made = Family(database, vault, entropy, clock)
    await made.make()
    return made


async def test_all_of_it_goes_with_the_conversations(family: Family, vault: Vault, clock: FakeClock) -> None:
    assert await family.counts() == [1, 1, 2, 1]
    clock.advance(YEAR * 2)
    await Retention(vault, Audit(clock)).purge(family.database, older_than=YEAR, now=clock())
    assert await family.counts() == [0, 0, 0, 0]


async def test_a_hold_on_one_chat_of_a_person_keeps_what_hangs_on_all(
    family: Family, vault: Vault, clock: FakeClock
) -> None:
    async with family.database.work() as session:
        await LegalHolds(Audit(clock)).place(
            session, family.second, reason=HoldReason.SUBPOENA, staff_id="officer", actor="staff:officer", now=clock()
        )
    clock.advance(YEAR * 2)
    await Retention(vault, Audit(clock)).purge(family.database, older_than=YEAR, now=clock())
    assert await family.counts() == [1, 1, 2, 1]


async def test_a_reply_nobody_proved_anything_for_goes_after_a_month(family: Family, clock: FakeClock) -> None:
    for passed, left in ((KEPT - timedelta(minutes=1), 1), (timedelta(minutes=1), 0)):
        clock.advance(passed)
        async with family.database.work() as session:
            await forget_old_replies(session, clock())
        assert (await family.counts())[TABLES.index("waiting_reply")] == left


async def test_a_waiting_reply_is_sealed_and_opens_in_its_own_chat_only(family: Family) -> None:
    async with family.database.reading() as session:
        (reply,) = await family.waiting.of_chat(session, family.second)
        assert (reply.text, reply.staff_id) == ("Hello Ms. Quimby", "staff-1")
        assert await family.waiting.of_chat(session, family.first) == []
        sealed = await session.scalar(text("SELECT sealed_text FROM waiting_reply"))
    assert b"Quimby" not in (sealed or b"")
