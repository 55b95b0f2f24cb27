"""A desk of all actions over the real schedule and database, and a way to run one of them for a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import build_actions
from bot.clinic import Clinic
from bot.messages.channel import Capabilities, Ceiling, HandoffMode, LengthUnit
from bot.messages.effects import Language
from bot.messages.ids import Entropy
from bot.messages.reply import Meaning
from bot.messages.turn import ActionRecord, DialogueState, OpenTurns, Turn
from bot.scheduling.availability import Availability
from bot.scheduling.holds import Holds
from bot.storage.engine import Database
from bot.texts.catalog import Texts
from tests.fakes.clock import FakeClock
from tests.fakes.faq import FakeFaq
from tests.fakes.guarded import guarded
from tests.fakes.rasa_call import tracker_after

SOCIAL = Capabilities(
    ceiling=Ceiling.SOCIAL,
    handoff=HandoffMode.SECURE_CHAT,
    text_limit=2000,
    text_limit_unit=LengthUnit.CHARACTERS,
    quick_replies=13,
    quick_reply_title=20,
    typing=True,
    reply_window=timedelta(hours=24),
    sends_per_second=40,
)
COVERED = Capabilities(
    ceiling=Ceiling.COVERED,
    handoff=HandoffMode.IN_CHANNEL,
    text_limit=4000,
    text_limit_unit=LengthUnit.CHARACTERS,
    quick_replies=10,
    quick_reply_title=40,
    typing=True,
    reply_window=None,
    sends_per_second=40,
)


@dataclass
class Ran:
    """What one action call came to."""

    record: ActionRecord | None
    events: list[EventType]
    uttered: list[dict[str, object]]

    @property
    def done(self) -> ActionRecord:
        assert self.record is not None
        return self.record

    @property
    def says(self) -> list[str | None]:
        return [reply.say for reply in self.done.replies]

    @property
    def buttons(self) -> list[Meaning]:
        return [choice.meaning for reply in self.done.replies for choice in reply.choices]

    @property
    def slots(self) -> dict[str, str | None]:
        return {event["name"]: event["value"] for event in self.events if event["event"] == "slot"}


@dataclass
class ActionDesk:
    turns: OpenTurns
    clock: FakeClock
    faq: FakeFaq
    database: Database
    holds: Holds
    actions: dict[str, Action] = field(default_factory=dict)

    def turn(
        self,
        text: str,
        *,
        choice: Meaning | None = None,
        capabilities: Capabilities = SOCIAL,
        language: Language = Language.ENGLISH,
        message_id: str = "message-1",
    ) -> Turn:
        turn = Turn(
            id="turn-1",
            conversation_id="conversation-1",
            message_id=message_id,
            channel="messenger",
            capabilities=capabilities,
            language=language,
            message=guarded(text, capabilities.ceiling),
            choice=choice,
            state=DialogueState(),
            deadline=self.deadline,
        )
        self.turns.open(turn)
        return turn

    @property
    def deadline(self) -> datetime:
        return self.clock() + timedelta(seconds=3)

    async def call(self, name: str, tracker: Tracker) -> tuple[list[EventType], list[dict[str, object]]]:
        dispatcher = CollectingDispatcher()
        domain: DomainDict = {}  # type: ignore[typeddict-item]  # no action looks at it
        events = await self.actions[name].run(dispatcher, tracker, domain)
        return events, dispatcher.messages

    async def run(
        self,
        name: str,
        intent: str,
        text: str = "",
        *,
        slots: Mapping[str, str | None] | None = None,
        ranking: Mapping[str, float] | None = None,
        form: str | None = None,
        just_set: Mapping[str, str] | None = None,
        choice: Meaning | None = None,
        capabilities: Capabilities = SOCIAL,
        language: Language = Language.ENGLISH,
        message_id: str = "message-1",
    ) -> Ran:
        turn = self.turn(text, choice=choice, capabilities=capabilities, language=language, message_id=message_id)
        tracker = tracker_after(intent, slots=slots, ranking=ranking, form=form, just_set=just_set)
        events, uttered = await self.call(name, tracker)
        return Ran(turn.records[0] if turn.records else None, events, uttered)


@pytest.fixture
def desk(clinic: Clinic, texts: Texts, clock: FakeClock, database: Database, entropy: Entropy) -> ActionDesk:
    turns, faq, holds = OpenTurns(clock), FakeFaq(), Holds(entropy)
    actions = build_actions(
        turns=turns,
        texts=texts,
        clinic=clinic,
        clock=clock,
        database=database,
        faq=faq,
        availability=Availability(clinic),
        holds=holds,
    )
    return ActionDesk(turns, clock, faq, database, holds, {action.name(): action for action in actions})
