"""What every event of a batch has in common: which page, which person, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.messages.inbound import Attachment, InboundKind, InboundMessage


@dataclass(frozen=True, slots=True, repr=False)
class Envelope:
    channel: str
    account: str  # the page's id
    person: str  # who wrote, or, of an echo, who was written to
    sent_at: datetime

    def holding(
        self,
        kind: InboundKind,
        event_id: str,
        *,
        text: str = "",
        choice: str | None = None,
        attachments: tuple[Attachment, ...] = (),
        refers_to: str | None = None,
        outbox_id: str | None = None,
    ) -> InboundMessage:
        return InboundMessage(
            channel=self.channel,
            account=self.account,
            event_id=event_id,
            sender=self.person,
            kind=kind,
            sent_at=self.sent_at,
            text=text,
            choice=choice,
            attachments=attachments,
            refers_to=refers_to,
            outbox_id=outbox_id,
        )

    def derived_id(self, what: str) -> str:
        """For an event that came without an id: the same at every delivery, different for the next such event."""
        return f"{what}:{self.person}:{int(self.sent_at.timestamp() * 1000)}"


def needed[T](value: T | None) -> T:
    """Raises ValueError when the network left out what this kind of event cannot do without."""
    if value is None:
        raise ValueError("a field is missing")
    return value
