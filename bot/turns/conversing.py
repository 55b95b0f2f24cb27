"""Asks the dialogue, and puts its steps and the actions' replies together in the order they happened.

Rules:
1. No database transaction is open while Rasa is called.
2. The turn is closed before its replies are used: an action that comes late changes nothing.
3. When the dialogue is unavailable, its session is abandoned and the degraded route answers.
4. Each process has a Rasa of its own, which has missed what the others answered: after them it gets a new session,
   restored from our state.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from bot.dialogue.port import Dialogue, DialogueAnswer, DialogueRequest
from bot.errors import DialogueUnavailableError
from bot.messages.clock import Clock
from bot.messages.guarded import GuardAction
from bot.messages.ids import Entropy, new_id
from bot.messages.reply import LinkPurpose, Reply
from bot.messages.turn import ActionRecord, DialogueState, OpenTurns, Turn
from bot.turns.degraded import Degraded
from bot.turns.opened import Answer, Opened, Route
from bot.turns.side_questions import SideQuestion, SideQuestions, with_side_answer
from bot.turns.stopwatch import Stopwatch

DEADLINE = timedelta(seconds=3)  # what a patient waits for the dialogue at most
SMALL = frozenset({Route.CLARIFY, Route.FALLBACK, Route.SMALLTALK})
SILENT_INTENTS = frozenset({"inform", "out_of_scope", "nlu_fallback", "affirm", "greet", "check_appointment"})

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class StartUp:
    """Until Rasa is ready, messages wait; after the limit they are answered without it."""

    ready: asyncio.Event
    limit: float = 20.0  # seconds

    async def wait(self) -> None:
        try:
            async with asyncio.timeout(self.limit):
                await self.ready.wait()
        except TimeoutError:
            self.ready.set()  # waited long enough: from now on nobody waits


class Conversing:
    def __init__(
        self,
        *,
        dialogue: Dialogue,
        turns: OpenTurns,
        degraded: Degraded,
        side_questions: SideQuestions,
        start_up: StartUp,
        release_hold: Callable[[str], Awaitable[None]],
        clock: Clock,
        entropy: Entropy,
    ) -> None:
        self._dialogue = dialogue
        self._turns = turns
        self._degraded = degraded
        self._side_questions = side_questions
        self._start_up = start_up
        self._release_hold = release_hold
        self._clock = clock
        self._entropy = entropy
        self._here = new_id(entropy)

    async def answer(self, opened: Opened, watch: Stopwatch) -> Answer:
        await self._start_up.wait()
        side = await self._side_questions.find(opened)
        turn = self._turn(opened)
        self._turns.open(turn)
        try:
            with watch.lap("rasa"):
                dialogue_answer = await self._dialogue.handle(self._request(opened, turn, side))
        except DialogueUnavailableError as error:
            log.warning("dialogue.unavailable", turn=turn.id, cause=error.code)
            dialogue_answer = None
        finally:
            self._turns.close(turn.id)
        if dialogue_answer is None:
            await self._release_holds(turn)
            with watch.lap("faq"):
                answer = await self._degraded.answer(opened)
            abandoned = DialogueState(session=turn.state.session + 1)
            return replace(with_side_answer(answer, side), state=abandoned)
        kept = replace(dialogue_answer, state=replace(dialogue_answer.state, kept_by=self._here))
        return with_side_answer(_compose(opened, turn, kept), side)

    def _turn(self, opened: Opened) -> Turn:
        return Turn(
            id=new_id(self._entropy),
            conversation_id=opened.conversation.id,
            message_id=opened.source_id,
            channel=opened.conversation.channel,
            capabilities=opened.capabilities,
            language=opened.language,
            message=opened.guarded,
            choice=opened.choice,
            state=self._known_here(opened.conversation.state),
            deadline=self._clock() + DEADLINE,
        )

    def _known_here(self, state: DialogueState) -> DialogueState:
        if state.kept_by in ("", self._here):
            return state
        return replace(state, session=state.session + 1)

    @staticmethod
    def _request(opened: Opened, turn: Turn, side: SideQuestion | None) -> DialogueRequest:
        text = side.rest if side else opened.guarded.wide
        return DialogueRequest(
            session_id=f"{turn.conversation_id}-{turn.state.session}",
            turn_id=turn.id,
            text="" if opened.choice else text,
            choice=opened.choice,
            state=turn.state,
            language=opened.language,
        )

    async def _release_holds(self, turn: Turn) -> None:
        for record in turn.records:
            for reply in record.replies:
                if reply.link is not None and reply.link.purpose is LinkPurpose.BOOKING and reply.link.subject:
                    await self._release_hold(reply.link.subject)


def _compose(opened: Opened, turn: Turn, dialogue_answer: DialogueAnswer) -> Answer:
    waiting: dict[str, list[ActionRecord]] = {}
    for record in turn.records:
        waiting.setdefault(record.action, []).append(record)
    replies: list[Reply] = []
    for step in dialogue_answer.steps:
        if step.say is not None:
            replies.append(Reply(say=step.say))
        elif step.action is not None and waiting.get(step.action):
            replies.extend(waiting[step.action].pop(0).replies)
    routes = [record.route for record in turn.records if record.route is not None]
    route = Route(routes[0]) if routes else Route.SMALLTALK
    if opened.guarded.action is GuardAction.REFUSE and route in SMALL and dialogue_answer.intent in SILENT_INTENTS:
        # There was nothing in the message but what we may not take: the privacy line says it all.
        route, replies = Route.REFUSE, []
    elif not replies:
        # A dialogue without a word for the patient is a failure of ours, never silence.
        route, replies = Route.FALLBACK, [Reply(say="fallback_unavailable")]
    return Answer(
        route=route,
        replies=tuple(replies),
        effects=tuple(effect for record in turn.records for effect in record.effects),
        state=dialogue_answer.state,
        intent=dialogue_answer.intent,
        confidence=dialogue_answer.confidence,
        faq=next((record.faq for record in turn.records if record.faq is not None), None),
    )
