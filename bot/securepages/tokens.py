"""Secrets that a person carries. The database keeps digests only: a copy of it opens no page."""

from __future__ import annotations

import hashlib
import hmac


def digest(token: str) -> str:
    """64 hexadecimal digits. Plain SHA-256: the token holds 240 random bits, so nothing can be searched through."""
    return hashlib.sha256(token.encode()).hexdigest()


def csrf_token(session_token: str) -> str:
    """Bound to the session and known only to who holds its cookie, so it need not be stored."""
    return hmac.digest(session_token.encode(), b"frontdesk/csrf/v1", "sha256").hex()
