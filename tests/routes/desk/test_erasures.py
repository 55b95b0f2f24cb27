"""Requests to erase that a person must look at: the privacy officer sees what was named, and settles them."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from bot.audit.tables import AuditRow
from bot.desk.permissions import Role
from bot.transcripts.hold_reason import HoldReason
from tests.fakes.clock import FakeClock
from tests.fakes.desk import SAID, DeskBench, SignedIn, Waiting

NAMED = "999000111222333"


@pytest.fixture
async def code(bench: DeskBench, waiting: Waiting, clock: FakeClock) -> str:
    """Somebody asked whose id of the app is not the one of the page."""
    assert waiting.conversation_id
    return await ask(bench, NAMED, clock)


async def ask(bench: DeskBench, person: str, clock: FakeClock) -> str:
    async with bench.desk.database.work() as session:
        return await bench.desk.erasure_requests.receive(session, "messenger", "page-1", person, clock())


async def outcomes(bench: DeskBench) -> list[tuple[str, str]]:
    async with bench.desk.database.reading() as session:
        rows = await session.scalars(select(AuditRow).where(AuditRow.action.like("%eras%")).order_by(AuditRow.seq))
        return [(row.action, row.outcome) for row in rows]


async def test_the_privacy_officer_is_told_and_erases_the_right_conversation(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench, code: str
) -> None:
    address = f"/conversations/{waiting.conversation_id}"
    browser = await signed_in(Role.PRIVACY_OFFICER)
    page = (await browser.get(address)).text
    assert "A network asks" in page
    assert SAID in page
    assert NAMED in (await browser.get("/erasures")).text
    erased = await browser.post(f"/erasures/{code}/erase", conversation=waiting.conversation_id)
    assert erased.goes_to == "/erasures"
    assert NAMED not in (await browser.get("/erasures")).text
    page = (await browser.get(address)).text
    assert "A network asks" not in page
    assert SAID not in page
    assert (await browser.post(f"/erasures/{code}/erase", conversation=waiting.conversation_id)).status == 409
    assert await outcomes(bench) == [
        ("erasure.request", "unmatched"),
        ("erasure.read", "ok"),
        ("conversation.erase", "ok"),
        ("erasure.settle", "erased"),
    ]
    async with bench.desk.database.reading() as session:
        scopes = text("SELECT count(*) FROM wrapped_key WHERE scope LIKE 'erasure:%'")
        assert await session.scalar(scopes) == 0


async def test_a_held_conversation_is_erased_after_the_hold(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench, clock: FakeClock
) -> None:
    async with bench.desk.database.work() as session:
        await bench.desk.legal_holds.place(
            session,
            waiting.conversation_id,
            reason=HoldReason.LITIGATION,
            staff_id="officer",
            actor="staff:officer",
            now=clock(),
        )
    code = await ask(bench, "psid-1", clock)
    browser = await signed_in(Role.PRIVACY_OFFICER)
    assert f'value="{waiting.conversation_id}"' in (await browser.get("/erasures")).text
    erase = f"/erasures/{code}/erase"
    assert (await browser.post(erase, conversation=waiting.conversation_id)).status == 409
    await browser.get("/erasures")
    await browser.post(f"/conversations/{waiting.conversation_id}/release-hold")
    assert (await browser.post(erase, conversation=waiting.conversation_id)).goes_to == "/erasures"


async def test_a_request_may_be_settled_without_erasing(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench, code: str
) -> None:
    browser = await signed_in(Role.PRIVACY_OFFICER)
    await browser.get("/erasures")
    assert (await browser.post(f"/erasures/{code}/close")).goes_to == "/erasures"
    assert (await browser.post(f"/erasures/{code}/close")).status == 409
    assert (await outcomes(bench))[-1] == ("erasure.settle", "closed")
    assert SAID in (await browser.get(f"/conversations/{waiting.conversation_id}")).text


async def test_an_unknown_conversation_and_a_secure_chat_are_not_erased(
    signed_in: SignedIn, bench: DeskBench, code: str, clock: FakeClock
) -> None:
    async with bench.desk.database.work() as session:
        secure = await bench.desk.conversations.open(
            session, channel="webchat", account="site", sender="visitor", now=clock()
        )
    browser = await signed_in(Role.PRIVACY_OFFICER)
    await browser.get("/erasures")
    for conversation in ("nobody", secure.id):
        assert (await browser.post(f"/erasures/{code}/erase", conversation=conversation)).status == 404
    async with bench.desk.database.reading() as session:
        assert await bench.desk.erasure_requests.waiting(session) == 1


async def test_others_are_not_told(signed_in: SignedIn, code: str) -> None:
    assert code
    browser = await signed_in(Role.STAFF)
    assert "A network asks" not in (await browser.get("/inbox")).text
