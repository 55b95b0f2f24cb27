"""The desk served over loopback, with one person of each role and a conversation that waits."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pyotp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.clinic import Clinic
from bot.desk.accounts import Account
from bot.desk.app import make_desk_app
from bot.desk.permissions import Role
from bot.messages.effects import OpenTicket, TicketReason
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.transcripts.entry import Author, Direction, NewEntry
from tests.fakes.clock import FakeClock
from tests.fakes.desk import PASSWORD, SAID, SECRETS, DeskBench, SignedIn, Waiting, make_bench
from tests.fakes.staff_browser import StaffBrowser


@pytest.fixture
def bench(database: Database, clinic: Clinic, clock: FakeClock, entropy: Entropy) -> DeskBench:
    return make_bench(database, clinic, clock, entropy)


@pytest.fixture
async def people(bench: DeskBench, clock: FakeClock) -> dict[Role, Account]:
    async with bench.desk.database.work() as session:
        return {
            role: await bench.desk.accounts.create(
                session,
                name=f"Kim {role.label}",
                login=role.value,
                role=role,
                password=PASSWORD,
                now=clock(),
                totp_secret=SECRETS[role],
                temporary=False,
            )
            for role in Role
        }


@pytest.fixture
async def client(bench: DeskBench) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    async with TestClient(TestServer(make_desk_app(bench.desk, background=False))) as opened:
        yield opened


@pytest.fixture
def browser(client: TestClient[web.Request, web.Application]) -> StaffBrowser:
    return StaffBrowser(client)


@pytest.fixture
def signed_in(
    client: TestClient[web.Request, web.Application], people: dict[Role, Account], clock: FakeClock
) -> SignedIn:
    """Signs a role in with password and code, in a browser of its own."""

    async def sign_in(role: Role) -> StaffBrowser:
        browser = StaffBrowser(client)
        await browser.sign_in(people[role].login, PASSWORD)
        await browser.get("/sign-in/code")
        page = await browser.post("/sign-in/code", code=pyotp.TOTP(SECRETS[role]).at(clock()))
        assert page.goes_to == "/"
        return browser

    return sign_in


@pytest.fixture
async def waiting(bench: DeskBench, clock: FakeClock) -> Waiting:
    """Somebody on Messenger asked for a person."""
    desk = bench.desk
    async with desk.database.work() as session:
        conversation = await desk.conversations.open(
            session, channel="messenger", account="page-1", sender="psid-1", now=clock()
        )
        await desk.transcripts.append(
            session,
            NewEntry(
                conversation_id=conversation.id,
                source_id="m1",
                direction=Direction.IN,
                author=Author.PATIENT,
                channel="messenger",
                text=SAID,
                at=clock(),
            ),
        )
        ticket = await desk.tickets.open(session, conversation.id, OpenTicket(TicketReason.PERSON_REQUESTED), clock())
    return Waiting(conversation.id, ticket)
