"""What we want to say, before it is rendered, checked and sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ReplyPurpose(StrEnum):
    """Decides what may pass while a person owns the chat, and what may be sent again after a crash."""

    ANSWER = "answer"
    EMERGENCY = "emergency"
    PRIVACY = "privacy"
    OPT_OUT = "opt_out"
    CONFIRMATION = "confirmation"
    STAFF = "staff"
    REMINDER = "reminder"
    COMMENT = "comment"  # the fixed reply to a public comment


class LinkPurpose(StrEnum):
    BOOKING = "booking"  # subject: the hold's id, or "" to choose a time on the page
    SECURE_CHAT = "secure_chat"  # subject: ""


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """A one-time link, made in the transaction that completes the turn."""

    purpose: LinkPurpose
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a button stands for: an intent with its slot values, opaque ids and enumerations only."""

    intent: str
    slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. `title` is what the patient reads; the network carries only a random id."""

    title: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Reply:
    """Either a fixed text by name (`say`, with `values` for its blanks) or own words (`text`)."""

    say: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    choices: tuple[Choice, ...] = ()
    link: LinkRequest | None = None
    purpose: ReplyPurpose = ReplyPurpose.ANSWER
    under_comment: bool = False  # where everyone reads it; else a public comment is answered in private

    def __post_init__(self) -> None:
        if (self.say is None) == (self.text is None):
            raise ValueError("a reply is either a fixed text or own words")
