"""Which open times the booking form offers, and what is said of a wish that none of them fits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.asking import asked_again, just_said, numbered, was_asked
from actions.booking_wishes import asks_for_earlier, pack_wish, unpack_wish
from actions.buttons import Buttons
from actions.moments import say_moment
from actions.turns import Outcome, TurnAction, slot_of
from bot.clinic import Clinic
from bot.messages.clock import Clock
from bot.messages.reply import Choice, Meaning, Reply
from bot.messages.turn import OpenTurns, Turn
from bot.scheduling.availability import HORIZON, Availability
from bot.scheduling.times import OpenTime, read_key
from bot.scheduling.windows import Window, Wish
from bot.storage.engine import Database
from bot.texts.catalog import Texts

OFFERED = 3
ONE_DAY = timedelta(days=1)
AROUND = timedelta(hours=36)  # before a wish from which times count as near it
POOL = 24  # times among which the nearest are looked for
SHOWS_OTHERS = frozenset({"time_wish", "times_after", "provider", "visit_type"})
"""Slots whose change brings other times."""


@dataclass(frozen=True, slots=True)
class Offer:
    """`say`: the fixed text they are offered with. `instead`: of what was wished for."""

    say: str
    times: list[OpenTime]
    instead: bool = False


class AskOpenTime(TurnAction):
    """Offers a few open times. When the wish finds none, the nearest others, and says so once."""

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
        offer = await self._wanted(turn, tracker) or await self._instead(tracker)
        if not offer.times:
            choices = self._buttons.make(["person"], turn.language)
            offered = (SlotSet("offered", "person"),)
            return Outcome((Reply(say="booking_no_times", choices=choices),), events=offered, route="book")
        say, events = offer.say, self._remembered(offer) if offer.instead else ()
        lines = [f"{self._moment(time, turn)}, {self._names[time.provider_id]}" for time in offer.times]
        listed = "\n".join(f"• {line}" for line in lines)
        if say == "booking_times" and was_asked(tracker, "open_time") and not just_said(tracker) & SHOWS_OTHERS:
            say, events = asked_again(tracker, "booking_times")
            listed = numbered(lines)
        return Outcome(
            (Reply(say=say, values={"times": listed}, choices=self._choices(offer.times, turn)),),
            events=events,
            route="book",
        )

    async def _wanted(self, turn: Turn, tracker: Tracker) -> Offer | None:
        after = read_key(slot_of(tracker, "times_after") or "")
        times = await self._open_times(
            tracker,
            wish=unpack_wish(slot_of(tracker, "time_wish")),
            provider_id=slot_of(tracker, "provider"),
            after=after[1] if after else None,
        )
        earliest = was_asked(tracker, "open_time") and asks_for_earlier(turn.message.refuse)
        return Offer("booking_times_earliest" if earliest else "booking_times", times) if times else None

    async def _instead(self, tracker: Tracker) -> Offer:
        """The wish fits nothing that is open: what is nearest to it, or the soonest."""
        wish, now = unpack_wish(slot_of(tracker, "time_wish")), self._clock()
        if wish is not None and not wish.windows:
            return Offer("booking_times_past", await self._soonest(tracker), instead=True)
        if wish is not None and wish.windows[0].starts_at > now + HORIZON:
            return Offer("booking_times_too_far", await self._soonest(tracker), instead=True)
        nearest = await self._nearest(tracker, wish) if wish is not None else []
        return Offer("booking_times_nearest", nearest or await self._soonest(tracker), instead=True)

    async def _nearest(self, tracker: Tracker, wish: Wish) -> list[OpenTime]:
        pool = await self._open_times(tracker, after=wish.windows[0].starts_at - AROUND, limit=POOL)
        near = sorted(pool, key=lambda time: wish.distance(time.starts_at))[:OFFERED]
        return sorted(near, key=lambda time: time.starts_at)

    async def _soonest(self, tracker: Tracker) -> list[OpenTime]:
        return await self._open_times(tracker)

    def _remembered(self, offer: Offer) -> tuple[EventType, ...]:
        """Told once: from now on the wish is for what was offered instead, so that asking again shows the same."""
        from_then_on = Wish((Window(offer.times[0].starts_at, self._clock() + HORIZON + ONE_DAY),))
        return (
            SlotSet("time_wish", pack_wish(from_then_on)),
            SlotSet("times_after", None),
            SlotSet("provider", None),
        )

    async def _open_times(
        self,
        tracker: Tracker,
        *,
        wish: Wish | None = None,
        provider_id: str | None = None,
        after: datetime | None = None,
        limit: int = OFFERED,
    ) -> list[OpenTime]:
        visit_type, now = slot_of(tracker, "visit_type") or "", self._clock()
        async with self._database.reading() as session:
            return await self._availability.open_times(
                session, visit_type, now, wish=wish, provider_id=provider_id, after=after, limit=limit
            )

    def _choices(self, times: list[OpenTime], turn: Turn) -> tuple[Choice, ...]:
        others = self._texts.say("button_other_times", turn.language)
        return (
            *(Choice(self._moment(time, turn), Meaning("inform", {"open_time": time.key})) for time in times),
            Choice(others, Meaning("inform", {"times_after": times[-1].key})),
        )

    def _moment(self, time: OpenTime, turn: Turn) -> str:
        return say_moment(self._texts, turn.language, time.starts_at.astimezone(self._clinic.zone))
