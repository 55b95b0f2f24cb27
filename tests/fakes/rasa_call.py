"""What Rasa sends along when it calls an action: a tracker after one message."""

from __future__ import annotations

from collections.abc import Mapping

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet

from bot.dialogue.turn_id import TURN_KEY


def tracker_after(
    intent: str,
    *,
    turn_id: str = "turn-1",
    slots: Mapping[str, str | None] | None = None,
    ranking: Mapping[str, float] | None = None,
    form: str | None = None,
    just_set: Mapping[str, str] | None = None,
) -> Tracker:
    """`just_set`: slots that this very message filled. The text is nonsense, for no action may look at it."""
    scores = ranking or {intent: 0.9}
    message: dict[str, object] = {
        "text": "never to be read",
        "intent": {"name": intent, "confidence": scores.get(intent, 0.9)},
        "intent_ranking": [{"name": name, "confidence": confidence} for name, confidence in scores.items()],
        "entities": [],
    }
    events: list[EventType] = [{"event": "user", "metadata": {TURN_KEY: turn_id}, "parse_data": message}]
    events += [SlotSet(name, value) for name, value in (just_set or {}).items()]
    return Tracker(
        sender_id="conversation-1-0",
        slots={**(slots or {}), **(just_set or {})},
        latest_message=message,
        events=events,
        paused=False,
        followup_action=None,
        active_loop={"name": form} if form else {},
        latest_action_name="action_listen",
        stack=[],
    )
