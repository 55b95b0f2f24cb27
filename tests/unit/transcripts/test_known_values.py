"""What a patient gave is recognised and can not be listed."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.messages.guarded import Category, FoundValue
from bot.storage.engine import Database
from bot.storage.wrapped_keys import StoredKeys
from bot.transcripts.known_values import StoredKnownValues
from bot.transcripts.sealing import conversation_scope
from bot.vault.vault import Vault

PHONE = FoundValue(Category.PHONE, "+13125550142")
NAME = FoundValue(Category.NAME, "jane quill")


@pytest.fixture
def known_values(vault: Vault) -> StoredKnownValues:
    return StoredKnownValues(vault)


async def test_remembered_values_are_recognised(
    database: Database, known_values: StoredKnownValues, conversation_id: str
) -> None:
    async with database.work() as session:
        await known_values.remember(session, conversation_id, [PHONE])
        await known_values.remember(session, conversation_id, [PHONE, NAME])
        await known_values.remember(session, conversation_id, [])
    async with database.work() as session:
        known = await known_values.load(session, conversation_id)
        assert await session.scalar(text("SELECT count(*) FROM known_value")) == 2
    assert [value in known for value in ("+13125550142", "jane quill", "+13125550143")] == [True, True, False]


async def test_values_of_another_conversation_are_not_known(
    database: Database, known_values: StoredKnownValues, conversation_id: str
) -> None:
    async with database.work() as session:
        await known_values.remember(session, conversation_id, [PHONE])
        assert "+13125550142" not in await known_values.load(session, "another")


async def test_after_shredding_the_stored_digests_say_nothing(
    database: Database, known_values: StoredKnownValues, vault: Vault, conversation_id: str
) -> None:
    async with database.work() as session:
        await known_values.remember(session, conversation_id, [PHONE])
        await vault.shred(StoredKeys(session), conversation_scope(conversation_id))
    async with database.work() as session:
        assert "+13125550142" not in await known_values.load(session, conversation_id)


async def test_asking_makes_no_key_where_nothing_was_given(
    database: Database, known_values: StoredKnownValues, vault: Vault, conversation_id: str
) -> None:
    async with database.work() as session:
        await vault.shred(StoredKeys(session), conversation_scope(conversation_id))
        await known_values.load(session, conversation_id)
        assert await session.scalar(text("SELECT count(*) FROM wrapped_key")) == 0
