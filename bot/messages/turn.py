"""A turn: one patient message being answered, with an id and a deadline.

Rasa's actions run in this process but are called over HTTP, so they find their turn by its id. Once a turn is
closed (answered, timed out, lease lost) a late action call finds nothing and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.messages.channel import Capabilities
from bot.messages.clock import Clock
from bot.messages.effects import Effect, Language
from bot.messages.guarded import GuardedMessage
from bot.messages.reply import Meaning, Reply


@dataclass(frozen=True, slots=True)
class DialogueState:
    """What the dialogue must remember between messages: opaque ids and enumerations, no text."""

    session: int = 0
    active_loop: str | None = None
    requested_slot: str | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    kept_by: str = ""  # the process whose Rasa remembers the session; "" for none


@dataclass(frozen=True, slots=True)
class ActionRecord:
    """What one action added to the turn."""

    action: str
    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...]
    faq: tuple[str, float] | None = None  # entry id and score, when it searched
    route: str | None = None  # overrides what the intent alone would say


@dataclass(slots=True)
class Turn:
    id: str
    conversation_id: str
    message_id: str  # the inbox row's id: with an action's name it makes a hold unique
    channel: str
    capabilities: Capabilities
    language: Language
    message: GuardedMessage
    choice: Meaning | None
    state: DialogueState
    deadline: datetime
    records: list[ActionRecord] = field(default_factory=list)
    closed: bool = False

    def add(self, record: ActionRecord) -> bool:
        """False, and nothing kept, when the turn is closed."""
        if self.closed:
            return False
        self.records.append(record)
        return True


class OpenTurns:
    """The turns being answered in this process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._turns: dict[str, Turn] = {}

    def open(self, turn: Turn) -> None:
        self._turns[turn.id] = turn

    def find(self, turn_id: str) -> Turn | None:
        """None when there is no such turn, it is closed, or its deadline has passed."""
        turn = self._turns.get(turn_id)
        if turn is None or turn.closed or self._clock() >= turn.deadline:
            return None
        return turn

    def close(self, turn_id: str) -> None:
        turn = self._turns.pop(turn_id, None)
        if turn is not None:
            turn.closed = True
