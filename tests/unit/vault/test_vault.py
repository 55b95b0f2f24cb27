"""Sealing and revealing on a real database: what comes back, what never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from bot.errors import VaultError
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.storage.wrapped_keys import StoredKeys
from bot.vault.cache import DataKeyCache
from bot.vault.context import SealContext
from bot.vault.envelope import DataKey, Suite, open_record, seal_record
from bot.vault.keyring import KeyRing
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock
from tests.unit.vault import second_decoder

HERE = SealContext("conversation:a", "entry-1", 1, "in", "messenger", 1_795_446_000_000)


async def test_what_was_sealed_is_revealed(database: Database, vault: Vault) -> None:
    async with database.work() as session:
        blob = await vault.seal(StoredKeys(session), HERE, b"a question")
    async with database.work() as session:
        assert await vault.reveal(StoredKeys(session), HERE, blob) == b"a question"


async def test_the_same_text_sealed_twice_looks_different(database: Database, vault: Vault) -> None:
    async with database.work() as session:
        blobs = [await vault.seal(StoredKeys(session), HERE, b"same") for _ in range(2)]
    assert blobs[0] != blobs[1]


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(HERE, scope="conversation:b"),
        replace(HERE, record="entry-2"),
        replace(HERE, sequence=2),
        replace(HERE, direction="out"),
        replace(HERE, channel="webchat"),
        replace(HERE, created_ms=HERE.created_ms + 1),
        replace(HERE, direction="inm", channel="essenger"),
    ],
)
async def test_a_blob_moved_elsewhere_is_refused(database: Database, vault: Vault, elsewhere: SealContext) -> None:
    async with database.work() as session:
        keys = StoredKeys(session)
        await vault.seal(keys, replace(HERE, scope="conversation:b"), b"the other scope has a key too")
        blob = await vault.seal(keys, HERE, b"a question")
        with pytest.raises(VaultError):
            await vault.reveal(keys, elsewhere, blob)


async def test_another_organisation_reveals_nothing(
    database: Database, vault: Vault, keyring: KeyRing, entropy: Entropy, clock: FakeClock
) -> None:
    async with database.work() as session:
        blob = await vault.seal(StoredKeys(session), HERE, b"a question")
        other = Vault(keyring, "another clinic", entropy, clock)
        with pytest.raises(VaultError):
            await other.reveal(StoredKeys(session), HERE, blob)


async def test_every_failure_is_the_same_error_without_a_word(database: Database, vault: Vault) -> None:
    async with database.work() as session:
        keys = StoredKeys(session)
        blob = await vault.seal(keys, HERE, b"a question")
        for broken in (b"", blob[:-1], blob[:2] + bytes(16) + blob[18:], blob[:-1] + bytes([blob[-1] ^ 1])):
            with pytest.raises(VaultError) as caught:
                await vault.reveal(keys, HERE, broken)
            assert (caught.value.args, caught.value.__cause__) == ((), None)


@pytest.mark.parametrize("suite", Suite)
def test_no_flipped_bit_is_accepted(entropy: Entropy, suite: Suite) -> None:
    key = DataKey(entropy(16), entropy(32))
    blob = seal_record(key, "riverbend", HERE, b"short", salt=entropy(32), suite=suite)
    for position in range(len(blob) * 8):
        forged = bytearray(blob)
        forged[position // 8] ^= 1 << position % 8
        with pytest.raises(VaultError):
            open_record(key, "riverbend", HERE, bytes(forged))


def test_a_blob_without_the_right_commitment_is_refused_even_when_it_would_decrypt(entropy: Entropy) -> None:
    """Plain AES-GCM would open it: whoever holds the key can make one ciphertext for two keys."""
    key = DataKey(entropy(16), entropy(32))
    header, salt, commitment = b"\x01\x01" + key.id, entropy(32), entropy(32)
    derived = second_decoder.hkdf(key.secret, salt, b"cl/rec/v1" + header, 76)
    place = (HERE.scope, HERE.record, HERE.sequence, HERE.direction, HERE.channel, HERE.created_ms)
    parts = [part.encode() if isinstance(part, str) else second_decoder.u64(part) for part in place]
    associated = second_decoder.fields(header, salt, commitment, b"riverbend", *parts)
    sealed = AESGCM(derived[:32]).encrypt(derived[32:44], b"forged", associated)
    assert open_record(key, "riverbend", HERE, header + salt + derived[44:] + _with(derived, header, salt, parts))
    with pytest.raises(VaultError):
        open_record(key, "riverbend", HERE, header + salt + commitment + sealed)


def _with(derived: bytes, header: bytes, salt: bytes, parts: list[bytes]) -> bytes:
    """The same made with the right commitment, which shows that nothing else is wrong with it."""
    associated = second_decoder.fields(header, salt, derived[44:], b"riverbend", *parts)
    return AESGCM(derived[:32]).encrypt(derived[32:44], b"honest", associated)


@given(st.binary(max_size=400), st.sampled_from(list(Suite)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_come_back_unchanged(entropy: Entropy, plaintext: bytes, suite: Suite) -> None:
    key = DataKey(entropy(16), entropy(32))
    blob = seal_record(key, "riverbend", HERE, plaintext, salt=entropy(32), suite=suite)
    assert open_record(key, "riverbend", HERE, blob) == plaintext


@given(st.binary(max_size=300))
def test_noise_is_refused(noise: bytes) -> None:
    with pytest.raises(VaultError):
        open_record(DataKey(bytes(16), bytes(32)), "riverbend", HERE, b"\x01\x01" + bytes(16) + noise)


def test_padding_hides_the_length(entropy: Entropy) -> None:
    key = DataKey(entropy(16), entropy(32))
    lengths = {
        len(seal_record(key, "riverbend", HERE, bytes(size), salt=entropy(32), suite=Suite.PADDED))
        for size in range(64)
    }
    assert lengths == {98 + 64}


async def test_a_shredded_scope_is_never_revealed_again_and_can_begin_anew(database: Database, vault: Vault) -> None:
    async with database.work() as session:
        blob = await vault.seal(StoredKeys(session), HERE, b"a question")
    async with database.work() as session:
        assert await vault.shred(StoredKeys(session), HERE.scope) == 1
    async with database.work() as session:
        keys = StoredKeys(session)
        with pytest.raises(VaultError):
            await vault.reveal(keys, HERE, blob)
        again = await vault.seal(keys, HERE, b"later")
        assert await vault.reveal(keys, HERE, again) == b"later"
        with pytest.raises(VaultError):
            await vault.reveal(keys, HERE, blob)


async def test_a_key_that_another_process_shredded_is_not_used(
    database: Database, vault: Vault, keyring: KeyRing, entropy: Entropy, clock: FakeClock
) -> None:
    async with database.work() as session:
        blob = await vault.seal(StoredKeys(session), HERE, b"a question")
    async with database.work() as session:
        await Vault(keyring, "riverbend", entropy, clock).shred(StoredKeys(session), HERE.scope)
    async with database.work() as session:
        with pytest.raises(VaultError):
            await vault.reveal(StoredKeys(session), HERE, blob)


async def test_a_key_of_a_transaction_that_was_rolled_back_is_not_used(database: Database, vault: Vault) -> None:
    async with database.work() as session:
        savepoint = await session.begin_nested()
        await vault.seal(StoredKeys(session), HERE, b"lost")
        await savepoint.rollback()
    async with database.work() as session:
        blob = await vault.seal(StoredKeys(session), HERE, b"kept")
    async with database.work() as session:
        assert await vault.reveal(StoredKeys(session), HERE, blob) == b"kept"


async def test_a_rival_who_made_the_scope_key_first_wins(
    database: Database, vault: Vault, keyring: KeyRing, entropy: Entropy, clock: FakeClock
) -> None:
    async with database.work() as session:
        mine = vault._new_key(HERE.scope)
        other = Vault(keyring, "riverbend", entropy, clock)
        blob = await other.seal(StoredKeys(session), HERE, b"first")
        stored = await StoredKeys(session).add(mine)
        assert stored.id == blob[2:18]
        assert await session.scalar(text("SELECT count(*) FROM wrapped_key")) == 1


async def test_derived_keys_belong_to_scope_and_purpose(database: Database, vault: Vault) -> None:
    async with database.work() as session:
        keys = StoredKeys(session)
        derived = [
            await vault.derive(keys, scope, purpose)
            for scope in ("conversation:a", "conversation:b")
            for purpose in ("one", "two")
        ]
        assert len({*derived}) == 4
        assert await vault.derive(keys, "conversation:a", "one") == derived[0]
        await vault.shred(keys, "conversation:a")
        assert await vault.derive(keys, "conversation:a", "one") != derived[0]


def test_index_values_tell_parts_apart(vault: Vault) -> None:
    values = {
        vault.index("sender", "messenger", "1", "23"),
        vault.index("sender", "messenger", "12", "3"),
        vault.index("sender", "messenger", "123"),
        vault.index("event", "messenger", "1", "23"),
    }
    assert len(values) == 4
    assert all(len(value) == 64 for value in values)


def test_the_cache_is_bounded_by_count_and_age(clock: FakeClock) -> None:
    cache = DataKeyCache(clock, capacity=2, lifetime=timedelta(minutes=5))
    keys = [DataKey(bytes([number]) * 16, bytes(32)) for number in range(3)]
    for key in keys:
        cache.put("scope", key)
    assert [cache.get("scope", key.id) is None for key in keys] == [True, False, False]
    assert cache.get("another scope", keys[2].id) is None
    clock.advance(timedelta(minutes=5))
    assert cache.get("scope", keys[2].id) is None


def test_the_cache_forgets_a_dropped_scope(clock: FakeClock) -> None:
    cache = DataKeyCache(clock)
    cache.put("a", DataKey(bytes(16), bytes(32)))
    cache.put("b", DataKey(bytes(16), bytes(32)))
    cache.drop("a")
    assert (cache.get("a", bytes(16)), len(cache)) == (None, 1)
