"""Questions nobody's answer fitted: counted, sealed, forgotten by the month."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.faq.unanswered import Unanswered
from bot.messages.effects import Language
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock
from tests.fakes.guarded import guarded


@pytest.fixture
def unanswered(vault: Vault, entropy: Entropy) -> Unanswered:
    return Unanswered(vault, entropy)


async def test_the_same_question_is_counted_once_kept(
    unanswered: Unanswered, database: Database, clock: FakeClock
) -> None:
    for text in ("Do you sell wigs?", "do you sell WIGS", "is there a gym [NAME]"):
        async with database.work() as session:
            await unanswered.record(session, guarded(text), Language.ENGLISH, clock())
        clock.advance(timedelta(hours=1))
    async with database.work() as session:
        questions = await unanswered.most_asked(session)
    assert [(question.text, question.asked) for question in questions] == [
        ("Do you sell wigs?", 2),
        ("is there a gym [NAME]", 1),
    ]
    assert "wigs" not in repr(questions)


async def test_nothing_is_kept_of_a_message_without_words(
    unanswered: Unanswered, database: Database, clock: FakeClock
) -> None:
    async with database.work() as session:
        await unanswered.record(session, guarded("[PHONE] 😀"), Language.ENGLISH, clock())
        assert await unanswered.most_asked(session) == []


async def test_no_question_stands_in_the_clear_in_the_database(
    unanswered: Unanswered, database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    async with database.work() as session:
        await unanswered.record(session, guarded("do you sell zanzibarwigs"), Language.ENGLISH, clock())
    found = [path for path in tmp_path.rglob("*.db*") if b"zanzibarwigs" in path.read_bytes()]
    assert list(tmp_path.rglob("*.db*"))
    assert found == []


async def test_a_settled_question_is_gone(unanswered: Unanswered, database: Database, clock: FakeClock) -> None:
    async with database.work() as session:
        await unanswered.record(session, guarded("do you sell wigs"), Language.SPANISH, clock())
        (question,) = await unanswered.most_asked(session)
        assert question.language is Language.SPANISH
        await unanswered.settle(session, question.id)
        assert await unanswered.most_asked(session) == []


async def test_past_months_are_forgotten_whole(unanswered: Unanswered, database: Database, clock: FakeClock) -> None:
    async with database.work() as session:
        await unanswered.record(session, guarded("an old question"), Language.ENGLISH, clock())
    clock.advance(timedelta(days=40))
    async with database.work() as session:
        await unanswered.record(session, guarded("a new question"), Language.ENGLISH, clock())
        assert await unanswered.forget(session, before=clock()) == 1
        assert [question.text for question in await unanswered.most_asked(session)] == ["a new question"]
