"""The web applications, and where each listens: the patients' pages and webhooks, the desk, the demo network.

They are separate applications on separate listeners, so that no route of one can be reached through another.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv4Network, IPv6Network, ip_network

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.certificates import Certificate
from bot.channels.messenger.page import MessengerPage
from bot.channels.messenger.signed_request import read_signed_request
from bot.channels.port import Channel
from bot.channels.webhooks import add_webhooks
from bot.core import Core, Stores
from bot.demo.app import make_demo_app
from bot.demo.settings import Demo
from bot.desk.app import make_desk_app
from bot.desk.day_sheet import ClinicDaySheet
from bot.desk.desk import Desk, DeskSettings, build_desk
from bot.desk.web.addresses import client_address
from bot.erasure.callback import DeletionCallback
from bot.erasure.requests import erasure_requests
from bot.messages.clock import utc_now
from bot.messages.effects import OpenTicket, TicketReason
from bot.messages.inbound import InboundMessage
from bot.metrics.app import Metrics, make_metrics_app
from bot.passwords.hashing import Passwords
from bot.peers import only_from
from bot.proof.passphrases import Passphrases
from bot.securepages.chat import add_chat, build_chat
from bot.securepages.cookies import PageCookies
from bot.securepages.notify import ChatNotifier
from bot.securepages.pages import SecurePages, UrgentText
from bot.securepages.rendering import Renderer
from bot.securepages.routes import add_secure_pages
from bot.securepages.sessions import PageSessions
from bot.service import Listener
from bot.settings import Settings, Side
from bot.status import Status, add_status
from bot.turns.secure_chat import SecureChats


@dataclass(frozen=True, slots=True)
class Built:
    """What the web applications share."""

    stores: Stores
    core: Core
    channels: Mapping[str, Channel]
    notifier: ChatNotifier
    page: MessengerPage | None
    status: Status
    metrics: Metrics


def listeners_of(built: Built) -> list[Listener]:
    settings = built.stores.settings
    listeners = [
        _listener("public", _public_app(built), settings.public_listen, settings),
        _listener("staff", make_desk_app(_desk(built)), settings.staff_listen, settings),
    ]
    if settings.metrics_listen is not None:
        app = make_metrics_app(built.metrics, built.stores.database, built.status, utc_now)
        if settings.metrics_readers:
            app.middlewares.append(only_from(_networks(settings.metrics_readers)))
        listeners.append(Listener("metrics", app, settings.metrics_listen))
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


def _listener(side: Side, app: web.Application, listen: str, settings: Settings) -> Listener:
    files = settings.certificate_files(side)
    if settings.behind_proxies_only(side):
        app.middlewares.insert(0, only_from(_networks(settings.trusted_proxies)))
    return Listener(side, app, listen, Certificate(side, files, utc_now) if files else None)


def _public_app(built: Built) -> web.Application:
    settings, core = built.stores.settings, built.core
    app = web.Application(client_max_size=settings.max_webhook_body)

    async def receive(messages: Sequence[InboundMessage]) -> None:
        new = await core.inbox.accept(messages)
        if messages:
            built.metrics.meters.received(messages[0].channel, new)  # one webhook is of one channel

    networks = {name: channel for name, channel in built.channels.items() if name != "webchat"}
    add_webhooks(app, networks, receive, settings.max_webhook_body)
    if built.page is not None:
        _deletion_callback(built.stores, built.page).add_routes(app)
    add_status(app, built.status)
    add_secure_pages(app, _secure_pages(built.stores, core))
    proxies = _networks(settings.trusted_proxies)
    add_chat(
        app,
        build_chat(
            conversations=built.stores.conversations,
            transcripts=built.stores.transcripts,
            notifier=built.notifier,
            receive=receive,
            passphrases=_passphrases(built.stores, core),
            proofs=built.stores.proofs,
            address_of=lambda request: client_address(
                request.remote, request.headers.getall("X-Forwarded-For", []), proxies
            ),
            clock=utc_now,
        ),
    )
    return app


def _deletion_callback(stores: Stores, page: MessengerPage) -> DeletionCallback:
    return DeletionCallback(
        channel="messenger",
        account=page.page_id,
        read=partial(read_signed_request, page.app_secret),
        requests=erasure_requests(stores.vault, stores.audit, stores.conversations, os.urandom),
        database=stores.database,
        render=Renderer(stores.texts, stores.clinic),
        clock=utc_now,
        public_url=stores.settings.public_url,
    )


def _passphrases(stores: Stores, core: Core) -> Passphrases:
    async def on_proof(session: AsyncSession, chat_id: str) -> None:
        await core.announcing.deliver_waiting(session, chat_id)
        await stores.tickets.patient_wrote(session, chat_id, utc_now())

    return Passphrases(
        database=stores.database,
        vault=stores.vault,
        audit=stores.audit,
        proofs=stores.proofs,
        passwords=Passwords(workers=1, queue=10),
        on_proof=on_proof,
        clock=utc_now,
        known_words=[stores.clinic.name],
    )


def _secure_pages(stores: Stores, core: Core) -> SecurePages:
    chats = SecureChats(stores.conversations, stores.tickets, utc_now, os.urandom)

    def look_for_red_flag(text: str) -> UrgentText | None:
        flag = core.safety.look(text)
        return UrgentText(flag.text_name, flag.language) if flag is not None else None

    async def raise_alarm(session: AsyncSession, conversation_id: str, text_name: str) -> None:
        reason = TicketReason.CRISIS if text_name.startswith("crisis") else TicketReason.EMERGENCY
        await core.tell_staff(session, conversation_id, OpenTicket(reason, urgent=True))

    return SecurePages(
        database=stores.database,
        clinic=stores.clinic,
        texts=stores.texts,
        links=stores.links,
        render=Renderer(stores.texts, stores.clinic),
        sessions=PageSessions(),
        cookies=PageCookies(secure=stores.settings.secure),
        availability=stores.availability,
        holds=stores.holds,
        appointments=stores.appointments,
        audit=stores.audit,
        notify=core.announcing.notify,
        open_chat=chats.open,
        look_for_red_flag=look_for_red_flag,
        raise_alarm=raise_alarm,
        clock=utc_now,
        entropy=os.urandom,
        public_url=stores.settings.public_url,
    )


def _desk(built: Built) -> Desk:
    stores, settings = built.stores, built.stores.settings
    return build_desk(
        database=stores.database,
        clinic=stores.clinic,
        clock=utc_now,
        entropy=os.urandom,
        settings=DeskSettings(
            url=settings.staff_url,
            organisation=settings.organisation,
            totp_required=not settings.demo,
            trusted_proxies=_networks(settings.trusted_proxies),
        ),
        vault=stores.vault,
        audit=stores.audit,
        conversations=stores.conversations,
        transcripts=stores.transcripts,
        faq=stores.faq,
        tickets=stores.tickets,
        replies=built.core.announcing,
        proof=stores.proofs,
        waiting=stores.waiting,
        day_sheet=ClinicDaySheet(stores.clinic, stores.appointments),
        capabilities=lambda name: built.channels[name].capabilities,
    )


def _networks(named: Sequence[str]) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(network) for network in named)
