"""Reads a claimed message: the safety watch on the raw text, then the guard, then the transcript.

Three short transactions at most, none of them open while the guard works. Each can be run again after a crash: the
conversation is found instead of opened, and the transcript has one entry an event.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.port import Channel
from bot.conversations.choices import Choices
from bot.conversations.conversation import Conversation
from bot.conversations.store import Conversations
from bot.deliveries.inbox import ClaimedEvent, Inbox, Traffic
from bot.errors import GuardError
from bot.guard.service import GuardService
from bot.messages.channel import Capabilities, Ceiling
from bot.messages.clock import Clock
from bot.messages.guarded import GuardedMessage
from bot.messages.inbound import InboundKind, InboundMessage
from bot.messages.reply import Meaning
from bot.safety.watch import SafetyWatch
from bot.storage.engine import Database
from bot.turns.comments import public_side_of
from bot.turns.keeping import Keeping, Window
from bot.turns.language import LanguageReader
from bot.turns.opened import Opened
from bot.turns.short_answers import ShortAnswers
from bot.turns.stopwatch import Stopwatch

TRAFFIC_WINDOW = timedelta(minutes=1)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Read:
    conversation: Conversation
    window: Window
    choice: Meaning | None
    traffic: Traffic


class Opening:
    def __init__(
        self,
        *,
        database: Database,
        inbox: Inbox,
        conversations: Conversations,
        choices: Choices,
        keeping: Keeping,
        guard: GuardService,
        safety: SafetyWatch,
        language: LanguageReader,
        short_answers: ShortAnswers,
        channels: Mapping[str, Channel],
        clock: Clock,
    ) -> None:
        self._database = database
        self._inbox = inbox
        self._conversations = conversations
        self._choices = choices
        self._keeping = keeping
        self._guard = guard
        self._safety = safety
        self._language = language
        self._short_answers = short_answers
        self._channels = channels
        self._clock = clock

    async def open(self, event: ClaimedEvent, watch: Stopwatch) -> Opened:
        message = event.message
        now = self._clock()
        with watch.lap("safety"):
            # In a thread: its networks take milliseconds, in which webhooks would wait to be acknowledged.
            red_flag = await asyncio.to_thread(self._safety.look, message.text)
        capabilities = self._capabilities(message)
        async with self._database.work() as session:
            read = await self._read(session, message)
        with watch.lap("guard"):
            guarded = await self._guarded(message.text, capabilities.ceiling, read.window)
        async with self._database.work() as session:
            conversation = await self._keeping.keep(session, message, read.conversation, read.window, guarded)
        language = self._language.read(guarded.refuse, read.conversation.language)
        choice = read.choice
        if choice is None and message.kind is InboundKind.TEXT:
            choice = self._short_answers.read(guarded.refuse, language, conversation.state, now)
        return Opened(
            message=message,
            source_id=event.source_id,
            conversation=conversation,
            capabilities=capabilities,
            language=language,
            foreign=self._language.is_foreign(guarded.refuse),
            red_flag=red_flag,
            guarded=guarded,
            choice=choice,
            traffic=read.traffic,
            now=now,
        )

    def _capabilities(self, message: InboundMessage) -> Capabilities:
        own = self._channels[message.channel].capabilities
        return public_side_of(own) if message.kind is InboundKind.COMMENT else own

    async def _read(self, session: AsyncSession, message: InboundMessage) -> _Read:
        now = self._clock()
        conversation = await self._conversations.open(
            session, channel=message.channel, account=message.account, sender=message.sender, now=now
        )
        if message.choice is not None:
            choice = await self._choices.meaning(session, conversation.id, message.choice, now)
        else:
            choice = await self._choices.meaning_of_words(session, conversation.id, message.text, now)
        return _Read(
            conversation=conversation,
            window=await self._keeping.window(session, conversation.id, message),
            choice=choice,
            traffic=await self._inbox.traffic(session, message, now - TRAFFIC_WINDOW),
        )

    async def _guarded(self, text: str, ceiling: Ceiling, window: Window) -> GuardedMessage:
        try:
            return await self._guard.read(text, ceiling, window=window.earlier, asked=window.asked)
        except GuardError as error:
            log.error("guard.failed", cause=error.code, characters=len(text))  # noqa: TRY400 - a traceback may hold text
            return self._guard.blocked(ceiling)
