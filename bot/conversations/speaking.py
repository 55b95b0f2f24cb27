"""Who may speak: asked when a reply is written and again when it is sent, for the owner may change in between."""

from __future__ import annotations

from bot.conversations.conversation import Conversation, Owner
from bot.messages.reply import ReplyPurpose

OVER_A_PERSON = frozenset({ReplyPurpose.EMERGENCY, ReplyPurpose.PRIVACY, ReplyPurpose.OPT_OUT})
"""The three fixed texts that pass while a person of the clinic owns the chat."""

AFTER_OPT_OUT = frozenset({ReplyPurpose.EMERGENCY, ReplyPurpose.OPT_OUT})

NOT_THE_BOT = frozenset({ReplyPurpose.STAFF, ReplyPurpose.CONFIRMATION})
"""Said by a person, or asked for by the patient on a secure page: they do not talk over anyone."""


def may_pass(purpose: ReplyPurpose, conversation: Conversation) -> bool:
    if conversation.opted_out_at is not None and purpose not in AFTER_OPT_OUT:
        return False
    if purpose in NOT_THE_BOT:
        return True
    return conversation.owner is not Owner.PERSON or purpose in OVER_A_PERSON
