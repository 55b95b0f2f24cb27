"""Is Rasa what we started, and as we want it? Rasa replaces what it cannot load by a default without a word."""

from __future__ import annotations

import aiohttp
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.dialogue.address import HEALTH_PATH, RasaAddress
from bot.encoder.tuned import VERSION as ENCODER_VERSION

STORE = "BoundedTrackerStore"
LIMIT = 2.0  # seconds


class RasaHealth(BaseModel):
    """As `bot/rasa_plugins/health.py` writes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    ready: bool
    store: str
    store_fallen_back: bool
    model_sha256: str | None
    telemetry: bool
    python: str
    rasa: str
    encoder: str

    def faults(self, model_sha256: str | None) -> list[str]:
        """What is wrong, as codes; empty when Rasa may be trusted. None: there is no model to compare its own with."""
        wrong = {
            "not_ready": not self.ready,
            "other_store": self.store != STORE,
            "store_fallen_back": self.store_fallen_back,
            "other_model": self.model_sha256 != (model_sha256 or self.model_sha256),
            "telemetry": self.telemetry,
            "other_encoder": self.encoder != ENCODER_VERSION,
        }
        return [fault for fault, present in wrong.items() if present]


async def ask_health(session: aiohttp.ClientSession, address: RasaAddress, limit: float = LIMIT) -> RasaHealth | None:
    """None when there is no sensible answer within `limit` seconds: starting, hung, or not ours."""
    try:
        async with session.get(
            address.url + HEALTH_PATH, headers=address.headers, timeout=aiohttp.ClientTimeout(total=limit)
        ) as response:
            return RasaHealth.model_validate_json(await response.read()) if response.ok else None
    except (aiohttp.ClientError, TimeoutError, ValidationError):
        return None
