"""The clinic's own web chat: no network in between, so nothing is pushed, signed or delivered twice.

A message is sent once it stands in the transcript, which it does before it gets here; what is left to do is to tell the
open pages that there is something to read. The person's id is a random one that we made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.channels.port import OutgoingMessage, Parsed, Recipient, Sent, WebhookRequest
from bot.errors import RefusedWebhookError
from bot.messages.channel import Capabilities, Ceiling, HandoffMode, LengthUnit

ACCOUNT = "clinic"  # there is one chat page
TEXT_LIMIT = 10_000  # characters
QUICK_REPLIES = 10
QUICK_REPLY_TITLE = 80  # characters
SENDS_PER_SECOND = 200  # a wake-up call to an open page costs next to nothing
PERSONAL_FIELDS = frozenset({"sender", "recipient", "text", "choice", "token"})


class OpenPages(Protocol):
    """The pages that are open in browsers, found by the person's id."""

    def wake(self, sender: str) -> None:
        """There is something new to read."""
        ...

    def show_typing(self, sender: str) -> None: ...


class WebChat:
    name = "webchat"

    def __init__(self, pages: OpenPages) -> None:
        self._pages = pages

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            ceiling=Ceiling.COVERED,
            handoff=HandoffMode.IN_CHANNEL,
            text_limit=TEXT_LIMIT,
            text_limit_unit=LengthUnit.CHARACTERS,
            quick_replies=QUICK_REPLIES,
            quick_reply_title=QUICK_REPLY_TITLE,
            typing=True,
            reply_window=None,
            sends_per_second=SENDS_PER_SECOND,
        )

    def handshake(self, request: WebhookRequest) -> str:  # noqa: ARG002 - the port
        raise RefusedWebhookError("no_webhook", 404)

    def verify(self, request: WebhookRequest) -> None:  # noqa: ARG002 - the port
        raise RefusedWebhookError("no_webhook", 404)

    def parse(self, body: bytes) -> Parsed:  # noqa: ARG002 - the port
        raise RefusedWebhookError("no_webhook", 404)

    async def send(self, recipient: Recipient, message: OutgoingMessage) -> Sent:  # noqa: ARG002 - it is in the transcript
        self._pages.wake(recipient.sender)
        return Sent(None)

    async def typing(self, recipient: Recipient) -> None:
        self._pages.show_typing(recipient.sender)

    def redact(self, log_fields: Mapping[str, object]) -> Mapping[str, object]:
        return {name: value for name, value in log_fields.items() if name not in PERSONAL_FIELDS}
