"""The booking form: what its two questions are, and what counts as an answer.

Only public visit types and times that belong to nobody are named. Who, why, and new or returning are asked on the
secure page. A time wish is read whatever the message was taken for, unless it plainly is about something else.
"""

from __future__ import annotations

from datetime import datetime

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, SlotSet

from actions.booking_wishes import provider_in, unpack_wish, visit_type_in, wish_in
from actions.buttons import Buttons
from actions.moments import say_moment
from actions.turns import Outcome, TurnAction, intent_of, slot_of
from bot.clinic import Clinic
from bot.messages.clock import Clock
from bot.messages.effects import Language
from bot.messages.reply import Choice, Meaning, Reply
from bot.messages.turn import OpenTurns, Turn
from bot.scheduling.availability import Availability
from bot.scheduling.times import OpenTime, read_key
from bot.storage.engine import Database
from bot.texts.catalog import Texts

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

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:  # noqa: ARG002 - same signature for all
        spanish = turn.language is Language.SPANISH
        choices = tuple(
            Choice(visit.title_es if spanish else visit.title, Meaning("inform", {"visit_type": visit.id}))
            for visit in self._clinic.visit_types
            if visit.public
        )
        return Outcome((Reply(say="booking_visit_type", choices=choices),), route="book")


class AskOpenTime(TurnAction):
    """Offers a few open times. When the wish finds none, the nearest others, and says so."""

    action_name = "action_ask_open_time"

    def __init__(
        self,
        turns: OpenTurns,
        *,
        clinic: Clinic,
        texts: Texts,
        clock: Clock,
        database: Database,
        availability: Availability,
        buttons: Buttons,
    ) -> None:
        super().__init__(turns)
        self._clinic = clinic
        self._names = {provider.id: provider.name for provider in clinic.providers}
        self._texts = texts
        self._clock = clock
        self._database = database
        self._availability = availability
        self._buttons = buttons

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        say = "booking_times"
        events: tuple[EventType, ...] = ()
        times = await self._wanted(tracker)
        if not times:
            say = "booking_times_nearest"
            # Told once: when the form asks again after an interruption, the wish is no longer the question.
            events = (SlotSet("time_wish", None), SlotSet("times_after", None))
            times = await self._open_times(slot_of(tracker, "visit_type") or "")
        if not times:
            choices = self._buttons.make(["person"], turn.language)
            offered = (SlotSet("offered", "person"),)
            return Outcome((Reply(say="booking_no_times", choices=choices),), events=offered, route="book")
        lines = "\n".join(f"• {self._moment(time, turn)}, {self._names[time.provider_id]}" for time in times)
        choices = tuple(Choice(self._moment(time, turn), Meaning("inform", {"open_time": time.key})) for time in times)
        later = Choice(
            self._texts.say("button_other_times", turn.language), Meaning("inform", {"times_after": times[-1].key})
        )
        offer = Reply(say=say, values={"times": lines}, choices=(*choices, later))
        return Outcome((offer,), events=events, route="book")

    async def _wanted(self, tracker: Tracker) -> list[OpenTime]:
        after = read_key(slot_of(tracker, "times_after") or "")
        async with self._database.reading() as session:
            return await self._availability.open_times(
                session,
                slot_of(tracker, "visit_type") or "",
                self._clock(),
                wish=unpack_wish(slot_of(tracker, "time_wish")),
                provider_id=slot_of(tracker, "provider"),
                after=after[1] if after else None,
            )

    async def _open_times(self, visit_type: str) -> list[OpenTime]:
        async with self._database.reading() as session:
            return await self._availability.open_times(session, visit_type, self._clock())

    def _moment(self, time: OpenTime, turn: Turn) -> str:
        return say_moment(self._texts, turn.language, time.starts_at.astimezone(self._clinic.zone))


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
        if turn.choice or intent_of(tracker) not in ABOUT_BOOKING:
            return {}
        text = turn.message.refuse
        slots: dict[str, str | None] = {}
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
