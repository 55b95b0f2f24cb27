"""Meta asks for somebody's data to be deleted: over HTTP, with the public pages around it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import func, select, text

from bot.audit.audit import Audit
from bot.audit.tables import AuditRow
from bot.channels.messenger.signed_request import read_signed_request
from bot.clinic import Clinic
from bot.conversations.store import Conversations
from bot.deliveries.outbox import Draft, Outbox
from bot.deliveries.tables import OutboxRow
from bot.erasure.callback import DeletionCallback
from bot.erasure.requests import SETTLED, erasure_requests, forget_settled
from bot.messages.ids import Entropy
from bot.messages.reply import ReplyPurpose
from bot.securepages.rendering import Renderer
from bot.storage.engine import Database
from bot.texts.catalog import Texts
from bot.transcripts.entry import Author, Direction, NewEntry
from bot.transcripts.hold_reason import HoldReason
from bot.transcripts.holds import LegalHolds
from bot.transcripts.transcripts import Transcripts
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock
from tests.fakes.messenger import ANA, APP_SECRET, BEN, PAGE, signed_request

CALLBACK = "/webhooks/messenger/data-deletion"
PUBLIC = "https://chat.riverbend.example"

type Client = TestClient[web.Request, web.Application]


@dataclass
class Bench:
    database: Database
    vault: Vault
    conversations: Conversations
    transcripts: Transcripts
    outbox: Outbox
    clock: FakeClock
    client: Client

    async def write(self, person: str) -> str:
        """Somebody wrote and is about to be answered: the conversation's id."""
        async with self.database.work() as session:
            now = self.clock()
            opened = await self.conversations.open(session, channel="messenger", account=PAGE, sender=person, now=now)
            await self.transcripts.append(
                session,
                NewEntry(
                    conversation_id=opened.id,
                    source_id="m1",
                    direction=Direction.IN,
                    author=Author.PATIENT,
                    channel="messenger",
                    text="Hello",
                    at=now,
                ),
            )
            await self.outbox.add(session, opened.id, [Draft("Hello!", ReplyPurpose.ANSWER)])
        return opened.id

    async def ask(self, person: str, secret: str = APP_SECRET) -> tuple[int, dict[str, str]]:
        request = signed_request({"algorithm": "HMAC-SHA256", "issued_at": 1, "user_id": person}, secret)
        async with self.client.post(CALLBACK, data={"signed_request": request}) as answer:
            return answer.status, await answer.json() if answer.status == 200 else {}

    async def page(self, code: str, language: str = "en") -> tuple[int, str]:
        async with self.client.get(f"/data-deletion/{code}", headers={"Accept-Language": language}) as answer:
            return answer.status, await answer.text()

    async def entries(self, conversation_id: str) -> int:
        async with self.database.reading() as session:
            query = text("SELECT count(*) FROM transcript_entry WHERE conversation_id = :id")
            return int(await session.scalar(query, {"id": conversation_id}) or 0)

    async def audited(self) -> list[tuple[str, str, str]]:
        async with self.database.reading() as session:
            rows = await session.scalars(select(AuditRow).order_by(AuditRow.seq))
            return [(row.actor, row.action, row.outcome) for row in rows]


@pytest.fixture
async def bench(  # noqa: PLR0917 - what the callback is made of
    database: Database, vault: Vault, clinic: Clinic, texts: Texts, entropy: Entropy, clock: FakeClock
) -> AsyncIterator[Bench]:
    audit, conversations = Audit(clock), Conversations(vault, entropy)
    callback = DeletionCallback(
        channel="messenger",
        account=PAGE,
        read=partial(read_signed_request, APP_SECRET),
        requests=erasure_requests(vault, audit, conversations, entropy),
        database=database,
        render=Renderer(texts, clinic),
        clock=clock,
        public_url=PUBLIC,
    )
    app = web.Application()
    callback.add_routes(app)
    transcripts = Transcripts(vault, audit, entropy)
    async with TestClient(TestServer(app)) as client:
        outbox = Outbox(database, vault, clock, entropy)
        yield Bench(database, vault, conversations, transcripts, outbox, clock, client)


