"""The same on PostgreSQL, where tries, choices and proofs really happen at once."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.conversations.store import Conversations
from bot.messages.ids import Entropy
from bot.passwords.hashing import Passwords
from bot.proof.passphrases import Passphrases, Verdict
from bot.proof.proofs import Proofs
from bot.proof.tries import FREE
from bot.storage.engine import Database
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock
from tests.fakes.desk import QUICK_HASHER

pytestmark = pytest.mark.postgres

RIGHT = "lantern otter quilt"
AT_ONCE = 8


@pytest.fixture
def entropy() -> Entropy:
    """The tests share a database, so the ids they make must differ."""
    return os.urandom


@pytest.fixture
def database_url(postgres_url: str) -> str:
    return postgres_url


@pytest.fixture
async def chats(database: Database, vault: Vault, entropy: Entropy, clock: FakeClock) -> tuple[str, str]:
    """Two secure chats of one conversation, the first one first."""
    conversations = Conversations(vault, entropy)
    ids: list[str] = []
    for channel in ("messenger", "webchat", "webchat"):
        clock.advance(timedelta(seconds=1))
        async with database.work() as session:
            opened = await conversations.open(
                session,
                channel=channel,
                account="1",
                sender=entropy(9).hex(),
                now=clock(),
                parent_id=ids[0] if ids else None,
            )
        ids.append(opened.id)
    return ids[1], ids[2]


@pytest.fixture
def proven() -> list[str]:
    return []


@pytest.fixture
def passphrases(database: Database, vault: Vault, clock: FakeClock, proven: list[str]) -> Iterator[Passphrases]:
    async def on_proof(_session: AsyncSession, chat_id: str) -> None:
        proven.append(chat_id)

    made = Passphrases(
        database=database,
        vault=vault,
        audit=Audit(clock),
        proofs=Proofs(),
        passwords=Passwords(QUICK_HASHER),
        on_proof=on_proof,
        clock=clock,
        known_words=[],
    )
    yield made
    made.close()


async def test_of_choices_at_once_one_counts(passphrases: Passphrases, chats: tuple[str, str]) -> None:
    words = [f"{RIGHT} number {number}" for number in range(AT_ONCE)]
    outcomes = await asyncio.gather(*(passphrases.choose(chats[0], each) for each in words))
    verdicts = [outcome.verdict for outcome in outcomes]
    assert sorted(verdicts) == [Verdict.DONE, *[Verdict.NOT_OFFERED] * (AT_ONCE - 1)]
    chosen = words[verdicts.index(Verdict.DONE)]
    assert (await passphrases.enter(chats[1], chosen)).verdict is Verdict.DONE


async def test_wrong_tries_at_once_are_no_way_around_the_lock(passphrases: Passphrases, chats: tuple[str, str]) -> None:
    await passphrases.choose(chats[0], RIGHT)
    outcomes = await asyncio.gather(*(passphrases.enter(chats[1], f"wrong {number}") for number in range(AT_ONCE * 2)))
    assert sum(outcome.verdict is Verdict.REFUSED for outcome in outcomes) <= FREE
    assert (await passphrases.enter(chats[1], RIGHT)).verdict is Verdict.LOCKED


async def test_a_form_sent_twice_proves_once(
    passphrases: Passphrases, chats: tuple[str, str], proven: list[str]
) -> None:
    await passphrases.choose(chats[0], RIGHT)
    outcomes = await asyncio.gather(*(passphrases.enter(chats[1], RIGHT) for _ in range(3)))
    assert Verdict.DONE in [outcome.verdict for outcome in outcomes]
    assert proven == [chats[1]]
