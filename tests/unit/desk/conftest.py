"""A desk without its web pages, two people at it, and a conversation on Messenger."""

from __future__ import annotations

import pytest

from bot.clinic import Clinic
from bot.conversations.conversation import Owner
from bot.desk.accounts import Account
from bot.desk.desk import Desk
from bot.desk.permissions import Role
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from tests.fakes.clock import FakeClock
from tests.fakes.desk import PASSWORD, DeskBench, OwnerOf, make_bench


@pytest.fixture
def bench(database: Database, clinic: Clinic, clock: FakeClock, entropy: Entropy) -> DeskBench:
    return make_bench(database, clinic, clock, entropy)


@pytest.fixture
def desk(bench: DeskBench) -> Desk:
    return bench.desk


@pytest.fixture
async def conversation_id(desk: Desk, clock: FakeClock) -> str:
    async with desk.database.work() as session:
        opened = await desk.conversations.open(
            session, channel="messenger", account="page-1", sender="psid-1", now=clock()
        )
    return opened.id


async def _person(desk: Desk, clock: FakeClock, name: str, role: Role) -> Account:
    async with desk.database.work() as session:
        return await desk.accounts.create(
            session,
            name=name,
            login=name.casefold(),
            role=role,
            password=PASSWORD,
            now=clock(),
            totp_secret="JBSWY3DPEHPK3PXP",
            temporary=False,
        )


@pytest.fixture
async def rosa(desk: Desk, clock: FakeClock) -> Account:
    return await _person(desk, clock, "Rosa", Role.STAFF)


@pytest.fixture
async def tom(desk: Desk, clock: FakeClock) -> Account:
    return await _person(desk, clock, "Tom", Role.STAFF)


@pytest.fixture
async def sam(desk: Desk, clock: FakeClock) -> Account:
    return await _person(desk, clock, "Sam", Role.ADMIN)


@pytest.fixture
def owner_of(desk: Desk) -> OwnerOf:
    async def read(conversation_id: str) -> tuple[Owner, str | None]:
        async with desk.database.reading() as session:
            found = await desk.conversations.get(session, conversation_id)
        return found.owner, found.owner_staff

    return read
