"""The audit as the privacy officer sees it."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from bot.audit.tables import AuditRow
from bot.desk.audit_log import PAGE, audit_lines, check_chain
from bot.desk.desk import Desk


async def written(desk: Desk, entries: int) -> None:
    async with desk.database.work() as session:
        for number in range(entries):
            await desk.audit.record(
                session,
                actor=f"staff:{number % 2}",
                action="transcript.read",
                subject=f"conversation:{number}",
                details={"entries": number},
            )


async def test_the_latest_come_first_and_older_ones_page_by_page(desk: Desk) -> None:
    await written(desk, PAGE + 10)
    async with desk.database.reading() as session:
        first = await audit_lines(session, before=None)
        second = await audit_lines(session, before=first[PAGE - 1].seq)
    assert [line.seq for line in first[:PAGE] + second] == list(range(PAGE + 10, 0, -1))
    assert first[0].particulars == f"entries {PAGE + 9}"


@pytest.mark.parametrize(
    ("about", "found"),
    [("staff:1", 3), ("conversation:4", 1), ("transcript", 6), ("transcript.read", 6), ("%", 0), ("ticket", 0)],
)
async def test_it_can_be_narrowed(desk: Desk, about: str, found: int) -> None:
    await written(desk, 6)
    async with desk.database.reading() as session:
        assert len(await audit_lines(session, before=None, about=about)) == found


async def test_an_unbroken_chain_is_found_so(desk: Desk) -> None:
    await written(desk, 5)
    async with desk.database.reading() as session:
        check = await check_chain(session)
    assert (check.entries, check.fault) == (5, None)


async def test_a_changed_entry_is_found(desk: Desk) -> None:
    await written(desk, 5)
    async with desk.database.work() as session:
        await session.execute(update(AuditRow).where(AuditRow.seq == 3).values(actor="staff:9"))
    async with desk.database.reading() as session:
        assert (await check_chain(session)).fault == 3


@pytest.mark.parametrize(("gone", "fault"), [(2, 2), (5, 5)])
async def test_a_missing_entry_is_found_at_the_end_too(desk: Desk, gone: int, fault: int) -> None:
    await written(desk, 5)
    async with desk.database.work() as session:
        await session.execute(delete(AuditRow).where(AuditRow.seq == gone))
    async with desk.database.reading() as session:
        assert (await check_chain(session)).fault == fault
