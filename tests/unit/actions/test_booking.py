"""The booking form's questions and answers, over the real schedule. It is Monday, 9:00 in the clinic."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from actions.holding import HoldTime
from bot.clinic import Clinic
from bot.messages.effects import Language
from bot.messages.ids import Entropy
from bot.messages.reply import LinkPurpose, LinkRequest, Meaning
from bot.scheduling.holds import Hold, Holds
from bot.scheduling.times import OpenTime
from bot.texts.catalog import Texts
from tests.unit.actions.conftest import ActionDesk, Ran

VISIT = {"visit_type": "office-visit"}
TUESDAY_9 = "okafor@20261124T1500Z"


def offered(ran: Ran) -> list[str]:
    return [meaning.slots["open_time"] for meaning in ran.buttons if "open_time" in meaning.slots]


async def test_only_public_visit_types_are_offered(desk: ActionDesk) -> None:
    ran = await desk.run("action_ask_visit_type", "book_appointment")
    assert [meaning.slots["visit_type"] for meaning in ran.buttons] == ["office-visit", "vaccine", "something-else"]


async def test_visit_types_are_titled_in_spanish(desk: ActionDesk) -> None:
    ran = await desk.run("action_ask_visit_type", "book_appointment", language=Language.SPANISH)
    assert [choice.title for choice in ran.done.replies[0].choices][:2] == ["Consulta", "Vacuna"]


async def test_three_open_times_and_others_are_offered(desk: ActionDesk) -> None:
    ran = await desk.run("action_ask_open_time", "inform", slots=VISIT)
    assert len(offered(ran)) == 3
    assert ran.buttons[-1] == Meaning("inform", {"times_after": offered(ran)[-1]})


async def test_a_title_says_day_and_clock_and_fits_a_button(desk: ActionDesk) -> None:
    ran = await desk.run("action_ask_open_time", "inform", slots=VISIT)
    titles = [choice.title for choice in ran.done.replies[0].choices]
    assert titles[0].startswith("Mon Nov 23")
    assert all(len(title) <= 20 for title in titles)


async def test_other_times_are_later_than_those_shown(desk: ActionDesk) -> None:
    shown = offered(await desk.run("action_ask_open_time", "inform", slots=VISIT))
    later = offered(await desk.run("action_ask_open_time", "inform", slots={**VISIT, "times_after": shown[-1]}))
    assert not set(shown) & set(later)


@pytest.mark.parametrize("intent", ["inform", "book_appointment", "deny", "nlu_fallback"])
async def test_a_wish_in_words_is_kept_as_minutes(desk: ActionDesk, intent: str) -> None:
    ran = await desk.run("validate_booking_form", intent, "no, tuesday afternoon", slots=VISIT, form="booking_form")
    wish = ran.slots["time_wish"]
    assert wish is not None
    times = await desk.run("action_ask_open_time", "inform", slots={**VISIT, "time_wish": wish})
    assert times.says == ["booking_times"]
    assert all("Tue" in choice.title and "PM" in choice.title for choice in times.done.replies[0].choices[:3])


async def test_a_question_about_a_day_is_not_taken_for_a_wish(desk: ActionDesk) -> None:
    ran = await desk.run("validate_booking_form", "ask_faq", "are you open on friday?", form="booking_form")
    assert ran.events == []


async def test_the_provider_named_is_the_one_offered(desk: ActionDesk) -> None:
    ran = await desk.run("validate_booking_form", "inform", "with Dr. Reyes please", slots=VISIT, form="booking_form")
    assert ran.slots["provider"] == "reyes"
    times = await desk.run("action_ask_open_time", "inform", slots={**VISIT, "provider": "reyes"})
    assert all(key.startswith("reyes@") for key in offered(times))


async def test_a_visit_type_may_be_written_out(desk: ActionDesk) -> None:
    ran = await desk.run("validate_booking_form", "inform", "an office visit, please", form="booking_form")
    assert ran.slots == VISIT


async def test_a_wish_that_has_passed_brings_the_next_times(desk: ActionDesk) -> None:
    ran = await desk.run("action_ask_open_time", "inform", slots={**VISIT, "time_wish": "past"})
    assert ran.says == ["booking_times_past"]
    assert len(offered(ran)) == 3
    assert ran.slots["times_after"] is None


async def test_that_nothing_fits_is_said_once_though_the_form_asks_again(desk: ActionDesk) -> None:
    first = await desk.run("action_ask_open_time", "inform", slots={**VISIT, "time_wish": "past"})
    kept = {name: value for name, value in {**VISIT, **first.slots}.items() if value is not None}
    again = await desk.run("action_ask_open_time", "bot_challenge", slots=kept)
    assert again.says == ["booking_times"]
    assert offered(again) == offered(first)


@pytest.mark.parametrize(
    ("slot", "value"),
    [("visit_type", "new-patient"), ("visit_type", "nonsense"), ("open_time", "okafor@20201124T1500Z")],
    ids=["not public", "unknown", "past"],
)
async def test_what_may_not_be_booked_is_not_accepted(desk: ActionDesk, slot: str, value: str) -> None:
    ran = await desk.run("validate_booking_form", "inform", just_set={slot: value}, form="booking_form")
    assert ran.slots == {slot: None}


async def test_the_chosen_time_is_held_and_the_link_sent(desk: ActionDesk) -> None:
    ran = await desk.run("action_hold_time", "inform", slots={**VISIT, "open_time": TUESDAY_9})
    (reply,) = ran.done.replies
    assert (reply.say, reply.values) == ("booking_held", {"time": "Tue Nov 24, 9:00 AM"})
    assert reply.link is not None
    async with desk.database.work() as session:
        hold = await desk.holds.get(session, reply.link.subject)
    assert hold is not None
    assert reply.link == LinkRequest(LinkPurpose.BOOKING, hold.id)
    assert set(ran.slots.values()) == {None}


async def test_the_same_message_holds_once(desk: ActionDesk) -> None:
    slots = {**VISIT, "open_time": TUESDAY_9}
    first = await desk.run("action_hold_time", "inform", slots=slots)
    again = await desk.run("action_hold_time", "inform", slots=slots)
    assert first.done.replies[0].link == again.done.replies[0].link


async def test_a_time_that_was_taken_brings_an_apology_and_other_times(desk: ActionDesk) -> None:
    slots = {**VISIT, "open_time": TUESDAY_9}
    await desk.run("action_hold_time", "inform", slots=slots, message_id="somebody quicker")
    ran = await desk.run("action_hold_time", "inform", slots=slots, message_id="message-2")
    assert ran.says == ["booking_slot_taken"]
    assert ran.slots == {"open_time": None}
    assert {"event": "followup", "name": "booking_form"}.items() <= ran.events[-1].items()


async def test_leaving_clears_what_was_chosen(desk: ActionDesk) -> None:
    ran = await desk.run("action_reset_booking", "deny", slots={**VISIT, "open_time": TUESDAY_9}, form="booking_form")
    assert ran.done.replies == ()
    assert ran.slots["visit_type"] is None
    assert ran.slots["open_time"] is None


async def test_a_time_held_for_a_turn_that_has_closed_is_let_go(
    desk: ActionDesk, clinic: Clinic, texts: Texts, entropy: Entropy
) -> None:
    class SlowHolds(Holds):
        """The turn runs out while the time is being held."""

        async def hold(
            self, session: AsyncSession, time: OpenTime, *, conversation_id: str, key: str, now: datetime
        ) -> Hold:
            held = await super().hold(session, time, conversation_id=conversation_id, key=key, now=now)
            desk.turns.close("turn-1")
            return held

    desk.actions["action_hold_time"] = HoldTime(
        desk.turns, clinic=clinic, texts=texts, clock=desk.clock, database=desk.database, holds=SlowHolds(entropy)
    )
    slots = {**VISIT, "open_time": TUESDAY_9}
    late = await desk.run("action_hold_time", "inform", slots=slots)
    assert (late.record, late.events) == (None, [])
    desk.actions["action_hold_time"] = HoldTime(
        desk.turns, clinic=clinic, texts=texts, clock=desk.clock, database=desk.database, holds=desk.holds
    )
    other = await desk.run("action_hold_time", "inform", slots=slots, message_id="somebody else")
    assert other.says == ["booking_held"]
