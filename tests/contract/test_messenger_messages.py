"""What each kind of Messenger event becomes. Bodies are in `tests/samples/messenger`."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.channels.messenger.parse import parse_batch
from bot.messages.inbound import InboundKind, InboundMessage
from tests.fakes.messenger import ANA, BEN, PAGE, sample

SENT_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def read(name: str) -> list[InboundMessage]:
    batch = parse_batch(sample(name), "messenger")
    assert batch.malformed == 0
    return list(batch.messages)


def read_one(name: str) -> InboundMessage:
    (message,) = read(name)
    return message


def test_hello_keeps_page_person_time_and_text() -> None:
    assert read_one("hello") == InboundMessage(
        channel="messenger",
        account=PAGE,
        event_id="m_hello",
        sender=ANA,
        kind=InboundKind.TEXT,
        sent_at=SENT_AT,
        text="Hello, are you open on Saturday?",
    )


@pytest.mark.parametrize("name", ["integer_ids", "timestamp_in_seconds"])
def test_numbers_are_read_in_either_form(name: str) -> None:
    message = read_one(name)
    assert (message.account, message.sender, message.sent_at) == (PAGE, ANA, SENT_AT)


@pytest.mark.parametrize("name", ["two_users", "two_entries"])
def test_batch_of_two_people_gives_two_messages(name: str) -> None:
    assert [message.sender for message in read(name)] == [ANA, BEN]


def test_duplicate_has_the_same_event_id() -> None:
    first, second = read("duplicate")
    assert first.event_id == second.event_id == read_one("hello").event_id


def test_escaped_text_is_read_as_characters() -> None:
    assert read_one("escaped_text").text == "¿Está abierto? 🙂 https://riverbend.example"


def test_half_an_emoji_does_not_lose_the_text() -> None:
    text = read_one("half_emoji").text
    assert text == "¿Está abierto? � https://riverbend.example"
    assert text.encode()


@pytest.mark.parametrize(
    ("name", "kind", "choice", "text"),
    [
        ("postback", InboundKind.CHOICE, "c7h2k9", "Book a visit"),
        ("quick_reply", InboundKind.CHOICE, "k3x5w6ytr2a1bcdeob4f2mqz", "Office visit"),
        ("postback_without_payload", InboundKind.TEXT, None, "Get started"),
    ],
)
def test_button_gives_its_opaque_choice(name: str, kind: InboundKind, choice: str | None, text: str) -> None:
    message = read_one(name)
    assert (message.kind, message.choice, message.text) == (kind, choice, text)


def test_referral_drops_the_text_of_its_link() -> None:
    message = read_one("referral")
    assert (message.kind, message.text, message.choice) == (InboundKind.REFERRAL, "", None)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("attachments", ["image", "audio", "video", "file", "reel", "post"]),
        ("sticker", ["sticker", "sticker"]),
        ("location", ["location"]),
        ("empty_message", ["unsupported"]),
    ],
)
def test_attachment_keeps_its_kind_alone(name: str, kinds: list[str]) -> None:
    messages = read(name)
    assert {message.kind for message in messages} == {InboundKind.ATTACHMENT}
    assert [attachment.kind for message in messages for attachment in message.attachments] == kinds


def test_caption_is_not_lost_to_its_picture() -> None:
    message = read_one("attachment_with_caption")
    assert (message.kind, message.text) == (InboundKind.TEXT, "Is this your parking lot?")
    assert [attachment.kind for attachment in message.attachments] == ["image"]


def test_preview_of_a_link_is_not_an_attachment() -> None:
    message = read_one("link_with_preview")
    assert (message.kind, message.attachments) == (InboundKind.TEXT, ())


@pytest.mark.parametrize(
    ("name", "kind", "refers_to"),
    [
        ("edit", InboundKind.EDIT, "m_hello"),
        ("unsend", InboundKind.UNSEND, "m_hello"),
        ("reaction", InboundKind.RECEIPT, "m_echo1"),
        ("read", InboundKind.RECEIPT, None),
        ("delivery", InboundKind.RECEIPT, None),
        ("optin", InboundKind.OTHER, None),
        ("policy_enforcement", InboundKind.OTHER, None),
    ],
)
def test_event_about_another_message_names_it(name: str, kind: InboundKind, refers_to: str | None) -> None:
    message = read_one(name)
    assert (message.kind, message.refers_to) == (kind, refers_to)


def test_edit_carries_the_new_text() -> None:
    assert read_one("edit").text == "Hello, are you open on Sunday?"


def test_message_its_edit_and_its_unsend_are_three_events() -> None:
    assert len({read_one(name).event_id for name in ("hello", "edit", "unsend")}) == 3


def test_receipts_out_of_order_are_two_events_and_stable() -> None:
    ids = [message.event_id for message in read("read_before_delivery")]
    assert len(set(ids)) == 2
    assert ids == [message.event_id for message in read("read_before_delivery")]


def test_standby_is_nothing_to_answer() -> None:
    messages = read("standby")
    assert [(message.kind, message.text) for message in messages] == [(InboundKind.OTHER, "")] * 2
    assert len({message.event_id for message in messages}) == 2


def test_repr_shows_neither_person_nor_text() -> None:
    shown = repr(read("two_users"))
    assert ANA not in shown
    assert "flu" not in shown
