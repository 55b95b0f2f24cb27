"""The composition root: the only place that builds adapters (networks, Rasa, guard models, web applications)."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
from prometheus_client import CollectorRegistry
from rasa_sdk import Action

from actions import build_actions
from bot.apart import rasa_elsewhere, shared_secret
from bot.asking import Asking, copy_faq
from bot.audit.anchoring import Places, open_anchor
from bot.channels.collecting import collecting_channels
from bot.channels.messenger.channel import Messenger
from bot.channels.messenger.graph import GraphApi
from bot.channels.messenger.page import MessengerPage
from bot.channels.port import Channel
from bot.channels.webchat import WebChat
from bot.clinic import Clinic
from bot.core import Core, Outside, build_core, faq_search, open_stores, seed_faq
from bot.deliveries.retention import Housekeeping
from bot.deliveries.sending import Sending
from bot.deliveries.workers import Bell
from bot.dialogue.install import RasaInstall
from bot.dialogue.models import installed_model
from bot.dialogue.rasa import RasaDialogue
from bot.dialogue.runtime import RasaRuntime, RasaSource
from bot.dialogue.training import ready_model
from bot.guard.service import GuardService
from bot.listeners import Built, listeners_of
from bot.messages.clock import Clock, utc_now
from bot.messages.ids import new_token
from bot.metrics.app import Metrics
from bot.metrics.meters import Meters
from bot.metrics.observed import ObservedJourney
from bot.securepages.notify import ChatNotifier
from bot.service import Running, Service, make_workers
from bot.settings import ROOT, Settings
from bot.status import Status
from bot.turns.conversing import StartUp
from bot.upkeep import chores
from bot.vault.keyring import create_keyring, read_private_file

if TYPE_CHECKING:
    from bot.guard.guard import Guard

DEMO_PAGE_ID = "100000000000001"
ASK_PATIENCE = 180.0  # seconds that `frontdesk ask` waits for Rasa; without it the trace would not be the service's


async def build_service(settings: Settings) -> Service:
    """Opens the database, then everything around it. Raises StartupError that says what to change."""
    async with AsyncExitStack() as opened:  # closed again when what comes after is not fit to run
        service = await _build(settings, opened)
        opened.pop_all()
        return service


async def _build(settings: Settings, opened: AsyncExitStack) -> Service:
    clock, entropy = utc_now, os.urandom
    stores = await open_stores(settings, clock, entropy)
    opened.push_async_callback(stores.database.close)
    await seed_faq(stores, clock)
    http = await opened.enter_async_context(aiohttp.ClientSession())
    page = messenger_page(settings)
    notifier = ChatNotifier()
    channels: dict[str, Channel] = {"webchat": WebChat(notifier)}
    if page is not None:
        channels["messenger"] = messenger_channel(page, http)
    guard = guard_service(settings, stores.clinic)
    rasa = RasaRuntime(rasa_source(settings, settings.data_folder / "rasa"), http, clock, entropy)
    start_up = StartUp(asyncio.Event())
    places = Places(settings.key_folder, settings.checkpoint_folder, settings.data_folder)
    anchor = open_anchor(places, settings.organisation, clock, entropy)
    inbox_wake, outbox_wake = Bell(), Bell()
    core = build_core(
        stores,
        Outside(
            clock=clock,
            entropy=entropy,
            channels=channels,
            dialogue=RasaDialogue(rasa.find, http, clock),
            guard=guard,
            start_up=start_up,
            wake_inbox=inbox_wake.ring,
            wake_outbox=outbox_wake.ring,
        ),
    )
    sending = Sending(
        database=stores.database,
        outbox=core.outbox,
        conversations=stores.conversations,
        channels=channels,
        tell_staff=core.tell_staff,
        clock=clock,
    )
    registry = CollectorRegistry()
    metrics = Metrics(registry, Meters(registry, channels))
    inbox_workers, outbox_workers = make_workers(core, ObservedJourney(core.journey, metrics.meters), sending)
    inbox_wake.connect(inbox_workers.wake)
    outbox_wake.connect(outbox_workers.wake)
    status = Status(guard_ready=guard.is_ready, find_rasa=rasa.find)
    built = Built(stores, core, channels, notifier, page, status, metrics)
    return Service(
        Running(
            core=core,
            actions=actions_of(core, clock),
            actions_port=settings.actions_port,
            actions_secret=shared_secret(settings.actions_secret_file) if settings.actions_secret_file else None,
            listeners=listeners_of(built),
            inbox_workers=inbox_workers,
            outbox_workers=outbox_workers,
            sending=sending,
            housekeeping=Housekeeping(stores.database, chores(stores, anchor, entropy), clock),
            guard=guard,
            rasa=rasa,
            start_up=start_up,
            http=http,
        )
    )


async def index_faq(settings: Settings) -> None:
    """Makes the vectors of the seed content ahead of the first start, in a database that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="frontdesk-index-") as scratch:
        folder = Path(scratch)
        create_keyring(folder / "keys", os.urandom)
        own = settings.model_copy(
            update={"data_folder": folder / "data", "key_folder": folder / "keys", "database_url": None}
        )
        stores = await open_stores(own, utc_now, os.urandom)
        await seed_faq(stores, utc_now)
        await faq_search(stores, utc_now).warm()
        await stores.database.close()


