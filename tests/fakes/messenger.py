"""The invented page and people of `tests/samples/messenger`, and a channel for that page."""

from __future__ import annotations

import base64
import hmac
import json
from pathlib import Path

from bot.channels.messenger.channel import Messenger
from bot.channels.messenger.graph import GraphApi
from bot.channels.port import WebhookRequest
from bot.channels.signatures import HUB_HEADER, hub_signature_256

SAMPLES = Path(__file__).parent.parent / "samples" / "messenger"
PAGE = "101010101010101"
ANA = "2000000000000001"
BEN = "2000000000000002"
APP_SECRET = "an-app-secret-for-tests"
VERIFY_TOKEN = "a-verify-token-for-tests"
PAGE_TOKEN = "a-page-token-for-tests"


def messenger(graph: GraphApi) -> Messenger:
    return Messenger(app_secret=APP_SECRET, verify_token=VERIFY_TOKEN, page_tokens={PAGE: PAGE_TOKEN}, graph=graph)


def sample(name: str) -> bytes:
    """The raw bytes of a webhook body, as the network would send it."""
    return (SAMPLES / name).with_suffix(".json").read_bytes()


def signed(body: bytes, secret: str = APP_SECRET) -> dict[str, str]:
    """The headers that make `body` genuine."""
    return {HUB_HEADER: hub_signature_256(secret, body), "content-type": "application/json"}


def webhook(body: bytes, headers: dict[str, str]) -> WebhookRequest:
    return WebhookRequest("POST", {}, headers, body)


def signed_request(payload: object, secret: str = APP_SECRET) -> str:
    """As Meta's data deletion callback sends it; a string is signed as it is."""
    raw = payload if isinstance(payload, str) else json.dumps(payload)
    encoded = _base64url(raw.encode())
    return f"{_base64url(hmac.digest(secret.encode(), encoded.encode(), 'sha256'))}.{encoded}"


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
