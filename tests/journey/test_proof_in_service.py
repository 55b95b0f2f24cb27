"""The patient's proof through the application that is served: pages, journey and desk joined."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import web
from prometheus_client import CollectorRegistry
from sqlalchemy import select

from bot.channels.collecting import collecting_channels
from bot.channels.webchat import ACCOUNT
from bot.conversations.conversation import Owner
from bot.core import Core
from bot.listeners import Built, listeners_of
from bot.messages.clock import utc_now
from bot.messages.effects import OpenTicket, TicketReason
from bot.messages.reply import LinkPurpose, LinkRequest
from bot.metrics.app import Metrics
from bot.metrics.meters import Meters
from bot.securepages.notify import ChatNotifier
from bot.securepages.tables import PageSessionRow
from bot.status import Status
from tests.fakes.clock import FakeClock
from tests.fakes.secure_pages import Browser, make_browser
from tests.journey.conftest import Patient

STAFF = "staff-1"
PASSPHRASE = "lantern otter quilt"
NAMED = "We call you at 312-555-0148."


def public_app(core: Core) -> web.Application:
    """Its links and sessions run on the real clock."""
    status = Status(guard_ready=lambda: True, find_rasa=lambda: None)
    channels, registry = collecting_channels(), CollectorRegistry()
    metrics = Metrics(registry, Meters(registry, channels))
    built = Built(core.stores, core, channels, ChatNotifier(), None, status, metrics)
    return next(listener.app for listener in listeners_of(built) if listener.name == "public")


@pytest.fixture
async def devices(core: Core) -> AsyncIterator[tuple[Browser, Browser]]:
    first, second = await make_browser(public_app(core)), await make_browser(public_app(core))
    yield first, second
    await first.client.close()
    await second.client.close()


async def arrive(core: Core, browser: Browser, network_id: str) -> str:
    """Through a fresh link; the secure chat's id."""
    async with core.stores.database.work() as session:
        url = await core.stores.links.issue(session, network_id, LinkRequest(LinkPurpose.SECURE_CHAT), utc_now())
    await browser.enter(url.removeprefix(core.stores.settings.public_url))
    async with core.stores.database.reading() as session:
        newest = select(PageSessionRow.chat_conversation_id).order_by(PageSessionRow.created_at.desc()).limit(1)
        return await session.scalar(newest) or ""


async def send(browser: Browser, action: str) -> int:
    csrf = (await browser.read("/chat")).value("csrf")
    return (await browser.send("/chat/passphrase", csrf=csrf, action=action, passphrase=PASSPHRASE)).status


async def test_a_reply_reaches_the_patient_once_the_passphrase_is_entered(
    core: Core, clock: FakeClock, patient: Patient, devices: tuple[Browser, Browser]
) -> None:
    first, second = devices
    await patient.writes("hello")
    network_id = await patient.conversation_id()
    earlier = await arrive(core, first, network_id)
    async with core.stores.database.reading() as session:
        sender = (await core.stores.conversations.recipient(session, earlier)).sender
    visitor = Patient(core, clock, channel="webchat", sender=sender)
    await visitor.sends(replace(visitor.message("my phone is 312-555-0148"), account=ACCOUNT))
    assert await send(first, "choose") == 303
    chat = await arrive(core, second, network_id)
    async with core.stores.database.work() as session:
        ticket = await core.stores.tickets.open(session, chat, OpenTicket(TicketReason.PERSON_REQUESTED), utc_now())
        await core.stores.tickets.claim(session, ticket, STAFF, utc_now())
        await core.stores.tickets.answered(session, chat)
    assert (await core.announcing.send_as_staff(chat, STAFF, NAMED)).waits
    assert NAMED not in (await second.read("/chat")).html
    assert await send(second, "enter") == 303
    assert NAMED in (await second.read("/chat")).html
    async with core.stores.database.reading() as session:
        assert await core.stores.proofs.is_verified(session, chat)
        assert (await core.stores.conversations.get(session, chat)).owner is Owner.PERSON
        line = await core.stores.tickets.line_of(session, chat)
    assert line is not None
    assert line.unanswered_since is not None, "the desk is told that there is something new"
