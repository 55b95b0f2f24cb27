"""One sealed record: pure functions on bytes, as `docs/envelope.md` section 2 specifies them.

Rules: every record has a key and nonce of its own, derived from the data key and a random salt; the commitment is
compared in constant time before anything is decrypted; only suites on the list are opened; all context is
authenticated; every failure is the same VaultError.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import IntEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import VaultError
from bot.vault.context import SealContext
from bot.vault.fields import join_fields, u64

VERSION = 1
KEY_BYTES = 32
KEY_ID_BYTES = 16
SALT_BYTES = 32
COMMITMENT_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
HEADER_BYTES = 2 + KEY_ID_BYTES
OVERHEAD = HEADER_BYTES + SALT_BYTES + COMMITMENT_BYTES + TAG_BYTES  # 98
PADDING_BLOCK = 64  # bytes; lengths are rounded up to the next multiple
RECORD_INFO = b"cl/rec/v1"


class Suite(IntEnum):
    """The suites that are opened. Both are AES-256-GCM with HKDF-SHA256 and key commitment."""

    PLAIN = 1
    PADDED = 2  # the plaintext is padded (ISO/IEC 7816-4), so that its length tells little


@dataclass(frozen=True, slots=True, repr=False)
class DataKey:
    """The key of one scope, unwrapped."""

    id: bytes
    secret: bytes


def seal_record(
    key: DataKey, organisation: str, context: SealContext, plaintext: bytes, *, salt: bytes, suite: Suite
) -> bytes:
    """`salt` is 32 random bytes, never used twice."""
    header = bytes([VERSION, suite]) + key.id
    record_key, nonce, commitment = _expand(key, header, salt)
    body = _pad(plaintext) if suite is Suite.PADDED else plaintext
    associated = _associated_data(header, salt, commitment, organisation, context)
    return header + salt + commitment + AESGCM(record_key).encrypt(nonce, body, associated)


def key_id_of(blob: bytes) -> bytes:
    """Which data key a blob asks for. Raises VaultError when it is no blob of a known version and suite."""
    if len(blob) < OVERHEAD or blob[0] != VERSION or blob[1] not in Suite:
        raise VaultError
    return blob[2:HEADER_BYTES]


def open_record(key: DataKey, organisation: str, context: SealContext, blob: bytes) -> bytes:
    """Raises VaultError for every failure."""
    if key_id_of(blob) != key.id:
        raise VaultError
    header, rest = blob[:HEADER_BYTES], blob[HEADER_BYTES:]
    salt, rest = rest[:SALT_BYTES], rest[SALT_BYTES:]
    commitment, body = rest[:COMMITMENT_BYTES], rest[COMMITMENT_BYTES:]
    record_key, nonce, expected = _expand(key, header, salt)
    if not hmac.compare_digest(commitment, expected):
        raise VaultError
    try:
        associated = _associated_data(header, salt, commitment, organisation, context)
        plaintext = AESGCM(record_key).decrypt(nonce, body, associated)
    except (InvalidTag, ValueError):
        raise VaultError from None
    return _unpad(plaintext) if blob[1] == Suite.PADDED else plaintext


def _expand(key: DataKey, header: bytes, salt: bytes) -> tuple[bytes, bytes, bytes]:
    length = KEY_BYTES + NONCE_BYTES + COMMITMENT_BYTES
    derived = HKDF(SHA256(), length, salt, RECORD_INFO + header).derive(key.secret)
    return derived[:KEY_BYTES], derived[KEY_BYTES : KEY_BYTES + NONCE_BYTES], derived[KEY_BYTES + NONCE_BYTES :]


def _associated_data(header: bytes, salt: bytes, commitment: bytes, organisation: str, context: SealContext) -> bytes:
    return join_fields(
        header,
        salt,
        commitment,
        organisation.encode(),
        context.scope.encode(),
        context.record.encode(),
        u64(context.sequence),
        context.direction.encode(),
        context.channel.encode(),
        u64(context.created_ms),
    )


def _pad(plaintext: bytes) -> bytes:
    return plaintext + b"\x80" + bytes(-(len(plaintext) + 1) % PADDING_BLOCK)


def _unpad(padded: bytes) -> bytes:
    body, mark, zeros = padded.rpartition(b"\x80")
    if not mark or zeros.strip(b"\0") or len(padded) % PADDING_BLOCK:
        raise VaultError
    return body
