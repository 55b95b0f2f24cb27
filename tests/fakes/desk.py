"""A whole desk on a real database, with the journey, the proof of a patient and the channels' abilities faked."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from argon2 import PasswordHasher
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.clinic import Clinic
from bot.conversations.conversation import Owner
from bot.conversations.store import Conversations
from bot.desk.day_sheet import ClinicDaySheet
from bot.desk.desk import Desk, DeskSettings, build_desk, build_tickets
from bot.desk.permissions import Role
from bot.desk.ports import StaffSend
from bot.faq.blanks import ClinicBlanks
from bot.faq.store import FaqStore
from bot.messages.channel import Capabilities, Ceiling, HandoffMode, LengthUnit
from bot.messages.clock import Clock
from bot.messages.ids import Entropy
from bot.proof.waiting import WaitingReplies
from bot.scheduling.appointments import Appointments
from bot.storage.engine import Database
from bot.texts.catalog import load_texts
from bot.transcripts.transcripts import Transcripts
from bot.vault.keyring import KeyRing
from bot.vault.vault import Vault
from tests.fakes.staff_browser import StaffBrowser

PASSWORD = "lantern otter quilt"
SECRETS = {role: base64.b32encode(role.value.ljust(20, "x")[:20].encode()).decode() for role in Role}
SAID = "I would like to talk to somebody about Thursday"
DESK_URL = "https://desk.riverbend.example"
QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # argon2id all the same, in microseconds


type OwnerOf = Callable[[str], Awaitable[tuple[Owner, str | None]]]
type SignedIn = Callable[[Role], Awaitable[StaffBrowser]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation in which somebody asked for a person."""

    conversation_id: str
    ticket_id: str


@dataclass(slots=True)
class FakeReplies:
    """The journey as the desk knows it. `refuse` lists words that the guard would not let through, `unearned`
    those that wait for a proof.
    """

    refuse: tuple[str, ...] = ()
    unearned: tuple[str, ...] = ()
    closed: bool = False
    broken_with: str = ""  # what the error inside would say
    sent: list[tuple[str, str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def send_as_staff(self, conversation_id: str, staff_id: str, text: str) -> StaffSend:
        if self.closed:
            return StaffSend(sent=False, replaced=False)
        if any(word in text for word in self.unearned):
            return StaffSend(sent=False, replaced=False, waits=True)
        if any(word in text for word in self.refuse):
            return StaffSend(sent=True, replaced=True)
        self.sent.append((conversation_id, staff_id, text))
        return StaffSend(sent=True, replaced=False)

    async def send_secure_link(self, conversation_id: str, staff_id: str) -> bool:  # noqa: ARG002 - the port's
        if self.broken_with:
            raise RuntimeError(self.broken_with)
        self.links.append(conversation_id)
        return not self.closed

    async def ask_for_proof(self, conversation_id: str, staff_id: str) -> bool:  # noqa: ARG002 - the port's
        self.asked.append(conversation_id)
        return not self.closed


@dataclass(slots=True)
class FakeProof:
    verified: set[str] = field(default_factory=set)

    async def is_verified(self, session: AsyncSession, conversation_id: str) -> bool:  # noqa: ARG002 - the port's
        return conversation_id in self.verified


@dataclass(slots=True)
class FakeChannels:
    """Messenger is social and hands off to the secure chat, `webchat` is covered, `comments` is public."""

    messenger_handoff: HandoffMode = HandoffMode.SECURE_CHAT

    def __call__(self, channel: str) -> Capabilities:
        ceiling = {"messenger": Ceiling.SOCIAL, "webchat": Ceiling.COVERED, "comments": Ceiling.PUBLIC}[channel]
        handoff = self.messenger_handoff if channel == "messenger" else HandoffMode.IN_CHANNEL
        return Capabilities(
            ceiling, handoff, 2000, LengthUnit.CHARACTERS, 13, 20, typing=True, reply_window=None, sends_per_second=40
        )


@dataclass(frozen=True, slots=True)
class DeskBench:
    """The desk, and what stands behind it."""

    desk: Desk
    vault: Vault
    replies: FakeReplies
    proof: FakeProof
    channels: FakeChannels


def make_bench(
    database: Database,
    clinic: Clinic,
    clock: Clock,
    entropy: Entropy,
    *,
    settings: DeskSettings | None = None,
) -> DeskBench:
    vault = Vault(KeyRing({1: entropy(32)}, entropy(32)), clinic.name, entropy, clock)
    audit, conversations = Audit(clock), Conversations(vault, entropy)
    replies, proof, channels = FakeReplies(), FakeProof(), FakeChannels()
    desk = build_desk(
        database=database,
        clinic=clinic,
        clock=clock,
        entropy=entropy,
        settings=settings or DeskSettings(DESK_URL, organisation=clinic.name),
        vault=vault,
        audit=audit,
        conversations=conversations,
        transcripts=Transcripts(vault, audit, entropy),
        faq=FaqStore(ClinicBlanks(clinic, load_texts(clinic)), audit),
        tickets=build_tickets(conversations, audit, entropy, clinic),
        replies=replies,
        proof=proof,
        waiting=WaitingReplies(vault, entropy),
        day_sheet=ClinicDaySheet(clinic, Appointments(vault)),
        capabilities=channels,
        hasher=QUICK_HASHER,
    )
    return DeskBench(desk, vault, replies, proof, channels)
