"""Seals and reveals bytes under a data key of their own scope.

The stored row of a data key is asked for every time, and only its unwrapping is remembered: so a key that another
process shredded, or that a rolled back transaction never stored, is not used for one record more.
"""

from __future__ import annotations

import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import VaultError
from bot.messages.clock import Clock
from bot.messages.ids import Entropy
from bot.vault.cache import DataKeyCache
from bot.vault.context import SealContext
from bot.vault.data_keys import WrappedKey, WrappedKeys, unwrap, wrap
from bot.vault.envelope import (
    KEY_BYTES,
    KEY_ID_BYTES,
    SALT_BYTES,
    DataKey,
    Suite,
    key_id_of,
    open_record,
    seal_record,
)
from bot.vault.fields import join_fields
from bot.vault.keyring import KeyRing

__all__ = ["Vault", "WrappedKeys"]

DERIVE_INFO = b"cl/derive/v1"
INDEX_INFO = b"cl/index/v1"


class Vault:
    """`organisation` is authenticated with every record: one clinic's rows mean nothing in another's database."""

    def __init__(
        self, keyring: KeyRing, organisation: str, entropy: Entropy, clock: Clock, *, padded: bool = True
    ) -> None:
        self._keyring = keyring
        self._organisation = organisation
        self._entropy = entropy
        self._clock = clock
        self._suite = Suite.PADDED if padded else Suite.PLAIN
        self._cache = DataKeyCache(clock)

    async def seal(self, keys: WrappedKeys, context: SealContext, plaintext: bytes) -> bytes:
        """Makes the scope's data key when there is none yet. Raises VaultError."""
        key = await self._key_for_sealing(keys, context.scope)
        salt = self._entropy(SALT_BYTES)
        try:
            return seal_record(key, self._organisation, context, plaintext, salt=salt, suite=self._suite)
        except ValueError:
            raise VaultError from None

    async def reveal(self, keys: WrappedKeys, context: SealContext, blob: bytes) -> bytes:
        """Raises VaultError for every failure: a wrong context, a changed byte, a shredded key."""
        stored = await keys.find(key_id_of(blob))
        if stored is None or stored.scope != context.scope:
            raise VaultError
        return open_record(self._unwrap(context.scope, stored), self._organisation, context, blob)

    async def derive(self, keys: WrappedKeys, scope: str, purpose: str) -> bytes:
        """32 bytes that are gone for good once the scope is shredded. Makes the scope's data key when there is none."""
        key = await self._key_for_sealing(keys, scope)
        info = DERIVE_INFO + join_fields(self._organisation.encode(), scope.encode(), purpose.encode())
        return HKDF(SHA256(), KEY_BYTES, None, info).derive(key.secret)

    def index(self, purpose: str, *parts: str) -> str:
        """64 hexadecimal digits to look something up by, without storing what it is."""
        fields = join_fields(self._organisation.encode(), purpose.encode(), *(part.encode() for part in parts))
        return hmac.digest(self._keyring.index_key, INDEX_INFO + fields, "sha256").hex()

    async def shred(self, keys: WrappedKeys, scope: str) -> int:
        """Removes the scope's data keys: how many. What they sealed can never be revealed again.

        Bytes of a removed row stay in the files of the database until `bot.storage.scrub` has run, and in backups.
        """
        self._cache.drop(scope)
        return await keys.remove(scope)

    async def _key_for_sealing(self, keys: WrappedKeys, scope: str) -> DataKey:
        stored = await keys.of_scope(scope)
        if stored is None:
            stored = await keys.add(self._new_key(scope))
        return self._unwrap(scope, stored)

    def _new_key(self, scope: str) -> WrappedKey:
        key = DataKey(self._entropy(KEY_ID_BYTES), self._entropy(KEY_BYTES))
        version = self._keyring.newest
        wrapped = wrap(
            self._keyring.kek(version),
            key,
            kek_version=version,
            organisation=self._organisation,
            scope=scope,
            entropy=self._entropy,
        )
        return WrappedKey(key.id, scope, version, wrapped, self._clock())

    def _unwrap(self, scope: str, stored: WrappedKey) -> DataKey:
        key = self._cache.get(scope, stored.id)
        if key is None:
            key = unwrap(self._keyring.kek(stored.kek_version), self._organisation, scope, stored)
            self._cache.put(scope, key)
        return key
