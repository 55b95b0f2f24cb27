"""How the booking form words its questions, and what it offers for a wish. It is Monday, 9:00 in the clinic."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from actions.booking_wishes import asks_for_earlier, visit_type_in, wish_in
from bot.clinic import Clinic
from bot.messages.effects import Language
from bot.messages.reply import Meaning
from bot.scheduling.availability import HORIZON
from bot.scheduling.times import read_key
from tests.unit.actions.conftest import ActionDesk, Ran

VISIT = {"visit_type": "office-visit"}
ASKED_VISIT = {"requested_slot": "visit_type"}
ASKED_TIME = {**VISIT, "requested_slot": "open_time"}


def starts(ran: Ran, clinic: Clinic) -> list[datetime]:
    keys = [read_key(meaning.slots["open_time"]) for meaning in ran.buttons if "open_time" in meaning.slots]
    return [key[1].astimezone(clinic.zone) for key in keys if key]


async def wish(desk: ActionDesk, clinic: Clinic, text: str, language: Language = Language.ENGLISH) -> str:
    packed = wish_in(text, language, desk.clock(), clinic)
    assert packed is not None
    return packed


@pytest.mark.parametrize("name", ["visit_type", "open_time"])
async def test_the_same_words_never_come_twice_in_a_row(desk: ActionDesk, name: str) -> None:
    action = f"action_ask_{name}"
    slots: dict[str, str | None] = dict(VISIT) if name == "open_time" else {}
    said = []
    for intent in ("book_appointment", "affirm", "affirm", "inform", "affirm"):
        ran = await desk.run(action, intent, slots=slots, form="booking_form")
        (reply,) = ran.done.replies
        said.append(reply.say)
        slots = {**slots, **ran.slots, "requested_slot": name}
    assert all(one != other for one, other in pairwise(said)), said


async def test_asked_again_the_numbers_that_may_be_typed_are_shown(desk: ActionDesk) -> None:
    visits = await desk.run("action_ask_visit_type", "affirm", slots=ASKED_VISIT, form="booking_form")
    assert visits.done.replies[0].values["visits"].startswith("1. Office visit\n2. Vaccine\n3. ")
    times = await desk.run("action_ask_open_time", "affirm", slots=ASKED_TIME, form="booking_form")
    assert times.says == ["booking_times_again"]
    assert [line[:3] for line in times.done.replies[0].values["times"].splitlines()] == ["1. ", "2. ", "3. "]


async def test_a_person_who_is_not_understood_is_asked_in_other_words_each_time(desk: ActionDesk) -> None:
    first = {**ASKED_VISIT, "last_fallback": "clarify_booking"}
    again = {**ASKED_VISIT, "last_fallback": "clarify_booking_again"}
    one = await desk.run("action_ask_visit_type", "nlu_fallback", slots=first, form="booking_form")
    other = await desk.run("action_ask_visit_type", "nlu_fallback", slots=again, form="booking_form")
    assert (one.says, other.says) == (["booking_visit_type_again"], ["booking_visit_type_stuck"])
    assert "last_fallback" not in {**one.slots, **other.slots}


async def test_a_wish_before_the_visit_is_known_is_noted(desk: ActionDesk, clinic: Clinic) -> None:
    said = {"time_wish": await wish(desk, clinic, "tuesday")}
    ran = await desk.run("action_ask_visit_type", "inform", slots=ASKED_VISIT, just_set=said, form="booking_form")
    assert ran.says == ["booking_visit_type_noted"]


async def test_another_wish_brings_other_times_in_the_usual_words(desk: ActionDesk, clinic: Clinic) -> None:
    said = {"time_wish": await wish(desk, clinic, "tuesday afternoon")}
    ran = await desk.run("action_ask_open_time", "inform", slots=ASKED_TIME, just_set=said, form="booking_form")
    assert ran.says == ["booking_times"]
    assert {start.day for start in starts(ran, clinic)} == {24}


async def test_words_that_stand_for_a_wish_are_read(desk: ActionDesk) -> None:
    ran = await desk.run(
        "validate_booking_form", "inform", "friday instead", choice=Meaning("inform"), slots=VISIT, form="booking_form"
    )
    assert ran.slots["time_wish"] is not None


async def test_words_beside_a_pressed_button_are_not_read(desk: ActionDesk) -> None:
    choice = Meaning("inform", {"visit_type": "vaccine"})
    ran = await desk.run(
        "validate_booking_form",
        "inform",
        "vaccine friday",
        choice=choice,
        just_set={"visit_type": "vaccine"},
        form="booking_form",
    )
    assert ran.slots == {"visit_type": "vaccine"}


async def test_something_earlier_brings_the_earliest(desk: ActionDesk, clinic: Clinic) -> None:
    slots = {**ASKED_TIME, "time_wish": await wish(desk, clinic, "next week"), "times_after": "okafor@20261201T1500Z"}
    kept = await desk.run("validate_booking_form", "inform", "anything earlier?", slots=slots, form="booking_form")
    assert kept.slots == {"time_wish": None, "times_after": None}
    ran = await desk.run("action_ask_open_time", "inform", "anything earlier?", slots=ASKED_TIME, form="booking_form")
    assert ran.says == ["booking_times_earliest"]
    assert starts(ran, clinic)[0].day == 23


@pytest.mark.parametrize(
    ("text", "says", "days"),
    [
        ("tomorrow", "booking_times", {24}),
        ("sunday", "booking_times_nearest", {28, 30}),  # closed on Sundays: Saturday and Monday are nearest
        ("friday", "booking_times_nearest", {25, 26, 27, 28}),  # closed that day
        ("tomorrow at 9pm", "booking_times_nearest", {24, 25}),
        ("this morning at 8", "booking_times_past", {23}),
        ("june 3rd", "booking_times_too_far", {23}),
        ("next summer", "booking_times_too_far", {23}),
        ("the day after thanksgiving", "booking_times_nearest", {25, 26, 27, 28}),
    ],
)
async def test_a_wish_always_brings_times(
    desk: ActionDesk, clinic: Clinic, text: str, says: str, days: set[int]
) -> None:
    slots = {**VISIT, "time_wish": await wish(desk, clinic, text)}
    ran = await desk.run("action_ask_open_time", "inform", slots=slots, form="booking_form")
    assert ran.says == [says]
    assert len(starts(ran, clinic)) == 3
    assert {start.day for start in starts(ran, clinic)} <= days
    kept = {name: value for name, value in {**slots, **ran.slots, "requested_slot": "open_time"}.items() if value}
    again = await desk.run("action_ask_open_time", "affirm", slots=kept, form="booking_form")
    assert again.says == ["booking_times_again"]
    assert starts(again, clinic) == starts(ran, clinic), "asked again, the same times are meant"


async def test_what_is_near_the_end_of_what_can_be_booked_is_offered(desk: ActionDesk, clinic: Clinic) -> None:
    last_day = (desk.clock() + HORIZON).astimezone(clinic.zone)
    slots = {**VISIT, "time_wish": await wish(desk, clinic, f"{last_day:%B} {last_day.day} at 7am")}
    ran = await desk.run("action_ask_open_time", "inform", slots=slots, form="booking_form")
    assert ran.says == ["booking_times_nearest"]
    assert all(abs((start - last_day).days) <= 4 for start in starts(ran, clinic))


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 1, 4, 30, tzinfo=UTC),  # Sunday 1:30, before the clock goes back, still Saturday in Chicago
        datetime(2026, 11, 1, 7, 30, tzinfo=UTC),  # 1:30 the second time
        datetime(2027, 3, 14, 7, 30, tzinfo=UTC),  # 1:30, half an hour before the clock goes forward
        datetime(2026, 11, 30, 5, 59, tzinfo=UTC),  # one minute to midnight, end of a weekend
        datetime(2026, 12, 31, 20, 0, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("text", ["tomorrow", "tomorrow morning", "this weekend", "next week", "in two weeks"])
async def test_times_are_offered_at_the_edges_of_the_calendar(
    desk: ActionDesk, clinic: Clinic, now: datetime, text: str
) -> None:
    desk.clock.now = now
    slots = {**VISIT, "time_wish": await wish(desk, clinic, text)}
    ran = await desk.run("action_ask_open_time", "inform", slots=slots, form="booking_form")
    assert len(starts(ran, clinic)) == 3
    assert all(start > now for start in starts(ran, clinic))
    assert all(8 <= start.hour < 18 for start in starts(ran, clinic)), "on the clinic's own clock"


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        *((text, True) for text in ("earlier", "do you have something earlier?", "sooner please", "algo más temprano")),
        *((text, True) for text in ("anything earlier than that", "¿hay antes?", "can i come sooner")),
        *((text, False) for text in ("earlier in the week", "before 9", "early friday", "antes de navidad", "later")),
        *((text, False) for text in ("friday but earlier", "temprano por favor", "i was there earlier", "")),
    ],
)
def test_earlier_than_what_was_offered(text: str, *, earlier: bool) -> None:
    assert asks_for_earlier(text) is earlier


@pytest.mark.parametrize(
    ("text", "visit"),
    [
        ("i need a vacine friday", "vaccine"),
        ("ofice visit", "office-visit"),
        ("an office or vaccine", "vaccine"),
        ("my flu shot", "vaccine"),
        ("a booster pls", "vaccine"),
        ("una inyeccion", "vaccine"),
        ("a gunshot wound", None),
        ("my vacation", None),
        ("a visit", None),
        ("office visit or vaccine", None),
    ],
)
def test_a_visit_type_is_found_though_misspelled(clinic: Clinic, text: str, visit: str | None) -> None:
    assert visit_type_in(text, clinic) == visit
