"""What the desk lists besides tickets: appointments of a day, and messages that did not get through."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.deliveries.tables import InboxRow, InboxState, OutboxRow, OutboxState
from bot.desk.desk import Desk
from bot.desk.failures import Failure, failed_deliveries
from bot.desk.upkeep import tidy
from bot.desk.waiting import TicketLine
from bot.messages.effects import OpenTicket, TicketReason
from bot.messages.ids import Entropy
from bot.scheduling.appointments import Appointments
from bot.scheduling.holds import Holds
from bot.scheduling.identity import Identity
from bot.scheduling.times import OpenTime
from tests.fakes.clock import FakeClock
from tests.fakes.desk import DeskBench

DANA = Identity("Dana Whitfield", date(1980, 1, 2), "+13125550199", "private reason", new_patient=True)


async def booked(bench: DeskBench, entropy: Entropy, starts_at: datetime) -> None:
    time = OpenTime("okafor", starts_at, starts_at + timedelta(minutes=20), "office-visit")
    async with bench.desk.database.work() as session:
        now = bench.desk.clock()
        hold = await Holds(entropy).hold(session, time, conversation_id="c", key=starts_at.isoformat(), now=now)
        await Appointments(bench.vault).confirm(session, hold.id, DANA, now=now)


async def test_a_day_is_the_clinics_day_not_utcs(bench: DeskBench, entropy: Entropy) -> None:
    await booked(bench, entropy, datetime(2026, 11, 24, 5, 30, tzinfo=UTC))  # 23:30 on the 23rd in Chicago
    await booked(bench, entropy, datetime(2026, 11, 24, 6, 30, tzinfo=UTC))  # 0:30 on the 24th
    async with bench.desk.database.reading() as session:
        (line,) = await bench.desk.day_sheet.appointments(session, date(2026, 11, 23))
    assert (line.provider, line.visit_type, line.patient) == ("Dr. Maya Okafor", "Office visit", "Dana Whitfield")
    assert "private reason" not in str([getattr(line, name) for name in line.__slots__])


async def test_what_did_not_get_through_is_listed_without_text(
    desk: Desk, conversation_id: str, clock: FakeClock
) -> None:
    states = {OutboxState.SENT: None, OutboxState.FAILED: "window_closed", OutboxState.UNCERTAIN: None}
    async with desk.database.work() as session:
        for state, error in states.items():
            session.add(
                OutboxRow(
                    id=state.value,
                    conversation_id=conversation_id,
                    purpose="answer",
                    body=b"sealed",
                    state=state.value,
                    attempts=2,
                    available_at=clock(),
                    created_at=clock(),
                    error=error,
                )
            )
        session.add(
            InboxRow(
                channel="messenger",
                event_key="e",
                sender_key="unknown",
                scope="inbox:2026-11-23",
                body=b"sealed",
                state=InboxState.DEAD.value,
                available_at=clock(),
                received_at=clock() + timedelta(minutes=1),
            )
        )
    async with desk.database.reading() as session:
        failures = await failed_deliveries(session)
    assert [(found.what, found.conversation_id) for found in failures] == [
        (Failure.DEAD_LETTER, None),
        (Failure.UNCERTAIN, conversation_id),
        (Failure.NOT_DELIVERED, conversation_id),
    ]


def test_a_line_of_the_inbox_has_no_place_for_text_or_names() -> None:
    fields = set(TicketLine.__slots__)
    assert fields == {
        "id",
        "conversation_id",
        "channel",
        "language",
        "reasons",
        "urgent",
        "acknowledged",
        "opened_at",
        "unanswered_since",
        "claimed_by",
        "claimed_by_name",
        "closed_at",
        "outcome",
    }


async def test_upkeep_lets_claims_expire_and_forgets_old_tickets(
    desk: Desk, conversation_id: str, clock: FakeClock
) -> None:
    async with desk.database.work() as session:
        person = OpenTicket(TicketReason.PERSON_REQUESTED)
        ticket = await desk.tickets.open(session, conversation_id, person, clock())
        await desk.tickets.claim(session, ticket, "rosa", clock())
    clock.advance(timedelta(minutes=30))
    assert await tidy(desk) == 1
    async with desk.database.work() as session:
        await desk.tickets.close(session, ticket, "rosa", clock())
    clock.advance(timedelta(days=401))
    await tidy(desk)
    async with desk.database.reading() as session:
        assert await desk.tickets.line_of(session, conversation_id) is None
