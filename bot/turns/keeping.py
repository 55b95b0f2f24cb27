"""What is kept of a message, and what the guard is told of those before it.

Rules: a public comment's words are not kept, only that there was one. When a message completes an identifier that
began in earlier ones, those are replaced by their masked form, and the dialogue's session, which has seen them, is
abandoned; both in the transaction that keeps the message.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.conversation import Conversation
from bot.conversations.store import Conversations, dump_state
from bot.deliveries.inbox import Inbox
from bot.guard.asking import asked_for
from bot.guard.context import MOST_ENTRIES
from bot.guard.memory import RecentPieces
from bot.messages.channel import Ceiling
from bot.messages.clock import Clock
from bot.messages.guarded import Category, Earlier, GuardedMessage
from bot.messages.inbound import InboundKind, InboundMessage
from bot.transcripts.known_values import StoredKnownValues
from bot.transcripts.transcripts import Author, Direction, NewEntry, Transcripts


@dataclass(frozen=True, slots=True)
class Window:
    """The patient's last messages, oldest first, and what we had asked for since."""

    entry_ids: tuple[str, ...]
    earlier: tuple[Earlier, ...]
    asked: Category | None


class Keeping:
    def __init__(
        self,
        *,
        inbox: Inbox,
        conversations: Conversations,
        transcripts: Transcripts,
        known_values: StoredKnownValues,
        pieces: RecentPieces,
        clock: Clock,
    ) -> None:
        self._inbox = inbox
        self._conversations = conversations
        self._transcripts = transcripts
        self._known_values = known_values
        self._pieces = pieces
        self._clock = clock

    async def window(self, session: AsyncSession, conversation_id: str, message: InboundMessage) -> Window:
        """What came before `message`, which may be kept already when its turn is a second try."""
        now = self._clock()
        entries = await self._transcripts.recent_inbound(
            session, conversation_id, limit=MOST_ENTRIES, but=self.source_id(message)
        )
        return Window(
            entry_ids=tuple(entry.id for entry in entries),
            earlier=tuple(Earlier(entry.text, self._pieces.typed(entry.id, now)) for entry in entries),
            asked=asked_for(await self._transcripts.last_outbound(session, conversation_id)),
        )

    async def keep(
        self,
        session: AsyncSession,
        message: InboundMessage,
        conversation: Conversation,
        window: Window,
        guarded: GuardedMessage,
    ) -> Conversation:
        """Returns the conversation as it is afterwards."""
        if not await self._edited(session, message, conversation, guarded):
            entry_id = await self._transcripts.append(
                session, _entry(message, self.source_id(message), conversation, guarded)
            )
            if guarded.ceiling is not Ceiling.PUBLIC:
                self._pieces.remember(entry_id, message.text, self._clock())
        await self._known_values.remember(session, conversation.id, guarded.values)
        for completed in guarded.completed:
            entry_id = window.entry_ids[completed.entry]
            await self._transcripts.mask(session, entry_id, completed.masked, why="identifier_completed")
        if not guarded.reaches_back:
            return conversation
        abandoned = replace(conversation.state, session=conversation.state.session + 1)
        await self._conversations.amend(session, conversation.id, dialogue=dump_state(abandoned))
        return replace(conversation, state=abandoned)

    async def _edited(
        self,
        session: AsyncSession,
        message: InboundMessage,
        conversation: Conversation,
        guarded: GuardedMessage,
    ) -> bool:
        return message.kind is InboundKind.EDIT and await self._transcripts.replace(
            session, conversation.id, self.source_id(message), guarded.kept, why="edited_by_writer"
        )

    def source_id(self, message: InboundMessage) -> str:
        """An edit belongs to the entry of the message that it changes."""
        source = message.refers_to if message.kind is InboundKind.EDIT else message.event_id
        return self._inbox.event_key(message.channel, source or message.event_id)


def _entry(message: InboundMessage, source_id: str, conversation: Conversation, guarded: GuardedMessage) -> NewEntry:
    return NewEntry(
        conversation_id=conversation.id,
        source_id=source_id,
        direction=Direction.IN,
        author=Author.PATIENT,
        author_id=None,
        channel=message.channel,
        text="" if guarded.ceiling is Ceiling.PUBLIC else guarded.kept,
        note=_note(message),
        at=message.sent_at,
    )


def _note(message: InboundMessage) -> str:
    """Kinds and counts of what is not text."""
    if message.kind is InboundKind.COMMENT:
        return "public comment"
    kinds = sorted({attachment.kind for attachment in message.attachments})
    counts = (f"{sum(one.kind == kind for one in message.attachments)} {kind}" for kind in kinds)
    return ", ".join(counts)
