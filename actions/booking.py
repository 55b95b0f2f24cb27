"""The booking form: which visit it asks for, and what counts as an answer. `asking_times.py` asks for the time.

Only public visit types and times that belong to nobody are named. Who, why, and new or returning are asked on the
secure page. A time wish is read whatever the message was taken for, unless it plainly is about something else.
"""

from __future__ import annotations

from datetime import datetime

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet

from actions.asking import asked_again, just_said, numbered, was_asked
from actions.booking_wishes import asks_for_earlier, provider_in, visit_type_in, wish_in
from actions.buttons import Buttons
from actions.turns import Outcome, TurnAction, intent_of, slot_of
from bot.clinic import Clinic
from bot.messages.clock import Clock
from bot.messages.effects import Language
from bot.messages.reply import Choice, Meaning, Reply
from bot.messages.turn import OpenTurns, Turn
from bot.scheduling.times import read_key

FIRST = "booking_visit_type"
BOOKING_SLOTS = ("visit_type", "open_time", "times_after", "time_wish", "provider")
ABOUT_BOOKING = {
    "book_appointment",
    "inform",
    "affirm",
    "deny",
    "reschedule_appointment",
    "check_appointment",
    "out_of_scope",
    "nlu_fallback",
}
"""Intents whose text may name a type, provider or time for this booking: "no, friday" is taken for any of them."""


ASKS_AGAIN = {"book_appointment", "inform", "affirm", "greet"}
"""Intents that leave the question open. A slot emptied once more makes the form ask it again; without any, Rasa takes
the form for rejected and looks for a rule with an action of its own."""


def cleared() -> tuple[EventType, ...]:
    return tuple(SlotSet(name, None) for name in BOOKING_SLOTS)


class AskVisitType(TurnAction):
    action_name = "action_ask_visit_type"

    def __init__(self, turns: OpenTurns, clinic: Clinic) -> None:
        super().__init__(turns)
        self._clinic = clinic

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        spanish = turn.language is Language.SPANISH
        choices = tuple(
            Choice(visit.title_es if spanish else visit.title, Meaning("inform", {"visit_type": visit.id}))
            for visit in self._clinic.visit_types
            if visit.public
        )
        say, events = self._wording(tracker)
        values = {"visits": numbered(choice.title for choice in choices)} if say != FIRST else {}
        return Outcome((Reply(say=say, values=values, choices=choices),), events=events, route="book")

    def _wording(self, tracker: Tracker) -> tuple[str, tuple[EventType, ...]]:
        if not was_asked(tracker, "visit_type"):
            return FIRST, ()
        if just_said(tracker) & {"time_wish", "provider"}:
            return "booking_visit_type_noted", ()
        return asked_again(tracker, FIRST)


class ValidateBooking(TurnAction):
    """Takes buttons and words for an answer. What it returns makes the form go on; nothing lets the rules decide."""

    action_name = "validate_booking_form"

    def __init__(self, turns: OpenTurns, clinic: Clinic, clock: Clock) -> None:
        super().__init__(turns)
        self._clinic = clinic
        self._clock = clock
        self._public = {visit.id for visit in clinic.visit_types if visit.public}

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        slots = {**self._from_buttons(turn, tracker), **self._from_words(turn, tracker)}
        asked = slot_of(tracker, "requested_slot")
        if not slots and asked and intent_of(tracker) in ASKS_AGAIN:
            slots[asked] = None
        return Outcome(events=tuple(SlotSet(name, value) for name, value in slots.items()))

    def _from_buttons(self, turn: Turn, tracker: Tracker) -> dict[str, str | None]:
        slots: dict[str, str | None] = {}
        candidates = tracker.slots_to_validate()
        if (visit_type := candidates.get("visit_type")) is not None:
            slots["visit_type"] = visit_type if visit_type in self._public else None
        if (open_time := candidates.get("open_time")) is not None:
            slots["open_time"] = open_time if self._is_ahead(str(open_time), self._clock()) else None
        if turn.choice and (after := turn.choice.slots.get("times_after")):
            slots["times_after"] = after
        return slots

    def _is_ahead(self, key: str, now: datetime) -> bool:
        read = read_key(key)
        return read is not None and read[1] > now

    def _from_words(self, turn: Turn, tracker: Tracker) -> dict[str, str | None]:
        # A choice without slots stands for the words themselves: "friday instead" (see bot/turns/short_answers.py).
        pressed = turn.choice is not None and (turn.choice.slots or turn.choice.intent != "inform")
        if pressed or intent_of(tracker) not in ABOUT_BOOKING:
            return {}
        text = turn.message.refuse
        slots: dict[str, str | None] = {}
        if asks_for_earlier(text):
            return {"time_wish": None, "times_after": None}
        if wish := wish_in(text, turn.language, self._clock(), self._clinic):
            slots |= {"time_wish": wish, "times_after": None}
        if provider := provider_in(text, self._clinic):
            slots |= {"provider": provider, "times_after": None}
        if visit_type := visit_type_in(text, self._clinic):
            slots["visit_type"] = visit_type
        return slots


class ResetBooking(TurnAction):
    """Leaves the form without a word; the rule says what comes next."""

    action_name = "action_reset_booking"

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:  # noqa: ARG002
        return Outcome(events=(ActiveLoop(None), SlotSet("requested_slot", None), *cleared()))


class BookingLeft(TurnAction):
    action_name = "action_booking_left"

    def __init__(self, turns: OpenTurns, buttons: Buttons) -> None:
        super().__init__(turns)
        self._buttons = buttons

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:  # noqa: ARG002
        choices = self._buttons.make(["book", "person"], turn.language)
        return Outcome((Reply(say="booking_left", choices=choices),), route="smalltalk")
