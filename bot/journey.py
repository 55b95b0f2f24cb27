"""The way of one message, in order. Read this first; change it rarely.

1. **channels** verified and parsed it; the **inbox** stored it before the network was answered.
2. A worker claimed it: the oldest unfinished one of its conversation.
3. **safety**: red flags are looked for in the raw text, before and independent of everything else.
4. **guard in**: raw text becomes a `GuardedMessage`. Nothing behind this point sees raw text.
5. **transcripts**: the sealed entry is kept.
6. **answer**: by a rule (red flag, opt-out, a person owns the chat, …), else by the dialogue and its actions.
7. **guard out**: every reply against the channel's ceiling and against what this patient has told us.
8. **outbox**: replies, ticket, link and the inbox row commit together. A sender takes it from there.

There is no second way out: staff replies and confirmations (`bot/turns/announcing.py`) enter at step 7.
"""

from __future__ import annotations

from bot.deliveries.inbox import ClaimedEvent, Inbox
from bot.deliveries.sending import TellStaff
from bot.errors import GuardError
from bot.messages.effects import OpenTicket, TicketReason
from bot.messages.inbound import SILENT
from bot.messages.reply import Reply
from bot.storage.engine import Database
from bot.turns.announcing import Announcing
from bot.turns.completion import Completion
from bot.turns.conversing import Conversing
from bot.turns.events import SilentEvents
from bot.turns.manners import with_manners
from bot.turns.opened import Answer, Opened, Route
from bot.turns.opening import Opening
from bot.turns.rendering import Rendered
from bot.turns.rules import answer_by_rule
from bot.turns.stopwatch import Stopwatch
from bot.turns.trace import Trace, trace_of
from bot.turns.typing import Typing


class Journey:
    def __init__(
        self,
        *,
        database: Database,
        inbox: Inbox,
        silent: SilentEvents,
        opening: Opening,
        typing: Typing,
        conversing: Conversing,
        completion: Completion,
        announcing: Announcing,
        tell_staff: TellStaff,
    ) -> None:
        self._database = database
        self._inbox = inbox
        self._silent = silent
        self._opening = opening
        self._typing = typing
        self._conversing = conversing
        self._completion = completion
        self._announcing = announcing
        self._tell_staff = tell_staff

    async def receive(self, event: ClaimedEvent) -> Trace | None:
        """Steps 3 to 8. None for an event that nobody answers. Raises LeaseLostError, and then nothing counts."""
        if event.message.kind in SILENT:
            await self._note(event)
            return None
        watch = Stopwatch()
        opened = await self._opening.open(event, watch)
        answer = answer_by_rule(opened)
        if answer is None:
            self._typing.show(opened)
            answer = await self._conversing.answer(opened, watch)
        answer = with_manners(answer, opened)
        answer, rendered = await self._complete(event, opened, answer)
        return trace_of(opened, answer, rendered, watch)

    async def give_up(self, event: ClaimedEvent) -> None:
        """The event failed too often: the patient gets the safe text, staff an urgent ticket, and nobody silence."""
        async with self._database.work() as session:
            conversation_id = await self._silent.conversation_of(session, event.message)
            await self._tell_staff(session, conversation_id, OpenTicket(TicketReason.GUARD_FAILED, urgent=True))
            await self._announcing.notify(session, conversation_id, "guard_failed")

    async def _note(self, event: ClaimedEvent) -> None:
        async with self._database.work() as session:
            await self._silent.note(session, event.message)
            await self._inbox.complete(session, event)

    async def _complete(
        self, event: ClaimedEvent, opened: Opened, answer: Answer
    ) -> tuple[Answer, tuple[Rendered, ...]]:
        try:
            return answer, await self._completion.complete(event, opened, answer)
        except GuardError:
            # The replies could not be checked, so none of them goes out. The safe text has no blanks to check.
            safe = Answer(
                route=Route.FALLBACK,
                replies=(Reply(say="guard_failed"),),
                effects=(*answer.effects, OpenTicket(TicketReason.GUARD_FAILED, urgent=True)),
                state=answer.state,
            )
            return safe, await self._completion.complete(event, opened, safe, unchecked=True)
