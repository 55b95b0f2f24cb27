"""A second decoder, written from `docs/envelope.md` alone: it shares no code with `bot.vault`."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class RefusedError(Exception):
    """The one error."""


def fields(*values: bytes) -> bytes:
    return b"".join(len(value).to_bytes(4, "big") + value for value in values)


def u64(number: int) -> bytes:
    return number.to_bytes(8, "big")


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 with SHA-256."""
    key = hmac.digest(salt or bytes(32), secret, "sha256")
    block = output = b""
    counter = 1
    while len(output) < length:
        block = hmac.digest(key, block + info + bytes([counter]), "sha256")
        output += block
        counter += 1
    return output[:length]


def open_blob(dek: bytes, key_id: bytes, organisation: str, context: dict[str, str | int], blob: bytes) -> bytes:
    if len(blob) < 98 or blob[0] != 1 or blob[1] not in {1, 2} or blob[2:18] != key_id:
        raise RefusedError
    header, salt, commitment, ciphertext = blob[:18], blob[18:50], blob[50:82], blob[82:]
    okm = hkdf(dek, salt, b"cl/rec/v1" + header, 76)
    if not hmac.compare_digest(okm[44:76], commitment):
        raise RefusedError
    associated = fields(
        header,
        salt,
        commitment,
        organisation.encode(),
        str(context["scope"]).encode(),
        str(context["record"]).encode(),
        u64(int(context["sequence"])),
        str(context["direction"]).encode(),
        str(context["channel"]).encode(),
        u64(int(context["created_ms"])),
    )
    try:
        plaintext = AESGCM(okm[:32]).decrypt(okm[32:44], ciphertext, associated)
    except InvalidTag:
        raise RefusedError from None
    if blob[1] == 1:
        return plaintext
    body = plaintext.rstrip(b"\0")
    if len(plaintext) % 64 or not body.endswith(b"\x80") or len(plaintext) - len(body) > 63:
        raise RefusedError
    return body[:-1]


def unwrap(kek: bytes, kek_version: int, key_id: bytes, organisation: str, scope: str, wrapped: bytes) -> bytes:  # noqa: PLR0917
    associated = fields(u64(kek_version), key_id, organisation.encode(), scope.encode())
    try:
        return AESGCM(kek).decrypt(wrapped[:12], wrapped[12:], associated)
    except InvalidTag:
        raise RefusedError from None


def derived(dek: bytes, organisation: str, scope: str, purpose: str) -> bytes:
    info = b"cl/derive/v1" + fields(organisation.encode(), scope.encode(), purpose.encode())
    return hkdf(dek, b"", info, 32)


def index(index_key: bytes, organisation: str, *parts: str) -> str:
    message = b"cl/index/v1" + fields(organisation.encode(), *(part.encode() for part in parts))
    return hmac.new(index_key, message, hashlib.sha256).hexdigest()
