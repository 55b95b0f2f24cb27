"""An action finds the turn it is called for, and a session start finds what to restore."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker

from bot.dialogue.restore import restore_events, state_to_restore
from bot.dialogue.turn_id import METADATA_SLOT, turn_id_of
from bot.messages.turn import DialogueState


def tracker(events: list[dict[str, Any]], slots: dict[str, Any] | None = None) -> Tracker:
    return Tracker("c-0", slots or {}, None, events, False, None, {}, None)


def said(turn: object) -> dict[str, Any]:
    return {"event": "user", "metadata": {"turn": turn}}


def started(turn: object) -> dict[str, Any]:
    return {"event": "slot", "name": METADATA_SLOT, "value": {"turn": turn}}


OTHER = {"event": "slot", "name": "visit_type", "value": "x"}


@pytest.mark.parametrize(
    ("events", "turn"),
    [
        ([started("t1")], "t1"),
        ([started("t1"), OTHER, said("t1")], "t1"),
        ([started("t1"), said("t1"), OTHER, said("t2"), OTHER], "t2"),
        ([started("t1"), said("t1"), started("t2")], "t2"),
        ([], ""),
        ([OTHER], ""),
        ([started("t1"), {"event": "user"}], ""),
        ([started("t1"), {"event": "user", "metadata": None}], ""),
        ([said(7)], ""),
        ([{"event": "slot", "name": METADATA_SLOT, "value": None}], ""),
    ],
)
def test_the_latest_message_or_session_start_names_the_turn(events: list[dict[str, Any]], turn: str) -> None:
    assert turn_id_of(tracker(events)) == turn


def test_a_half_filled_form_is_restored_with_listening_last() -> None:
    state = DialogueState(3, "booking_form", "open_time", {"visit_type": "office-visit"})
    events = restore_events(state)
    kinds = [(event["event"], event.get("name"), event.get("value")) for event in events]
    assert kinds == [
        ("session_started", None, None),
        ("slot", "visit_type", "office-visit"),
        ("active_loop", "booking_form", None),
        ("slot", "requested_slot", "open_time"),
        ("action", "action_listen", None),
    ]


def test_nothing_to_restore_only_listens() -> None:
    assert [event["event"] for event in restore_events(DialogueState())] == ["session_started", "action"]


@pytest.mark.parametrize(
    ("metadata", "state"),
    [
        (None, DialogueState()),
        ("text", DialogueState()),
        ({}, DialogueState()),
        ({"state": None}, DialogueState()),
        ({"state": {"active_loop": None, "requested_slot": None, "slots": {}}}, DialogueState()),
        (
            {"state": {"active_loop": "f", "requested_slot": "s", "slots": {"a": "b"}}},
            DialogueState(0, "f", "s", {"a": "b"}),
        ),
    ],
)
def test_the_state_is_read_from_the_metadata(metadata: object, state: DialogueState) -> None:
    assert state_to_restore(tracker([], {METADATA_SLOT: metadata})) == state
