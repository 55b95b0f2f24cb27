"""Joins the parts of the journey: what `serve` and `ask` have in common. What comes from outside is handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.channels.port import Channel
from bot.clinic import Clinic, load_clinic
from bot.conversations.choices import Choices
from bot.conversations.store import Conversations
from bot.deliveries.inbox import Inbox
from bot.deliveries.outbox import Outbox
from bot.deliveries.sending import TellStaff
from bot.desk.desk import build_tickets
from bot.desk.tickets import Tickets
from bot.dialogue.port import Dialogue
from bot.encoder.sentences import SentenceEncoder
from bot.encoder.weights import model_folder
from bot.faq.blanks import ClinicBlanks
from bot.faq.build import build_search
from bot.faq.content import load_content
from bot.faq.search import FaqSearch
from bot.faq.store import FaqStore
from bot.faq.unanswered import Unanswered
from bot.guard.memory import RecentPieces
from bot.guard.service import GuardService
from bot.journey import Journey
from bot.messages.clock import Clock
from bot.messages.effects import OpenTicket
from bot.messages.ids import Entropy
from bot.messages.turn import OpenTurns
from bot.proof.proofs import Proofs
from bot.proof.waiting import WaitingReplies
from bot.safety.build import build_watch
from bot.safety.watch import SafetyWatch
from bot.scheduling.appointments import Appointments
from bot.scheduling.availability import Availability
from bot.scheduling.holds import Holds
from bot.securepages.links import Links
from bot.securepages.sessions import PageSessions
from bot.settings import Settings
from bot.storage.engine import Database, make_engine
from bot.storage.locks import lock
from bot.storage.migrate import migrate
from bot.texts.catalog import Texts, load_texts
from bot.transcripts.known_values import StoredKnownValues
from bot.transcripts.transcripts import Transcripts
from bot.turns.announcing import Announcing
from bot.turns.completion import Completion
from bot.turns.conversing import Conversing, StartUp
from bot.turns.degraded import Degraded
from bot.turns.events import SilentEvents
from bot.turns.keeping import Keeping
from bot.turns.language import LanguageReader
from bot.turns.opening import Opening
from bot.turns.rendering import Rendering
from bot.turns.short_answers import ShortAnswers
from bot.turns.side_questions import SideQuestions
from bot.turns.told import ToldValues
from bot.turns.typing import Typing
from bot.turns.unearned import UnearnedDetails
from bot.vault.keyring import load_keyring
from bot.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Outside:
    """What comes from outside: time, randomness, networks, the dialogue engine, the guard."""

    clock: Clock
    entropy: Entropy
    channels: Mapping[str, Channel]
    dialogue: Dialogue
    guard: GuardService
    start_up: StartUp
    wake_inbox: Callable[[], None]
    wake_outbox: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Stores:
    """The clinic's facts and everything that keeps data."""

    settings: Settings
    clinic: Clinic
    texts: Texts
    database: Database
    vault: Vault
    audit: Audit
    conversations: Conversations
    transcripts: Transcripts
    known_values: StoredKnownValues
    proofs: Proofs
    waiting: WaitingReplies
    tickets: Tickets
    faq: FaqStore
    links: Links
    availability: Availability
    holds: Holds
    appointments: Appointments


@dataclass(frozen=True, slots=True)
class Core:
    stores: Stores
    inbox: Inbox
    outbox: Outbox
    journey: Journey
    announcing: Announcing
    faq_search: FaqSearch
    safety: SafetyWatch
    turns: OpenTurns
    tell_staff: TellStaff
    start_up: StartUp


async def open_stores(settings: Settings, clock: Clock, entropy: Entropy) -> Stores:
    """Opens and migrates the database. Raises StartupError when settings, clinic file, texts or keys are not right."""
    clinic = load_clinic(settings.clinic_file)
    texts = load_texts(clinic)
    vault = Vault(load_keyring(settings.key_folder, settings.data_folder), settings.organisation, entropy, clock)
    settings.data_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(make_engine(settings.database))
    await migrate(database.engine)
    audit = Audit(clock)
    conversations = Conversations(vault, entropy)
    return Stores(
        settings=settings,
        clinic=clinic,
        texts=texts,
        database=database,
        vault=vault,
        audit=audit,
        conversations=conversations,
        transcripts=Transcripts(vault, audit, entropy),
        known_values=StoredKnownValues(vault),
        proofs=Proofs(),
        waiting=WaitingReplies(vault, entropy),
        tickets=build_tickets(conversations, audit, entropy, clinic),
        faq=FaqStore(ClinicBlanks(clinic, texts), audit),
        links=Links(entropy, public_url=settings.public_url),
        availability=Availability(clinic),
        holds=Holds(entropy),
        appointments=Appointments(vault),
    )


