"""Data keys, one a scope, as they are stored: wrapped under a key-encryption key (KEK)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import VaultError
from bot.messages.ids import Entropy
from bot.vault.envelope import KEY_BYTES, NONCE_BYTES, TAG_BYTES, DataKey
from bot.vault.fields import join_fields, u64

WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES


@dataclass(frozen=True, slots=True, repr=False)
class WrappedKey:
    """`wrapped` is nonce, ciphertext and tag (`docs/envelope.md` section 3)."""

    id: bytes
    scope: str
    kek_version: int
    wrapped: bytes
    created_at: datetime


class WrappedKeys(Protocol):
    """Where wrapped keys are kept. Everything happens in the unit of work of the caller."""

    async def of_scope(self, scope: str) -> WrappedKey | None: ...

    async def find(self, key_id: bytes) -> WrappedKey | None: ...

    async def add(self, key: WrappedKey) -> WrappedKey:
        """Returns what is stored for the scope: another key, when somebody was quicker."""
        ...

    async def remove(self, scope: str) -> int:
        """How many keys were removed."""
        ...

    async def older_than(self, kek_version: int, *, after: bytes, limit: int) -> list[WrappedKey]:
        """Keys wrapped under an older version, in order of id, beginning behind `after`."""
        ...

    async def rewrap(self, key_id: bytes, *, old_version: int, kek_version: int, wrapped: bytes) -> bool:
        """False when the row has changed meanwhile."""
        ...

    async def count_by_version(self) -> Mapping[int, int]: ...


def wrap(kek: bytes, key: DataKey, *, kek_version: int, organisation: str, scope: str, entropy: Entropy) -> bytes:
    nonce = entropy(NONCE_BYTES)
    associated = _associated_data(kek_version, key.id, organisation, scope)
    return nonce + AESGCM(kek).encrypt(nonce, key.secret, associated)


def unwrap(kek: bytes, organisation: str, scope: str, key: WrappedKey) -> DataKey:
    """`scope` is the one the caller expects, not the one the row claims. Raises VaultError."""
    if len(key.wrapped) != WRAPPED_BYTES:
        raise VaultError
    nonce, body = key.wrapped[:NONCE_BYTES], key.wrapped[NONCE_BYTES:]
    try:
        secret = AESGCM(kek).decrypt(nonce, body, _associated_data(key.kek_version, key.id, organisation, scope))
    except (InvalidTag, ValueError):
        raise VaultError from None
    return DataKey(key.id, secret)


def _associated_data(kek_version: int, key_id: bytes, organisation: str, scope: str) -> bytes:
    return join_fields(u64(kek_version), key_id, organisation.encode(), scope.encode())
