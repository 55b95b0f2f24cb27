"""Messages that are not answers: what staff write, and notices such as "All set". They pass the same guard.

Both enter the journey at its step 7. Staff may write only in a chat they have claimed; a text over the channel's
ceiling is replaced by the safe text with a link to the secure chat, and staff are told so. In a secure chat, words that
name what the patient told in another browser wait until the patient has proved to be the same person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.port import Channel
from bot.channels.splitting import fit
from bot.conversations.conversation import Conversation, Owner
from bot.conversations.store import Conversations
from bot.deliveries.outbox import Draft, Outbox
from bot.desk.ports import StaffSend
from bot.errors import GuardError
from bot.messages.clock import Clock
from bot.messages.ids import Entropy, new_id
from bot.messages.reply import LinkPurpose, LinkRequest, Reply, ReplyPurpose
from bot.proof.waiting import WaitingReplies
from bot.storage.engine import Database
from bot.transcripts.transcripts import Author, Direction, NewEntry, Transcripts
from bot.turns.rendering import Checked, Rendering
from bot.turns.told import ToldValues
from bot.turns.unearned import UnearnedDetails

NOT_SENT = StaffSend(sent=False, replaced=False)
WAITS = StaffSend(sent=False, replaced=False, waits=True)


class Announcing:
    def __init__(
        self,
        *,
        database: Database,
        conversations: Conversations,
        transcripts: Transcripts,
        told: ToldValues,
        unearned: UnearnedDetails,
        waiting: WaitingReplies,
        rendering: Rendering,
        outbox: Outbox,
        channels: Mapping[str, Channel],
        wake: Callable[[], None],
        clock: Clock,
        entropy: Entropy,
    ) -> None:
        self._database = database
        self._conversations = conversations
        self._transcripts = transcripts
        self._told = told
        self._unearned = unearned
        self._waiting = waiting
        self._rendering = rendering
        self._outbox = outbox
        self._channels = channels
        self._wake = wake
        self._clock = clock
        self._entropy = entropy

    async def send_as_staff(self, conversation_id: str, staff_id: str, text: str) -> StaffSend:
        """Raises LookupError for an unknown conversation."""
        reply = Reply(text=text, purpose=ReplyPurpose.STAFF)
        try:
            async with self._database.reading() as session:
                conversation = await self._conversations.get(session, conversation_id)
                ceiling = self._channels[conversation.channel].capabilities.ceiling
                known = await self._told.load(session, conversation_id, ceiling)
            checked = await self._rendering.check(reply, ceiling, conversation.language, known)
        except GuardError:
            return NOT_SENT
        async with self._database.work() as session:
            conversation = await self._conversations.get(session, conversation_id)
            if conversation.owner is not Owner.PERSON or conversation.owner_staff != staff_id:
                return NOT_SENT
            if not checked.replaced and await self._unearned.named_in(session, conversation_id, checked.text):
                await self._waiting.keep(session, conversation_id, staff_id, checked.text, self._clock())
                return WAITS
            await self._write(session, conversation, checked, staff_id=staff_id)
        self._wake()
        return StaffSend(sent=True, replaced=checked.replaced)

    async def send_secure_link(self, conversation_id: str, staff_id: str) -> bool:
        """A fresh link to the secure chat. False when the chat is not theirs."""
        link = LinkRequest(LinkPurpose.SECURE_CHAT)
        reply = Reply(say="secure_message_waiting", link=link, purpose=ReplyPurpose.STAFF)
        return await self._send_fixed(conversation_id, staff_id, reply)

    async def ask_for_proof(self, conversation_id: str, staff_id: str) -> bool:
        """In the same words whether there is a passphrase or not. False when the chat is not theirs."""
        return await self._send_fixed(conversation_id, staff_id, Reply(say="proof_please", purpose=ReplyPurpose.STAFF))

    async def deliver_waiting(self, session: AsyncSession, conversation_id: str) -> None:
        """After a proof, in its transaction: sends what waited for it. What still names anything goes on waiting."""
        conversation = await self._conversations.get(session, conversation_id)
        for reply in await self._waiting.of_chat(session, conversation_id):
            named = await self._unearned.named_in(session, conversation_id, reply.text)
            if not named and await self._waiting.remove(session, conversation_id, reply.id):
                # The guard let these words pass when they were written.
                checked = Checked(Reply(text=reply.text, purpose=ReplyPurpose.STAFF), reply.text)
                await self._write(session, conversation, checked, staff_id=reply.staff_id)
        self._wake()

    async def _send_fixed(self, conversation_id: str, staff_id: str, reply: Reply) -> bool:
        async with self._database.work() as session:
            conversation = await self._conversations.get(session, conversation_id)
            if conversation.owner is not Owner.PERSON or conversation.owner_staff != staff_id:
                return False
            checked = self._rendering.fixed(reply, conversation.language)
            await self._write(session, conversation, checked, staff_id=None)
        self._wake()
        return True

    async def notify(self, session: AsyncSession, conversation_id: str, text_name: str) -> None:
        """Queues a fixed text without blanks, in the caller's transaction."""
        conversation = await self._conversations.get(session, conversation_id)
        reply = Reply(say=text_name, purpose=ReplyPurpose.CONFIRMATION)
        await self._write(session, conversation, self._rendering.fixed(reply, conversation.language), staff_id=None)
        self._wake()

    async def _write(
        self, session: AsyncSession, conversation: Conversation, checked: Checked, *, staff_id: str | None
    ) -> None:
        now = self._clock()
        source_id = new_id(self._entropy)
        capabilities = self._channels[conversation.channel].capabilities
        rendered = await self._rendering.write(
            session, checked, conversation, ceiling=capabilities.ceiling, turn_id=source_id, now=now
        )
        by_staff = staff_id is not None and not checked.replaced
        await self._transcripts.append(
            session,
            NewEntry(
                conversation_id=conversation.id,
                source_id=source_id,
                direction=Direction.OUT,
                author=Author.STAFF if by_staff else Author.BOT,
                author_id=staff_id if by_staff else None,
                channel=conversation.channel,
                text=rendered.kept,
                note=rendered.note,
                at=now,
            ),
        )
        parts: Sequence[Draft] = [
            Draft(part.text, rendered.draft.purpose, part.buttons)
            for part in fit(rendered.draft.text, rendered.draft.buttons, capabilities)
        ]
        await self._outbox.add(session, conversation.id, parts)
