"""Holds the chosen time and sends the one-time link on which the booking is finished.

The hold is a short transaction of its own, keyed by message and action: called twice, it is still one hold.
"""

from __future__ import annotations

from datetime import timedelta

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet

from actions.booking import cleared
from actions.moments import say_moment
from actions.turns import Outcome, TurnAction, slot_of
from bot.clinic import Clinic
from bot.errors import SlotTakenError
from bot.messages.clock import Clock
from bot.messages.reply import LinkPurpose, LinkRequest, Reply
from bot.messages.turn import OpenTurns, Turn
from bot.scheduling.holds import Hold, Holds
from bot.scheduling.times import OpenTime, read_key
from bot.storage.engine import Database
from bot.texts.catalog import Texts


class HoldTime(TurnAction):
    action_name = "action_hold_time"

    def __init__(
        self,
        turns: OpenTurns,
        *,
        clinic: Clinic,
        texts: Texts,
        clock: Clock,
        database: Database,
        holds: Holds,
    ) -> None:
        super().__init__(turns)
        self._clinic = clinic
        self._visits = {visit.id: visit for visit in clinic.visit_types if visit.public}
        self._texts = texts
        self._clock = clock
        self._database = database
        self._holds = holds

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        try:
            hold = await self._hold(turn, tracker)
        except SlotTakenError as error:
            # The form comes back by itself and offers other times.
            again = (SlotSet("open_time", None), FollowupAction("booking_form"))
            return Outcome((Reply(say=error.patient_text),), events=again, route="book")
        moment = say_moment(self._texts, turn.language, hold.time.starts_at.astimezone(self._clinic.zone))
        link = LinkRequest(LinkPurpose.BOOKING, subject=hold.id)
        return Outcome(
            replies=(Reply(say="booking_held", values={"time": moment}, link=link),), events=cleared(), route="book"
        )

    async def undo(self, outcome: Outcome) -> None:
        """Nobody gets the link, so nobody keeps the time."""
        async with self._database.work() as session:
            for reply in outcome.replies:
                if reply.link is not None:
                    await self._holds.release(session, reply.link.subject)

    async def _hold(self, turn: Turn, tracker: Tracker) -> Hold:
        """Raises SlotTakenError. Open times are not asked first: held for this very message, it is not open."""
        time = self._chosen(tracker)
        async with self._database.work() as session:
            return await self._holds.hold(
                session,
                time,
                conversation_id=turn.conversation_id,
                key=f"{turn.message_id}:{self.action_name}",
                now=self._clock(),
            )

    def _chosen(self, tracker: Tracker) -> OpenTime:
        """Raises SlotTakenError when the slots do not name a time: other times are offered then."""
        read = read_key(slot_of(tracker, "open_time") or "")
        visit = self._visits.get(slot_of(tracker, "visit_type") or "")
        if read is None or visit is None:
            raise SlotTakenError
        provider_id, starts_at = read
        return OpenTime(provider_id, starts_at, starts_at + timedelta(minutes=visit.minutes), visit.id)
