"""Questions that only go on with the one just answered: "and sunday?"."""

from __future__ import annotations

import pytest

from bot.faq.search import FaqResult
from tests.fakes.faq import match
from tests.unit.actions.conftest import ActionDesk

HOURS = FaqResult(match("hours", source=""), (), sure=True)
PARKING = FaqResult(match("location-parking", source=""), (), sure=True)
FLU_SHOT = FaqResult(match("flu-shot"), (), sure=True)


@pytest.mark.parametrize("text", ["and sunday", "what about sunday?", "ok and on holidays", "¿y el domingo?"])
@pytest.mark.parametrize(("action", "intent"), [("action_answer_faq", "ask_faq"), ("action_clarify", "inform")])
async def test_the_clinics_own_entry_answers_once_more(desk: ActionDesk, text: str, action: str, intent: str) -> None:
    desk.faq.found_for[f"What about hours? {text}"] = HOURS
    ran = await desk.run(action, intent, text, slots={"last_faq": "hours"})
    assert ran.done.faq == ("hours", 0.95)


async def test_another_entry_is_an_answer_whatever_it_is_about(desk: ActionDesk) -> None:
    desk.faq.found_for["What about flu-shot? and where"] = PARKING
    ran = await desk.run("action_answer_faq", "ask_faq", "and where", slots={"last_faq": "flu-shot"})
    assert ran.done.faq == ("location-parking", 0.95)


async def test_health_is_not_answered_with_what_was_just_said(desk: ActionDesk) -> None:
    desk.faq.found_for["What about flu-shot? and for my baby"] = FLU_SHOT
    ran = await desk.run("action_answer_faq", "ask_faq", "and for my baby", slots={"last_faq": "flu-shot"})
    assert ran.says == ["faq_no_answer"]


@pytest.mark.parametrize(
    "text", ["sunday", "and can i also bring my mother and her two dogs", "andrew", "book me in and thanks"]
)
async def test_what_stands_for_itself_is_searched_for_alone(desk: ActionDesk, text: str) -> None:
    await desk.run("action_answer_faq", "ask_faq", text, slots={"last_faq": "hours"})
    assert desk.faq.asked == [text]


async def test_only_what_follows_an_answer_goes_on_with_it(desk: ActionDesk) -> None:
    desk.faq.found = HOURS
    ran = await desk.run("action_answer_faq", "ask_faq", "when are you open")
    assert ran.slots["last_faq"] == "hours"
    desk.faq.found = FaqResult(None, (), sure=False)
    ran = await desk.run("action_answer_faq", "ask_faq", "do you have a helipad", slots={"last_faq": "hours"})
    assert ran.slots["last_faq"] is None
