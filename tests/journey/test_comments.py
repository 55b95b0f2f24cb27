"""Public comments: fixed texts, the same to everyone, once, and only when the page has switched them on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.channels.collecting import CollectingChannel
from bot.channels.port import Channel
from bot.core import Core
from bot.deliveries.sending import Sending
from bot.messages.channel import Capabilities, CommentReplies
from bot.messages.effects import Language
from bot.messages.inbound import InboundKind
from tests.fakes.clock import FakeClock
from tests.fakes.network import FailingNetwork
from tests.journey.conftest import Patient

PRAISE = "best doctors ever, thank you for fixing my back"
COMPLAINT = "i waited two hours and nobody cared"
QUESTION = "do you take medicaid?"
CHEST = "my chest hurts so bad and my arm is numb"


class CommentedPage(FailingNetwork):
    """A Messenger page, with its comment replies switched by the test."""

    def __init__(self, switch: CommentReplies = CommentReplies.OFF, *expected: tuple[bool, str]) -> None:
        super().__init__()
        self.switch = switch
        self.expected = expected

    @property
    def capabilities(self) -> Capabilities:
        return replace(super().capabilities, comment_replies=self.switch)


@pytest.fixture
def page() -> CommentedPage:
    return CommentedPage()


@pytest.fixture
def channels(page: CommentedPage) -> Mapping[str, Channel]:
    return {"messenger": page, "webchat": CollectingChannel("webchat")}


async def _comments(patient: Patient, text: str, comment: str = "c-1") -> None:
    await patient.writes(text, InboundKind.COMMENT, refers_to=comment)


async def _sent(core: Core, page: CommentedPage, clock: FakeClock) -> list[tuple[str | None, bool, str]]:
    """(comment, under it, text) of all that went out."""
    sending = Sending(
        database=core.stores.database,
        outbox=core.outbox,
        conversations=core.stores.conversations,
        channels={"messenger": page},
        tell_staff=core.tell_staff,
        clock=clock,
    )
    while await sending.step():
        pass
    return [(recipient.comment, recipient.under_comment, message.text) for recipient, message in page.sent]


def _says(core: Core, name: str) -> str:
    return core.stores.texts.say(name, Language.ENGLISH)


@pytest.mark.parametrize("comment", [PRAISE, COMPLAINT, QUESTION])
@pytest.mark.parametrize(
    "page",
    [
        CommentedPage(CommentReplies.OFF),
        CommentedPage(CommentReplies.PUBLIC, (True, "comment_public")),
        CommentedPage(CommentReplies.PRIVATE, (False, "comment_private")),
        CommentedPage(CommentReplies.BOTH, (True, "comment_public"), (False, "comment_private")),
    ],
)
async def test_every_comment_gets_the_same_fixed_texts_once_the_page_has_switched_them_on(
    core: Core, patient: Patient, page: CommentedPage, clock: FakeClock, comment: str
) -> None:
    page.sent.clear()
    await _comments(patient, comment)
    assert await _sent(core, page, clock) == [("c-1", under, _says(core, name)) for under, name in page.expected]


async def test_an_edited_comment_is_not_answered_again(
    core: Core, patient: Patient, page: CommentedPage, clock: FakeClock
) -> None:
    page.switch = CommentReplies.BOTH
    await _comments(patient, QUESTION)
    await _comments(patient, COMPLAINT)
    await _comments(patient, PRAISE, "c-2")
    sent = await _sent(core, page, clock)
    assert [comment for comment, _, _ in sent] == ["c-1", "c-1", "c-2", "c-2"]


async def test_a_red_flag_is_answered_in_private_though_replies_are_off_and_nobody_wrote_before(
    core: Core, patient: Patient, page: CommentedPage, clock: FakeClock
) -> None:
    await _comments(patient, CHEST)
    assert await _sent(core, page, clock) == [("c-1", False, _says(core, "emergency_public"))]


async def test_a_red_flag_goes_under_the_comment_when_the_private_reply_was_used(
    core: Core, patient: Patient, page: CommentedPage, clock: FakeClock
) -> None:
    page.switch = CommentReplies.PRIVATE
    await _comments(patient, QUESTION)
    await _comments(patient, CHEST)
    sent = await _sent(core, page, clock)
    assert sent[1:] == [("c-1", True, _says(core, "emergency_public"))]


async def test_a_private_reply_is_not_tried_after_seven_days(
    core: Core, patient: Patient, page: CommentedPage, clock: FakeClock
) -> None:
    page.switch = CommentReplies.PRIVATE
    late = patient.message(QUESTION, InboundKind.COMMENT, refers_to="c-1")
    clock.advance(timedelta(days=7, seconds=1))
    await patient.sends(late)
    alarming = patient.message(CHEST, InboundKind.COMMENT, refers_to="c-2")
    await patient.sends(replace(alarming, sent_at=late.sent_at))
    assert await _sent(core, page, clock) == [("c-2", True, _says(core, "emergency_public"))]


async def test_who_opted_out_gets_no_reply_to_a_comment(
    core: Core, patient: Patient, page: CommentedPage, clock: FakeClock
) -> None:
    page.switch = CommentReplies.BOTH
    await patient.writes("STOP")
    await _comments(patient, QUESTION)
    assert [comment for comment, _, _ in await _sent(core, page, clock)] == [None]


async def test_the_words_of_a_comment_are_not_kept(core: Core, patient: Patient, page: CommentedPage) -> None:
    page.switch = CommentReplies.BOTH
    await _comments(patient, COMPLAINT)
    conversation_id = await patient.conversation_id()
    async with core.stores.database.reading() as session:
        (entry,) = await core.stores.transcripts.recent_inbound(session, conversation_id, limit=5, but="")
    assert (entry.text, entry.note) == ("", "public comment")
