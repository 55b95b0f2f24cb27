"""When a network lets us write. Only a message of the person opens the window; our echoes and comments never do."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.messages.inbound import InboundKind, InboundMessage

PRIVATE_REPLY_WINDOW = timedelta(days=7)
"""How long a public comment may be answered in private, once. Source: Meta, Private Replies."""

_OPENING = frozenset({InboundKind.TEXT, InboundKind.CHOICE, InboundKind.ATTACHMENT})


def reply_is_allowed(last_inbound_at: datetime | None, window: timedelta | None, now: datetime) -> bool:
    """`window` None means that the network sets no limit. The last moment of the window is already outside."""
    if window is None:
        return True
    return last_inbound_at is not None and now - last_inbound_at < window


def private_reply_is_allowed(commented_at: datetime, now: datetime) -> bool:
    return reply_is_allowed(commented_at, PRIVATE_REPLY_WINDOW, now)


def last_inbound_after(previous: datetime | None, message: InboundMessage) -> datetime | None:
    """The moment the window counts from once `message` is known.

    Networks deliver late and out of order, so an older message never moves it back. Comments and reactions do not
    open it: Meta's documents disagree about them, and a refused send is worse than a shorter window.
    """
    if message.kind not in _OPENING:
        return previous
    return message.sent_at if previous is None else max(previous, message.sent_at)
