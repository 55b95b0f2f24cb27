"""The composition root: the only place that builds adapters (networks, Rasa, guard models, web applications)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path

import aiohttp
from aiohttp import web
from rasa_sdk import Action
from sqlalchemy.ext.asyncio import AsyncSession

from actions import build_actions
from bot.channels.messenger.channel import Messenger
from bot.channels.messenger.graph import GraphApi
from bot.channels.port import Channel
from bot.channels.webchat import WebChat
from bot.channels.webhooks import add_webhooks
from bot.core import Core, Outside, Stores, build_core, open_stores, seed_faq
from bot.deliveries.retention import Housekeeping, forget_deliveries
from bot.deliveries.sending import Sending
from bot.deliveries.workers import Workers
from bot.demo.app import make_demo_app
from bot.demo.settings import Demo
from bot.desk.app import make_desk_app
from bot.desk.day_sheet import ClinicDaySheet, NobodyVerified
from bot.desk.desk import Desk, DeskSettings, build_desk
from bot.dialogue.address import RasaAddress
from bot.dialogue.install import RasaInstall
from bot.dialogue.models import installed_model
from bot.dialogue.rasa import RasaDialogue
from bot.dialogue.runtime import RasaRuntime, RasaSource
from bot.errors import StartupError
from bot.guard.build import build_guard
from bot.guard.service import GuardService
from bot.messages.clock import utc_now
from bot.messages.effects import OpenTicket, TicketReason
from bot.securepages.pages import SecurePages
from bot.securepages.routes import add_secure_pages
from bot.service import Listener, Running, Service
from bot.settings import ROOT, Settings
from bot.turns.conversing import StartUp
from bot.vault.keyring import read_private_file

DEMO_PAGE_ID = "100000000000001"


@dataclass(frozen=True, slots=True, repr=False)
class MessengerPage:
    """One page with its secrets, and where its Graph API is."""

    page_id: str
    app_secret: str
    verify_token: str
    page_token: str
    graph_url: str


@dataclass(frozen=True, slots=True)
class _Built:
    """What the web applications share."""

    stores: Stores
    core: Core
    channels: Mapping[str, Channel]
    notifier: ChatNotifier
    page: MessengerPage | None
    status: Status


async def build_service(settings: Settings) -> Service:
    """Opens the database, then everything around it. Raises StartupError that says what to change."""
    clock, entropy = utc_now, os.urandom
    stores = await open_stores(settings, clock, entropy)
    await seed_faq(stores, clock)
    http = aiohttp.ClientSession()
    page = messenger_page(settings)
    notifier = ChatNotifier()
    channels: dict[str, Channel] = {"webchat": WebChat(notifier)}
    if page is not None:
        channels["messenger"] = messenger_channel(page, http)
    guard = GuardService(lambda: build_guard(stores.clinic, settings.artefact_folder, wide_model=settings.wide_model))
    rasa = RasaRuntime(rasa_source(settings, settings.data_folder / "rasa"), http, clock, entropy)
    start_up = StartUp(asyncio.Event())
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
    inbox_workers, outbox_workers = make_workers(core, sending)
    inbox_wake.connect(inbox_workers.wake)
    outbox_wake.connect(outbox_workers.wake)
    built = _Built(stores, core, channels, notifier, page, Status(guard_ready=guard.is_ready, find_rasa=rasa.find))
    return Service(
        Running(
            core=core,
            actions=actions_of(core, clock),
            listeners=_listeners(built),
            inbox_workers=inbox_workers,
            outbox_workers=outbox_workers,
            sending=sending,
            housekeeping=Housekeeping(stores.database, _chores(stores), clock),
            guard=guard,
            rasa=rasa,
            start_up=start_up,
            http=http,
        )
    )


def _listeners(built: _Built) -> list[Listener]:
    settings = built.stores.settings
    listeners = [
        Listener("public", _public_app(built), settings.public_listen),
        Listener("staff", make_desk_app(_desk(built)), settings.staff_listen),
    ]
    if settings.demo and built.page is not None and not settings.messenger.configured:
        demo = Demo(
            page_id=built.page.page_id,
            clinic_name=built.stores.clinic.name,
            webhook_url=f"{settings.public_url}/webhooks/messenger",
            desk_url=settings.staff_url,
            chat_url=f"{settings.public_url}/chat",
            clock=utc_now,
            entropy=os.urandom,
            app_secret=built.page.app_secret,
            page_token=built.page.page_token,
        )
        listeners.append(Listener("demo", make_demo_app(demo), settings.demo_listen))
    return listeners


def _public_app(built: _Built) -> web.Application:
    settings, core = built.stores.settings, built.core
    app = web.Application(client_max_size=settings.max_webhook_body)

    async def receive(messages: Sequence[InboundMessage]) -> None:
        await core.inbox.accept(messages)

    networks = {name: channel for name, channel in built.channels.items() if name != "webchat"}
    add_webhooks(app, networks, receive, settings.max_webhook_body)
    add_status(app, built.status)
    pages = secure_pages(built.stores, core, built.notifier)
    add_secure_pages(app, pages)
    return app


def _desk(built: _Built) -> Desk:
    stores, settings = built.stores, built.stores.settings
    return build_desk(
        database=stores.database,
        clinic=stores.clinic,
        clock=utc_now,
        entropy=os.urandom,
        settings=DeskSettings(
            url=settings.staff_url,
            totp_required=not settings.demo,
            trusted_proxies=tuple(ip_network(proxy) for proxy in settings.trusted_proxies),
        ),
        vault=stores.vault,
        audit=stores.audit,
        conversations=stores.conversations,
        transcripts=stores.transcripts,
        faq=stores.faq,
        tickets=stores.tickets,
        replies=built.core.announcing,
        proof=NobodyVerified(),
        day_sheet=ClinicDaySheet(stores.clinic, stores.appointments),
        capabilities=lambda name: built.channels[name].capabilities,
    )


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
        )
    if not settings.demo:
        return None
    app_secret, verify_token, page_token = (new_token(os.urandom) for _ in range(3))
    return MessengerPage(DEMO_PAGE_ID, app_secret, verify_token, page_token, f"{settings.demo_url}/graph")


def messenger_channel(page: MessengerPage, http: aiohttp.ClientSession) -> Messenger:
    return Messenger(
        app_secret=page.app_secret,
        verify_token=page.verify_token,
        page_tokens={page.page_id: page.page_token},
        graph=GraphApi(http, page.graph_url),
    )


def rasa_source(settings: Settings, run_folder: Path) -> RasaSource:
    install = RasaInstall(python=settings.rasa_python, project=ROOT, run_folder=run_folder)
    if settings.rasa_url is not None and settings.rasa_secret_file is not None:
        return RasaSource(install, None, RasaAddress(settings.rasa_url, _secret(settings.rasa_secret_file)))
    model = installed_model(settings.model_folder)
    if model is None:
        raise StartupError(f"{settings.model_folder} holds no trained model; run: make train")
    return RasaSource(install, model)


def _secret(path: Path) -> str:
    return read_private_file(path).decode().strip()


def _chores(stores: Stores) -> list[Chore]:
    choices = Choices(os.urandom)
    return [forget_deliveries, choices.forget_expired, stores.links.purge]
