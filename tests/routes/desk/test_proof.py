"""What staff see of the patient's proof, and what they can do while a reply waits for it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.audit.tables import AuditRow
from bot.desk.permissions import Role
from bot.messages.effects import OpenTicket, TicketReason
from tests.fakes.clock import FakeClock
from tests.fakes.desk import DeskBench, SignedIn, Waiting
from tests.fakes.staff_browser import StaffBrowser

NAMED = "Hello Ms. Quimby"


@pytest.fixture
async def secure_chat(bench: DeskBench, waiting: Waiting, clock: FakeClock) -> Waiting:
    """Opened by a link from the Messenger conversation."""
    desk = bench.desk
    async with desk.database.work() as session:
        chat = await desk.conversations.open(
            session,
            channel="webchat",
            account="site",
            sender="visitor",
            now=clock(),
            parent_id=waiting.conversation_id,
        )
        ticket = await desk.tickets.open(session, chat.id, OpenTicket(TicketReason.PERSON_REQUESTED), clock())
    return Waiting(chat.id, ticket)


@pytest.fixture
async def staff(signed_in: SignedIn, secure_chat: Waiting) -> StaffBrowser:
    """Has claimed the chat and looks at it."""
    browser = await signed_in(Role.STAFF)
    await browser.get("/inbox")
    await browser.post(f"/tickets/{secure_chat.ticket_id}/claim")
    await browser.get(f"/conversations/{secure_chat.conversation_id}")
    return browser


async def keep(bench: DeskBench, chat_id: str, clock: FakeClock) -> str:
    async with bench.desk.database.work() as session:
        return await bench.desk.waiting.keep(session, chat_id, "somebody", NAMED, clock())


async def outcomes(bench: DeskBench, action: str) -> list[str]:
    async with bench.desk.database.reading() as session:
        return [row.outcome for row in await session.scalars(select(AuditRow).where(AuditRow.action == action))]


async def test_what_is_proven_and_what_is_not(bench: DeskBench, secure_chat: Waiting, staff: StaffBrowser) -> None:
    page = await staff.get(f"/conversations/{secure_chat.conversation_id}")
    assert "Not verified" in page.text
    assert "Ask for the passphrase" in page.text
    bench.proof.verified.add(secure_chat.conversation_id)
    page = await staff.get(f"/conversations/{secure_chat.conversation_id}")
    assert "Proven by passphrase" in page.text
    assert "That does not prove a name" in page.text
    assert "Ask for the passphrase" not in page.text


async def test_a_reply_that_waits_is_explained_and_not_left_in_the_box(
    bench: DeskBench, secure_chat: Waiting, staff: StaffBrowser
) -> None:
    bench.replies.unearned = ("Quimby",)
    page = await staff.post(f"/conversations/{secure_chat.conversation_id}/reply", text=NAMED)
    assert page.status == 422
    assert "Your reply waits." in page.text
    assert "enter their passphrase, or to write from the browser they used before" in page.text
    assert f">{NAMED}</textarea>" not in page.text
    assert bench.replies.sent == []
    assert await outcomes(bench, "conversation.reply") == ["waits"]


async def test_what_waits_is_shown_and_can_be_withdrawn(
    bench: DeskBench, secure_chat: Waiting, staff: StaffBrowser, clock: FakeClock
) -> None:
    waiting_id = await keep(bench, secure_chat.conversation_id, clock)
    path = f"/conversations/{secure_chat.conversation_id}"
    for view in ("", "/entries"):
        page = await staff.get(path + view)
        assert "Waits for the patient" in page.text
        assert NAMED in page.text
    await staff.get(path)
    assert (await staff.post(f"{path}/withdraw", waiting=waiting_id)).goes_to == f"{path}?done=withdrawn"
    assert NAMED not in (await staff.get(path)).text
    assert (await staff.post(f"{path}/withdraw", waiting=waiting_id)).goes_to == path
    assert await outcomes(bench, "conversation.withdraw") == ["ok", "gone"]


async def test_asking_for_the_passphrase_is_one_button_and_audited(
    bench: DeskBench, secure_chat: Waiting, staff: StaffBrowser
) -> None:
    page = await staff.post(f"/conversations/{secure_chat.conversation_id}/ask-proof")
    assert page.goes_to == f"/conversations/{secure_chat.conversation_id}?done=asked"
    assert bench.replies.asked == [secure_chat.conversation_id]
    bench.replies.closed = True
    assert (await staff.post(f"/conversations/{secure_chat.conversation_id}/ask-proof")).status == 422
    assert await outcomes(bench, "conversation.ask_proof") == ["ok", "not_sent"]


@pytest.mark.parametrize("deed", ["ask-proof", "withdraw"])
async def test_without_a_claim_neither_is_done(
    bench: DeskBench, signed_in: SignedIn, secure_chat: Waiting, clock: FakeClock, deed: str
) -> None:
    waiting_id = await keep(bench, secure_chat.conversation_id, clock)
    browser = await signed_in(Role.STAFF)
    page = await browser.get(f"/conversations/{secure_chat.conversation_id}")
    assert "Withdraw" not in page.text
    posted = await browser.post(f"/conversations/{secure_chat.conversation_id}/{deed}", waiting=waiting_id)
    assert posted.status == 409
    assert bench.replies.asked == []
    async with bench.desk.database.reading() as session:
        assert await bench.desk.waiting.of_chat(session, secure_chat.conversation_id)


async def test_a_reply_waits_on_in_its_own_chat_only(
    bench: DeskBench, secure_chat: Waiting, waiting: Waiting, staff: StaffBrowser, clock: FakeClock
) -> None:
    elsewhere = await keep(bench, waiting.conversation_id, clock)
    await staff.post(f"/conversations/{secure_chat.conversation_id}/withdraw", waiting=elsewhere)
    async with bench.desk.database.reading() as session:
        assert await bench.desk.waiting.of_chat(session, waiting.conversation_id)
