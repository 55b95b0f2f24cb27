"""The port every network implements. Parsing and signature checks are pure functions on bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.messages.channel import Capabilities
from bot.messages.inbound import InboundMessage


@dataclass(frozen=True, slots=True, repr=False)
class WebhookRequest:
    """One HTTP request as it came, body unparsed."""

    method: str
    query: Mapping[str, str]
    headers: Mapping[str, str]  # lower-case names
    body: bytes


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a batch held. `malformed` counts items that could not be read; the others are not lost for them."""

    messages: tuple[InboundMessage, ...]
    malformed: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Recipient:
    """Where a message goes. `comment` is set to answer a public comment: under it, or in private."""

    account: str
    sender: str
    comment: str | None = None
    under_comment: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    title: str
    choice: str  # the opaque id that comes back


@dataclass(frozen=True, slots=True, repr=False)
class OutgoingMessage:
    """Checked by the guard and split to the channel's limit before it gets here."""

    outbox_id: str
    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    message_id: str | None  # the network's id of it, None when the network gives none


class Channel(Protocol):
    """One network."""

    name: str

    @property
    def capabilities(self) -> Capabilities: ...

    def handshake(self, request: WebhookRequest) -> str:
        """The text to answer a verification GET with. Raises RefusedWebhookError."""
        ...

    def verify(self, request: WebhookRequest) -> None:
        """Raises RefusedWebhookError unless the signature over the raw body is right. Fails closed."""
        ...

    def parse(self, body: bytes) -> Parsed:
        """Raises RefusedWebhookError when the body as a whole is not this network's."""
        ...

    async def send(self, recipient: Recipient, message: OutgoingMessage) -> Sent:
        """Raises SendRefusedError, SendDelayedError or SendUncertainError, and nothing else."""
        ...

    async def typing(self, recipient: Recipient) -> None:
        """Best effort; never raises."""
        ...

    def redact(self, log_fields: Mapping[str, object]) -> Mapping[str, object]:
        """The same fields with whatever this network puts secrets or people into taken out."""
        ...