async def test_what_the_person_wrote_is_erased_at_once(bench: Bench) -> None:
    ana, ben = await bench.write(ANA), await bench.write(BEN)
    status, answer = await bench.ask(ANA)
    assert status == 200
    assert answer == {"url": f"{PUBLIC}/data-deletion/{answer['confirmation_code']}", **answer}
    assert answer["confirmation_code"].isalnum()
    assert (await bench.entries(ana), await bench.entries(ben)) == (0, 1)
    assert await bench.audited() == [
        ("network:messenger", "conversation.erase", "ok"),
        ("network:messenger", "erasure.request", "erased"),
    ]
    assert "Your request is done" in (await bench.page(answer["confirmation_code"]))[1]


async def test_nothing_that_waited_is_sent_and_who_writes_again_is_somebody_new(bench: Bench) -> None:
    ana = await bench.write(ANA)
    await bench.ask(ANA)
    assert await bench.outbox.claim() is None
    async with bench.database.reading() as session:
        assert await session.scalar(select(func.count()).where(OutboxRow.body.is_not(None))) == 0
    assert await bench.write(ANA) != ana


@pytest.mark.parametrize("person", ["999000111222333", BEN])
async def test_an_id_that_nobody_wrote_under_waits_for_the_privacy_officer(bench: Bench, person: str) -> None:
    """Meta's id is of the app, the one of a message is of the page."""
    ana = await bench.write(ANA)
    _, answer = await bench.ask(person)
    assert await bench.entries(ana) == 1
    assert await bench.audited() == [("network:messenger", "erasure.request", "unmatched")]
    assert "Your request has arrived" in (await bench.page(answer["confirmation_code"]))[1]
    assert (await bench.ask(person))[1] == answer, "asked again, the same request"


async def test_a_legal_hold_keeps_it_and_the_page_does_not_tell(bench: Bench, clock: FakeClock) -> None:
    ana = await bench.write(ANA)
    async with bench.database.work() as session:
        await LegalHolds(Audit(clock)).place(
            session, ana, reason=HoldReason.LITIGATION, staff_id="officer", actor="staff:officer", now=clock()
        )
    _, held = await bench.ask(ANA)
    _, unknown = await bench.ask("999000111222333")
    assert await bench.entries(ana) == 1
    assert (await bench.audited())[1] == ("network:messenger", "erasure.request", "held")
    assert await bench.page(held["confirmation_code"]) == await bench.page(unknown["confirmation_code"])


async def test_a_request_that_is_not_metas_changes_nothing(bench: Bench) -> None:
    ana = await bench.write(ANA)
    assert (await bench.ask(ANA, "another app's secret"))[0] == 403
    async with bench.client.post(CALLBACK, data={}) as answer:
        assert answer.status == 403
    assert await bench.entries(ana) == 1
    assert await bench.audited() == []


async def test_the_id_named_is_nowhere_in_the_clear(bench: Bench) -> None:
    await bench.ask("999000111222333")
    async with bench.database.reading() as session:
        (row,) = (await session.execute(text("SELECT * FROM erasure_request"))).all()
    assert not [value for value in row if "999000111222333" in str(value)]


@pytest.mark.parametrize(("language", "heading"), [("en", "No such request"), ("es-MX,es", "No hay tal solicitud")])
async def test_another_code_is_nobodys(bench: Bench, language: str, heading: str) -> None:
    status, page = await bench.page("a" * 24, language)
    assert status == 404
    assert heading in page


async def test_a_settled_request_is_forgotten_after_ninety_days(bench: Bench) -> None:
    await bench.write(ANA)
    _, settled = await bench.ask(ANA)
    _, waits = await bench.ask("999000111222333")
    for passed, status in ((SETTLED, 200), (SETTLED + timedelta(seconds=1), 404)):
        async with bench.database.work() as session:
            await forget_settled(session, bench.clock() + passed)
        assert (await bench.page(settled["confirmation_code"]))[0] == status
    assert (await bench.page(waits["confirmation_code"]))[0] == 200
