"""Handoff, personal matters, alarms, privacy, language. It is Monday, 9:00: the clinic is open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.faq.search import FaqResult
from bot.messages.effects import Effect, Language, OpenTicket, OptOut, SetLanguage, TicketReason
from bot.messages.reply import LinkPurpose, LinkRequest, Meaning, ReplyPurpose
from tests.fakes.faq import match
from tests.unit.actions.conftest import COVERED, ActionDesk

SECURE_CHAT = LinkRequest(LinkPurpose.SECURE_CHAT)


@pytest.mark.parametrize(
    ("now", "says", "values"),
    [
        (datetime(2026, 11, 23, 15, tzinfo=UTC), "handoff_secure_chat_open", {"minutes": "15"}),
        (datetime(2026, 11, 23, 13, 59, tzinfo=UTC), "handoff_secure_chat_closed", {"opens": "Mon Nov 23, 8:00 AM"}),
        (datetime(2026, 11, 24, 3, tzinfo=UTC), "handoff_secure_chat_closed", {"opens": "Tue Nov 24, 8:00 AM"}),
        (datetime(2026, 11, 25, 23, 59, tzinfo=UTC), "handoff_secure_chat_open", {"minutes": "15"}),
        (datetime(2026, 11, 26, 1, tzinfo=UTC), "handoff_secure_chat_closed", {"opens": "Sat Nov 28, 9:00 AM"}),
    ],
    ids=["open", "a minute early", "evening", "a minute to closing", "holiday and the closed day after"],
)
async def test_a_handoff_says_when_somebody_answers(
    desk: ActionDesk, now: datetime, says: str, values: dict[str, str]
) -> None:
    desk.clock.now = now
    ran = await desk.run("action_handoff", "request_human", "a person please")
    (reply,) = ran.done.replies
    assert (reply.say, reply.values, reply.link) == (says, values, SECURE_CHAT)
    assert ran.done.effects == (OpenTicket(TicketReason.PERSON_REQUESTED),)


async def test_in_the_channel_itself_there_is_no_link(desk: ActionDesk) -> None:
    ran = await desk.run("action_handoff", "request_human", capabilities=COVERED)
    assert (ran.says, ran.done.replies[0].link) == (["handoff_here_open"], None)


async def test_a_complaint_gets_an_apology_and_a_person(desk: ActionDesk) -> None:
    ran = await desk.run("action_handoff", "complaint")
    assert ran.says == ["complaint", "handoff_secure_chat_open"]
    assert ran.done.effects == (OpenTicket(TicketReason.COMPLAINT),)


@pytest.mark.parametrize(
    ("action", "intent", "route", "reason"),
    [
        ("action_personal_matter", "request_refill", "secure_link", TicketReason.REFILL),
        ("action_personal_matter", "request_results", "secure_link", TicketReason.RESULTS),
        ("action_personal_matter", "ask_billing", "secure_link", TicketReason.BILLING),
        ("action_personal_matter", "request_records", "secure_link", TicketReason.RECORDS),
        ("action_appointment_link", "reschedule_appointment", "reschedule", TicketReason.BOOKING),
        ("action_appointment_link", "cancel_appointment", "cancel", TicketReason.BOOKING),
        ("action_appointment_link", "check_appointment", "check", TicketReason.BOOKING),
    ],
)
async def test_personal_matters_move_to_the_secure_page(
    desk: ActionDesk, action: str, intent: str, route: str, reason: TicketReason
) -> None:
    ran = await desk.run(action, intent)
    (reply,) = ran.done.replies
    assert reply.link == SECURE_CHAT
    assert (ran.done.route, ran.done.effects) == (route, (OpenTicket(reason),))
    here = await desk.run(action, intent, capabilities=COVERED)
    assert here.done.replies[0].link is None


async def test_clinical_advice_is_never_given_and_nobody_fetched_unasked(desk: ActionDesk) -> None:
    ran = await desk.run("action_nurse_line", "seek_clinical_advice", "my [HEALTH] hurts")
    (reply,) = ran.done.replies
    assert (reply.say, reply.text, reply.link) == ("clinical_advice_link", None, SECURE_CHAT)
    assert ran.done.effects == ()
    assert Meaning("request_human") in ran.buttons


async def test_related_general_information_is_offered_not_given(desk: ActionDesk) -> None:
    desk.faq.found = FaqResult(match("back-pain"), (), sure=True)
    ran = await desk.run("action_nurse_line", "seek_clinical_advice", "my back hurts")
    assert ran.says == ["clinical_advice_general_link"]
    assert ran.buttons[-1] == Meaning("ask_faq", {"faq_entry": "back-pain"})
    assert ran.done.faq is None


async def test_a_yes_to_a_person_fetches_one(desk: ActionDesk) -> None:
    ran = await desk.run("action_affirm", "affirm", "yes", slots={"offered": "person"})
    assert ran.done.effects == (OpenTicket(TicketReason.PERSON_REQUESTED),)


async def test_a_yes_to_nothing_fetches_nobody(desk: ActionDesk) -> None:
    ran = await desk.run("action_affirm", "affirm", "yes", slots={"offered": "nothing"})
    assert (ran.says, ran.done.effects) == (["affirm"], ())


@pytest.mark.parametrize(
    ("intent", "says", "effect"),
    [
        ("report_emergency", "emergency_general", OpenTicket(TicketReason.EMERGENCY, urgent=True)),
        ("report_crisis", "crisis_general", OpenTicket(TicketReason.CRISIS, urgent=True)),
    ],
)
async def test_alarms_get_the_emergency_text_and_an_urgent_ticket(
    desk: ActionDesk, intent: str, says: str, effect: Effect
) -> None:
    ran = await desk.run("action_red_flag", intent)
    (reply,) = ran.done.replies
    assert (reply.say, reply.purpose, ran.done.effects) == (says, ReplyPurpose.EMERGENCY, (effect,))


@pytest.mark.parametrize("intent", ["report_emergency", "report_crisis"])
async def test_a_weak_alarm_names_the_numbers_and_wakes_nobody(desk: ActionDesk, intent: str) -> None:
    ran = await desk.run("action_red_flag", intent, "when is a headache an emergency", ranking={intent: 0.5})
    assert (ran.says, ran.done.effects) == (["alarm_unsure"], ())
    assert Meaning("request_human") in ran.buttons


async def test_opting_out_is_confirmed_and_done(desk: ActionDesk) -> None:
    ran = await desk.run("action_opt_out", "opt_out", "please stop writing me")
    (reply,) = ran.done.replies
    assert (reply.say, reply.purpose, ran.done.effects) == ("opt_out_confirmed", ReplyPurpose.OPT_OUT, (OptOut(),))


@pytest.mark.parametrize(
    ("text", "now", "then"),
    [
        ("spanish please", Language.ENGLISH, Language.SPANISH),
        ("¿puede hablar en español?", Language.ENGLISH, Language.SPANISH),
        ("en inglés por favor", Language.SPANISH, Language.ENGLISH),
        ("change language", Language.SPANISH, Language.ENGLISH),
        ("spanish", Language.SPANISH, Language.SPANISH),
    ],
)
async def test_the_language_named_is_spoken_from_now_on(
    desk: ActionDesk, text: str, now: Language, then: Language
) -> None:
    ran = await desk.run("action_switch_language", "switch_language", text, language=now)
    assert ran.done.effects == (SetLanguage(then),)
    assert ("español" in str(ran.done.replies[0].text)) == (then is Language.SPANISH)


async def test_a_language_we_lack_brings_an_interpreter_not_a_switch(desk: ActionDesk) -> None:
    ran = await desk.run("action_switch_language", "switch_language", "parlez-vous français? french please")
    assert (ran.says, ran.done.effects) == (["language_unavailable"], ())


async def test_privacy_is_explained_with_the_notice_and_a_person_at_hand(desk: ActionDesk) -> None:
    ran = await desk.run("action_privacy", "ask_privacy")
    assert ran.buttons == [Meaning("ask_faq", {"faq_entry": "privacy-notice"}), Meaning("request_human")]
