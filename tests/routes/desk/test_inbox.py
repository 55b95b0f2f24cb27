"""The inbox and its tickets over HTTP."""

from __future__ import annotations

from datetime import timedelta

from bot.conversations.conversation import Owner
from bot.desk.accounts import Account
from bot.desk.permissions import Role
from bot.messages.effects import OpenTicket, TicketReason
from tests.fakes.clock import FakeClock
from tests.fakes.desk import SAID, DeskBench, SignedIn, Waiting


async def owner(bench: DeskBench, waiting: Waiting) -> Owner:
    async with bench.desk.database.reading() as session:
        return (await bench.desk.conversations.get(session, waiting.conversation_id)).owner


async def test_the_list_says_who_waits_and_why_but_no_word_of_it(signed_in: SignedIn, waiting: Waiting) -> None:
    """H9: minimum necessary."""
    browser = await signed_in(Role.STAFF)
    for path in ("/inbox", "/inbox/lines", "/alarms"):
        page = await browser.get(path)
        assert page.status == 200
        assert SAID not in page.text
        assert "Thursday" not in page.text
        assert "psid-1" not in page.text
    page = await browser.get("/inbox")
    assert "Asked for a person" in page.text
    assert f"/conversations/{waiting.conversation_id}" in page.text


async def test_an_emergency_is_loud_on_every_page_until_acknowledged(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench, clock: FakeClock
) -> None:
    async with bench.desk.database.work() as session:
        alarm = OpenTicket(TicketReason.EMERGENCY, urgent=True)
        await bench.desk.tickets.open(session, waiting.conversation_id, alarm, clock())
    browser = await signed_in(Role.STAFF)
    for path in ("/inbox", "/appointments", "/account", f"/conversations/{waiting.conversation_id}"):
        assert 'class="alarm" role="alert"' in (await browser.get(path)).text
    await browser.post(f"/tickets/{waiting.ticket_id}/acknowledge")
    assert 'class="alarm"' not in (await browser.get("/inbox")).text


async def test_an_alarm_is_not_shown_to_who_may_not_see_the_inbox(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench, clock: FakeClock
) -> None:
    async with bench.desk.database.work() as session:
        alarm = OpenTicket(TicketReason.EMERGENCY, urgent=True)
        await bench.desk.tickets.open(session, waiting.conversation_id, alarm, clock())
    for role in (Role.FAQ_ADMIN, Role.ADMIN, Role.PRIVACY_OFFICER):
        browser = await signed_in(role)
        assert waiting.conversation_id not in (await browser.get("/alarms")).text


async def test_claim_hand_back_and_claim_again(signed_in: SignedIn, waiting: Waiting, bench: DeskBench) -> None:
    browser = await signed_in(Role.STAFF)
    await browser.get("/inbox")
    page = await browser.post(f"/tickets/{waiting.ticket_id}/claim")
    assert page.goes_to == f"/conversations/{waiting.conversation_id}"
    assert await owner(bench, waiting) is Owner.PERSON
    assert (await browser.post(f"/tickets/{waiting.ticket_id}/hand-back")).goes_to == "/inbox?done=handed_back"
    assert await owner(bench, waiting) is Owner.BOT
    assert (await browser.post(f"/tickets/{waiting.ticket_id}/claim")).status == 409


async def test_stepping_in_silences_the_bot(signed_in: SignedIn, bench: DeskBench, clock: FakeClock) -> None:
    async with bench.desk.database.work() as session:
        opened = await bench.desk.conversations.open(
            session, channel="webchat", account="site", sender="visitor", now=clock()
        )
    browser = await signed_in(Role.STAFF)
    await browser.get("/inbox")
    await browser.post(f"/conversations/{opened.id}/join")
    assert await owner(bench, Waiting(opened.id, "")) is Owner.PERSON


async def test_a_taken_ticket_can_be_taken_over_but_not_claimed(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench, people: dict[Role, Account], clock: FakeClock
) -> None:
    async with bench.desk.database.work() as session:
        await bench.desk.tickets.claim(session, waiting.ticket_id, people[Role.ADMIN].id, clock())
    browser = await signed_in(Role.STAFF)
    page = await browser.get(f"/conversations/{waiting.conversation_id}")
    assert "Kim Administrator is answering" in page.text
    assert (await browser.post(f"/tickets/{waiting.ticket_id}/claim")).status == 409
    taken = await browser.post(f"/tickets/{waiting.ticket_id}/take-over", claimed_by=people[Role.ADMIN].id)
    assert taken.goes_to == f"/conversations/{waiting.conversation_id}"


async def test_idle_for_fifteen_minutes_with_live_updates_running_is_signed_out(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench, clock: FakeClock
) -> None:
    """H3: what a page asks by itself is no act, and the stream tells the page to leave."""
    browser = await signed_in(Role.STAFF)
    headers = browser.cookie_header()
    async with browser.client.get("/live", headers=headers) as stream:
        assert await stream.content.readuntil(b"\n\n") == b"retry: 5000\n\n"
        for _ in range(14):
            clock.advance(timedelta(minutes=1))
            for path in ("/inbox/lines", "/alarms", f"/conversations/{waiting.conversation_id}/entries"):
                assert (await browser.get(path)).status == 200
        clock.advance(timedelta(minutes=1))
        async with bench.desk.database.work() as session:
            await bench.desk.tickets.patient_wrote(session, waiting.conversation_id, clock())
        await bench.desk.live.look()
        assert (await stream.content.readuntil(b"\n\n")).startswith(b"event: signed-out\n")
    assert (await browser.get("/inbox/lines")).status == 401
    assert (await browser.get("/inbox")).goes_to == "/sign-in"


async def test_the_stream_carries_counts_and_ids_only(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench, clock: FakeClock
) -> None:
    browser = await signed_in(Role.STAFF)
    async with browser.client.get("/live", headers=browser.cookie_header()) as stream:
        await stream.content.readuntil(b"\n\n")
        async with bench.desk.database.work() as session:
            await bench.desk.tickets.patient_wrote(session, waiting.conversation_id, clock())
        await bench.desk.live.look()
        event = (await stream.content.readuntil(b"\n\n")).decode()
    expected = f'{{"waiting": 1, "alarms": 0, "conversations": ["{waiting.conversation_id}"]}}'
    assert event == f"event: desk\ndata: {expected}\n\n"
