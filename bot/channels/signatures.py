"""Signatures of webhooks, over the raw bytes: a body that was parsed and written again no longer matches.

Rules: no signature, another algorithm or a malformed digest is refused; the comparison takes constant time; an
empty secret is an error in the program. What was expected is never part of an error, a log line or an answer.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from bot.errors import RefusedWebhookError

HUB_HEADER = "x-hub-signature-256"
REFUSED = 403
"""HTTP status of every refused signature. 401 would ask the sender to sign in, and there is no sign-in."""

_HUB_VALUE = re.compile(r"sha256=([0-9a-fA-F]{64})", re.ASCII)


def hub_signature_256(secret: str, body: bytes) -> str:
    """The value of Meta's `X-Hub-Signature-256` header: `sha256=` and 64 hex digits."""
    return "sha256=" + hmac_sha256(secret, body).hex()


def verify_hub_signature_256(secret: str, body: bytes, header: str | None) -> None:
    """Raises RefusedWebhookError (`signature_missing`, `signature_malformed`, `signature_wrong`).

    The older `X-Hub-Signature` (SHA-1) is not looked at: a request that carries only that one is unsigned.
    Source: Meta, Webhooks, "Validating payloads".
    """
    if header is None:
        raise RefusedWebhookError("signature_missing", REFUSED)
    match = _HUB_VALUE.fullmatch(header)
    if match is None:
        raise RefusedWebhookError("signature_malformed", REFUSED)
    if not hmac.compare_digest(hmac_sha256(secret, body), bytes.fromhex(match[1])):
        raise RefusedWebhookError("signature_wrong", REFUSED)


def same_secret(given: str, expected: str) -> bool:
    """Compares two secrets in constant time, whatever characters the given one holds."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())


def hmac_sha256(secret: str, body: bytes) -> bytes:
    """Raises ValueError without a secret."""
    if not secret:
        raise ValueError("an empty secret signs for everyone")
    return hmac.digest(secret.encode(), body, hashlib.sha256)
