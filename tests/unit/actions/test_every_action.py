"""What holds for every action: it is named in the domain, has its texts, says nothing to Rasa, and needs its turn."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from actions.buttons import MEANINGS
from bot.dialogue.event_rules import check_told
from bot.messages.channel import Capabilities
from bot.messages.effects import Language
from bot.texts.catalog import Texts
from tests.fakes.rasa_call import tracker_after
from tests.unit.actions.conftest import COVERED, SOCIAL, ActionDesk

ROOT = Path(__file__).parents[3]
DOMAIN = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
SESSION_START = "action_session_start"
CALLED_FOR = [
    ("action_answer_faq", "ask_faq"),
    ("action_clarify", "nlu_fallback"),
    ("action_default_fallback", "nlu_fallback"),
    ("action_out_of_scope", "out_of_scope"),
    ("action_ask_visit_type", "book_appointment"),
    ("action_ask_open_time", "inform"),
    ("validate_booking_form", "inform"),
    ("action_reset_booking", "deny"),
    ("action_booking_left", "deny"),
    ("action_hold_time", "inform"),
    ("action_handoff", "request_human"),
    ("action_handoff", "complaint"),
    ("action_personal_matter", "request_refill"),
    ("action_personal_matter", "request_results"),
    ("action_personal_matter", "ask_billing"),
    ("action_personal_matter", "request_records"),
    ("action_appointment_link", "reschedule_appointment"),
    ("action_appointment_link", "cancel_appointment"),
    ("action_appointment_link", "check_appointment"),
    ("action_nurse_line", "seek_clinical_advice"),
    ("action_red_flag", "report_emergency"),
    ("action_red_flag", "report_crisis"),
    ("action_privacy", "ask_privacy"),
    ("action_opt_out", "opt_out"),
    ("action_affirm", "affirm"),
    ("action_switch_language", "switch_language"),
]
FILLED = {"visit_type": "office-visit", "open_time": "okafor@20261124T1500Z", "time_wish": None}


def test_the_domain_names_exactly_the_actions_there_are(desk: ActionDesk) -> None:
    assert set(DOMAIN["actions"]) == set(desk.actions)


def test_the_table_below_covers_every_action(desk: ActionDesk) -> None:
    assert {name for name, _ in CALLED_FOR} == set(desk.actions) - {SESSION_START}


def test_every_slot_that_a_button_sets_is_an_entity() -> None:
    set_by_buttons = {slot for meaning in MEANINGS.values() for slot in meaning.slots}
    assert set_by_buttons | {"visit_type", "open_time", "times_after", "language"} <= set(DOMAIN["entities"])


def test_every_response_names_a_fixed_text(texts: Texts) -> None:
    named = {variant["custom"]["say"] for variants in DOMAIN["responses"].values() for variant in variants}
    assert named <= texts.names


@pytest.mark.parametrize("capabilities", [SOCIAL, COVERED], ids=["social", "covered"])
@pytest.mark.parametrize(("name", "intent"), CALLED_FOR)
async def test_one_record_with_words_there_are_and_nothing_said_to_rasa(
    desk: ActionDesk, texts: Texts, name: str, intent: str, capabilities: Capabilities
) -> None:
    ran = await desk.run(name, intent, "hello", slots=FILLED, capabilities=capabilities)
    for reply in ran.done.replies:
        if reply.say:
            assert texts.say(reply.say, Language.ENGLISH, reply.values)
    check_told(ran.events, ran.uttered)


@pytest.mark.parametrize("name", sorted({name for name, _ in CALLED_FOR}))
async def test_without_its_turn_an_action_does_nothing(desk: ActionDesk, name: str) -> None:
    events, uttered = await desk.call(name, tracker_after("inform", turn_id="gone", slots=FILLED))
    assert (events, uttered) == ([], [])


async def test_a_turn_past_its_deadline_is_left_alone(desk: ActionDesk) -> None:
    turn = desk.turn("hello")
    desk.clock.advance(timedelta(seconds=3))
    events, _ = await desk.call("action_handoff", tracker_after("request_human"))
    assert (events, turn.records) == ([], [])


async def test_a_session_picks_up_a_half_filled_form(desk: ActionDesk) -> None:
    state = {"active_loop": "booking_form", "requested_slot": "open_time", "slots": {"visit_type": "vaccine"}}
    tracker = tracker_after("")
    tracker.slots["session_started_metadata"] = {"turn": "turn-1", "state": state}
    events, _ = await desk.call(SESSION_START, tracker)
    assert [event["event"] for event in events] == ["session_started", "slot", "active_loop", "slot", "action"]
    assert events[2]["name"] == "booking_form"
