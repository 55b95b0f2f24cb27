"""When the meaning is not clear, or is nothing a clinic does.

One clarifying question with two or three buttons, then a person. In the middle of booking the form asks its own
question again right after, so that only one short line comes before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet

from actions.buttons import FOR_INTENT, Buttons
from actions.faq import LAST_FAQ, FaqReplies, listed
from actions.handoff import Handoff
from actions.turns import Outcome, TurnAction, intent_of, slot_of
from bot.messages.effects import RecordUnanswered, TicketReason
from bot.messages.reply import Reply
from bot.messages.turn import OpenTurns, Turn

OFFERED = 2  # meanings offered beside a person
WORTH_OFFERING = 0.1  # confidence below which an intent is not offered
LEANS_TO_FAQ = 0.3  # confidence in `ask_faq` from which a sure match may be answered


def ranking_of(tracker: Tracker) -> dict[str, float]:
    """Intent to confidence, best first, without the fallback's own entry."""
    ranking: list[Mapping[str, object]] = tracker.latest_message.get("intent_ranking") or []
    return {
        str(entry["name"]): float(str(entry["confidence"])) for entry in ranking if entry.get("name") != "nlu_fallback"
    }


@dataclass(frozen=True, slots=True)
class Unsure:
    """What both actions below need."""

    replies: FaqReplies
    buttons: Buttons
    handoff: Handoff

    async def sure_answer(self, turn: Turn, tracker: Tracker) -> Outcome | None:
        """The answer, when the words fit an entry so well that asking back would be a nuisance."""
        misread = intent_of(tracker) == "inform" and not tracker.active_loop_name  # a detail that nobody asked for
        if not misread and ranking_of(tracker).get("ask_faq", 0.0) < LEANS_TO_FAQ:
            return None
        result = await self.replies.understood(turn, tracker)
        return self.replies.answered(result.best, result.best.score) if result.best and result.sure else None

    async def ask_back(self, turn: Turn, tracker: Tracker) -> Reply:
        """Offers the likeliest things that were meant: an entry of the FAQ, what the ranking says, a person."""
        question = await self.replies.related(turn)
        likely = (
            FOR_INTENT[name]
            for name, confidence in ranking_of(tracker).items()
            if name in FOR_INTENT and confidence >= WORTH_OFFERING
        )
        names = list(dict.fromkeys([*likely, "book", "hours"]))[: OFFERED - len(question)]
        choices = question + self.buttons.make([*names, "person"], turn.language)
        if question:
            return Reply(say="clarify_question", values={"questions": listed(question)}, choices=choices)
        return Reply(say="clarify", choices=choices)


class Clarify(TurnAction):
    action_name = "action_clarify"

    def __init__(self, turns: OpenTurns, unsure: Unsure, *, name: str = action_name) -> None:
        super().__init__(turns)
        self.action_name = name
        self._unsure = unsure

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        outcome = await self._clarify(turn, tracker)
        if self.action_name != "action_default_fallback":
            return outcome
        # No rule follows this one: without being told to listen, Rasa would fall back to it again and again.
        return replace(outcome, events=(*outcome.events, FollowupAction("action_listen")))

    async def _clarify(self, turn: Turn, tracker: Tracker) -> Outcome:
        if answered := await self._unsure.sure_answer(turn, tracker):
            return answered
        last = slot_of(tracker, "last_fallback")
        if tracker.active_loop_name:
            return self._in_booking(turn, again=last == "clarify_booking")
        if last == "clarify":
            return self._fetch_person(turn)
        return Outcome((await self._unsure.ask_back(turn, tracker),), events=_remember("clarify"), route="clarify")

    def _in_booking(self, turn: Turn, *, again: bool) -> Outcome:
        if not again:
            return Outcome((Reply(say="clarify_booking"),), events=_remember("clarify_booking"), route="clarify")
        reply = Reply(say="clarify_booking_again", choices=self._unsure.buttons.make(["person"], turn.language))
        return Outcome((reply,), events=_remember("clarify_booking_again"), route="fallback")

    def _fetch_person(self, turn: Turn) -> Outcome:
        outcome = self._unsure.handoff.fetch(turn, TicketReason.UNSURE, before="clarify_again")
        return Outcome(
            replies=outcome.replies,
            effects=(*outcome.effects, RecordUnanswered()),
            events=(SlotSet("last_fallback", "clarify_again"),),
            route="handoff",
        )


class OutOfScope(TurnAction):
    action_name = "action_out_of_scope"

    def __init__(self, turns: OpenTurns, unsure: Unsure) -> None:
        super().__init__(turns)
        self._unsure = unsure

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        if answered := await self._unsure.sure_answer(turn, tracker):
            return answered
        say = "out_of_scope_again" if slot_of(tracker, "last_fallback") == "out_of_scope" else "out_of_scope"
        choices = self._unsure.buttons.make(["book", "hours", "person"], turn.language)
        return Outcome((Reply(say=say, choices=choices),), events=_remember(say), route="refuse")


def _remember(fallback: str) -> tuple[EventType, ...]:
    return (SlotSet("last_fallback", fallback), SlotSet("offered", "person"), SlotSet(LAST_FAQ, None))
