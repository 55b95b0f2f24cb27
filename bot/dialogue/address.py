"""Where Rasa listens, and the secret that it knows us by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SECRET_HEADER = "X-Frontdesk-Secret"  # noqa: S105 - its name
TURNS_PATH = "/webhooks/frontdesk/turns"
HEALTH_PATH = "/webhooks/frontdesk/health"


@dataclass(frozen=True, slots=True)
class RasaAddress:
    url: str  # without a path: "http://127.0.0.1:41234"
    secret: str = field(repr=False)

    @property
    def port(self) -> int | None:
        """None when the URL names none."""
        return urlsplit(self.url).port

    @property
    def headers(self) -> dict[str, str]:
        return {SECRET_HEADER: self.secret}


type FindRasa = Callable[[], RasaAddress | None]
"""The present address; None while Rasa starts or is down. A supervised Rasa has another one after each start."""
