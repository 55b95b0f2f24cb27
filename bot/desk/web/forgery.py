"""Forms come from our own pages only (ASVS 5.0, 3.5): both the browser's word and a token must say so."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping

FIELD = "csrf"
HIDDEN = "null"


def form_token(cookie: str) -> str:
    """Derived from the session's (or visitor's) secret cookie, so that nothing has to be stored."""
    return hmac.digest(cookie.encode(), b"desk form", hashlib.sha256).hex()


def is_our_page(headers: Mapping[str, str], origins: frozenset[str]) -> bool:
    """A browser that says nothing at all is refused: every current one sends one of the two headers."""
    site, origin = headers.get("Sec-Fetch-Site"), headers.get("Origin")
    if site is None:
        return origin in origins
    # Our referrer policy makes browsers hide the origin of our own forms too (Fetch standard, Origin header).
    return site == "same-origin" and (origin in (None, HIDDEN) or origin in origins)


def is_our_form(form: Mapping[str, str], cookie: str) -> bool:
    given = form.get(FIELD, "")
    return bool(cookie) and hmac.compare_digest(given.encode(), form_token(cookie).encode())
