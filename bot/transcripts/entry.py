"""An entry of a transcript, as it comes in and as it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Author(StrEnum):
    PATIENT = "patient"
    BOT = "bot"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class NewEntry:
    """`text` is what may be kept: on a social channel, the guard's masked form."""

    conversation_id: str
    source_id: str  # the message's id; the same one twice is one entry
    direction: Direction
    author: Author
    author_id: str | None = None  # the staff account
    channel: str
    text: str
    note: str = ""  # for staff, sealed with the text
    at: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    id: str
    conversation_id: str
    sequence: int
    direction: Direction
    author: Author
    author_id: str | None
    text: str  # "" once erased
    note: str
    at: datetime
    erased: bool
