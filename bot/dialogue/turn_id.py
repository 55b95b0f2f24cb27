"""Which turn is an action called for?

The turn's id travels as message metadata. Rasa shows it to an action in one of two places:

* after a message: in that message's `user` event;
* at session start, before there is any message: in the slot `session_started_metadata`, set by Rasa just before it
  calls `action_session_start`.

The slot keeps the first turn's id for as long as the session lives, so the later of the two events decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rasa_sdk import Tracker

METADATA_SLOT = "session_started_metadata"
TURN_KEY = "turn"
STATE_KEY = "state"
LANGUAGE_KEY = "language"


def turn_id_of(tracker: Tracker) -> str:
    """The turn that the present action call belongs to; "" when there is none."""
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return _turn_in(event.get("metadata"))
        if event.get("event") == "slot" and event.get("name") == METADATA_SLOT:
            return _turn_in(event.get("value"))
    return ""


def _turn_in(metadata: object) -> str:
    turn = metadata.get(TURN_KEY) if isinstance(metadata, Mapping) else None
    return turn if isinstance(turn, str) else ""
