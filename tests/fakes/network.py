"""A network that takes messages, or fails in the way a test asks for. Implements `Channel`."""

from __future__ import annotations

from datetime import timedelta

from bot.channels.collecting import CollectingChannel
from bot.channels.port import OutgoingMessage, Recipient, Sent
from bot.errors import SendError


class FailingNetwork(CollectingChannel):
    def __init__(self, name: str = "messenger") -> None:
        super().__init__(name)
        self.sent: list[tuple[Recipient, OutgoingMessage]] = []
        self.failures: list[SendError] = []

    @property
    def window(self) -> timedelta:
        window = self.capabilities.reply_window
        assert window is not None
        return window

    async def send(self, recipient: Recipient, message: OutgoingMessage) -> Sent:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((recipient, message))
        return Sent("m-1")
