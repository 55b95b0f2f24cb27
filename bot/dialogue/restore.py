"""What `action_session_start` returns, so that a session picks up where an abandoned one stopped.

Rasa runs `action_session_start` in every session that it does not remember: the first of a conversation, the one after
a restart or an eviction, and the one after a turn that failed. The message's metadata is then in the slot
`session_started_metadata`:

    {"turn": "<turn id>", "language": "en", "state": {"active_loop": "booking_form" or null,
     "requested_slot": "open_time" or null, "slots": {"visit_type": "office-visit"}}}

and the events below make a half-filled form go on with the very message that started the session.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rasa_sdk.events import ActionExecuted, ActiveLoop, EventType, SessionStarted, SlotSet

from bot.dialogue.turn_id import METADATA_SLOT, STATE_KEY
from bot.messages.turn import DialogueState

if TYPE_CHECKING:
    from rasa_sdk import Tracker


def restore_events(state: DialogueState) -> list[EventType]:
    """The order matters: the loop before the slot it asks for, and listening last."""
    events = [SessionStarted(), *(SlotSet(name, value) for name, value in state.slots.items())]
    if state.active_loop:
        events += [ActiveLoop(state.active_loop), SlotSet("requested_slot", state.requested_slot)]
    return [*events, ActionExecuted("action_listen")]


def state_to_restore(tracker: Tracker) -> DialogueState:
    """From the metadata; an empty state when there is none. The session number is the service's own affair: 0."""
    metadata = tracker.slots.get(METADATA_SLOT)
    state = metadata.get(STATE_KEY) if isinstance(metadata, Mapping) else None
    if not isinstance(state, Mapping):
        return DialogueState()
    slots = state.get("slots")
    return DialogueState(
        active_loop=_name(state.get("active_loop")),
        requested_slot=_name(state.get("requested_slot")),
        slots={str(name): str(value) for name, value in slots.items()} if isinstance(slots, Mapping) else {},
    )


def _name(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
