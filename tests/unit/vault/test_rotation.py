"""Data keys move to a new key-encryption key in batches; what was sealed stays readable throughout."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import KeyInUseError
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.storage.wrapped_keys import StoredKeys
from bot.vault.context import SealContext
from bot.vault.keyring import KeyRing, add_kek, create_keyring, load_keyring
from bot.vault.rotation import Rotation
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock

CONTEXTS = [SealContext(f"conversation:{number}", "entry") for number in range(7)]


@pytest.fixture
def folder(tmp_path: Path, entropy: Entropy) -> Path:
    create_keyring(tmp_path / "keys", entropy)
    return tmp_path / "keys"


@pytest.fixture
async def blobs(database: Database, folder: Path, tmp_path: Path, entropy: Entropy, clock: FakeClock) -> list[bytes]:
    """Sealed while version 1 was the newest."""
    vault = Vault(load_keyring(folder, tmp_path / "data"), "riverbend", entropy, clock)
    async with database.work() as session:
        return [await vault.seal(StoredKeys(session), context, context.scope.encode()) for context in CONTEXTS]


@pytest.fixture
def rotated(blobs: list[bytes], folder: Path, tmp_path: Path, entropy: Entropy) -> KeyRing:  # noqa: ARG001 - sealed before
    add_kek(folder, entropy)
    return load_keyring(folder, tmp_path / "data")


async def test_batches_end_and_every_record_stays_readable(
    database: Database, blobs: list[bytes], rotated: KeyRing, entropy: Entropy, clock: FakeClock
) -> None:
    rotation = Rotation(rotated, "riverbend", entropy)
    behind, after = [], b""
    while True:
        async with database.work() as session:
            behind.append(await rotation.behind(StoredKeys(session)))
            batch = await rotation.rewrap_batch(StoredKeys(session), after=after, limit=3)
        if batch.last is None:
            break
        after = batch.last
    assert behind == [7, 4, 1, 0]
    newest_only = Vault(KeyRing({2: rotated.kek(2)}, rotated.index_key), "riverbend", entropy, clock)
    async with database.work() as session:
        for context, blob in zip(CONTEXTS, blobs, strict=True):
            assert await newest_only.reveal(StoredKeys(session), context, blob) == context.scope.encode()


async def test_a_rotation_that_was_stopped_is_taken_up_from_the_beginning(
    database: Database, rotated: KeyRing, entropy: Entropy
) -> None:
    rotation = Rotation(rotated, "riverbend", entropy)
    async with database.work() as session:
        await rotation.rewrap_batch(StoredKeys(session), limit=3)
    async with database.work() as session:
        batch = await rotation.rewrap_batch(StoredKeys(session))
    assert (batch.rewrapped, batch.failed) == (4, 0)


async def test_one_damaged_key_does_not_stop_the_others(database: Database, rotated: KeyRing, entropy: Entropy) -> None:
    async with database.work() as session:
        await session.execute(
            text("UPDATE wrapped_key SET wrapped = zeroblob(60) WHERE scope = :s"), {"s": CONTEXTS[3].scope}
        )
        rotation = Rotation(rotated, "riverbend", entropy)
        batch = await rotation.rewrap_batch(StoredKeys(session))
        assert (batch.rewrapped, batch.failed) == (6, 1)
        assert await rotation.behind(StoredKeys(session)) == 1


async def test_a_key_in_use_is_not_destroyed_and_an_unused_one_is(
    database: Database, rotated: KeyRing, folder: Path, entropy: Entropy
) -> None:
    rotation = Rotation(rotated, "riverbend", entropy)
    async with database.work() as session:
        with pytest.raises(KeyInUseError):
            await rotation.destroy(StoredKeys(session), folder, 1)
        await rotation.rewrap_batch(StoredKeys(session))
        await rotation.destroy(StoredKeys(session), folder, 1)
        with pytest.raises(KeyInUseError):
            await rotation.destroy(StoredKeys(session), folder, 2)
    assert sorted(path.name for path in folder.iterdir()) == ["index.key", "kek-2.key"]
