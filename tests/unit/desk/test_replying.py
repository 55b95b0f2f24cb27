"""Whether staff may answer, decided by channel, owner, opt-out and role."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversations.conversation import Conversation, Owner
from bot.desk.replying import Replying, replying
from bot.messages.channel import HandoffMode
from bot.messages.effects import Language
from bot.messages.turn import DialogueState
from tests.fakes.clock import MONDAY_MORNING
from tests.fakes.desk import FakeChannels

CONVERSATION = Conversation(
    id="c",
    channel="webchat",
    account="site",
    language=Language.ENGLISH,
    owner=Owner.PERSON,
    owner_staff="me",
    owner_since=MONDAY_MORNING,
    parent_id=None,
    state=DialogueState(),
    notice_given=False,
    waiting_told=False,
    last_fallback=None,
    disclosed_at=None,
    opted_out_at=None,
    last_inbound_at=None,
    alarm=None,
    alarmed_at=None,
    created_at=MONDAY_MORNING,
)
DM = replace(CONVERSATION, channel="messenger")
CHANNELS = FakeChannels()
IN_CHANNEL = FakeChannels(messenger_handoff=HandoffMode.IN_CHANNEL)


@pytest.mark.parametrize(
    ("conversation", "channels", "how"),
    [
        (CONVERSATION, CHANNELS, Replying.BOX),
        (replace(CONVERSATION, owner=Owner.WAITING, owner_staff=None), CHANNELS, Replying.CLAIM),
        (replace(CONVERSATION, owner=Owner.BOT, owner_staff=None), CHANNELS, Replying.JOIN),
        (replace(CONVERSATION, owner_staff="other"), CHANNELS, Replying.COLLEAGUE),
        (replace(CONVERSATION, opted_out_at=MONDAY_MORNING), CHANNELS, Replying.OPTED_OUT),
        (DM, CHANNELS, Replying.SECURE_LINK),
        (DM, IN_CHANNEL, Replying.BOX),
        (replace(CONVERSATION, channel="comments"), CHANNELS, Replying.FIXED_ONLY),
    ],
)
def test_how_staff_may_answer(conversation: Conversation, channels: FakeChannels, how: Replying) -> None:
    can = channels(conversation.channel)
    assert replying(conversation, can, "me", may_answer=True) is how
    assert replying(conversation, can, "me", may_answer=False) is Replying.NOT_ALLOWED
