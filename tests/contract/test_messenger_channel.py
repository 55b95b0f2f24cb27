"""The Messenger channel's door: handshake, signature, foreign pages, and what may be logged."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.channels.messenger.channel import Messenger
from bot.channels.messenger.graph import GraphApi
from bot.channels.port import Channel, WebhookRequest
from bot.channels.signatures import HUB_HEADER
from bot.errors import RefusedWebhookError, StartupError
from bot.messages.channel import Ceiling
from tests.fakes.messenger import ANA, APP_SECRET, PAGE_TOKEN, VERIFY_TOKEN, messenger, sample, signed, webhook


@pytest.fixture
async def channel() -> AsyncIterator[Channel]:
    async with aiohttp.ClientSession() as session:
        yield messenger(GraphApi(session, "https://graph.example"))


def subscribe(**query: str) -> WebhookRequest:
    whole = {"mode": "subscribe", "verify_token": VERIFY_TOKEN, "challenge": "1158201444", **query}
    return WebhookRequest("GET", {f"hub.{name}": value for name, value in whole.items()}, {}, b"")


def test_handshake_gives_the_challenge_back(channel: Channel) -> None:
    assert channel.handshake(subscribe()) == "1158201444"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"verify_token": "guess"}, "verify_token"),
        ({"verify_token": ""}, "verify_token"),
        ({"verify_token": "ß\udc80"}, "verify_token"),
        ({"mode": "unsubscribe"}, "handshake_mode"),
        ({"challenge": "<script>"}, "challenge"),
        ({"challenge": ""}, "challenge"),
    ],
)
def test_handshake_of_a_stranger_is_refused(channel: Channel, query: dict[str, str], reason: str) -> None:
    with pytest.raises(RefusedWebhookError) as refusal:
        channel.handshake(subscribe(**query))
    assert refusal.value.reason == reason


def test_body_with_escapes_and_emoji_is_verified_as_it_came(channel: Channel) -> None:
    body = sample("escaped_text")
    channel.verify(webhook(body, signed(body)))
    rewritten = json.dumps(json.loads(body)).encode()
    with pytest.raises(RefusedWebhookError):
        channel.verify(webhook(rewritten, signed(body)))


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({}, "signature_missing"),
        ({"x-hub-signature": "sha1=7d38cdd689735b008b3c702edd92eea23791c5f6"}, "signature_missing"),
        ({HUB_HEADER: ""}, "signature_malformed"),
        ({HUB_HEADER: "sha256="}, "signature_malformed"),
        ({HUB_HEADER: "sha256=" + "g" * 64}, "signature_malformed"),
        ({HUB_HEADER: "sha1=" + "0" * 64}, "signature_malformed"),
        ({HUB_HEADER: "sha256=" + "0" * 64}, "signature_wrong"),
        (signed(sample("hello"), "another app's secret"), "signature_wrong"),
        (signed(sample("hello") + b" "), "signature_wrong"),
    ],
)
def test_unsigned_or_wrongly_signed_body_is_refused(channel: Channel, headers: dict[str, str], reason: str) -> None:
    with pytest.raises(RefusedWebhookError) as refusal:
        channel.verify(webhook(sample("hello"), headers))
    assert (refusal.value.reason, refusal.value.status) == (reason, 403)


def test_event_for_a_foreign_page_is_dropped_and_counted(channel: Channel) -> None:
    body = sample("two_entries").replace(b'"id": "101010101010101",\n   "time"', b'"id": "404",\n   "time"', 1)
    with capture_logs() as logs:
        parsed = channel.parse(body)
    assert [message.text for message in parsed.messages] == ["Second entry"]
    assert [(line["event"], line["messages"]) for line in logs] == [("webhook_for_unknown_page", 1)]


def test_enforcement_by_the_network_is_reported_without_its_wording(channel: Channel) -> None:
    with capture_logs() as logs:
        channel.parse(sample("policy_enforcement"))
    assert [(line["event"], line["action"]) for line in logs] == [("page_policy_enforcement", "block")]
    assert "Sample reason" not in str(logs)


def test_capabilities_say_what_messenger_may_carry(channel: Channel) -> None:
    able = channel.capabilities
    assert (able.ceiling, able.text_limit, able.quick_replies) == (Ceiling.SOCIAL, 2000, 13)


def test_secrets_and_people_are_taken_out_of_logs(channel: Channel) -> None:
    fields = {"url": f"/x?access_token={PAGE_TOKEN}", "sender": ANA, "note": f"to {ANA}", "size": 12}
    assert channel.redact(fields) == {"url": "/x?access_token=[secret]", "note": "to [id]", "size": 12}
    shown = repr(channel)
    assert not [secret for secret in (APP_SECRET, VERIFY_TOKEN, PAGE_TOKEN) if secret in shown]


@pytest.mark.parametrize("missing", ["app_secret", "verify_token", "page_tokens"])
async def test_channel_without_a_secret_does_not_start(missing: str) -> None:
    given = {"app_secret": "a", "verify_token": "b", "page_tokens": {"1": "c"}}
    given[missing] = {"1": ""} if missing == "page_tokens" else ""
    async with aiohttp.ClientSession() as session:
        with pytest.raises(StartupError):
            Messenger(graph=GraphApi(session, "https://graph.example"), **given)  # type: ignore[arg-type] # mixed dict
