"""The demo network over real HTTP: signed webhooks out, sends in, and nobody but this machine."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.messenger.channel import Messenger
from bot.channels.port import Button, OutgoingMessage, Recipient
from bot.demo.people import PEOPLE
from bot.errors import SendRefusedError
from bot.messages.ids import Entropy
from bot.messages.inbound import InboundKind
from tests.fakes.clock import FakeClock
from tests.fakes.demo import Stage, open_stage
from tests.fakes.messenger import APP_SECRET, PAGE, PAGE_TOKEN

JORDAN, LUCIA = PEOPLE[0].id, PEOPLE[1].id
TO_JORDAN = Recipient(PAGE, JORDAN)
HELLO = OutgoingMessage("outbox1", "Hello! How can we help?", (Button("Book a visit", "opaque1"),))


@pytest.fixture
async def stage(clock: FakeClock, entropy: Entropy) -> AsyncIterator[Stage]:
    async with open_stage(clock, entropy) as opened:
        yield opened


async def test_written_message_arrives_as_a_signed_webhook(stage: Stage) -> None:
    assert await stage.do("messages", person=JORDAN, text="¿Está abierto? 🙂") == 204
    (message,) = stage.received
    assert (message.kind, message.sender, message.text) == (InboundKind.TEXT, JORDAN, "¿Está abierto? 🙂")
    (line,) = await stage.shown("line")
    assert (line["status"], line["id"]) == ("delivered", message.event_id)


async def test_answer_is_shown_with_its_buttons_and_echoed_with_its_outbox_id(stage: Stage) -> None:
    await stage.do("messages", person=JORDAN, text="hi")
    async with stage.page.get("/demo/updates") as stream:
        sent = await stage.channel.send(TO_JORDAN, HELLO)
        await stream.content.readuntil(b'"what": "echo"')
    echo = stage.received[-1]
    assert (echo.kind, echo.outbox_id, echo.event_id) == (InboundKind.ECHO, "outbox1", sent.message_id)
    line = (await stage.shown("line"))[-1]
    assert (line["side"], line["text"]) == ("page", HELLO.text)
    assert line["quick_replies"] == [{"title": "Book a visit", "payload": "opaque1"}]


async def test_open_page_sees_each_change_as_it_comes(stage: Stage) -> None:
    async with stage.page.get("/demo/updates") as stream:
        await stage.do("messages", person=JORDAN, text="hi")
        await stage.channel.typing(TO_JORDAN)
        await stage.channel.send(TO_JORDAN, HELLO)
        for part in (b'"status": "sending"', b'"status": "delivered"', b'"kind": "typing"', b'"side": "page"'):
            await stream.content.readuntil(part)


async def test_button_comes_back_as_its_opaque_choice(stage: Stage) -> None:
    await stage.do("choices", person=JORDAN, title="Book a visit", payload="opaque1")
    (message,) = stage.received
    assert (message.kind, message.choice, message.text) == (InboundKind.CHOICE, "opaque1", "Book a visit")


@pytest.mark.parametrize("kind", ["image", "audio", "file", "sticker", "location"])
async def test_attachment_arrives_without_a_file(stage: Stage, kind: str) -> None:
    await stage.do("attachments", person=JORDAN, attachment=kind)
    (message,) = stage.received
    assert [attachment.kind for attachment in message.attachments] == [kind]


async def test_unsent_message_is_withdrawn_on_both_sides(stage: Stage) -> None:
    await stage.do("messages", person=JORDAN, text="My name is Jordan Ellis")
    mid = stage.received[0].event_id
    assert await stage.do("unsend", id=mid) == 204
    assert (stage.received[1].kind, stage.received[1].refers_to) == (InboundKind.UNSEND, mid)
    (line,) = await stage.shown("line")
    assert (line["status"], line["text"]) == ("unsent", "")


async def test_line_of_the_page_cannot_be_unsent(stage: Stage) -> None:
    await stage.do("messages", person=JORDAN, text="hi")
    sent = await stage.channel.send(TO_JORDAN, HELLO)
    assert await stage.do("unsend", id=sent.message_id) == 404


async def test_comment_gets_one_public_and_one_private_reply(stage: Stage) -> None:
    await stage.do("comments", person=LUCIA, text="Do you give flu shots?")
    (comment,) = stage.received
    assert (comment.kind, comment.sender) == (InboundKind.COMMENT, LUCIA)
    under = Recipient(PAGE, LUCIA, comment.refers_to)
    async with stage.page.get("/demo/updates") as stream:
        await stage.channel.send(replace(under, under_comment=True), HELLO)
        await stream.content.readuntil(b'"what": "echo"')
    await stage.channel.send(under, HELLO)
    with pytest.raises(SendRefusedError):
        await stage.channel.send(under, HELLO)
    assert stage.received[1].kind is InboundKind.OTHER  # the page's own comment
    assert [comment["side"] for comment in await stage.shown("comment")] == ["person", "page"]
    assert [(line["person"], line["private_reply"]) for line in await stage.shown("line")] == [(LUCIA, True)]


async def test_removed_comment_is_withdrawn(stage: Stage) -> None:
    await stage.do("comments", person=JORDAN, text="Nice")
    comment_id = stage.received[0].refers_to
    assert await stage.do("comments/remove", id=comment_id) == 204
    assert (stage.received[1].kind, stage.received[1].refers_to) == (InboundKind.UNSEND, comment_id)


async def test_network_refuses_what_the_real_one_refuses(stage: Stage, clock: FakeClock) -> None:
    with pytest.raises(SendRefusedError):  # nobody has written yet
        await stage.channel.send(TO_JORDAN, HELLO)
    await stage.do("messages", person=JORDAN, text="hi")
    with pytest.raises(SendRefusedError):
        await stage.channel.send(TO_JORDAN, OutgoingMessage("outbox2", "x" * 2001))
    with pytest.raises(SendRefusedError):
        await stage.channel.send(Recipient(PAGE, "404"), HELLO)
    clock.advance(timedelta(hours=25))
    with pytest.raises(SendRefusedError):
        await stage.channel.send(TO_JORDAN, HELLO)
    assert [line["side"] for line in await stage.shown("line")] == ["person"]


async def test_graph_asks_for_the_page_token(stage: Stage) -> None:
    body = {"recipient": {"id": JORDAN}, "message": {"text": "hi"}}
    answer = await stage.page.post(f"/graph/v25.0/{PAGE}/messages", json=body, headers={"Authorization": "Bearer x"})
    assert (answer.status, (await answer.json())["error"]["code"]) == (401, 190)


async def test_undelivered_message_is_marked(stage: Stage) -> None:
    stage.channels["messenger"] = Messenger(  # now the service refuses the network's signature
        app_secret="another", verify_token="another", page_tokens={PAGE: "another"}, graph=stage.graph
    )
    await stage.do("messages", person=JORDAN, text="hi")
    (line,) = await stage.shown("line")
    assert line["status"] == "failed"


async def test_traffic_shows_kinds_and_statuses_alone(stage: Stage) -> None:
    await stage.do("messages", person=JORDAN, text="hi")
    (traffic,) = await stage.shown("traffic")
    assert set(traffic) == {"kind", "at", "to_service", "what", "status", "ms"}
    assert (traffic["what"], traffic["status"]) == ("message", 200)


async def test_page_escapes_names_and_allows_nothing_inline(stage: Stage) -> None:
    answer = await stage.page.get("/demo")
    page = await answer.text()
    assert "Riverbend &lt;Family&gt; Health" in page
    assert "style=" not in page
    assert "<script>" not in page
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert APP_SECRET not in page
    assert PAGE_TOKEN not in page


@pytest.mark.parametrize("path", ["/demo", "/demo/updates", "/demo/static/main.js", "/demo/nothing"])
async def test_only_this_machine_may_look_and_every_answer_is_guarded(stage: Stage, path: str) -> None:
    answer = await stage.page.get(path, headers={"Host": "rebound.example"})
    assert answer.status == 403
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Origin": "https://elsewhere.example"}, 403), ({"Content-Type": "text/plain"}, 415)],
)
async def test_another_site_may_not_act(stage: Stage, headers: dict[str, str], status: int) -> None:
    body = json.dumps({"person": JORDAN, "text": "hi"})
    answer = await stage.page.post("/demo/messages", data=body, headers={"Content-Type": "application/json", **headers})
    assert (answer.status, stage.received) == (status, [])


@pytest.mark.parametrize(
    ("what", "body", "status"),
    [
        ("messages", {"person": "404", "text": "hi"}, 404),
        ("messages", {"person": JORDAN, "text": ""}, 400),
        ("messages", {"person": JORDAN}, 400),
        ("attachments", {"person": JORDAN, "attachment": "exe"}, 400),
        ("unsend", {"id": "m_404"}, 404),
        ("comments/remove", {"id": "1_404"}, 404),
    ],
)
async def test_bad_action_is_refused(stage: Stage, what: str, body: dict[str, object], status: int) -> None:
    assert await stage.do(what, **body) == status
    assert stage.received == []
