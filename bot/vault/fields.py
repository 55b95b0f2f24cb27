"""Fields one after another, each behind its length, so that no two lists of fields give the same bytes."""

from __future__ import annotations

import struct

U64_LIMIT = 1 << 64


def join_fields(*fields: bytes) -> bytes:
    """Each field as its length (unsigned 32-bit, big-endian) and its bytes."""
    return b"".join(struct.pack(">I", len(field)) + field for field in fields)


def u64(number: int) -> bytes:
    """Eight bytes, big-endian. Raises ValueError outside 0 … 2^64-1."""
    if not 0 <= number < U64_LIMIT:
        raise ValueError("not an unsigned 64-bit number")
    return struct.pack(">Q", number)
