"""Conversations: one a sender, owned by compare-and-set, with the sender sealed."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversations.choices import LIFETIME, Choices
from bot.conversations.conversation import Conversation, Owner
from bot.conversations.store import Conversations, dump_state
from bot.messages.ids import Entropy
from bot.messages.reply import Choice, Meaning
from bot.messages.turn import DialogueState
from bot.storage.engine import Database
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock


@pytest.fixture
def conversations(vault: Vault, entropy: Entropy) -> Conversations:
    return Conversations(vault, entropy)


@pytest.fixture
def choices(entropy: Entropy) -> Choices:
    return Choices(entropy)


async def _open(database: Database, conversations: Conversations, clock: FakeClock, sender: str = "77") -> Conversation:
    async with database.work() as session:
        return await conversations.open(session, channel="messenger", account="1", sender=sender, now=clock())


async def test_a_sender_has_one_conversation(
    database: Database, conversations: Conversations, clock: FakeClock, tmp_path: Path
) -> None:
    first = await _open(database, conversations, clock, "sender-7741")
    assert (await _open(database, conversations, clock, "sender-7741")).id == first.id
    assert (await _open(database, conversations, clock, "sender-7742")).id != first.id
    async with database.reading() as session:
        assert (await conversations.recipient(session, first.id)).sender == "sender-7741"
    assert b"sender-7741" not in b"".join(path.read_bytes() for path in tmp_path.glob("frontdesk.db*"))


async def test_of_two_who_claim_one_wins(database: Database, conversations: Conversations, clock: FakeClock) -> None:
    opened = await _open(database, conversations, clock)

    async def claim(staff: str) -> bool:
        async with database.work() as session:
            return await conversations.change_owner(
                session, opened.id, expected=Owner.BOT, to=Owner.PERSON, staff=staff, now=clock()
            )

    assert sorted(await asyncio.gather(claim("ana"), claim("tom"))) == [False, True]


async def test_the_dialogue_is_remembered(database: Database, conversations: Conversations, clock: FakeClock) -> None:
    opened = await _open(database, conversations, clock)
    state = DialogueState(2, "booking_form", "open_time", {"visit_type": "vaccine"})
    async with database.work() as session:
        await conversations.amend(session, opened.id, dialogue=dump_state(state))
    async with database.reading() as session:
        assert (await conversations.get(session, opened.id)).state == state


OFFERED = (
    Choice("Office visit", Meaning("inform", {"visit_type": "office-visit"})),
    Choice("Vaccine", Meaning("inform", {"visit_type": "vaccine"})),
)


@pytest.mark.parametrize("words", ["2", "the second one", "VACCINE", " vaccine! ", "la segunda"])
async def test_a_choice_may_be_typed(
    database: Database, conversations: Conversations, choices: Choices, clock: FakeClock, words: str
) -> None:
    opened = await _open(database, conversations, clock)
    async with database.work() as session:
        await choices.offer(session, opened.id, "turn-1", OFFERED, clock())
        assert await choices.meaning_of_words(session, opened.id, words, clock()) == OFFERED[1].meaning
        assert await choices.meaning_of_words(session, opened.id, "3", clock()) is None
        assert await choices.meaning_of_words(session, opened.id, "book 2 visits", clock()) is None


async def test_a_button_means_something_here_and_now_only(
    database: Database, conversations: Conversations, choices: Choices, clock: FakeClock
) -> None:
    mine = await _open(database, conversations, clock)
    theirs = await _open(database, conversations, clock, "78")
    async with database.work() as session:
        button, _ = await choices.offer(session, mine.id, "turn-1", OFFERED, clock())
        assert await choices.meaning(session, mine.id, button.choice, clock()) == OFFERED[0].meaning
        assert await choices.meaning(session, theirs.id, button.choice, clock()) is None
        assert await choices.meaning(session, mine.id, '/inform{"visit_type":"x"}', clock()) is None
        clock.advance(LIFETIME + timedelta(seconds=1))
        assert await choices.meaning(session, mine.id, button.choice, clock()) is None
