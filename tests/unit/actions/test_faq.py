"""Answering from the FAQ, and what is said when it holds no answer."""

from __future__ import annotations

from bot.faq.search import FaqResult
from bot.messages.effects import OpenTicket, RecordUnanswered, TicketReason
from bot.messages.reply import Meaning
from tests.fakes.faq import match
from tests.unit.actions.conftest import ActionDesk

SURE = FaqResult(match("flu-shot"), (), sure=True)
UNSURE = FaqResult(None, (match("flu-shot", 0.4), match("flu-or-cold", 0.3)), sure=False)
PERSON = Meaning("request_human")


async def test_a_sure_match_is_answered_with_source_and_review(desk: ActionDesk) -> None:
    desk.faq.found = SURE
    ran = await desk.run("action_answer_faq", "ask_faq", "is the flu shot safe")
    assert ran.done.replies[0].text == "All about flu-shot.\n\nSource: CDC\n\nSample, not clinically reviewed"
    assert (ran.done.faq, ran.done.route) == (("flu-shot", 0.95), "faq")


async def test_the_guarded_text_is_searched_not_rasas(desk: ActionDesk) -> None:
    await desk.run("action_answer_faq", "ask_faq", "is [NAME] in")
    assert desk.faq.asked == ["is [NAME] in"]


async def test_a_pressed_button_is_answered_without_a_search(desk: ActionDesk) -> None:
    ran = await desk.run("action_answer_faq", "ask_faq", choice=Meaning("ask_faq", {"faq_entry": "hours"}))
    assert ran.done.faq == ("hours", 1.0)
    assert desk.faq.asked == []


async def test_doubt_becomes_buttons_and_full_questions(desk: ActionDesk) -> None:
    desk.faq.found = UNSURE
    ran = await desk.run("action_answer_faq", "ask_faq", "flu")
    assert ran.says == ["faq_did_you_mean"]
    assert ran.buttons == [
        Meaning("ask_faq", {"faq_entry": "flu-shot"}),
        Meaning("ask_faq", {"faq_entry": "flu-or-cold"}),
        PERSON,
    ]
    assert "What about flu-or-cold?" in ran.done.replies[0].values["questions"]


async def test_nothing_found_is_said_recorded_and_a_person_offered(desk: ActionDesk) -> None:
    ran = await desk.run("action_answer_faq", "ask_faq", "do you have a helipad")
    assert ran.says == ["faq_no_answer"]
    assert ran.done.effects == (RecordUnanswered(),)
    assert PERSON in ran.buttons


async def test_the_same_fallback_never_comes_twice(desk: ActionDesk) -> None:
    said: list[str | None] = []
    last = "none"
    for found in (UNSURE, UNSURE, FaqResult(None, (), sure=False)):
        desk.faq.found = found
        ran = await desk.run("action_answer_faq", "ask_faq", "hm", slots={"last_fallback": last})
        said += ran.says
        last = str(ran.slots["last_fallback"])
    assert said[0] != said[1]
    assert said[:2] == ["faq_did_you_mean", "faq_no_answer_again"]


async def test_unclear_meaning_is_asked_about_with_the_likeliest_buttons(desk: ActionDesk) -> None:
    ranking = {"cancel_appointment": 0.3, "ask_billing": 0.2, "greet": 0.1}
    ran = await desk.run("action_clarify", "nlu_fallback", "cancel it the bill", ranking=ranking)
    assert ran.says == ["clarify"]
    assert ran.buttons == [Meaning("check_appointment"), Meaning("ask_billing"), PERSON]


async def test_a_near_question_is_among_the_buttons(desk: ActionDesk) -> None:
    desk.faq.found = UNSURE
    ran = await desk.run("action_clarify", "nlu_fallback", "flu?", ranking={"book_appointment": 0.3})
    assert ran.says == ["clarify_question"]
    assert ran.buttons == [Meaning("ask_faq", {"faq_entry": "flu-shot"}), Meaning("book_appointment"), PERSON]


async def test_the_second_time_a_person_is_fetched(desk: ActionDesk) -> None:
    ran = await desk.run("action_clarify", "nlu_fallback", "hm", slots={"last_fallback": "clarify"})
    assert ran.says == ["clarify_again", "handoff_secure_chat_open"]
    assert OpenTicket(TicketReason.UNSURE) in ran.done.effects


async def test_a_sure_match_is_answered_though_the_intent_was_not(desk: ActionDesk) -> None:
    desk.faq.found = SURE
    ran = await desk.run("action_clarify", "nlu_fallback", "flu shot ok??", ranking={"ask_faq": 0.34, "inform": 0.3})
    assert ran.done.route == "faq"


async def test_what_was_misread_as_a_detail_is_answered_when_the_words_fit(desk: ActionDesk) -> None:
    unsure = desk.faq.found
    desk.faq.found = SURE
    ran = await desk.run("action_clarify", "inform", "flu shot ok??", ranking={"inform": 0.97})
    assert ran.done.route == "faq"
    desk.faq.found = unsure
    ran = await desk.run("action_clarify", "inform", "the second one", ranking={"inform": 0.97})
    assert ran.done.route == "clarify"


async def test_own_symptoms_are_not_answered_from_the_faq_when_unsure(desk: ActionDesk) -> None:
    desk.faq.found = SURE
    ranking = {"seek_clinical_advice": 0.33, "ask_faq": 0.2}
    ran = await desk.run("action_clarify", "nlu_fallback", "my flu shot arm", ranking=ranking)
    assert ran.done.route == "clarify"


async def test_in_booking_one_short_line_comes_before_the_form(desk: ActionDesk) -> None:
    first = await desk.run("action_clarify", "nlu_fallback", "zzz", form="booking_form")
    assert (first.says, first.buttons) == (["clarify_booking"], [])
    last = {"last_fallback": str(first.slots["last_fallback"])}
    second = await desk.run("action_clarify", "nlu_fallback", "zzz", form="booking_form", slots=last)
    assert (second.says, second.buttons) == (["clarify_booking_again"], [PERSON])


async def test_out_of_scope_is_declined_in_two_ways(desk: ActionDesk) -> None:
    first = await desk.run("action_out_of_scope", "out_of_scope", "tell me a joke")
    again = await desk.run("action_out_of_scope", "out_of_scope", "sing", slots={"last_fallback": "out_of_scope"})
    assert (first.says, again.says) == (["out_of_scope"], ["out_of_scope_again"])
    assert first.done.route == "refuse"
