"""Answers a question from the reviewed content, or says that it cannot.

A sure match is answered with its source and review line. Doubt becomes "did you mean" buttons, nothing good an offer of
a person; the guarded question is then recorded. The same fallback never comes twice in a row. "And sunday?" right after
an answer is taken together with what was answered.
"""

from __future__ import annotations

import re
from typing import Protocol

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions.buttons import Buttons
from actions.turns import Outcome, TurnAction, slot_of
from bot.faq.search import FaqMatch, FaqResult
from bot.letters import fold_apostrophes
from bot.messages.effects import Language, RecordUnanswered
from bot.messages.reply import Choice, Meaning, Reply
from bot.messages.turn import OpenTurns, Turn

OFFERED = 3  # questions offered when unsure
LAST_FAQ = "last_faq"  # the slot that holds the entry just answered with
CHOSEN = 1.0  # score of an entry that the patient picked
RELATED = 0.25  # probability from which an entry is offered beside something else
GOES_ON = re.compile(
    r"\W*(?:(?:ok|okay|oh|thanks|thx|great|gracias|bueno)\W+)?"
    r"(?:and|n|what about|how about|what bout|how bout|y|que tal|que hay de)(?:\W+\w+){1,5}\W*"
)
"""Says too little to be searched for alone."""


class Search(Protocol):
    """What is needed of `bot.faq.search.FaqSearch`."""

    async def search(self, question: str, language: Language) -> FaqResult: ...

    async def entry(self, entry_id: str, language: Language) -> FaqMatch | None: ...


class FaqReplies:
    """Searches, and words what was found. Shared by every action that may come upon a question."""

    def __init__(self, faq: Search) -> None:
        self._faq = faq

    async def search(self, turn: Turn) -> FaqResult:
        return await self._faq.search(turn.message.refuse, turn.language)

    async def understood(self, turn: Turn, tracker: Tracker) -> FaqResult:
        """As `search`; what only goes on is searched for with the question before it.

        The same entry again says something new of the clinic ("and sunday?"), but not of health ("and my baby?").
        """
        result = await self.search(turn)
        before = slot_of(tracker, LAST_FAQ)
        if result.sure or not before or not GOES_ON.fullmatch(fold_apostrophes(turn.message.refuse)):
            return result
        entry = await self._faq.entry(before, turn.language)
        if entry is None:
            return result
        whole = await self._faq.search(f"{entry.question} {turn.message.refuse}", turn.language)
        best = whole.best
        if whole.sure and best and (best.id != entry.id or best.is_of_the_clinic):
            return whole
        return result

    async def chosen(self, turn: Turn) -> FaqMatch | None:
        """The entry behind the button that was pressed, None when it was no such button or the entry is gone."""
        entry_id = turn.choice.slots.get("faq_entry") if turn.choice else None
        return await self._faq.entry(entry_id, turn.language) if entry_id else None

    async def related(self, turn: Turn) -> tuple[Choice, ...]:
        """One button at most, for a message that was not taken for a question."""
        if turn.choice:
            return ()
        return self.offer(await self.search(turn), limit=1, least=RELATED)

    def answered(self, match: FaqMatch, score: float) -> Outcome:
        return Outcome(
            replies=(Reply(text=match.text),),
            events=(SlotSet("last_fallback", "none"), SlotSet(LAST_FAQ, match.id)),
            faq=(match.id, score),
            route="faq",
        )

    def offer(self, result: FaqResult, *, limit: int = OFFERED, least: float = 0.0) -> tuple[Choice, ...]:
        """Buttons for what the question may have meant, best first; `least` is the probability that each must have."""
        found = ((result.best,) if result.best else ()) + result.alternatives
        matches = {match.id: match for match in found if match.score >= least}
        return tuple(
            Choice(match.question, Meaning("ask_faq", {"faq_entry": match.id}))
            for match in list(matches.values())[:limit]
        )


def listed(choices: tuple[Choice, ...]) -> str:
    """The titles in full: a button may have to be cut short."""
    return "\n".join(f"• {choice.title}" for choice in choices)


class AnswerFaq(TurnAction):
    action_name = "action_answer_faq"

    def __init__(self, turns: OpenTurns, replies: FaqReplies, buttons: Buttons) -> None:
        super().__init__(turns)
        self._replies = replies
        self._buttons = buttons

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        if chosen := await self._replies.chosen(turn):
            return self._replies.answered(chosen, CHOSEN)
        result = await self._replies.understood(turn, tracker)
        if result.best and result.sure:
            return self._replies.answered(result.best, result.best.score)
        questions = self._replies.offer(result)
        if questions and slot_of(tracker, "last_fallback") != "faq_did_you_mean":
            return self._did_you_mean(result, questions, turn)
        return self._no_answer(tracker, turn)

    def _did_you_mean(self, result: FaqResult, questions: tuple[Choice, ...], turn: Turn) -> Outcome:
        choices = questions + self._buttons.make(["person"], turn.language)
        return Outcome(
            replies=(Reply(say="faq_did_you_mean", values={"questions": listed(questions)}, choices=choices),),
            events=(SlotSet("last_fallback", "faq_did_you_mean"), SlotSet(LAST_FAQ, None)),
            faq=(result.best.id, result.best.score) if result.best else None,
            route="clarify",
        )

    def _no_answer(self, tracker: Tracker, turn: Turn) -> Outcome:
        again = slot_of(tracker, "last_fallback") in {"faq_did_you_mean", "faq_no_answer"}
        say = "faq_no_answer_again" if again else "faq_no_answer"
        return Outcome(
            replies=(Reply(say=say, choices=self._buttons.make(["person", "book"], turn.language)),),
            effects=(RecordUnanswered(),),
            events=(SlotSet("last_fallback", say), SlotSet("offered", "person"), SlotSet(LAST_FAQ, None)),
            route="fallback",
        )
