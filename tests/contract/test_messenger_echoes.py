"""The page never answers itself: echoes of our sends, of staff, and of the page's own comments."""

from __future__ import annotations

import pytest

from bot.channels.messenger.parse import parse_batch
from bot.messages.inbound import InboundKind, InboundMessage
from tests.fakes.messenger import ANA, PAGE, sample


def read_one(name: str) -> InboundMessage:
    (message,) = parse_batch(sample(name), "messenger").messages
    return message


@pytest.mark.parametrize(
    ("name", "outbox_id"),
    [
        ("echo_text_ours", "ob4f2mqz7k3x5w6ytr2a1bcd"),
        ("echo_image_ours", "ob4f2mqz7k3x5w6ytr2a1bce"),
        ("echo_text_staff", None),
        ("echo_without_flag", None),
    ],
)
def test_echo_belongs_to_the_conversation_it_was_sent_to(name: str, outbox_id: str | None) -> None:
    message = read_one(name)
    assert (message.kind, message.account, message.sender) == (InboundKind.ECHO, PAGE, ANA)
    assert message.outbox_id == outbox_id


def test_comment_is_public_and_carries_its_text_for_the_safety_watch() -> None:
    comment = read_one("comment_add")
    assert (comment.kind, comment.sender, comment.refers_to) == (InboundKind.COMMENT, ANA, "555_777")
    assert comment.text == "Do you give flu shots?"
    assert comment.sent_at.year == 2026


def test_edited_comment_is_a_new_event_of_the_same_comment() -> None:
    first, edited = read_one("comment_add"), read_one("comment_edited")
    assert edited.kind is InboundKind.COMMENT
    assert edited.refers_to == first.refers_to
    assert edited.event_id != first.event_id


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("comment_own_page", InboundKind.OTHER),
        ("comment_removed", InboundKind.UNSEND),
        ("comment_hidden", InboundKind.RECEIPT),
        ("feed_post", InboundKind.OTHER),
    ],
)
def test_other_changes_of_the_feed_are_not_answered(name: str, kind: InboundKind) -> None:
    message = read_one(name)
    assert (message.kind, message.text) == (kind, "")


def test_comments_without_author_are_different_people() -> None:
    unknown = read_one("comment_without_author")
    assert unknown.kind is InboundKind.COMMENT
    assert unknown.sender not in {"", ANA, PAGE}
