"""What the chat is made of, and where a request finds it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import web

from bot.conversations.store import Conversations
from bot.messages.clock import Clock
from bot.messages.inbound import InboundMessage
from bot.proof.passphrases import Passphrases
from bot.proof.proofs import Proofs
from bot.securepages.notify import ChatNotifier
from bot.securepages.rate import RateLimit
from bot.transcripts.transcripts import Transcripts

LOOK_EVERY = 3.0  # seconds between looks of an open page that nobody woke

type Receive = Callable[[Sequence[InboundMessage]], Awaitable[object]]
"""Stores the messages and returns after the commit."""

type AddressOf = Callable[[web.Request], str]
"""The address that a request came from, trusted proxies taken into account."""


@dataclass(frozen=True, slots=True)
class Chat:
    conversations: Conversations
    transcripts: Transcripts
    notifier: ChatNotifier
    receive: Receive
    address_of: AddressOf
    starts: RateLimit  # by address
    messages: RateLimit  # by conversation; passphrases count too
    passphrases: Passphrases
    proofs: Proofs
    look_every: float = LOOK_EVERY


CHAT = web.AppKey("chat", Chat)


def build_chat(
    *,
    conversations: Conversations,
    transcripts: Transcripts,
    notifier: ChatNotifier,
    receive: Receive,
    address_of: AddressOf,
    passphrases: Passphrases,
    proofs: Proofs,
    clock: Clock,
) -> Chat:
    """With the usual limits."""
    return Chat(
        conversations=conversations,
        transcripts=transcripts,
        notifier=notifier,
        receive=receive,
        address_of=address_of,
        starts=RateLimit(clock, at_most=20, within=timedelta(minutes=10)),
        messages=RateLimit(clock, at_most=30, within=timedelta(minutes=1)),
        passphrases=passphrases,
        proofs=proofs,
    )
