"""A message as a network delivered it, before the guard has read it.

Everything a patient typed is PHI until the guard says otherwise, so `repr` shows no content and no sender.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class InboundKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"  # a button: `choice` holds the opaque id that we sent with it
    ATTACHMENT = "attachment"
    EDIT = "edit"  # `refers_to` is the edited event
    UNSEND = "unsend"  # `refers_to` is the withdrawn event
    COMMENT = "comment"  # a public comment: `refers_to` is the comment's id
    REFERRAL = "referral"  # the person opened the chat by a link or an advert
    ECHO = "echo"  # our own message, or one that staff sent in the network's own inbox
    RECEIPT = "receipt"  # delivered, read, reaction: nothing to answer
    OTHER = "other"  # well-formed, but of no use to us


SILENT = frozenset({InboundKind.UNSEND, InboundKind.ECHO, InboundKind.RECEIPT, InboundKind.OTHER})
"""Nothing in these is for us to answer, and a rate limit does not count them: each of our messages brings its echo."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is never fetched: its kind is all we keep."""

    kind: str


@dataclass(frozen=True, slots=True, repr=False)
class InboundMessage:
    channel: str
    account: str  # the page or number that was written to
    event_id: str  # unique in the channel; the network repeats it when it delivers twice
    sender: str  # the network's id of the person: an identifier in itself
    kind: InboundKind
    sent_at: datetime
    text: str = ""
    choice: str | None = None
    attachments: tuple[Attachment, ...] = ()
    refers_to: str | None = None
    outbox_id: str | None = None  # of an echo: the id we sent along, None if we did not write it

    def __repr__(self) -> str:
        return f"InboundMessage(channel={self.channel!r}, kind={self.kind.value!r}, characters={len(self.text)})"
