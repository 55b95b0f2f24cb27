"""Opaque identifiers. They are random, so that nothing can be learnt or guessed from one."""

from __future__ import annotations

import base64
from collections.abc import Callable

type Entropy = Callable[[int], bytes]
"""Gives n random bytes; `os.urandom` in the service, a seeded source in tests."""

ID_BYTES = 15  # 120 bits: no collision in practice, and 24 base-32 characters without padding
TOKEN_BYTES = 30  # 240 bits: a secret that a person carries in a link or a cookie


def new_id(entropy: Entropy) -> str:
    """A lower-case base-32 id of 24 characters."""
    return base64.b32encode(entropy(ID_BYTES)).decode("ascii").lower()


def new_token(entropy: Entropy) -> str:
    """A URL-safe secret of 40 characters. Store only its hash."""
    return base64.urlsafe_b64encode(entropy(TOKEN_BYTES)).decode("ascii")
