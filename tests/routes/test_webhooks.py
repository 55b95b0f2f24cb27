"""The public webhook route over real HTTP, with the Messenger channel behind it."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Sequence

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

from bot.channels.messenger.graph import GraphApi
from bot.channels.webhooks import add_webhooks
from bot.messages.inbound import InboundMessage
from tests.fakes.messenger import ANA, VERIFY_TOKEN, messenger, sample, signed

URL = "/webhooks/messenger"
MAX_BODY = 100_000

type Client = TestClient[web.Request, web.Application]


class Inbox:
    """What was received; can fail as a database does, quoting the text it failed on."""

    def __init__(self) -> None:
        self.received: list[InboundMessage] = []
        self.broken = False

    async def receive(self, messages: Sequence[InboundMessage]) -> None:
        if self.broken:
            raise OSError(f"disk full while writing {messages[0].text}")
        self.received.extend(messages)


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def client(inbox: Inbox) -> AsyncIterator[Client]:
    app = web.Application()
    async with aiohttp.ClientSession() as session:
        channel = messenger(GraphApi(session, "https://graph.example"))
        add_webhooks(app, {channel.name: channel}, inbox.receive, MAX_BODY)
        async with TestClient(TestServer(app)) as running:
            yield running


async def test_handshake_answers_with_the_challenge(client: Client) -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "1158201444"}
    answer = await client.get(URL, params=query)
    assert (answer.status, await answer.text()) == (200, "1158201444")


async def test_handshake_with_a_wrong_token_is_refused_and_the_token_not_logged(client: Client) -> None:
    query = {"hub.mode": "subscribe", "hub.verify_token": "a-guess", "hub.challenge": "1"}
    with capture_logs() as logs:
        answer = await client.get(URL, params=query)
    assert answer.status == 403
    assert [line["reason"] for line in logs] == ["verify_token"]
    assert "a-guess" not in str(logs)


async def test_signed_message_is_received_before_it_is_acknowledged(client: Client, inbox: Inbox) -> None:
    answer = await client.post(URL, data=sample("escaped_text"), headers=signed(sample("escaped_text")))
    assert answer.status == 200
    assert [message.event_id for message in inbox.received] == ["m_escaped"]


async def test_header_name_may_have_any_case(client: Client, inbox: Inbox) -> None:
    body = sample("hello")
    headers = {name.title(): value for name, value in signed(body).items()}
    assert (await client.post(URL, data=body, headers=headers)).status == 200
    assert len(inbox.received) == 1


@pytest.mark.parametrize(
    ("body", "headers", "status", "reason"),
    [
        (sample("hello"), {}, 403, "signature_missing"),
        (sample("hello"), {"X-Hub-Signature": "sha1=" + "0" * 40}, 403, "signature_missing"),
        (sample("hello"), signed(sample("hello"), "another secret"), 403, "signature_wrong"),
        (b"x=1", signed(b"x=1"), 400, "not_json"),
        (b"", signed(b""), 400, "not_json"),
        (sample("wrong_object"), signed(sample("wrong_object")), 404, "wrong_object"),
        (b" " * (MAX_BODY + 1), signed(b" " * (MAX_BODY + 1)), 413, "body_too_large"),
        (
            gzip.compress(sample("hello")),
            {**signed(gzip.compress(sample("hello"))), "Content-Encoding": "gzip"},
            415,
            "compressed",
        ),
    ],
)
async def test_bad_request_is_refused_with_a_clear_log_line(
    client: Client, body: bytes, headers: dict[str, str], status: int, reason: str
) -> None:
    with capture_logs() as logs:
        answer = await client.post(URL, data=body, headers=headers)
    (line,) = logs
    assert answer.status == line["status"] == status
    assert (line["event"], line["channel"], line["reason"]) == ("webhook_refused", "messenger", reason)
    assert set(line) == {"event", "channel", "reason", "status", "size", "log_level"}


async def test_body_without_a_length_is_cut_off_at_the_limit(client: Client) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 400 * MAX_BODY:
            sent += MAX_BODY // 10
            yield b"x" * (MAX_BODY // 10)

    with capture_logs() as logs:
        try:
            answer = await client.post(URL, data=endless())
            assert answer.status == 413
        except aiohttp.ClientOSError:
            pass  # the server closed the connection while we were still sending
    assert [line["reason"] for line in logs] == ["body_too_large"]
    assert sent < 400 * MAX_BODY


async def test_malformed_item_is_counted_and_the_others_are_received(client: Client, inbox: Inbox) -> None:
    body = sample("malformed_item")
    with capture_logs() as logs:
        answer = await client.post(URL, data=body, headers=signed(body))
    assert answer.status == 200
    assert [message.text for message in inbox.received] == ["Before", "After"]
    assert [line["malformed"] for line in logs if line["event"] == "webhook_items_malformed"] == [4]


async def test_smoke_test_of_the_network_is_acknowledged(client: Client, inbox: Inbox) -> None:
    body = sample("smoke_test")
    assert (await client.post(URL, data=body, headers=signed(body))).status == 200
    assert inbox.received == []


async def test_failed_store_asks_the_network_to_deliver_again_and_logs_no_text(client: Client, inbox: Inbox) -> None:
    inbox.broken = True
    body = sample("hello")
    with capture_logs() as logs:
        answer = await client.post(URL, data=body, headers=signed(body))
    assert answer.status == 503
    assert [(line["event"], line["error"]) for line in logs] == [("webhook_not_stored", "OSError")]
    assert not [told for told in ("Saturday", ANA) if told in f"{logs} {await answer.text()}"]
    inbox.broken = False
    assert (await client.post(URL, data=body, headers=signed(body))).status == 200
    assert len(inbox.received) == 1


async def test_same_message_three_times_at_once_is_handed_on_each_time_with_one_id(
    client: Client, inbox: Inbox
) -> None:
    body = sample("hello")
    answers = await asyncio.gather(*(client.post(URL, data=body, headers=signed(body)) for _ in range(3)))
    assert [answer.status for answer in answers] == [200] * 3
    assert {message.event_id for message in inbox.received} == {"m_hello"}


async def test_unknown_channel_is_not_found(client: Client) -> None:
    assert (await client.post("/webhooks/pigeon", data=b"{}")).status == 404
    assert (await client.get("/webhooks/pigeon")).status == 404


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_other_methods_are_not_allowed(client: Client, method: str) -> None:
    assert (await client.request(method, URL)).status == 405


async def test_received_line_carries_counts_alone(client: Client) -> None:
    body = sample("two_users")
    with capture_logs() as logs:
        await client.post(URL, data=body, headers=signed(body))
    (line,) = logs
    assert set(line) == {"event", "channel", "messages", "size", "ms", "log_level"}
    assert line["messages"] == 2
