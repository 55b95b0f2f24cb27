"""What a sealed record is and where it belongs, authenticated with it so that it cannot be moved elsewhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SealContext:
    """`scope` names the data key, such as `conversation:<id>`; `record` is unique within the scope."""

    scope: str
    record: str
    sequence: int = 0  # unsigned 64-bit
    direction: str = ""
    channel: str = ""
    created_ms: int = 0  # milliseconds since 1970, unsigned 64-bit
