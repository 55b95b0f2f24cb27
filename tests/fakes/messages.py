"""Invented messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.messages.inbound import InboundKind, InboundMessage
from tests.fakes.clock import MONDAY_MORNING

HELLO = InboundMessage(
    channel="messenger",
    account="1001",
    event_id="mid.1",
    sender="2001",
    kind=InboundKind.TEXT,
    sent_at=MONDAY_MORNING,
    text="hello",
)


def message(
    text: str = "hello",
    *,
    event_id: str = "mid.1",
    sender: str = "2001",
    account: str = "1001",
    kind: InboundKind = InboundKind.TEXT,
    sent_at: datetime = MONDAY_MORNING,
    choice: str | None = None,
    refers_to: str | None = None,
) -> InboundMessage:
    return replace(
        HELLO,
        text=text,
        event_id=event_id,
        sender=sender,
        account=account,
        kind=kind,
        sent_at=sent_at,
        choice=choice,
        refers_to=refers_to,
    )
