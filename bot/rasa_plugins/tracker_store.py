"""What Rasa remembers of conversations: in memory only, and bounded.

* At most `max_trackers`; the one that was silent longest goes first.
* Nothing older than `max_age_minutes` since its last message.
* A tracker with more than `max_events` events is dropped whole once its turn is over. Cutting off its oldest events
  instead would lose slots and active forms without a word.

Whatever is forgotten here is restored from the service's database by `action_session_start`.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Any, Callable, Iterable, NamedTuple, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

SECONDS = 60


class _Kept(NamedTuple):
    serialised: str
    events: int
    saved_at: float  # seconds of a clock that never jumps


class BoundedTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Named in endpoints.yml. Rasa hands it `domain`, `host` and `event_broker` besides the sizes."""

    def __init__(
        self,
        domain: Optional[Domain],
        event_broker: Optional[EventBroker] = None,
        *,
        max_trackers: int,
        max_age_minutes: float,
        max_events: int,
        monotonic: Callable[[], float] = time.monotonic,
        **_: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._max_trackers = max_trackers
        self._max_age = max_age_minutes * SECONDS
        self._max_events = max_events
        self._monotonic = monotonic
        self._kept: OrderedDict[str, _Kept] = OrderedDict()  # silent longest first

    async def save(self, tracker: DialogueStateTracker) -> None:
        kept = _Kept(self.serialise_tracker(tracker), len(tracker.events), self._monotonic())
        self._kept[tracker.sender_id] = kept
        self._kept.move_to_end(tracker.sender_id)
        self._forget_old()

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        self._forget_old()
        kept = self._kept.get(sender_id)
        return self.deserialise_tracker(sender_id, kept.serialised) if kept else None

    async def keys(self) -> Iterable[str]:
        self._forget_old()
        return list(self._kept)

    def drop_if_over_long(self, sender_id: str) -> bool:
        """True when it was dropped: the next message of this conversation must come under a new sender id."""
        kept = self._kept.get(sender_id)
        if kept is None or kept.events <= self._max_events:
            return False
        del self._kept[sender_id]
        return True

    def _forget_old(self) -> None:
        oldest_allowed = self._monotonic() - self._max_age
        while self._kept:
            oldest = next(iter(self._kept.values()))
            if len(self._kept) <= self._max_trackers and oldest.saved_at >= oldest_allowed:
                return
            self._kept.popitem(last=False)
