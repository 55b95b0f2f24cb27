from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.windows import last_inbound_after, private_reply_is_allowed, reply_is_allowed
from bot.messages.inbound import InboundKind, InboundMessage

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)


def inbound(kind: InboundKind, sent_at: datetime) -> InboundMessage:
    return InboundMessage("messenger", "page", "event", "person", kind, sent_at)


@pytest.mark.parametrize(
    ("last", "window", "allowed"),
    [
        (NOW, DAY, True),
        (NOW - DAY + SECOND, DAY, True),
        (NOW - DAY, DAY, False),
        (NOW - DAY - SECOND, DAY, False),
        (NOW + SECOND, DAY, True),  # the network's clock runs ahead
        (None, DAY, False),
        (None, None, True),
    ],
)
def test_reply_is_allowed_within_the_window(last: datetime | None, window: timedelta | None, allowed: bool) -> None:
    assert reply_is_allowed(last, window, NOW) is allowed


def test_comment_is_answered_in_private_for_seven_days() -> None:
    week = timedelta(days=7)
    assert private_reply_is_allowed(NOW - week + SECOND, NOW)
    assert not private_reply_is_allowed(NOW - week - SECOND, NOW)


@pytest.mark.parametrize("kind", [InboundKind.TEXT, InboundKind.CHOICE, InboundKind.ATTACHMENT])
def test_message_of_the_person_opens_the_window(kind: InboundKind) -> None:
    assert last_inbound_after(NOW - DAY, inbound(kind, NOW)) == NOW
    assert last_inbound_after(None, inbound(kind, NOW)) == NOW


@pytest.mark.parametrize("kind", [InboundKind.ECHO, InboundKind.RECEIPT, InboundKind.COMMENT, InboundKind.UNSEND])
def test_nothing_else_opens_it(kind: InboundKind) -> None:
    assert last_inbound_after(NOW - DAY, inbound(kind, NOW)) == NOW - DAY


def test_message_that_comes_late_does_not_move_it_back() -> None:
    assert last_inbound_after(NOW, inbound(InboundKind.TEXT, NOW - DAY)) == NOW
