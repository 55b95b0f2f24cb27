"""What is offered: inside working hours, free, far enough ahead, and a real choice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from bot.clinic import Clinic, Hours, Provider
from bot.scheduling.availability import Availability
from bot.scheduling.holds import HELD_FOR, Holds
from bot.scheduling.opening import Opening
from bot.scheduling.tables import HoldRow
from bot.scheduling.times import OpenTime
from bot.scheduling.windows import Window, Wish
from bot.storage.engine import Database
from tests.fakes.clock import MONDAY_MORNING as NOW


def wall(time: OpenTime, clinic: Clinic) -> str:
    return f"{time.starts_at.astimezone(clinic.zone):%a %d %H:%M}"


async def test_three_offers_soonest_first_and_apart(
    database: Database, availability: Availability, clinic: Clinic
) -> None:
    async with database.work() as session:
        times = await availability.open_times(session, "office-visit", NOW)
    assert [wall(time, clinic) for time in times] == ["Mon 23 10:00", "Mon 23 12:00", "Mon 23 14:00"]


async def test_every_offer_lies_inside_working_hours(
    database: Database, availability: Availability, clinic: Clinic
) -> None:
    opening = Opening(clinic)
    async with database.work() as session:
        by_day = await availability.open_days(session, "new-patient", NOW, days=30)
    providers = {each.id: each for each in clinic.providers}
    assert len(by_day) == 30
    for day, times in by_day.items():
        for time in times:
            assert time.ends_at - time.starts_at == timedelta(minutes=40)
            assert "new-patient" in providers[time.provider_id].visit_types
            assert any(
                stretch.starts_at <= time.starts_at and time.ends_at <= stretch.ends_at
                for stretch in opening.stretches(providers[time.provider_id], day)
            )


async def test_nothing_on_closed_days(database: Database, availability: Availability) -> None:
    async with database.work() as session:
        by_day = await availability.open_days(session, "office-visit", NOW, days=6)
    assert [day.day for day in by_day] == [23, 24, 25, 28, 30, 1]


async def test_the_first_hour_is_too_soon(database: Database, availability: Availability, clinic: Clinic) -> None:
    now = datetime(2026, 11, 23, 16, 1, tzinfo=UTC)
    async with database.work() as session:
        (time,) = await availability.open_times(session, "office-visit", now, limit=1)
    assert wall(time, clinic) == "Mon 23 11:20"


async def test_later_offers_follow_the_last_one_shown(database: Database, availability: Availability) -> None:
    shown: list[OpenTime] = []
    async with database.work() as session:
        for _ in range(6):
            after = shown[-1].starts_at if shown else None
            shown += await availability.open_times(session, "vaccine", NOW, after=after)
    assert all(one.starts_at < other.starts_at for one, other in pairwise(shown))
    assert len(shown) == 18


async def test_a_wish_is_kept_to(database: Database, availability: Availability, clinic: Clinic) -> None:
    afternoon = Wish((Window(datetime(2026, 11, 25, 20, 0, tzinfo=UTC), datetime(2026, 11, 25, 21, 0, tzinfo=UTC)),))
    async with database.work() as session:
        times = await availability.open_times(session, "office-visit", NOW, wish=afternoon, limit=3)
        none = await availability.open_times(session, "office-visit", NOW, wish=Wish(()), limit=3)
    assert [wall(time, clinic) for time in times] == ["Wed 25 14:00", "Wed 25 14:20", "Wed 25 14:40"]
    assert none == []


async def test_a_provider_is_kept_to(database: Database, availability: Availability) -> None:
    async with database.work() as session:
        times = await availability.open_times(session, "office-visit", NOW, provider_id="lindqvist", limit=9)
        assert {time.provider_id for time in times} == {"lindqvist"}
        assert await availability.open_times(session, "office-visit", NOW, provider_id="nobody") == []


async def test_an_unknown_visit_type_is_an_error(database: Database, availability: Availability) -> None:
    async with database.work() as session:
        with pytest.raises(LookupError):
            await availability.open_times(session, "surgery", NOW)


async def test_a_held_time_is_not_offered_until_the_hold_runs_out(
    database: Database, availability: Availability, holds: Holds
) -> None:
    async with database.work() as session:
        (time,) = await availability.open_times(session, "office-visit", NOW, limit=1)
        await holds.hold(session, time, conversation_id="c1", key="k1", now=NOW)
        assert await availability.find(session, "office-visit", time.key, NOW) is None
        assert time not in await availability.open_times(session, "office-visit", NOW, limit=50)
        assert await availability.find(session, "office-visit", time.key, NOW + HELD_FOR) == time


async def test_a_longer_visit_needs_all_of_its_time_free(
    database: Database, availability: Availability, holds: Holds
) -> None:
    async with database.work() as session:
        taken = await availability.find(session, "office-visit", "okafor@20261124T1420Z", NOW)
        assert taken is not None
        await holds.hold(session, taken, conversation_id="c1", key="k1", now=NOW)
        assert await availability.find(session, "new-patient", "okafor@20261124T1400Z", NOW) is None
        assert await availability.find(session, "new-patient", "okafor@20261124T1440Z", NOW) is not None


async def test_cells_stay_taken_when_the_record_of_their_hold_is_purged(
    database: Database, availability: Availability, holds: Holds
) -> None:
    async with database.work() as session:
        (time,) = await availability.open_times(session, "office-visit", NOW, limit=1)
        hold = await holds.hold(session, time, conversation_id="c1", key="k1", now=NOW)
        await session.delete(await session.get(HoldRow, hold.id))
        await session.flush()
        assert await availability.find(session, "office-visit", time.key, NOW) is None


@pytest.mark.parametrize(
    "key",
    ["", "okafor", "okafor@", "okafor@nonsense", "okafor@20261124T1405Z", "reyes@20261124T1400Z", "@20261124T1400Z"],
)
async def test_a_key_from_outside_is_checked(database: Database, availability: Availability, key: str) -> None:
    async with database.work() as session:
        assert await availability.find(session, "office-visit", key, NOW) is None


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 11, 1), 7), (date(2027, 3, 14), 5)])
async def test_times_of_the_clock_change_are_real_and_follow_each_other(
    database: Database, clinic: Clinic, day: date, hours: int
) -> None:
    night = Hours.model_validate({"opens": "00:00", "closes": "06:00"})
    provider = Provider(
        id="night", name="Dr. Night", role="doctor", hours={"sunday": (night,)}, visit_types=("office-visit",)
    )
    sundays = clinic.model_copy(update={"hours": {"sunday": night}, "providers": (provider,)})
    now = datetime(day.year, day.month, day.day, tzinfo=clinic.zone) - timedelta(hours=12)
    async with database.work() as session:
        by_day = await Availability(sundays).open_days(session, "office-visit", now.astimezone(UTC), days=1)
    times = by_day[day]
    assert len(times) == hours * 3
    assert all(one.ends_at == other.starts_at for one, other in pairwise(times))
