"""Whether, and how, staff may answer in a conversation at this moment: decided here once, for the page and the form."""

from __future__ import annotations

from enum import StrEnum

from bot.conversations.conversation import Conversation, Owner
from bot.messages.channel import Capabilities, Ceiling, HandoffMode


class Replying(StrEnum):
    BOX = "box"  # write here
    CLAIM = "claim"  # nobody has claimed it yet
    JOIN = "join"  # the bot answers; staff may step in
    COLLEAGUE = "colleague"  # somebody else has claimed it
    SECURE_LINK = "secure_link"  # this channel only carries a link to the secure chat
    OPTED_OUT = "opted_out"  # the patient wants no more messages
    FIXED_ONLY = "fixed_only"  # a public place: fixed texts only
    NOT_ALLOWED = "not_allowed"  # the role does not include answering


def replying(conversation: Conversation, can: Capabilities, staff_id: str, *, may_answer: bool) -> Replying:
    if not may_answer:
        return Replying.NOT_ALLOWED
    if can.ceiling is Ceiling.PUBLIC:
        return Replying.FIXED_ONLY
    if conversation.opted_out_at is not None:
        return Replying.OPTED_OUT
    if conversation.owner is not Owner.PERSON:
        return Replying.JOIN if conversation.owner is Owner.BOT else Replying.CLAIM
    if conversation.owner_staff != staff_id:
        return Replying.COLLEAGUE
    moves_away = can.ceiling is Ceiling.SOCIAL and can.handoff is HandoffMode.SECURE_CHAT
    return Replying.SECURE_LINK if moves_away else Replying.BOX