async def seed_faq(stores: Stores, clock: Clock) -> None:
    async with stores.database.work() as session:
        await lock(session, "faq-seed")
        await stores.faq.seed(session, load_content(stores.settings.faq_folder), clock())


def build_core(stores: Stores, outside: Outside) -> Core:
    clock, entropy, database = outside.clock, outside.entropy, stores.database
    turns = OpenTurns(clock)
    inbox = Inbox(database, stores.vault, clock, stores.conversations.sender_key, outside.wake_inbox)
    outbox = Outbox(database, stores.vault, clock, entropy)
    choices = Choices(entropy)
    safety = build_watch()
    search = faq_search(stores, clock)
    rendering = Rendering(stores.texts, outside.guard, stores.links, choices)
    told = ToldValues(stores.known_values, stores.appointments, outside.guard)

    async def tell_staff(session: AsyncSession, conversation_id: str, ticket: OpenTicket) -> None:
        await stores.tickets.open(session, conversation_id, ticket, clock())

    async def release_hold(hold_id: str) -> None:
        async with database.work() as session:
            await stores.holds.release(session, hold_id)

    announcing = Announcing(
        database=database,
        conversations=stores.conversations,
        transcripts=stores.transcripts,
        told=told,
        unearned=UnearnedDetails(
            known_values=stores.known_values,
            proofs=stores.proofs,
            appointments=stores.appointments,
            page_sessions=PageSessions(),
            zone=stores.clinic.zone,
        ),
        waiting=stores.waiting,
        rendering=rendering,
        outbox=outbox,
        channels=outside.channels,
        wake=outside.wake_outbox,
        clock=clock,
        entropy=entropy,
    )
    journey = Journey(
        database=database,
        inbox=inbox,
        silent=SilentEvents(
            inbox=inbox,
            outbox=outbox,
            conversations=stores.conversations,
            transcripts=stores.transcripts,
            tickets=stores.tickets,
            clock=clock,
        ),
        opening=Opening(
            database=database,
            inbox=inbox,
            conversations=stores.conversations,
            choices=choices,
            keeping=Keeping(
                inbox=inbox,
                conversations=stores.conversations,
                transcripts=stores.transcripts,
                known_values=stores.known_values,
                pieces=RecentPieces(),
                clock=clock,
            ),
            guard=outside.guard,
            safety=safety,
            language=LanguageReader(),
            short_answers=ShortAnswers(stores.clinic.zone),
            channels=outside.channels,
            clock=clock,
        ),
        typing=Typing(outside.channels),
        conversing=Conversing(
            dialogue=outside.dialogue,
            turns=turns,
            degraded=Degraded(search),
            side_questions=SideQuestions(search),
            start_up=outside.start_up,
            release_hold=release_hold,
            clock=clock,
            entropy=entropy,
        ),
        completion=Completion(
            database=database,
            inbox=inbox,
            outbox=outbox,
            conversations=stores.conversations,
            transcripts=stores.transcripts,
            told=told,
            tickets=stores.tickets,
            unanswered=Unanswered(stores.vault, entropy),
            rendering=rendering,
            wake=outside.wake_outbox,
        ),
        announcing=announcing,
        tell_staff=tell_staff,
    )
    return Core(stores, inbox, outbox, journey, announcing, search, safety, turns, tell_staff, outside.start_up)


def faq_search(stores: Stores, clock: Clock) -> FaqSearch:
    weights = model_folder()
    return build_search(
        stores.database,
        stores.clinic,
        stores.texts,
        encoder=SentenceEncoder(weights),
        model_folder=weights,
        artefacts=stores.settings.artefact_folder,
        clock=clock,
        demo=stores.settings.demo,
    )
