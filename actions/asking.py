"""How a question of the booking form is worded.

The first time it is asked in full. When the answer was none, it is asked again in other words that say how to answer;
the same words never come twice in a row while the patient only says "ok".
"""

from __future__ import annotations

from collections.abc import Iterable

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from actions.turns import intent_of, slot_of

CLARIFIED = {"nlu_fallback", "out_of_scope"}
"""Intents before whose question `action_clarify` has said its line, and remembers it."""


def was_asked(tracker: Tracker, slot: str) -> bool:
    """Whether the question before this one was for the same slot."""
    return slot_of(tracker, "requested_slot") == slot


def just_said(tracker: Tracker) -> frozenset[str]:
    """Slots that the message being answered has filled."""
    names: set[str] = set()
    for event in reversed(tracker.events):
        if event["event"] == "user":
            break
        if event["event"] == "slot" and event.get("value") is not None:
            names.add(event["name"])
    return frozenset(names)


def asked_again(tracker: Tracker, text: str) -> tuple[str, tuple[EventType, ...]]:
    """The name of the fixed text, and what remembers that it was said."""
    last = slot_of(tracker, "last_fallback")
    if intent_of(tracker) in CLARIFIED:
        return (f"{text}_stuck" if last == "clarify_booking_again" else f"{text}_again"), ()
    if last == "asked_again":
        return f"{text}_stuck", (SlotSet("last_fallback", "asked_stuck"),)
    return f"{text}_again", (SlotSet("last_fallback", "asked_again"),)


def numbered(titles: Iterable[str]) -> str:
    """One a line, so that the number may be typed."""
    return "\n".join(f"{number}. {title}" for number, title in enumerate(titles, start=1))
