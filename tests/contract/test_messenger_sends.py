"""What goes out to the Graph API, and what its failures mean for sending again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

import aiohttp
import pytest
from aiohttp import test_utils
from structlog.testing import capture_logs

from bot.channels.messenger.channel import Messenger
from bot.channels.messenger.graph import GraphApi
from bot.channels.port import Button, OutgoingMessage, Recipient, WebhookRequest
from bot.errors import SendDelayedError, SendRefusedError, SendUncertainError, StartupError
from bot.messages.inbound import InboundKind
from tests.fakes.graph_api import FakeGraphApi
from tests.fakes.messenger import ANA, PAGE, PAGE_TOKEN, messenger, webhook

TO_ANA = Recipient(PAGE, ANA)
HELLO = OutgoingMessage("outbox1", "Hello! 🙂")
SHORT = aiohttp.ClientTimeout(total=0.2)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
async def graph() -> AsyncIterator[FakeGraphApi]:
    async with FakeGraphApi() as running:
        yield running


@pytest.fixture
def channel(graph: FakeGraphApi, session: aiohttp.ClientSession) -> Messenger:
    return messenger(GraphApi(session, graph.base_url, SHORT))


async def test_message_carries_its_outbox_id_and_the_token_in_a_header(channel: Messenger, graph: FakeGraphApi) -> None:
    sent = await channel.send(TO_ANA, HELLO)
    (call,) = graph.calls
    assert (call.path, call.token) == (f"{PAGE}/messages", PAGE_TOKEN)
    assert call.body == {
        "recipient": {"id": ANA},
        "messaging_type": "RESPONSE",
        "message": {"text": "Hello! 🙂", "metadata": "outbox1"},
    }
    assert sent.message_id == "m_fake1"


async def test_each_call_proves_that_it_comes_from_the_holder_of_the_app_secret(
    channel: Messenger, graph: FakeGraphApi
) -> None:
    comment = Recipient(PAGE, ANA, comment="1_2", under_comment=True)
    await channel.send(TO_ANA, HELLO)
    await channel.typing(TO_ANA)
    await channel.send(comment, HELLO)
    # By `printf a-page-token-for-tests | openssl dgst -sha256 -hmac an-app-secret-for-tests`
    proof = "2ce874fbe6cbf5af91622d525d244b6358f36e66cdf15bc619b1a062aee3b17e"
    assert [call.proof for call in graph.calls] == [proof] * 3


async def test_button_carries_its_opaque_choice_alone(channel: Messenger, graph: FakeGraphApi) -> None:
    await channel.send(TO_ANA, OutgoingMessage("outbox1", "Which visit?", (Button("Office visit", "opaque1"),)))
    assert graph.calls[0].body["message"]["quick_replies"] == [
        {"content_type": "text", "title": "Office visit", "payload": "opaque1"}
    ]


async def test_private_reply_goes_to_the_comment_not_to_a_person(channel: Messenger, graph: FakeGraphApi) -> None:
    await channel.send(Recipient(PAGE, ANA, comment="555_777"), HELLO)
    assert graph.calls[0].body["recipient"] == {"comment_id": "555_777"}


async def test_public_reply_goes_under_the_comment(channel: Messenger, graph: FakeGraphApi) -> None:
    sent = await channel.send(Recipient(PAGE, ANA, comment="555_777", under_comment=True), HELLO)
    assert (graph.calls[0].path, graph.calls[0].body) == ("555_777/comments", {"message": HELLO.text})
    assert sent.message_id == "555_777_1"


async def test_typing_is_shown_and_its_failure_is_of_no_account(channel: Messenger, graph: FakeGraphApi) -> None:
    graph.fail(500)
    await channel.typing(TO_ANA)
    assert graph.calls[0].body == {"recipient": {"id": ANA}, "sender_action": "typing_on"}


async def test_echo_of_a_send_brings_its_outbox_id_back(session: aiohttp.ClientSession) -> None:
    webhooks: list[WebhookRequest] = []

    async def keep(body: bytes, headers: Mapping[str, str]) -> None:
        webhooks.append(webhook(body, dict(headers)))

    async with FakeGraphApi(echo_to=keep) as graph:
        sender = messenger(GraphApi(session, graph.base_url))
        sent = await sender.send(TO_ANA, HELLO)
    sender.verify(webhooks[0])
    (echo,) = sender.parse(webhooks[0].body).messages
    assert (echo.kind, echo.outbox_id, echo.event_id) == (InboundKind.ECHO, "outbox1", sent.message_id)


@pytest.mark.parametrize(
    ("status", "code", "subcode"),
    [
        (400, 2, None),  # service temporarily unavailable
        (400, 4, 2018022),  # too many requests of the app
        (400, 613, None),  # too many calls of the page
        (400, 1200, None),  # "Temporary send message failure"
        (429, None, None),
    ],
)
async def test_busy_network_is_asked_again_later(
    channel: Messenger, graph: FakeGraphApi, status: int, code: int | None, subcode: int | None
) -> None:
    graph.fail(status, code or 0, subcode, retry_after="30")
    with pytest.raises(SendDelayedError) as failure:
        await channel.send(TO_ANA, HELLO)
    assert failure.value.retry_after == 30


async def test_error_marked_transient_is_asked_again_later(channel: Messenger, graph: FakeGraphApi) -> None:
    graph.fail(500, 12345, transient=True)
    with pytest.raises(SendDelayedError):
        await channel.send(TO_ANA, HELLO)


@pytest.mark.parametrize(
    ("header", "seconds"), [("999999", 3600.0), ("Fri, 01 Jan 2027 00:00:00 GMT", None), ("-1", None)]
)
async def test_unreasonable_wait_is_not_believed(
    channel: Messenger, graph: FakeGraphApi, header: str, seconds: float | None
) -> None:
    graph.fail(429, 4, retry_after=header)
    with pytest.raises(SendDelayedError) as failure:
        await channel.send(TO_ANA, HELLO)
    assert failure.value.retry_after == seconds


@pytest.mark.parametrize(
    ("status", "code", "subcode"),
    [
        (400, 10, 2018278),  # outside the reply window
        (400, 100, 2018001),  # no such person
        (400, 10900, None),  # the comment has had its private reply
        (401, 190, None),  # the page token is no longer valid
        (403, 200, 1545041),  # the person blocked the page
        (400, 1, 99),  # the app lacks a permission
    ],
)
async def test_refusal_is_final(
    channel: Messenger, graph: FakeGraphApi, status: int, code: int, subcode: int | None
) -> None:
    graph.fail(status, code, subcode)
    with pytest.raises(SendRefusedError):
        await channel.send(TO_ANA, HELLO)


async def test_redirect_is_final_and_the_token_does_not_follow_it(channel: Messenger, graph: FakeGraphApi) -> None:
    graph.redirect()
    with pytest.raises(SendRefusedError):
        await channel.send(TO_ANA, HELLO)
    assert [call.path for call in graph.calls] == [f"{PAGE}/messages"]


async def test_answer_of_another_server_is_final(channel: Messenger, graph: FakeGraphApi) -> None:
    graph.fail(404, text="<html>not the Graph API</html>")
    with pytest.raises(SendRefusedError):
        await channel.send(TO_ANA, HELLO)


@pytest.mark.parametrize(
    ("status", "text"),
    [(502, "<html>bad gateway</html>"), (200, "<html>who knows</html>"), (500, '{"error":{"code":1}}')],
)
async def test_unclear_answer_leaves_the_fate_unknown(
    channel: Messenger, graph: FakeGraphApi, status: int, text: str
) -> None:
    graph.fail(status, text=text)
    with pytest.raises(SendUncertainError):
        await channel.send(TO_ANA, HELLO)


async def test_broken_connection_and_time_out_leave_the_fate_unknown(channel: Messenger, graph: FakeGraphApi) -> None:
    graph.drop()
    graph.hang()
    for _ in range(2):
        with pytest.raises(SendUncertainError):
            await channel.send(TO_ANA, HELLO)


async def test_no_connection_means_nothing_was_sent(session: aiohttp.ClientSession) -> None:
    channel = messenger(GraphApi(session, f"http://127.0.0.1:{test_utils.unused_port()}"))
    with pytest.raises(SendDelayedError):
        await channel.send(TO_ANA, HELLO)


async def test_page_that_is_no_longer_ours_is_refused_without_a_call(channel: Messenger, graph: FakeGraphApi) -> None:
    with pytest.raises(SendRefusedError):
        await channel.send(Recipient("404", ANA), HELLO)
    assert graph.calls == []


async def test_failure_is_logged_by_its_codes_without_text_person_or_token(
    channel: Messenger, graph: FakeGraphApi
) -> None:
    graph.fail(400, 10, 2018278)
    with capture_logs() as logs, pytest.raises(SendRefusedError) as failure:
        await channel.send(TO_ANA, HELLO)
    (line,) = logs
    assert (line["graph_code"], line["graph_subcode"], line["status"]) == (10, 2018278, 400)
    told = f"{logs} {failure.value!r} {failure.value.__cause__!r}"
    assert not [secret for secret in (ANA, PAGE_TOKEN, "Hello", "quoted request") if secret in told]


async def test_token_never_travels_in_the_clear(session: aiohttp.ClientSession) -> None:
    with pytest.raises(StartupError):
        GraphApi(session, "http://graph.example")
