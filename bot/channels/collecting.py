"""Channels that only look like networks: what is sent to them goes nowhere. For `frontdesk ask`.

Their capabilities are those of the real ones, so that ceilings, limits and handoff behave alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.channels.port import Channel, OutgoingMessage, Parsed, Recipient, Sent, WebhookRequest
from bot.errors import RefusedWebhookError
from bot.messages.channel import Capabilities, Ceiling, HandoffMode, LengthUnit

DAY = timedelta(hours=24)


def _capabilities(
    ceiling: Ceiling, limit: int, buttons: int, window: timedelta | None, unit: LengthUnit = LengthUnit.CHARACTERS
) -> Capabilities:
    return Capabilities(
        ceiling=ceiling,
        handoff=HandoffMode.IN_CHANNEL if ceiling is Ceiling.COVERED else HandoffMode.SECURE_CHAT,
        text_limit=limit,
        text_limit_unit=unit,
        quick_replies=buttons,
        quick_reply_title=20,
        typing=False,
        reply_window=window,
        sends_per_second=40,
    )


CAPABILITIES: Mapping[str, Capabilities] = {
    "messenger": _capabilities(Ceiling.SOCIAL, 2_000, 13, DAY),
    "instagram": _capabilities(Ceiling.SOCIAL, 1_000, 13, DAY, LengthUnit.UTF8_BYTES),
    "whatsapp": _capabilities(Ceiling.SOCIAL, 4_096, 10, DAY),
    "telegram": _capabilities(Ceiling.SOCIAL, 4_096, 8, None),
    "sms": _capabilities(Ceiling.COVERED, 1_600, 0, None),
    "webchat": _capabilities(Ceiling.COVERED, 10_000, 13, None),
}


class CollectingChannel:
    """Implements `Channel`; takes every message and delivers none."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._capabilities = CAPABILITIES[name]

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    def handshake(self, request: WebhookRequest) -> str:  # noqa: ARG002 - nothing comes in here
        raise RefusedWebhookError("no_network", 404)

    def verify(self, request: WebhookRequest) -> None:  # noqa: ARG002
        raise RefusedWebhookError("no_network", 404)

    def parse(self, body: bytes) -> Parsed:  # noqa: ARG002
        raise RefusedWebhookError("no_network", 404)

    async def send(self, recipient: Recipient, message: OutgoingMessage) -> Sent:  # noqa: ARG002
        return Sent(message_id=None)

    async def typing(self, recipient: Recipient) -> None:
        pass

    def redact(self, log_fields: Mapping[str, object]) -> Mapping[str, object]:
        return log_fields


def collecting_channels() -> dict[str, Channel]:
    return {name: CollectingChannel(name) for name in CAPABILITIES}