@asynccontextmanager
async def open_asking(settings: Settings, database: Path | None) -> AsyncIterator[Asking]:
    """The journey for `frontdesk ask`: temporary folders, keys and database, a Rasa of its own, nothing sent."""
    clock, entropy = utc_now, os.urandom
    async with AsyncExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="frontdesk-ask-")))
        create_keyring(folder / "keys", entropy)
        own = settings.model_copy(
            update={
                "data_folder": folder / "data",
                "key_folder": folder / "keys",
                "database_url": None,
                "rasa_url": None,  # the clinic's Rasa calls the clinic's service
            }
        )
        stores = await open_stores(own, clock, entropy)
        opened.push_async_callback(stores.database.close)
        if database is not None:
            await copy_faq(database, stores.database)
        await seed_faq(stores, clock)
        http = await opened.enter_async_context(aiohttp.ClientSession())
        rasa = RasaRuntime(rasa_source(own, folder / "rasa"), http, clock, entropy)
        guard = guard_service(own, stores.clinic)
        opened.callback(guard.close)
        channels = collecting_channels()
        core = build_core(
            stores,
            Outside(
                clock=clock,
                entropy=entropy,
                channels=channels,
                dialogue=RasaDialogue(rasa.find, http, clock),
                guard=guard,
                start_up=StartUp(asyncio.Event(), limit=ASK_PATIENCE),
                wake_inbox=lambda: None,
                wake_outbox=lambda: None,
            ),
        )
        opened.push_async_callback(rasa.stop)
        await rasa.start(actions_of(core, clock))
        await guard.load()
        await core.faq_search.warm()
        async with asyncio.timeout(ASK_PATIENCE):
            await rasa.wait_ready()
        core.start_up.ready.set()
        yield Asking(core, clock)


def actions_of(core: Core, clock: Clock) -> list[Action]:
    stores = core.stores
    return build_actions(
        turns=core.turns,
        texts=stores.texts,
        clinic=stores.clinic,
        clock=clock,
        database=stores.database,
        faq=core.faq_search,
        availability=stores.availability,
        holds=stores.holds,
    )


def guard_service(settings: Settings, clinic: Clinic) -> GuardService:
    def build() -> Guard:
        # Loads spaCy, which takes a second: in the guard's own thread, behind the pages.
        from bot.guard.build import build_guard  # noqa: PLC0415

        return build_guard(clinic, settings.artefact_folder, wide_model=settings.wide_model)

    return GuardService(build)


def messenger_page(settings: Settings) -> MessengerPage | None:
    """The configured page; in demo mode else the demo network's, with secrets that live as long as this process."""
    messenger = settings.messenger
    if messenger.page_id and messenger.app_secret_file and messenger.verify_token_file and messenger.page_token_file:
        return MessengerPage(
            page_id=messenger.page_id,
            app_secret=_secret(messenger.app_secret_file),
            verify_token=_secret(messenger.verify_token_file),
            page_token=_secret(messenger.page_token_file),
            graph_url=messenger.graph_url,
            handoff=messenger.handoff,
            comment_replies=messenger.comment_replies,
        )
    if not settings.demo:
        return None
    app_secret, verify_token, page_token = (new_token(os.urandom) for _ in range(3))
    graph_url = f"{settings.demo_url}/graph"
    return MessengerPage(
        DEMO_PAGE_ID, app_secret, verify_token, page_token, graph_url, messenger.handoff, messenger.comment_replies
    )


def messenger_channel(page: MessengerPage, http: aiohttp.ClientSession) -> Messenger:
    return Messenger(
        app_secret=page.app_secret,
        verify_token=page.verify_token,
        page_tokens={page.page_id: page.page_token},
        graph=GraphApi(http, page.graph_url),
        handoff=page.handoff,
        comment_replies=page.comment_replies,
    )


def rasa_source(settings: Settings, run_folder: Path) -> RasaSource:
    install = RasaInstall(python=settings.rasa_python, project=ROOT, run_folder=run_folder)
    if (elsewhere := rasa_elsewhere(settings)) is not None:
        return RasaSource(install, installed_model(settings.model_folder), elsewhere)
    return RasaSource(install, ready_model(install, settings.model_folder))


def _secret(path: Path) -> str:
    return read_private_file(path).decode().strip()
