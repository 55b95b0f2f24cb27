"""What an action may tell Rasa: opaque ids and enumerations. Rasa keeps and logs whatever it is told.

* Nothing is uttered through Rasa: replies are added to the turn.
* Only events that steer the dialogue.
* A slot's value is an id, a name from a fixed list, a number or a list of them in one word: no spaces, no prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

STEERING = frozenset(
    {"slot", "active_loop", "session_started", "action", "followup", "reset_slots", "action_execution_rejected"}
)
_OPAQUE = re.compile(r"[A-Za-z0-9_.:+@|,/=-]{1,400}")


class TalkativeActionError(Exception):
    """The action broke a rule above. The message names the rule, not what was said."""


def check_told(events: Iterable[Mapping[str, object]], responses: Iterable[object]) -> None:
    """Raises TalkativeActionError."""
    if any(True for _ in responses):
        raise TalkativeActionError("uttered through Rasa")
    for event in events:
        if event.get("event") not in STEERING:
            raise TalkativeActionError("event that does not steer")
        if event.get("event") == "slot" and not _is_opaque(event.get("value")):
            raise TalkativeActionError("slot value that is not opaque")


def _is_opaque(value: object) -> bool:
    return value is None or (isinstance(value, str) and _OPAQUE.fullmatch(value) is not None)
