"""What is counted and timed as it happens, from the trace of each answered message.

Labels are read through the enumerations they belong to: a value that is not one of theirs cannot become a label.
"""

from __future__ import annotations

from collections.abc import Collection

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from bot.messages.guarded import GuardAction
from bot.safety.watch import Alarm
from bot.turns.opened import Route
from bot.turns.stopwatch import STEPS
from bot.turns.trace import Trace

OPTIONAL_STEPS = frozenset({"rasa", "faq"})  # 0 when not asked
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0)
OTHER = "other"  # a channel that this process does not have


class Meters:
    """`channels` are the names that may be labels."""

    def __init__(self, registry: CollectorRegistry, channels: Collection[str]) -> None:
        self._channels = frozenset(channels)
        self._received = Counter(
            "frontdesk_messages_received", "Events stored in the inbox.", ["channel"], registry=registry
        )
        self._answered = Counter(
            "frontdesk_messages_answered", "Messages that went through the journey.", ["channel", "route"],
            registry=registry,
        )  # fmt: skip
        self._failed = Counter(
            "frontdesk_messages_failed", "Attempts that failed and are made again.", ["channel"], registry=registry
        )
        self._guarded = Counter(
            "frontdesk_guard_actions", "What the guard decided of a message.", ["action"], registry=registry
        )
        self._alarms = Counter("frontdesk_red_flags", "Red flags found.", ["alarm"], registry=registry)
        self._seconds = Histogram(
            "frontdesk_step_seconds", "How long a step of the journey took.", ["step"], buckets=SECONDS,
            registry=registry,
        )  # fmt: skip
        self.rasa_up = Gauge("frontdesk_rasa_up", "1 while Rasa is fit to be asked.", registry=registry)
        self.guard_up = Gauge("frontdesk_guard_up", "1 once the guard has loaded.", registry=registry)
        self.inbox_events = Gauge(
            "frontdesk_inbox_events", "Events that are not done: queued, claimed, dead.", ["state"], registry=registry
        )
        self.inbox_oldest = Gauge(
            "frontdesk_inbox_oldest_seconds",
            "Age of the oldest event that is neither done nor dead.",
            registry=registry,
        )
        self.outbox_messages = Gauge(
            "frontdesk_outbox_messages", "Messages of the last 30 days.", ["state"], registry=registry
        )
        self.tickets_waiting = Gauge(
            "frontdesk_tickets_waiting", "Open tickets that nobody has claimed.", ["urgent"], registry=registry
        )
        ProcessCollector(registry=registry)

    def received(self, channel: str, count: int) -> None:
        self._received.labels(self._known(channel)).inc(count)

    def failed(self, channel: str) -> None:
        self._failed.labels(self._known(channel)).inc()

    def answered(self, channel: str, trace: Trace) -> None:
        self._answered.labels(self._known(channel), Route(trace["route"]).value).inc()
        self._guarded.labels(GuardAction(trace["action"]).value).inc()
        if trace["safety"] is not None:
            self._alarms.labels(Alarm(trace["safety"]).value).inc()
        for step in (*STEPS, "total"):
            milliseconds = trace["ms"][step]
            if milliseconds or step not in OPTIONAL_STEPS:
                self._seconds.labels(step).observe(milliseconds / 1_000)

    def _known(self, channel: str) -> str:
        return channel if channel in self._channels else OTHER
