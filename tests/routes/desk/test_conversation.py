"""Reading and answering a conversation: every view audited (H1), every word through the journey."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.audit.tables import AuditRow
from bot.desk.accounts import Account
from bot.desk.permissions import Role
from bot.messages.channel import HandoffMode
from bot.messages.effects import OpenTicket, TicketReason
from tests.fakes.clock import FakeClock
from tests.fakes.desk import SAID, DeskBench, SignedIn, Waiting
from tests.fakes.staff_browser import StaffBrowser


async def views(bench: DeskBench) -> list[tuple[str, str]]:
    async with bench.desk.database.work() as session:
        rows = await session.scalars(select(AuditRow).where(AuditRow.action == "transcript.read"))
        return [(row.actor, row.subject) for row in rows]


async def outcomes(bench: DeskBench, action: str) -> list[str]:
    async with bench.desk.database.work() as session:
        return [row.outcome for row in await session.scalars(select(AuditRow).where(AuditRow.action == action))]


@pytest.fixture
async def secure_chat(bench: DeskBench, clock: FakeClock) -> Waiting:
    async with bench.desk.database.work() as session:
        chat = await bench.desk.conversations.open(
            session, channel="webchat", account="site", sender="visitor", now=clock()
        )
        person = OpenTicket(TicketReason.PERSON_REQUESTED)
        return Waiting(chat.id, await bench.desk.tickets.open(session, chat.id, person, clock()))


async def claimed(signed_in: SignedIn, waiting: Waiting) -> StaffBrowser:
    browser = await signed_in(Role.STAFF)
    await browser.get("/inbox")
    await browser.post(f"/tickets/{waiting.ticket_id}/claim")
    await browser.get(f"/conversations/{waiting.conversation_id}")
    return browser


@pytest.mark.parametrize("path", ["", "/entries"])
async def test_a_view_leaves_exactly_one_audit_row_with_who_it_was(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench, people: dict[Role, Account], path: str
) -> None:
    browser = await signed_in(Role.STAFF)
    page = await browser.get(f"/conversations/{waiting.conversation_id}{path}")
    assert SAID in page.text
    expected = (f"staff:{people[Role.STAFF].id}", f"conversation:{waiting.conversation_id}")
    assert await views(bench) == [expected]


async def test_the_privacy_officer_may_read_and_not_answer(signed_in: SignedIn, waiting: Waiting) -> None:
    browser = await signed_in(Role.PRIVACY_OFFICER)
    page = await browser.get(f"/conversations/{waiting.conversation_id}")
    assert SAID in page.text
    assert "<textarea" not in page.text
    assert (await browser.post(f"/conversations/{waiting.conversation_id}/reply", text="x")).status == 403


async def test_a_reply_goes_through_the_journey_and_is_audited(
    signed_in: SignedIn, secure_chat: Waiting, bench: DeskBench, people: dict[Role, Account]
) -> None:
    browser = await claimed(signed_in, secure_chat)
    page = await browser.post(f"/conversations/{secure_chat.conversation_id}/reply", text=" Hello there ")
    assert page.goes_to == f"/conversations/{secure_chat.conversation_id}?done=sent"
    assert bench.replies.sent == [(secure_chat.conversation_id, people[Role.STAFF].id, "Hello there")]
    assert await outcomes(bench, "conversation.reply") == ["ok"]


async def test_a_reply_over_the_ceiling_is_explained_and_kept_in_the_box(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench
) -> None:
    bench.channels.messenger_handoff = HandoffMode.IN_CHANNEL
    bench.replies.refuse = ("Thursday",)
    browser = await claimed(signed_in, waiting)
    page = await browser.post(f"/conversations/{waiting.conversation_id}/reply", text="See you Thursday, Dana")
    assert page.status == 422
    assert "Your words were not sent" in page.text
    assert ">See you Thursday, Dana</textarea>" in page.text
    assert await outcomes(bench, "conversation.reply") == ["replaced"]


async def test_a_reply_that_cannot_leave_is_said_so(
    signed_in: SignedIn, secure_chat: Waiting, bench: DeskBench
) -> None:
    browser = await claimed(signed_in, secure_chat)
    bench.replies.closed = True
    page = await browser.post(f"/conversations/{secure_chat.conversation_id}/reply", text="Hello")
    assert page.status == 422
    assert "Nothing was sent" in page.text


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
async def test_an_empty_or_endless_reply_never_reaches_the_journey(
    signed_in: SignedIn, secure_chat: Waiting, bench: DeskBench, text: str
) -> None:
    browser = await claimed(signed_in, secure_chat)
    page = await browser.post(f"/conversations/{secure_chat.conversation_id}/reply", text=text)
    assert page.status == 422
    assert bench.replies.sent == []


async def test_without_a_claim_nothing_is_sent(signed_in: SignedIn, secure_chat: Waiting, bench: DeskBench) -> None:
    browser = await signed_in(Role.STAFF)
    await browser.get(f"/conversations/{secure_chat.conversation_id}")
    page = await browser.post(f"/conversations/{secure_chat.conversation_id}/reply", text="Hello")
    assert page.status == 409
    assert bench.replies.sent == []


async def test_on_a_network_the_desk_offers_the_secure_chat_instead_of_a_box(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench
) -> None:
    browser = await claimed(signed_in, waiting)
    page = await browser.get(f"/conversations/{waiting.conversation_id}")
    assert "You answer in the secure chat" in page.text
    assert "<textarea" not in page.text
    assert (await browser.post(f"/conversations/{waiting.conversation_id}/reply", text="Hi")).status == 409
    sent = await browser.post(f"/conversations/{waiting.conversation_id}/link")
    assert sent.goes_to == f"/conversations/{waiting.conversation_id}?done=link"
    assert bench.replies.links == [waiting.conversation_id]


async def test_who_has_not_proved_who_they_are_is_marked(
    signed_in: SignedIn, secure_chat: Waiting, bench: DeskBench
) -> None:
    browser = await claimed(signed_in, secure_chat)
    assert "Not verified" in (await browser.get(f"/conversations/{secure_chat.conversation_id}")).text
    bench.proof.verified.add(secure_chat.conversation_id)
    assert "Not verified" not in (await browser.get(f"/conversations/{secure_chat.conversation_id}")).text


async def test_what_a_patient_typed_is_text_and_never_markup(
    signed_in: SignedIn, secure_chat: Waiting, bench: DeskBench
) -> None:
    browser = await claimed(signed_in, secure_chat)
    bench.replies.closed = True
    page = await browser.post(
        f"/conversations/{secure_chat.conversation_id}/reply", text="</textarea><script>alert(1)</script> [PHONE]"
    )
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


async def test_an_unknown_conversation_is_404_and_leaves_no_view(signed_in: SignedIn, bench: DeskBench) -> None:
    browser = await signed_in(Role.STAFF)
    assert (await browser.get("/conversations/" + "a" * 24)).status == 404
    assert await views(bench) == []
