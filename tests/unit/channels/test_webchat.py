"""The web chat as a channel: what it can do, that it wakes the right page, that it takes no webhooks."""

from __future__ import annotations

import pytest

from bot.channels.port import Button, Channel, OutgoingMessage, Recipient, WebhookRequest
from bot.channels.webchat import ACCOUNT, WebChat
from bot.errors import RefusedWebhookError
from bot.messages.channel import Ceiling, HandoffMode
from bot.securepages.notify import STREAMS_A_PERSON, ChatNotifier

PATIENT = Recipient(ACCOUNT, "random-id-1")
SOON = 5.0  # seconds: far longer than it takes, so that a failure ends


def test_it_may_carry_phi_and_staff_answer_in_it() -> None:
    channel: Channel = WebChat(ChatNotifier())
    can = channel.capabilities
    assert (can.ceiling, can.handoff, can.reply_window) == (Ceiling.COVERED, HandoffMode.IN_CHANNEL, None)
    assert can.quick_replies > 0


async def test_a_message_wakes_the_pages_of_its_person_only() -> None:
    notifier = ChatNotifier()
    with notifier.listen("random-id-1") as mine, notifier.listen("random-id-2") as other:
        sent = await WebChat(notifier).send(PATIENT, OutgoingMessage("o1", "hello", (Button("Yes", "c1"),)))
        await mine.wait(SOON)
        await other.wait(0)
        assert (sent.message_id, mine.take_typing(), other.take_typing()) == (None, False, False)


async def test_nobody_listening_is_no_failure() -> None:
    await WebChat(ChatNotifier()).send(PATIENT, OutgoingMessage("o1", "hello"))
    await WebChat(ChatNotifier()).typing(PATIENT)


async def test_typing_is_shown_once() -> None:
    notifier = ChatNotifier()
    with notifier.listen("random-id-1") as listener:
        await WebChat(notifier).typing(PATIENT)
        await listener.wait(SOON)
        assert [listener.take_typing(), listener.take_typing()] == [True, False]


async def test_the_oldest_of_too_many_tabs_is_closed() -> None:
    notifier = ChatNotifier()
    with notifier.listen("a") as first:
        stacks = [notifier.listen("a") for _ in range(STREAMS_A_PERSON)]
        listeners = [stack.__enter__() for stack in stacks]
        assert first.closed
        assert not any(listener.closed for listener in listeners)
        for stack in stacks:
            stack.__exit__(None, None, None)


async def test_closing_ends_open_pages_and_lets_no_new_one_in() -> None:
    notifier = ChatNotifier()
    with notifier.listen("a") as before:
        notifier.close()
        await before.wait(SOON)
        with notifier.listen("a") as after:
            assert (before.closed, after.closed) == (True, True)


def test_there_is_no_webhook() -> None:
    channel = WebChat(ChatNotifier())
    request = WebhookRequest("POST", {}, {}, b"{}")
    for attempt in (lambda: channel.handshake(request), lambda: channel.verify(request), lambda: channel.parse(b"{}")):
        with pytest.raises(RefusedWebhookError) as refused:
            attempt()
        assert refused.value.status == 404


def test_redaction_takes_people_and_words_out() -> None:
    kept = WebChat(ChatNotifier()).redact({"sender": "x", "text": "y", "token": "z", "outbox": "o1"})
    assert kept == {"outbox": "o1"}
