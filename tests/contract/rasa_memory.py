"""Runs in Rasa's environment (see test_rasa_memory.py): what the bounded store keeps, drops and forgets, as JSON."""

from __future__ import annotations

import asyncio
import json
import sys

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa_plugins.tracker_store import BoundedTrackerStore

MINUTE = 60.0


async def observe(domain: Domain) -> dict[str, object]:
    now = 0.0
    store = BoundedTrackerStore(domain, max_trackers=3, max_age_minutes=10, max_events=5, monotonic=lambda: now)

    async def say(sender: str, times: int = 1) -> None:
        tracker = await store.retrieve(sender) or DialogueStateTracker(sender, domain.slots)
        for _ in range(times):
            tracker.update(UserUttered("hi", {"name": "greet"}), domain)
        await store.save(tracker)

    seen: dict[str, object] = {}
    for sender in ("a", "b", "c"):
        await say(sender)
    await say("a")
    await say("d")
    seen["silent longest goes first"] = sorted(await store.keys())

    now = 9 * MINUTE
    await say("d")
    now = 11 * MINUTE
    seen["silent for too long is forgotten"] = [sorted(await store.keys()), await store.retrieve("a") is None]

    await say("e", times=5)
    seen["long enough is kept"] = [store.drop_if_over_long("e"), await store.retrieve("e") is not None]
    await say("e")
    seen["over-long is dropped whole"] = [store.drop_if_over_long("e"), await store.retrieve("e") is None]
    seen["unknown is not over-long"] = store.drop_if_over_long("nobody")

    tracker = DialogueStateTracker("f", domain.slots)
    for event in (UserUttered("hi", {"name": "greet"}), ActiveLoop("booking_form"), SlotSet("visit_type", "x")):
        tracker.update(event, domain)
    await store.save(tracker)
    kept = await store.retrieve("f")
    assert kept is not None
    seen["form and slots come back"] = [kept.active_loop_name, kept.get_slot("visit_type")]
    return seen


if __name__ == "__main__":
    print(json.dumps(asyncio.run(observe(Domain.load(sys.argv[1])))))  # noqa: T201 - read by the test
