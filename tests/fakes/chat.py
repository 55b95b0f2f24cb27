"""The web chat over a real database: the journey behind it is played by what a test says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.port import OutgoingMessage, Recipient
from bot.channels.webchat import WebChat
from bot.conversations.choices import Choices
from bot.conversations.conversation import Owner
from bot.messages.ids import Entropy
from bot.messages.inbound import InboundMessage
from bot.messages.reply import Choice, Meaning
from bot.passwords.hashing import Passwords
from bot.proof.passphrases import Passphrases
from bot.proof.proofs import Proofs
from bot.securepages.chat import Chat, add_chat
from bot.securepages.notify import ChatNotifier
from bot.securepages.rate import RateLimit
from bot.transcripts.transcripts import Author, Direction, NewEntry, Transcripts
from tests.fakes.desk import QUICK_HASHER
from tests.fakes.secure_pages import PagesStand

ADDRESS = "203.0.113.7"


@dataclass
class ChatStand:
    """What patients wrote is in `received`; `answer` does what the journey and the outbox would do."""

    pages: PagesStand
    transcripts: Transcripts
    choices: Choices
    starts: int = 20
    messages: int = 30
    look_every: float = 30.0
    notifier: ChatNotifier = field(default_factory=ChatNotifier)
    received: list[InboundMessage] = field(default_factory=list)
    broken: bool = False
    proofs: Proofs = field(default_factory=Proofs)
    proven: list[str] = field(default_factory=list)  # chats, in the order of their proofs

    def app(self) -> web.Application:
        app = self.pages.app()
        clock = self.pages.clock
        chat = Chat(
            conversations=self.pages.clinic_side.conversations,
            transcripts=self.transcripts,
            notifier=self.notifier,
            receive=self.receive,
            address_of=lambda _request: ADDRESS,
            starts=RateLimit(clock, at_most=self.starts, within=timedelta(minutes=10)),
            messages=RateLimit(clock, at_most=self.messages, within=timedelta(minutes=1)),
            passphrases=self.passphrases(),
            proofs=self.proofs,
            look_every=self.look_every,
        )
        add_chat(app, chat)
        return app

    def passphrases(self) -> Passphrases:
        return Passphrases(
            database=self.pages.pages.database,
            vault=self.pages.vault,
            audit=self.pages.pages.audit,
            proofs=self.proofs,
            passwords=Passwords(QUICK_HASHER),
            on_proof=self.on_proof,
            clock=self.pages.clock,
            known_words=[self.pages.pages.clinic.name],
        )

    async def on_proof(self, _session: AsyncSession, chat_id: str) -> None:
        self.proven.append(chat_id)

    async def receive(self, messages: Sequence[InboundMessage]) -> None:
        if self.broken:
            raise OSError("the disk is full")
        known = {message.event_id for message in self.received}
        self.received += [message for message in messages if message.event_id not in known]

    async def keep(self, message: InboundMessage) -> str:
        """The conversation it belongs to, with the message in its transcript."""
        async with self.pages.pages.database.work() as session:
            conversation = await self.pages.clinic_side.conversations.open(
                session,
                channel=message.channel,
                account=message.account,
                sender=message.sender,
                now=message.sent_at,
            )
            entry = self._entry(conversation.id, message.event_id, Author.PATIENT, message.text)
            await self.transcripts.append(session, entry)
        return conversation.id

    async def answer(
        self, text: str, *titles: str, author: Author = Author.BOT, conversation_id: str | None = None
    ) -> str:
        """Keeps the last message, answers it, wakes the page; returns the conversation."""
        last = self.received[-1]
        conversation_id = conversation_id or await self.keep(last)
        source = f"{last.event_id}-{text}"
        async with self.pages.pages.database.work() as session:
            choices = [Choice(title, Meaning("inform")) for title in titles]
            await self.choices.offer(session, conversation_id, source[:24], choices, self.pages.clock())
            await self.transcripts.append(session, self._entry(conversation_id, source, author, text))
        await self.wake(last.sender)
        return conversation_id

    async def wake(self, sender: str) -> None:
        await WebChat(self.notifier).send(Recipient("clinic", sender), OutgoingMessage("outbox", "", ()))

    async def give_to(self, conversation_id: str, owner: Owner) -> None:
        async with self.pages.pages.database.work() as session:
            conversation = await self.pages.clinic_side.conversations.get(session, conversation_id)
            await self.pages.clinic_side.conversations.change_owner(
                session,
                conversation_id,
                expected=conversation.owner,
                to=owner,
                staff="nurse" if owner is Owner.PERSON else None,
                now=self.pages.clock(),
            )

    def _entry(self, conversation_id: str, source_id: str, author: Author, text: str) -> NewEntry:
        return NewEntry(
            conversation_id=conversation_id,
            source_id=source_id,
            direction=Direction.IN if author is Author.PATIENT else Direction.OUT,
            author=author,
            channel="webchat",
            text=text,
            at=self.pages.clock(),
        )


def make_chat_stand(pages: PagesStand, entropy: Entropy) -> ChatStand:
    return ChatStand(pages, Transcripts(pages.vault, pages.pages.audit, entropy), Choices(entropy))
