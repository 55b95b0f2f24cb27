"""Privacy questions, and the wish to hear nothing more."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.buttons import Buttons
from actions.turns import Outcome, TurnAction
from bot.messages.effects import OptOut
from bot.messages.reply import Reply, ReplyPurpose
from bot.messages.turn import OpenTurns, Turn


class ExplainPrivacy(TurnAction):
    action_name = "action_privacy"

    def __init__(self, turns: OpenTurns, buttons: Buttons) -> None:
        super().__init__(turns)
        self._buttons = buttons

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:  # noqa: ARG002 - same signature for all
        choices = self._buttons.make(["privacy_notice", "person"], turn.language)
        return Outcome((Reply(say="privacy_summary", choices=choices),), route="smalltalk")


class StopSending(TurnAction):
    """STOP and its synonyms are caught before dialogue; this takes the same wish in other words."""

    action_name = "action_opt_out"

    async def answer(self, turn: Turn, tracker: Tracker) -> Outcome:  # noqa: ARG002
        reply = Reply(say="opt_out_confirmed", purpose=ReplyPurpose.OPT_OUT)
        return Outcome((reply,), (OptOut(),), route="smalltalk")
