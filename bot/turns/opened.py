"""What is known of a message before it is answered, and what answering it came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.conversations.conversation import Conversation
from bot.deliveries.inbox import Traffic
from bot.messages.channel import Capabilities
from bot.messages.effects import Effect, Language
from bot.messages.guarded import GuardedMessage
from bot.messages.inbound import InboundMessage
from bot.messages.reply import Meaning, Reply
from bot.messages.turn import DialogueState
from bot.safety.watch import RedFlag


class Route(StrEnum):
    """Where a message went; the trace of `frontdesk ask` shows it."""

    FAQ = "faq"
    CLARIFY = "clarify"
    BOOK = "book"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    CHECK = "check"
    HANDOFF = "handoff"
    SECURE_LINK = "secure_link"
    EMERGENCY = "emergency"
    CRISIS = "crisis"
    SMALLTALK = "smalltalk"
    REFUSE = "refuse"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True)
class Opened:
    """A claimed message, read by the safety watch and the guard."""

    message: InboundMessage
    source_id: str
    conversation: Conversation
    capabilities: Capabilities
    language: Language
    foreign: bool  # written in a script that neither language uses
    red_flag: RedFlag | None
    guarded: GuardedMessage
    choice: Meaning | None  # pressed, typed, or a short answer that needs no guess
    traffic: Traffic  # of the last minute
    now: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """No replies means silence on purpose."""

    route: Route
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    state: DialogueState | None = None  # None: the dialogue was not asked, its state stays
    columns: Mapping[str, object] = field(default_factory=dict)  # of the conversation, to set with the rest
    polite: bool = True  # may be preceded by the disclosure and followed by the privacy line
    intent: str | None = None
    confidence: float | None = None
    faq: tuple[str, float] | None = None
