"""Writing the log: in the same transaction, without a gap, without a fork, without a word of a patient."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest
from sqlalchemy import delete, select

from bot.audit.audit import Audit
from bot.audit.entry import GENESIS
from bot.audit.tables import AuditHeadRow, AuditRow
from bot.errors import AuditError
from bot.storage.engine import Database, make_engine
from bot.storage.migrate import migrate
from tests.unit.audit.conftest import record_some

WRITERS = 60


async def rows(database: Database) -> list[AuditRow]:
    async with database.work() as session:
        return list(await session.scalars(select(AuditRow).order_by(AuditRow.seq)))


async def test_entries_are_numbered_from_one_and_each_names_the_one_before(database: Database, audit: Audit) -> None:
    await record_some(database, audit, 3)
    kept = await rows(database)
    assert [row.seq for row in kept] == [1, 2, 3]
    assert [row.prev for row in kept] == [GENESIS, kept[0].hash, kept[1].hash]


async def test_what_is_rolled_back_leaves_no_entry_and_no_gap(database: Database, audit: Audit) -> None:
    async def record_and_crash() -> None:
        async with database.work() as session:
            await audit.record(session, actor="bot", action="x", subject="y")
            raise RuntimeError("crash")

    await record_some(database, audit, 1)
    with pytest.raises(RuntimeError, match="crash"):
        await record_and_crash()
    await record_some(database, audit, 1)
    assert [row.seq for row in await rows(database)] == [1, 2]


async def write_at_once(database: Database, audit: Audit) -> None:
    async def one(number: int) -> None:
        async with database.work() as session:
            await audit.record(session, actor=f"staff:{number}", action="claim", subject="ticket:1")

    await asyncio.gather(*(one(number) for number in range(WRITERS)))
    kept = await rows(database)
    assert [row.seq for row in kept] == list(range(1, WRITERS + 1))
    assert [row.prev for row in kept] == [GENESIS] + [row.hash for row in kept[:-1]]
    assert {row.actor for row in kept} == {f"staff:{number}" for number in range(WRITERS)}


async def test_sixty_writers_at_once_leave_no_gap_and_no_fork(database: Database, audit: Audit) -> None:
    await write_at_once(database, audit)


@pytest.mark.postgres
async def test_sixty_writers_at_once_on_postgresql_leave_no_gap_and_no_fork(postgres_url: str, audit: Audit) -> None:
    engine = make_engine(postgres_url)
    await migrate(engine)
    try:
        await write_at_once(Database(engine), audit)
    finally:
        await engine.dispose()


@pytest.mark.parametrize(
    "details",
    [
        {"text": "hello"},
        {"why": "she has the flu"},
        {"why": "Jane\nDoe"},
        {"why": "x" * 121},
        {"why": "née"},
        {"phone": "3125550100"},
    ],
)
async def test_details_that_could_be_free_text_are_refused(
    database: Database, audit: Audit, details: Mapping[str, str]
) -> None:
    async with database.work() as session:
        with pytest.raises(ValueError, match="audit detail"):
            await audit.record(session, actor="bot", action="x", subject="y", details=details)
    assert await rows(database) == []


@pytest.mark.parametrize("field", ["actor", "action", "subject", "outcome"])
async def test_fields_that_could_be_free_text_are_refused(database: Database, audit: Audit, field: str) -> None:
    fields = {"actor": "bot", "action": "x", "subject": "y", "outcome": "ok"} | {field: "Jane Doe"}
    async with database.work() as session:
        with pytest.raises(ValueError, match=field) as caught:
            await audit.record(
                session,
                actor=fields["actor"],
                action=fields["action"],
                subject=fields["subject"],
                outcome=fields["outcome"],
            )
    assert "Jane" not in str(caught.value)


async def test_without_its_head_the_log_takes_nothing(database: Database, audit: Audit) -> None:
    async with database.work() as session:
        await session.execute(delete(AuditHeadRow))
        with pytest.raises(AuditError):
            await audit.record(session, actor="bot", action="x", subject="y")
