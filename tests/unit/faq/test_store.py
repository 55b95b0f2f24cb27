"""The review workflow: the seed never overwrites staff, health waits for approval, every change is audited."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.audit.tables import AuditRow
from bot.errors import StartupError
from bot.faq.content import FaqEntry
from bot.faq.store import FaqStore
from bot.faq.versions import State, content_version, current_versions
from bot.storage.engine import Database
from tests.fakes.clock import FakeClock

REVIEWER, ADMIN = "staff:reviewer", "staff:admin"
NEXT_REVIEW = date(2027, 11, 1)


def edited(entry: FaqEntry, answer: str = "A new answer that staff have written.") -> FaqEntry:
    return entry.model_copy(update={"review": "", "en": entry.en.model_copy(update={"answer": answer})})


async def states(database: Database, entry_id: str) -> list[tuple[int, State]]:
    async with database.work() as session:
        versions = (await current_versions(session)).get(entry_id, ())
    return [(version.number, version.state) for version in versions]


@pytest.fixture
async def seeded(database: Database, store: FaqStore, by_id: dict[str, FaqEntry], clock: FakeClock) -> Database:
    async with database.work() as session:
        await store.seed(session, [by_id["sprain"], by_id["hours"]], clock())
    return database


async def test_what_was_seeded_reads_back_the_same(seeded: Database, by_id: dict[str, FaqEntry]) -> None:
    async with seeded.work() as session:
        versions = await current_versions(session)
    for entry_id in ("sprain", "hours"):
        (version,) = versions[entry_id]
        assert version.entry == by_id[entry_id]
        assert version.state is State.DRAFT
        assert version.sample


async def test_seeding_again_changes_nothing(
    seeded: Database, store: FaqStore, by_id: dict[str, FaqEntry], clock: FakeClock
) -> None:
    async with seeded.work() as session:
        before = await content_version(session)
        report = await store.seed(session, [by_id["sprain"], by_id["hours"]], clock())
        assert await content_version(session) == before
    assert (report.added, report.updated, report.kept) == ((), (), ())


async def test_a_newer_seed_replaces_an_untouched_sample(
    seeded: Database, store: FaqStore, by_id: dict[str, FaqEntry], clock: FakeClock
) -> None:
    newer = edited(by_id["sprain"])
    async with seeded.work() as session:
        report = await store.seed(session, [newer], clock())
    assert report.updated == ("sprain",)
    assert await states(seeded, "sprain") == [(2, State.DRAFT)]


@pytest.mark.parametrize("touch", ["publish", "approve", "retire"])
async def test_a_newer_seed_never_overwrites_staff(
    seeded: Database, store: FaqStore, by_id: dict[str, FaqEntry], clock: FakeClock, touch: str
) -> None:
    sprain = by_id["sprain"]
    async with seeded.work() as session:
        match touch:
            case "publish":
                await store.publish(session, edited(sprain), by=ADMIN, now=clock())
            case "approve":
                await store.approve(session, "sprain", 1, by=REVIEWER, review_by=NEXT_REVIEW, now=clock())
            case _:
                await store.retire(session, "sprain", by=ADMIN)
    before = await states(seeded, "sprain")
    async with seeded.work() as session:
        report = await store.seed(session, [edited(sprain, "The seed's next wording of it.")], clock())
    assert report.kept == ("sprain",)
    assert await states(seeded, "sprain") == before


async def test_an_edited_health_entry_waits_beside_the_approved_one(
    seeded: Database, store: FaqStore, by_id: dict[str, FaqEntry], clock: FakeClock
) -> None:
    async with seeded.work() as session:
        await store.approve(session, "sprain", 1, by=REVIEWER, review_by=NEXT_REVIEW, now=clock())
        number = await store.publish(session, edited(by_id["sprain"]), by=ADMIN, now=clock())
    assert await states(seeded, "sprain") == [(1, State.APPROVED), (2, State.DRAFT)]
    async with seeded.work() as session:
        await store.approve(session, "sprain", number, by=REVIEWER, review_by=NEXT_REVIEW, now=clock())
        (version,) = (await current_versions(session))["sprain"]
    assert (version.number, version.approved_by, version.approved_at) == (2, REVIEWER, clock())
    assert version.entry.review_by == NEXT_REVIEW


async def test_the_clinics_own_facts_need_no_clinician(
    seeded: Database, store: FaqStore, by_id: dict[str, FaqEntry], clock: FakeClock
) -> None:
    async with seeded.work() as session:
        await store.publish(session, edited(by_id["hours"]), by=ADMIN, now=clock())
    assert await states(seeded, "hours") == [(2, State.APPROVED)]


async def test_a_retired_entry_has_no_current_version(seeded: Database, store: FaqStore) -> None:
    async with seeded.work() as session:
        await store.retire(session, "sprain", by=ADMIN)
    assert await states(seeded, "sprain") == []


async def test_only_a_draft_can_be_approved_and_only_into_the_future(
    seeded: Database, store: FaqStore, clock: FakeClock
) -> None:
    async with seeded.work() as session:
        with pytest.raises(LookupError):
            await store.approve(session, "sprain", 7, by=REVIEWER, review_by=NEXT_REVIEW, now=clock())
        with pytest.raises(ValueError, match="past"):
            await store.approve(session, "sprain", 1, by=REVIEWER, review_by=clock().date(), now=clock())
        with pytest.raises(LookupError):
            await store.retire(session, "no-such-entry", by=ADMIN)


async def test_an_unfilled_blank_is_not_published(
    seeded: Database, store: FaqStore, by_id: dict[str, FaqEntry], clock: FakeClock
) -> None:
    faulty = edited(by_id["hours"], "We are open {helipad}, come in.")
    with pytest.raises(StartupError, match="helipad"):
        async with seeded.work() as session:
            await store.publish(session, faulty, by=ADMIN, now=clock())
    assert await states(seeded, "hours") == [(1, State.DRAFT)]


async def test_every_change_counts_up_and_leaves_an_audit_row(
    seeded: Database, store: FaqStore, by_id: dict[str, FaqEntry], clock: FakeClock
) -> None:
    counts = []
    async with seeded.work() as session:
        counts.append(await content_version(session))
        await store.publish(session, edited(by_id["sprain"]), by=ADMIN, now=clock())
        counts.append(await content_version(session))
        await store.approve(session, "sprain", 2, by=REVIEWER, review_by=NEXT_REVIEW, now=clock())
        counts.append(await content_version(session))
        await store.retire(session, "sprain", by=ADMIN)
        counts.append(await content_version(session))
    assert counts == sorted(set(counts))
    async with seeded.work() as session:
        rows = [
            (row.actor, row.action, row.subject)
            for row in await session.scalars(select(AuditRow).order_by(AuditRow.seq))
        ]
    assert rows == [
        ("seed", "faq.seed", "faq"),
        (ADMIN, "faq.publish", "faq:sprain"),
        (REVIEWER, "faq.approve", "faq:sprain"),
        (ADMIN, "faq.retire", "faq:sprain"),
    ]


async def test_only_what_changed_since_is_read(
    seeded: Database, store: FaqStore, by_id: dict[str, FaqEntry], clock: FakeClock
) -> None:
    async with seeded.work() as session:
        before = await content_version(session)
        clock.advance(timedelta(days=1))
        await store.publish(session, edited(by_id["hours"]), by=ADMIN, now=clock())
        changed = await current_versions(session, changed_after=before)
    assert set(changed) == {"hours"}
    assert changed["hours"][0].written_at == datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
