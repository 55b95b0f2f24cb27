"""Working hours on the wall clock become the right moments: closed days, holidays, and the two days of the year when
the clock is changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.clinic import Clinic, Hours, Provider
from bot.scheduling.opening import Opening

SPRING_FORWARD = date(2027, 3, 14)
FALL_BACK = date(2026, 11, 1)


@pytest.fixture
def sunday_clinic(clinic: Clinic) -> Clinic:
    """Open on Sundays from midnight to six, over the hour in which the clock is changed."""
    night = Hours.model_validate({"opens": "00:00", "closes": "06:00"})
    provider = Provider(
        id="night", name="Dr. Night", role="doctor", hours={"sunday": (night,)}, visit_types=("office-visit",)
    )
    return clinic.model_copy(update={"hours": {**clinic.hours, "sunday": night}, "providers": (provider,)})


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2026, 11, 23), False),
        (date(2026, 11, 26), True),  # Thanksgiving
        (date(2026, 11, 27), True),  # the clinic's own list
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), True),  # Sunday
        (date(2026, 12, 25), True),
        (date(2027, 1, 1), True),
    ],
)
def test_closed_days(clinic: Clinic, day: date, closed: bool) -> None:
    assert Opening(clinic).is_closed(day) is closed
    assert (Opening(clinic).stretches(clinic.providers[1], day) == []) >= closed


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 10, 25), 6), (FALL_BACK, 7), (date(2027, 3, 7), 6), (SPRING_FORWARD, 5)],
)
def test_the_night_of_the_clock_change_is_an_hour_longer_or_shorter(
    sunday_clinic: Clinic, day: date, hours: int
) -> None:
    (stretch,) = Opening(sunday_clinic).stretches(sunday_clinic.providers[0], day)
    assert stretch.ends_at - stretch.starts_at == timedelta(hours=hours)


@pytest.mark.parametrize(("day", "utc_hour"), [(date(2026, 10, 30), 13), (date(2026, 11, 2), 14)])
def test_eight_in_the_morning_stays_eight_in_the_morning(clinic: Clinic, day: date, utc_hour: int) -> None:
    provider = next(each for each in clinic.providers if "monday" in each.hours and "friday" in each.hours)
    assert Opening(clinic).stretches(provider, day)[0].starts_at.hour == utc_hour


def test_a_provider_works_only_while_the_clinic_is_open(clinic: Clinic) -> None:
    provider = clinic.providers[0].model_copy(
        update={
            "hours": {
                "saturday": (
                    Hours.model_validate({"opens": "07:00", "closes": "11:00"}),
                    Hours.model_validate({"opens": "12:00", "closes": "17:00"}),
                    Hours.model_validate({"opens": "18:00", "closes": "20:00"}),
                )
            }
        }
    )
    stretches = Opening(clinic).stretches(provider, date(2026, 11, 28))
    zone = clinic.zone
    assert [
        (stretch.starts_at.astimezone(zone).hour, stretch.ends_at.astimezone(zone).hour) for stretch in stretches
    ] == [(9, 11), (12, 13)]
