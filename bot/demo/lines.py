"""What stands on the network's pages: chat lines, public comments, and the traffic between network and service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    SENDING = "sending"
    DELIVERED = "delivered"  # the service acknowledged the webhook
    FAILED = "failed"
    UNSENT = "unsent"


class Side(StrEnum):
    PERSON = "person"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class QuickReply:
    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Line:
    """One bubble of a chat. `id` is the network's message id."""

    id: str
    person: str
    side: Side
    at: datetime
    text: str = ""
    attachment: str | None = None
    quick_replies: tuple[QuickReply, ...] = ()
    status: Status = Status.DELIVERED
    private_reply: bool = False  # answers a public comment


@dataclass(frozen=True, slots=True)
class Comment:
    id: str
    side: Side
    person: str  # whose thread it belongs to
    at: datetime
    text: str
    parent: str | None = None
    status: Status = Status.DELIVERED
    answered_in_private: bool = False


@dataclass(frozen=True, slots=True)
class Traffic:
    """One request between network and service: what a log may show of it."""

    at: datetime
    to_service: bool
    what: str
    status: int | None  # HTTP; None when there was no answer
    ms: int | None = None


@dataclass(frozen=True, slots=True)
class Typing:
    person: str


type Update = Line | Comment | Traffic | Typing
