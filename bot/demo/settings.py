"""What the demo network is told when it is made. Its secrets are the ones the Messenger channel is given too."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.messages.clock import Clock
from bot.messages.ids import Entropy


@dataclass(frozen=True, slots=True)
class Demo:
    page_id: str
    clinic_name: str
    webhook_url: str  # the service's public endpoint, such as http://127.0.0.1:8080/webhooks/messenger
    desk_url: str
    chat_url: str  # the clinic's own web chat
    clock: Clock
    entropy: Entropy
    app_secret: str = field(repr=False)
    page_token: str = field(repr=False)
