"""Events that nobody answers: withdrawn messages, our own echoes, receipts."""

from __future__ import annotations

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.store import Conversations
from bot.deliveries.inbox import Inbox
from bot.deliveries.outbox import Outbox
from bot.desk.tickets import Tickets
from bot.messages.clock import Clock
from bot.messages.effects import OpenTicket, TicketReason
from bot.messages.inbound import InboundKind, InboundMessage
from bot.transcripts.transcripts import Transcripts

NETWORK_INBOX = "network-inbox"  # staff who answered in the network's own inbox, outside the desk

log = structlog.get_logger()


class SilentEvents:
    def __init__(
        self,
        *,
        inbox: Inbox,
        outbox: Outbox,
        conversations: Conversations,
        transcripts: Transcripts,
        tickets: Tickets,
        clock: Clock,
    ) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._conversations = conversations
        self._transcripts = transcripts
        self._tickets = tickets
        self._clock = clock

    async def note(self, session: AsyncSession, message: InboundMessage) -> None:
        """In the transaction that completes the event."""
        if message.kind is InboundKind.UNSEND and message.refers_to is not None:
            await self._erase(session, message, message.refers_to)
        elif message.kind is InboundKind.ECHO:
            await self._echo(session, message)

    async def _erase(self, session: AsyncSession, message: InboundMessage, withdrawn: str) -> None:
        conversation = await self.conversation_of(session, message)
        source_id = self._inbox.event_key(message.channel, withdrawn)
        found = await self._transcripts.erase(session, conversation, source_id, why="withdrawn_by_writer")
        log.info("event.unsend", conversation=conversation, found=found)

    async def _echo(self, session: AsyncSession, message: InboundMessage) -> None:
        if message.outbox_id is not None and await self._outbox.echoed(session, message.outbox_id):
            return
        # Somebody answered outside the desk: a person is talking, so the bot does not. As a claimed ticket it goes
        # back to the waiting list by itself when they stop answering.
        conversation_id = await self.conversation_of(session, message)
        now = self._clock()
        ticket = await self._tickets.open(session, conversation_id, OpenTicket(TicketReason.PERSON_REQUESTED), now)
        await self._tickets.claim(session, ticket, NETWORK_INBOX, now)

    async def conversation_of(self, session: AsyncSession, message: InboundMessage) -> str:
        """The id of the writer's conversation, opened when there is none."""
        conversation = await self._conversations.open(
            session,
            channel=message.channel,
            account=message.account,
            sender=message.sender,
            now=self._clock(),
        )
        return conversation.id
