"""Erases one conversation at once, as far as it came from its network.

It goes: transcript, known values, passphrase and the data key; buttons, dialogue state, what waited to be sent; the
person's id on the network, also as an HMAC. Who writes again is somebody new.
It stays: the conversation's row, which nobody is found by; tickets and audit, which are ids, reasons and times; secure
chats and appointments, which are the clinic's own records and have an end of their own.
A legal hold keeps all of it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.conversations.store import Conversations, dump_state
from bot.conversations.tables import ChoiceRow, ConversationRow
from bot.deliveries.outbox import UNFINISHED
from bot.deliveries.tables import OutboxRow, OutboxState
from bot.messages.turn import DialogueState
from bot.storage.wrapped_keys import StoredKeys
from bot.transcripts.holds import is_held
from bot.transcripts.retention import remove_transcript
from bot.transcripts.sealing import conversation_scope
from bot.vault.vault import Vault


class Erasing:
    def __init__(self, vault: Vault, audit: Audit, conversations: Conversations) -> None:
        self._vault = vault
        self._audit = audit
        self._conversations = conversations

    async def find(self, session: AsyncSession, channel: str, account: str, sender: str) -> str | None:
        """The conversation of a person, by the id that the network uses for them on this account."""
        key = self._conversations.sender_key(channel, account, sender)
        return await session.scalar(select(ConversationRow.id).filter_by(channel=channel, sender_key=key))

    async def erase(
        self, session: AsyncSession, conversation_id: str, *, channel: str, actor: str, now: datetime
    ) -> bool:
        """False when a legal hold keeps it. Raises LookupError when there is none of this id on the channel."""
        await self._conversations.lock(session, conversation_id)
        if (await self._conversations.get(session, conversation_id)).channel != channel:
            raise LookupError("a conversation of another channel")
        if await is_held(session, conversation_id):
            return False
        entries = await remove_transcript(session, conversation_id)
        await session.execute(delete(ChoiceRow).where(ChoiceRow.conversation_id == conversation_id))
        await session.execute(
            update(OutboxRow)
            .where(OutboxRow.conversation_id == conversation_id, OutboxRow.state.in_(UNFINISHED))
            .values(state=OutboxState.DROPPED.value, body=None, lease_until=None, finished_at=now)
        )
        await self._conversations.amend(
            session,
            conversation_id,
            sender_key=f"erased:{conversation_id}",
            sealed_sender=b"",
            dialogue=dump_state(DialogueState()),
            opted_out_at=now,  # nothing more can be sent there
        )
        keys = await self._vault.shred(StoredKeys(session), conversation_scope(conversation_id))
        await self._audit.record(
            session,
            actor=actor,
            action="conversation.erase",
            subject=conversation_scope(conversation_id),
            details={"entries": entries, "keys": keys},
        )
        return True
