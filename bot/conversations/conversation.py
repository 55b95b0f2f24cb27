"""A conversation as the journey sees it: a snapshot, changed only through `Conversations`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.messages.effects import Language
from bot.messages.turn import DialogueState


class Owner(StrEnum):
    """Who answers. Checked when a turn starts and again when its replies are about to leave."""

    BOT = "bot"
    WAITING = "waiting"  # a ticket is open and nobody has claimed it: the bot goes on answering
    PERSON = "person"  # claimed: the bot is silent but for three fixed texts


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str
    channel: str
    account: str
    language: Language
    owner: Owner
    owner_staff: str | None
    owner_since: datetime
    parent_id: str | None  # the chat whose link opened this one
    state: DialogueState
    notice_given: bool  # the full privacy notice was sent once
    waiting_told: bool  # said once when someone will answer
    last_fallback: str | None  # name of the last fallback text, so that none comes twice in a row
    disclosed_at: datetime | None  # when we last said that we are automated
    opted_out_at: datetime | None
    last_inbound_at: datetime | None
    alarm: str | None  # emergency or crisis; None once what the patient wrote next was answered in its light
    alarmed_at: datetime | None
    created_at: datetime
