"""Everything the desk's pages work with, joined once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from urllib.parse import urlsplit

from argon2 import PasswordHasher

from bot.audit.audit import Audit
from bot.clinic import Clinic
from bot.conversations.store import Conversations
from bot.desk.accounts import Accounts
from bot.desk.devices import Devices
from bot.desk.emergency_access import EmergencyAccess
from bot.desk.limits import Limits
from bot.desk.live import LiveUpdates
from bot.desk.ports import DaySheet, PatientProof, StaffReplies
from bot.desk.sessions import Sessions
from bot.desk.sign_in import SignIn
from bot.desk.tickets import Tickets
from bot.erasure.requests import ErasureRequests, erasure_requests
from bot.faq.store import FaqStore
from bot.faq.unanswered import Unanswered
from bot.messages.channel import Capabilities
from bot.messages.clock import Clock
from bot.messages.ids import Entropy
from bot.passwords.hashing import Passwords
from bot.proof.waiting import WaitingReplies
from bot.storage.engine import Database
from bot.transcripts.holds import LegalHolds
from bot.transcripts.transcripts import Transcripts
from bot.vault.vault import Vault

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """`url` is the address that browsers use. `trusted_proxies` are those whose forwarded headers count."""

    url: str
    organisation: str = "clinic"  # as sealed into every record
    totp_required: bool = True
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()

    @property
    def https(self) -> bool:
        return self.url.startswith("https://")

    @property
    def origins(self) -> frozenset[str]:
        """Where forms may come from: the desk itself, on this machine under each of its names."""
        parts = urlsplit(self.url)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else (parts.hostname or "")
        port = f":{parts.port}" if parts.port else ""
        hosts = LOOPBACK if host in LOOPBACK else {host}
        return frozenset(f"{parts.scheme}://{name}{port}" for name in hosts)


@dataclass(frozen=True, slots=True)
class Desk:
    database: Database
    clinic: Clinic
    clock: Clock
    entropy: Entropy
    settings: DeskSettings
    audit: Audit
    conversations: Conversations
    transcripts: Transcripts
    legal_holds: LegalHolds
    erasure_requests: ErasureRequests
    faq: FaqStore
    unanswered: Unanswered
    tickets: Tickets
    passwords: Passwords
    sessions: Sessions
    limits: Limits
    devices: Devices
    accounts: Accounts
    sign_in: SignIn
    emergency_access: EmergencyAccess
    live: LiveUpdates
    replies: StaffReplies
    proof: PatientProof
    waiting: WaitingReplies
    day_sheet: DaySheet
    capabilities: Callable[[str], Capabilities]  # by the channel's name; KeyError for an unknown one


def build_tickets(conversations: Conversations, audit: Audit, entropy: Entropy, clinic: Clinic) -> Tickets:
    return Tickets(conversations, audit, entropy, claim_limit=timedelta(minutes=clinic.claim_minutes))


def build_accounts(vault: Vault, audit: Audit, passwords: Passwords, entropy: Entropy, clinic: Clinic) -> Accounts:
    """For the command line too: it needs no web application."""
    return Accounts(vault, audit, passwords, Sessions(entropy), entropy, known_words=[clinic.name])


def build_desk(
    *,
    database: Database,
    clinic: Clinic,
    clock: Clock,
    entropy: Entropy,
    settings: DeskSettings,
    vault: Vault,
    audit: Audit,
    conversations: Conversations,
    transcripts: Transcripts,
    faq: FaqStore,
    tickets: Tickets,
    replies: StaffReplies,
    proof: PatientProof,
    waiting: WaitingReplies,
    day_sheet: DaySheet,
    capabilities: Callable[[str], Capabilities],
    hasher: PasswordHasher | None = None,
) -> Desk:
    passwords, sessions, limits = Passwords(hasher), Sessions(entropy), Limits(vault)
    devices = Devices(vault, entropy)
    accounts = build_accounts(vault, audit, passwords, entropy, clinic)
    return Desk(
        database=database,
        clinic=clinic,
        clock=clock,
        entropy=entropy,
        settings=settings,
        audit=audit,
        conversations=conversations,
        transcripts=transcripts,
        legal_holds=LegalHolds(audit),
        erasure_requests=erasure_requests(vault, audit, conversations, entropy),
        faq=faq,
        unanswered=Unanswered(vault, entropy),
        tickets=tickets,
        passwords=passwords,
        sessions=sessions,
        limits=limits,
        devices=devices,
        accounts=accounts,
        sign_in=SignIn(
            database=database,
            accounts=accounts,
            passwords=passwords,
            sessions=sessions,
            limits=limits,
            devices=devices,
            audit=audit,
            clock=clock,
            totp_required=settings.totp_required,
        ),
        emergency_access=EmergencyAccess(audit, entropy),
        live=LiveUpdates(database),
        replies=replies,
        proof=proof,
        waiting=waiting,
        day_sheet=day_sheet,
        capabilities=capabilities,
    )
