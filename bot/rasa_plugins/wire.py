"""The JSON that the service and this process exchange, read strictly and written plainly.

Request   {"session_id", "turn", "metadata": {...}} and either "text" or "choice": {"intent", "slots": {name: value}}
Answer    {"receipt": {"turn", "actions_run", "error"}, "intent", "confidence", "steps": [{"action"} or {"say"}],
           "state": {"active_loop", "requested_slot", "slots"}, "session_over"}

A text never forces an intent: one that begins with Rasa's command character is refused. The service strips it, so
here it can only be a mistake or an attack.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Dict, Optional, Tuple

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.core.constants import REQUESTED_SLOT, SESSION_START_METADATA_SLOT
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

FALLBACK_INTENT = "nlu_fallback"
OWN_SLOTS = frozenset({REQUESTED_SLOT, SESSION_START_METADATA_SLOT})


class MalformedRequestError(ValueError):
    """The body is not what the service sends."""


@dataclass(frozen=True)
class TurnRequest:
    session_id: str
    turn: str
    text: str
    parse_data: Optional[Dict[str, Any]]  # None: Rasa is to understand the text
    metadata: Dict[str, Any]

    def message(self, output: OutputChannel, channel: str) -> UserMessage:
        return UserMessage(
            self.text,
            output,
            self.session_id,
            parse_data=self.parse_data,  # type: ignore[arg-type] # None is its default
            input_channel=channel,
            metadata={**self.metadata, "turn": self.turn},
        )


def read_request(body: bytes) -> TurnRequest:
    """Raises MalformedRequestError, which quotes nothing."""
    try:
        data = json.loads(body)
        session_id, turn, metadata = data["session_id"], data["turn"], data["metadata"]
        if not (_is_name(session_id) and _is_name(turn) and isinstance(metadata, dict)):
            raise MalformedRequestError("ids")
        if "choice" in data:
            text, parse_data = _chosen(data["choice"])
        else:
            text, parse_data = _written(data["text"])
    except (KeyError, TypeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise MalformedRequestError("shape") from error
    return TurnRequest(session_id, turn, text, parse_data, metadata)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _chosen(choice: Dict[str, object]) -> Tuple[str, Optional[Dict[str, Any]]]:
    """A button: the meaning is known, so nothing is guessed. The text is how Rasa itself writes such a message."""
    intent, slots = choice["intent"], choice["slots"]
    if not isinstance(intent, str) or not isinstance(slots, dict):
        raise MalformedRequestError("choice")
    parse_data = {
        "intent": {"name": intent, "confidence": 1.0},
        "intent_ranking": [{"name": intent, "confidence": 1.0}],
        "entities": [{"entity": name, "value": value} for name, value in slots.items()],
    }
    return INTENT_MESSAGE_PREFIX + intent + json.dumps(slots), parse_data


def _written(text: object) -> Tuple[str, Optional[Dict[str, Any]]]:
    if not isinstance(text, str) or text.strip().startswith(INTENT_MESSAGE_PREFIX):
        raise MalformedRequestError("text")
    if text.strip():
        return text, None
    return "", {"intent": {"name": FALLBACK_INTENT, "confidence": 1.0}, "entities": []}


def message_of_turn(tracker: Optional[DialogueStateTracker], turn: str) -> Optional[UserUttered]:
    """Not `tracker.latest_message`: a form, and Rasa's fallback, take messages back that they have dealt with."""
    for event in reversed(tracker.events if tracker is not None else ()):
        if isinstance(event, UserUttered):
            return event if event.metadata.get("turn") == turn else None
    return None


def write_state(tracker: DialogueStateTracker) -> Dict[str, Any]:
    """What the service keeps: the form, the slot it asks for, and every slot that is set."""
    slots = tracker.current_slot_values()
    return {
        "active_loop": tracker.active_loop_name,
        "requested_slot": slots.get(REQUESTED_SLOT),
        "slots": {name: value for name, value in slots.items() if value is not None and name not in OWN_SLOTS},
    }
