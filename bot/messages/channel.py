"""What a channel may carry and can do, as data: no code asks which channel it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Ceiling(StrEnum):
    """The most that a channel may carry (docs/threat-model.md says why)."""

    PUBLIC = "public"
    """Anyone reads it: fixed texts only."""
    SOCIAL = "social"
    """A network without a business associate agreement: general information only."""
    COVERED = "covered"
    """The clinic's own page, or a vendor with a signed agreement: PHI, minimum necessary."""


class HandoffMode(StrEnum):
    """Where a conversation goes on when a person takes it."""

    SECURE_CHAT = "secure_chat"
    IN_CHANNEL = "in_channel"


class CommentReplies(StrEnum):
    """How a page answers public comments: every one alike, whether praise, complaint or question."""

    OFF = "off"
    PUBLIC = "public"  # one fixed text under the comment
    PRIVATE = "private"  # one fixed text by private message
    BOTH = "both"


class LengthUnit(StrEnum):
    CHARACTERS = "characters"
    UTF8_BYTES = "utf8_bytes"


@dataclass(frozen=True, slots=True)
class Capabilities:
    ceiling: Ceiling
    handoff: HandoffMode
    text_limit: int
    text_limit_unit: LengthUnit
    quick_replies: int  # how many buttons at most; 0 = none, choices are then numbered in the text
    quick_reply_title: int  # characters
    typing: bool
    reply_window: timedelta | None  # counted from the patient's last message; None = no limit
    sends_per_second: int  # of one page; emergency texts do not wait for it
    comment_replies: CommentReplies = CommentReplies.OFF
    messages_per_minute: int = 600  # of all people who write to one page; beyond it they are asked to come back
