"""Takes one row from the outbox to its network, and says what became of it.

| what happened | the row becomes |
|---|---|
| the network took it | sent |
| a person took over, or the patient opted out, since it was written | dropped |
| the reply window is closed, or the network refuses it | failed, and staff are told |
| the network asks to wait, or could not be reached | queued again, with backoff |
| nobody knows whether it arrived | an answer or emergency text again, anything else uncertain, and staff are told |
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.port import Channel, Recipient
from bot.channels.windows import private_reply_is_allowed, reply_is_allowed
from bot.conversations.conversation import Conversation
from bot.conversations.speaking import may_pass
from bot.conversations.store import Conversations
from bot.deliveries.outbox import MAY_REPEAT, ClaimedSend, Draft, Outbox
from bot.deliveries.pace import Pace
from bot.deliveries.tables import OutboxState
from bot.errors import LeaseLostError, SendDelayedError, SendError, SendUncertainError
from bot.messages.clock import Clock
from bot.messages.effects import OpenTicket, TicketReason
from bot.storage.engine import Database

type TellStaff = Callable[[AsyncSession, str, OpenTicket], Awaitable[None]]

DELIVERY_FAILED = OpenTicket(TicketReason.DELIVERY_FAILED)

log = structlog.get_logger()


class Sending:
    def __init__(
        self,
        *,
        database: Database,
        outbox: Outbox,
        conversations: Conversations,
        channels: Mapping[str, Channel],
        tell_staff: TellStaff,
        clock: Clock,
    ) -> None:
        self._database = database
        self._outbox = outbox
        self._conversations = conversations
        self._channels = channels
        self._tell_staff = tell_staff
        self._clock = clock
        self._pace = Pace()

    def channel(self, name: str) -> Channel:
        """Raises KeyError for an unknown one."""
        return self._channels[name]

    async def step(self) -> bool:
        """Sends the next row; False when there is none."""
        send = await self._outbox.claim()
        if send is None:
            return False
        try:
            await self._send(send)
        except LeaseLostError:
            log.warning("outbox.lease_lost", outbox=send.id)
        return True

    async def _send(self, send: ClaimedSend) -> None:
        async with self._database.work() as session:
            conversation = await self._conversations.get(session, send.conversation_id)
            channel = self.channel(conversation.channel)
            if not send.may_go:
                await self._outbox.finish(session, send, OutboxState.UNCERTAIN, "interrupted")
                await self._tell_staff(session, send.conversation_id, DELIVERY_FAILED)
                return
            if not may_pass(send.purpose, conversation):
                await self._outbox.finish(session, send, OutboxState.DROPPED)
                return
            if not self._in_time(send.draft, conversation, channel):
                await self._fail(session, send, "window_closed")
                return
            recipient = await self._conversations.recipient(session, send.conversation_id)
        if (answers := send.draft.answers) is not None:
            recipient = Recipient(recipient.account, recipient.sender, answers.comment, under_comment=answers.public)
        await self._pace.wait(channel, recipient.account, send.purpose)
        try:
            await channel.send(recipient, send.message())
        except SendError as error:
            await self._not_sent(send, error)
        else:
            async with self._database.work() as session:
                await self._outbox.finish(session, send, OutboxState.SENT)
            log.info("outbox.sent", outbox=send.id, channel=channel.name, attempts=send.attempts)

    def _in_time(self, draft: Draft, conversation: Conversation, channel: Channel) -> bool:
        now = self._clock()
        if draft.answers is None:
            return reply_is_allowed(conversation.last_inbound_at, channel.capabilities.reply_window, now)
        return draft.answers.public or private_reply_is_allowed(draft.answers.commented_at, now)

    async def _not_sent(self, send: ClaimedSend, error: SendError) -> None:
        log.warning("outbox.not_sent", outbox=send.id, cause=error.code, attempts=send.attempts)
        async with self._database.work() as session:
            match error:
                case SendDelayedError() if await self._outbox.retry(session, send, error.retry_after):
                    return
                case SendUncertainError() if send.purpose in MAY_REPEAT and await self._outbox.retry(
                    session, send, None
                ):
                    return
                case SendUncertainError():
                    await self._outbox.finish(session, send, OutboxState.UNCERTAIN, error.code)
                    await self._tell_staff(session, send.conversation_id, DELIVERY_FAILED)
                case _:
                    await self._fail(session, send, error.code)

    async def _fail(self, session: AsyncSession, send: ClaimedSend, code: str) -> None:
        await self._outbox.finish(session, send, OutboxState.FAILED, code)
        await self._tell_staff(session, send.conversation_id, DELIVERY_FAILED)
