"""Ends a turn: replies, ticket, link, dialogue state and the inbox row, in one transaction.

Checked by the guard before the transaction (it may take milliseconds), written inside it. The owner is looked at again
inside: a person who took over meanwhile is not talked over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.splitting import fit
from bot.channels.windows import last_inbound_after
from bot.conversations.conversation import Conversation
from bot.conversations.speaking import may_pass
from bot.conversations.store import Conversations, dump_state
from bot.deliveries.inbox import ClaimedEvent, Inbox
from bot.deliveries.outbox import CommentReply, Draft, Outbox
from bot.desk.tickets import Tickets
from bot.faq.unanswered import Unanswered
from bot.messages.effects import Effect, Language, OpenTicket, OptIn, OptOut, RecordUnanswered, SetLanguage
from bot.messages.inbound import InboundKind
from bot.storage.engine import Database
from bot.transcripts.transcripts import Author, Direction, NewEntry, Transcripts
from bot.turns.comments import Comments, source_of
from bot.turns.opened import Answer, Opened
from bot.turns.rendering import Checked, Rendered, Rendering
from bot.turns.told import ToldValues


class Completion:
    def __init__(
        self,
        *,
        database: Database,
        inbox: Inbox,
        outbox: Outbox,
        conversations: Conversations,
        transcripts: Transcripts,
        told: ToldValues,
        tickets: Tickets,
        unanswered: Unanswered,
        rendering: Rendering,
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._inbox = inbox
        self._outbox = outbox
        self._conversations = conversations
        self._transcripts = transcripts
        self._comments = Comments(transcripts)
        self._told = told
        self._tickets = tickets
        self._unanswered = unanswered
        self._rendering = rendering
        self._wake = wake

    async def complete(
        self, event: ClaimedEvent, opened: Opened, answer: Answer, *, unchecked: bool = False
    ) -> tuple[Rendered, ...]:
        """Raises LeaseLostError (nothing counts) or GuardError (nothing may be sent).

        `unchecked` is for the one safe text that stands in when the guard itself has failed.
        """
        checked = self._safe(opened, answer) if unchecked else await self._check(opened, answer)
        async with self._database.work() as session:
            await self._conversations.lock(session, opened.conversation.id)
            # Effects first: whoever opts in may be answered, whoever opts out only with the confirmation.
            for effect in answer.effects:
                await self._apply(session, effect, opened)
            conversation = await self._conversations.get(session, opened.conversation.id)
            said = [await self._say(session, one, conversation, index, opened) for index, one in enumerate(checked)]
            await self._tickets.patient_wrote(session, conversation.id, opened.now)
            await self._amend(session, opened, answer)
            await self._inbox.complete(session, event)
        self._wake()
        return tuple(rendered for rendered in said if rendered is not None)

    async def _say(
        self, session: AsyncSession, checked: Checked, conversation: Conversation, index: int, opened: Opened
    ) -> Rendered | None:
        """None for what may not be said, or not once more."""
        if not may_pass(checked.reply.purpose, conversation):
            return None
        answers = None
        source_id = f"{opened.source_id}-{index}"
        if opened.message.kind is InboundKind.COMMENT:
            answers = await self._comments.place(session, conversation.id, checked.reply, opened.message, opened.now)
            if answers is None:
                return None
            source_id = source_of(answers)
        rendered = await self._rendering.write(
            session,
            checked,
            conversation,
            ceiling=opened.capabilities.ceiling,
            turn_id=opened.source_id,
            now=opened.now,
        )
        await self._keep(session, conversation, rendered, source_id, opened)
        await self._outbox.add(session, conversation.id, self._parts(opened, rendered, answers))
        return rendered

    async def _check(self, opened: Opened, answer: Answer) -> list[Checked]:
        if not answer.replies:
            return []
        language = _language_of(opened, answer)
        ceiling = opened.capabilities.ceiling
        async with self._database.reading() as session:
            known = await self._told.load(session, opened.conversation.id, ceiling)
        return [await self._rendering.check(reply, ceiling, language, known) for reply in answer.replies]

    def _safe(self, opened: Opened, answer: Answer) -> list[Checked]:
        return [self._rendering.fixed(reply, _language_of(opened, answer)) for reply in answer.replies]

    @staticmethod
    def _parts(opened: Opened, rendered: Rendered, answers: CommentReply | None) -> list[Draft]:
        """One draft for each message the network will carry, so that a crash repeats one of them at most."""
        draft = rendered.draft
        return [
            replace(draft, text=part.text, buttons=part.buttons, answers=answers)
            for part in fit(draft.text, draft.buttons, opened.capabilities)
        ]

    async def _keep(
        self, session: AsyncSession, conversation: Conversation, rendered: Rendered, source_id: str, opened: Opened
    ) -> None:
        await self._transcripts.append(
            session,
            NewEntry(
                conversation_id=conversation.id,
                source_id=source_id,
                direction=Direction.OUT,
                author=Author.BOT,
                author_id=None,
                channel=conversation.channel,
                text=rendered.kept,
                note=rendered.note,
                at=opened.now,
            ),
        )

    async def _apply(self, session: AsyncSession, effect: Effect, opened: Opened) -> None:
        conversation_id = opened.conversation.id
        match effect:
            case OpenTicket():
                await self._tickets.open(session, conversation_id, effect, opened.now)
            case SetLanguage(language):
                await self._conversations.amend(session, conversation_id, language=language.value)
            case OptOut():
                await self._conversations.amend(session, conversation_id, opted_out_at=opened.now)
            case OptIn():
                await self._conversations.amend(session, conversation_id, opted_out_at=None)
            case RecordUnanswered():
                await self._unanswered.record(session, opened.guarded, opened.language, opened.now)

    async def _amend(self, session: AsyncSession, opened: Opened, answer: Answer) -> None:
        last = last_inbound_after(opened.conversation.last_inbound_at, opened.message)
        columns: dict[str, object] = {"last_inbound_at": last, **answer.columns}
        if answer.state is not None:
            columns["dialogue"] = dump_state(answer.state)
        switched = any(isinstance(effect, SetLanguage) for effect in answer.effects)
        if opened.language is not opened.conversation.language and not switched:
            columns["language"] = opened.language.value
        await self._conversations.amend(session, opened.conversation.id, **columns)


def _language_of(opened: Opened, answer: Answer) -> Language:
    """The one just asked for; else, for an alarm, the one it was raised in; else the patient's."""
    for effect in answer.effects:
        if isinstance(effect, SetLanguage):
            return effect.language
    raised_in = opened.red_flag.language if opened.red_flag is not None else None
    return raised_in or opened.language
