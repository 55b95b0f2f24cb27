"""Finds, opens and changes conversations. The person's network id is sealed and found by its HMAC."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.port import Recipient
from bot.conversations.conversation import Conversation, Owner
from bot.conversations.tables import ConversationRow
from bot.messages.effects import Language
from bot.messages.ids import Entropy, new_id
from bot.messages.turn import DialogueState
from bot.storage.wrapped_keys import StoredKeys
from bot.vault.context import SealContext
from bot.vault.vault import Vault


def scope_of(conversation_id: str) -> str:
    """The vault scope under which everything of a conversation is sealed."""
    return f"conversation:{conversation_id}"


class Conversations:
    def __init__(self, vault: Vault, entropy: Entropy) -> None:
        self._vault = vault
        self._entropy = entropy

    def sender_key(self, channel: str, account: str, sender: str) -> str:
        """What a person's conversation is found and ordered by."""
        return self._vault.index("sender", channel, account, sender)

    async def open(
        self,
        session: AsyncSession,
        *,
        channel: str,
        account: str,
        sender: str,
        now: datetime,
        parent_id: str | None = None,
        language: Language | None = None,
    ) -> Conversation:
        """Finds the conversation, or opens it."""
        key = self.sender_key(channel, account, sender)
        found = await session.scalar(select(ConversationRow).filter_by(channel=channel, sender_key=key))
        if found is not None:
            if not found.sealed_sender:  # its transcript was purged, and the key with it
                found.sealed_sender = await self._sealed_sender(session, found.id, channel, sender)
            return snapshot(found)
        conversation_id = new_id(self._entropy)
        row = ConversationRow(
            id=conversation_id,
            channel=channel,
            account=account,
            sender_key=key,
            sealed_sender=await self._sealed_sender(session, conversation_id, channel, sender),
            parent_id=parent_id,
            language=(language or Language.ENGLISH).value,
            owner=Owner.BOT.value,
            owner_staff=None,
            owner_since=now,
            dialogue=dump_state(DialogueState()),
            notice_given=False,
            waiting_told=False,
            created_at=now,
        )
        session.add(row)
        await session.flush()
        return snapshot(row)

    async def lock(self, session: AsyncSession, *conversation_ids: str) -> None:
        """Others who would change them wait until this transaction ends. Who needs more than the conversation (its
        ticket, the audit log) locks the conversation first: in another order two could wait for each other.
        """
        rows = select(ConversationRow.id).where(ConversationRow.id.in_(conversation_ids)).order_by(ConversationRow.id)
        await session.execute(rows.with_for_update())

    async def get(self, session: AsyncSession, conversation_id: str) -> Conversation:
        """Raises LookupError."""
        return snapshot(await self._row(session, conversation_id))

    async def recipient(self, session: AsyncSession, conversation_id: str) -> Recipient:
        """Where to send, with the person's network id revealed. Raises LookupError, VaultError."""
        row = await self._row(session, conversation_id)
        context = _sender_context(row.id, row.channel)
        sender = await self._vault.reveal(StoredKeys(session), context, row.sealed_sender)
        return Recipient(account=row.account, sender=sender.decode())

    async def change_owner(
        self,
        session: AsyncSession,
        conversation_id: str,
        *,
        expected: Owner,
        to: Owner,
        staff: str | None,
        now: datetime,
    ) -> bool:
        """Compare and set; False when somebody was quicker."""
        changed = await session.execute(
            update(ConversationRow)
            .where(ConversationRow.id == conversation_id, ConversationRow.owner == expected.value)
            .values(owner=to.value, owner_staff=staff, owner_since=now, waiting_told=False)
            .returning(ConversationRow.id)
        )
        if to is Owner.BOT:
            # The bot says again that it is automated when a person hands back.
            await self.amend(session, conversation_id, disclosed_at=None)
        return changed.first() is not None

    async def amend(self, session: AsyncSession, conversation_id: str, **columns: object) -> None:
        """Sets columns of the row; for everything but the owner, which is compared and set."""
        await session.execute(update(ConversationRow).where(ConversationRow.id == conversation_id).values(**columns))

    async def _sealed_sender(self, session: AsyncSession, conversation_id: str, channel: str, sender: str) -> bytes:
        return await self._vault.seal(StoredKeys(session), _sender_context(conversation_id, channel), sender.encode())

    async def _row(self, session: AsyncSession, conversation_id: str) -> ConversationRow:
        row = await session.get(ConversationRow, conversation_id, populate_existing=True)
        if row is None:
            raise LookupError("no such conversation")
        return row


def snapshot(row: ConversationRow) -> Conversation:
    return Conversation(
        id=row.id,
        channel=row.channel,
        account=row.account,
        language=Language(row.language),
        owner=Owner(row.owner),
        owner_staff=row.owner_staff,
        owner_since=row.owner_since,
        parent_id=row.parent_id,
        state=load_state(row.dialogue),
        notice_given=row.notice_given,
        waiting_told=row.waiting_told,
        last_fallback=row.last_fallback,
        disclosed_at=row.disclosed_at,
        opted_out_at=row.opted_out_at,
        last_inbound_at=row.last_inbound_at,
        alarm=row.alarm,
        alarmed_at=row.alarmed_at,
        created_at=row.created_at,
    )


def dump_state(state: DialogueState) -> str:
    return json.dumps({**asdict(state), "slots": dict(state.slots)}, separators=(",", ":"))


def load_state(text: str) -> DialogueState:
    return DialogueState(**json.loads(text))


def _sender_context(conversation_id: str, channel: str) -> SealContext:
    return SealContext(scope=scope_of(conversation_id), record="sender", channel=channel)
