"""A yes to what was offered, and another language."""

from __future__ import annotations

import re

from rasa_sdk import Tracker

from actions.buttons import Buttons
from actions.handoff import Handoff
from actions.turns import Outcome, TurnAction, slot_of
from bot.messages.effects import Language, SetLanguage, TicketReason
from bot.messages.reply import Reply
from bot.messages.turn import OpenTurns, Turn
from bot.texts.catalog import Texts

NAMED = {
    Language.ENGLISH: re.compile(r"\b(english|ingl[eé]s)\b", re.IGNORECASE),
    Language.SPANISH: re.compile(r"\b(spanish|espa[nñ]ol|castellano)\b", re.IGNORECASE),
}
OTHER_LANGUAGE = re.compile(
    r"\b(french|german|chinese|mandarin|cantonese|polish|arabic|russian|ukrainian|vietnamese|korean|tagalog|hindi|urdu"
    r"|portuguese|italian|somali|creole|franc[eé]s|alem[aá]n|chino|polaco|[aá]rabe|ruso|portugu[eé]s)\b",
    re.IGNORECASE,
)


class Affirm(TurnAction):
    action_name = "action_affirm"

    def __init__(self, turns: OpenTurns, handoff: Handoff, buttons: Buttons) -> None:
        super().__init__(turns)
        self._handoff = handoff
        self._buttons = buttons

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:
        if slot_of(tracker, "offered") == "person":
            return self._handoff.fetch(turn, TicketReason.PERSON_REQUESTED)
        choices = self._buttons.make(["book", "hours", "person"], turn.language)
        return Outcome((Reply(say="affirm", choices=choices),), route="smalltalk")


class SwitchLanguage(TurnAction):
    """Everything this turn still says is in the new language."""

    action_name = "action_switch_language"

    def __init__(self, turns: OpenTurns, texts: Texts, buttons: Buttons) -> None:
        super().__init__(turns)
        self._texts = texts
        self._buttons = buttons

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:  # noqa: ARG002 - same signature for all
        language = wanted_language(turn)
        if language is None:
            person = self._buttons.make(["person"], turn.language)
            return Outcome((Reply(say="language_unavailable", choices=person),), route="smalltalk")
        turn.language = language
        # Rendered here: the journey still speaks the language in which the turn began.
        reply = Reply(text=self._texts.say("language_switched", language))
        return Outcome((reply,), (SetLanguage(language),), route="smalltalk")


def wanted_language(turn: Turn) -> Language | None:
    """The language named; the other one when none is; None for one we do not have."""
    if turn.choice and (chosen := turn.choice.slots.get("language")):
        return Language(chosen)
    text = turn.message.refuse
    named = [language for language, name in NAMED.items() if name.search(text)]
    if len(named) == 1:
        return named[0]
    if not named and OTHER_LANGUAGE.search(text):
        return None
    return Language.SPANISH if turn.language is Language.ENGLISH else Language.ENGLISH
