"""What Prometheus gets to see: figures of the real journey, and not a trace of who wrote what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.core import Core
from bot.deliveries.receiving import Receiving
from bot.deliveries.tables import InboxState, OutboxState
from bot.dialogue.address import RasaAddress
from bot.dialogue.port import DialogueAnswer, DialogueRequest
from bot.errors import VaultError
from bot.messages.guarded import GuardAction
from bot.metrics.app import Metrics, make_metrics_app
from bot.metrics.meters import Meters
from bot.metrics.observed import ObservedJourney
from bot.safety.watch import Alarm
from bot.status import Status
from bot.turns.opened import Route
from tests.fakes.clock import FakeClock
from tests.fakes.dialogue import ScriptedDialogue, is_down
from tests.journey.conftest import Patient

CHANNELS = ("messenger", "webchat")
CANARIES = ("Ottoline", "Quackenbush", "312-555-0142", "078-05-1120", "ottoline@example.net", "fibromyalgia", "900001")
LABELS: dict[str, set[str]] = {
    "channel": {*CHANNELS, "other"},
    "route": set(Route),
    "action": set(GuardAction),
    "alarm": set(Alarm),
    "step": {"guard", "safety", "rasa", "faq", "total"},
    "state": {*InboxState, *OutboxState},
    "urgent": {"yes", "no"},
}

type Samples = dict[tuple[str, ...], float]


class Observed:
    """A core with meters around its journey, and the page that shows them."""

    def __init__(self, core: Core, patient: Patient, clock: FakeClock) -> None:
        registry = CollectorRegistry()
        meters = Meters(registry, CHANNELS)
        status = Status(guard_ready=lambda: True, find_rasa=lambda: self.rasa)
        self.rasa: RasaAddress | None = None
        self.core = core
        self.app = make_metrics_app(Metrics(registry, meters), core.stores.database, status, clock)
        self.receiving = Receiving(core.inbox, ObservedJourney(core.journey, meters))
        self._patient = patient

    async def write(self, *texts: str) -> None:
        for text in texts:
            await self.core.inbox.accept([self._patient.message(text)])
            assert await self.receiving.step()

    async def page(self) -> str:
        async with TestClient(TestServer(self.app)) as client, client.get("/metrics") as response:
            assert (response.status, response.content_type) == (200, "text/plain")
            return await response.text()

    async def samples(self) -> Samples:
        """By name and labels' values."""
        return {
            (sample.name, *(sample.labels[label] for label in sorted(sample.labels))): sample.value
            for family in text_string_to_metric_families(await self.page())
            for sample in family.samples
        }


@pytest.fixture
def observed(core: Core, patient: Patient, clock: FakeClock) -> Observed:
    return Observed(core, patient, clock)


async def test_answers_are_counted_by_channel_and_route(observed: Observed, dialogue: ScriptedDialogue) -> None:
    await observed.write("hello", "hello again", "i have chest pain")
    samples = await observed.samples()
    assert samples["frontdesk_messages_answered_total", "messenger", "smalltalk"] == 2
    assert samples["frontdesk_messages_answered_total", "messenger", "emergency"] == 1
    assert samples["frontdesk_red_flags_total", "emergency"] == 1
    assert len(dialogue.requests) == 2


async def test_what_the_guard_decided_is_counted(observed: Observed) -> None:
    await observed.write("hello", "my number is 312-555-0142")
    samples = await observed.samples()
    assert samples["frontdesk_guard_actions_total", "pass"] == 1
    assert samples["frontdesk_guard_actions_total", "refuse"] == 1


async def test_each_step_is_timed_when_it_was_taken(observed: Observed) -> None:
    await observed.write("hello", "i have chest pain")
    samples = await observed.samples()
    counts = {step: samples.get(("frontdesk_step_seconds_count", step)) for step in LABELS["step"]}
    assert counts == {"guard": 2, "safety": 2, "total": 2, "rasa": 1, "faq": None}, "an alarm asks nobody"
    assert samples["frontdesk_step_seconds_sum", "total"] > samples["frontdesk_step_seconds_sum", "guard"] > 0


async def test_queues_and_waiting_people_are_counted_at_the_scrape(
    observed: Observed, dialogue: ScriptedDialogue, patient: Patient, clock: FakeClock
) -> None:
    dialogue.behave = is_down
    await observed.write("can i talk to a person?")
    await observed.core.inbox.accept([patient.message("anybody there?"), patient.message("hello?")])
    clock.advance(timedelta(seconds=90))
    samples = await observed.samples()
    assert samples["frontdesk_inbox_events", "queued"] == 2
    assert samples["frontdesk_inbox_events", "dead"] == 0
    assert samples["frontdesk_inbox_oldest_seconds",] == 90
    assert samples["frontdesk_outbox_messages", "queued"] == 2, "the disclosure and the answer"
    assert samples["frontdesk_outbox_messages", "sent"] == 0
    assert samples["frontdesk_tickets_waiting", "no"] == 1
    assert samples["frontdesk_tickets_waiting", "yes"] == 0


async def test_a_message_that_fails_is_counted_as_failed_and_not_as_answered(
    observed: Observed, dialogue: ScriptedDialogue
) -> None:
    async def breaks(_request: DialogueRequest) -> DialogueAnswer:
        raise VaultError

    dialogue.behave = breaks
    await observed.write("hello")
    samples = await observed.samples()
    assert samples["frontdesk_messages_failed_total", "messenger"] == 1
    assert not [name for name in samples if name[0] == "frontdesk_messages_answered_total"]


@pytest.mark.parametrize("up", [True, False])
async def test_rasa_and_guard_are_up_or_not(observed: Observed, up: bool) -> None:
    observed.rasa = RasaAddress("http://127.0.0.1:1", "s" * 40) if up else None
    samples = await observed.samples()
    assert (samples["frontdesk_rasa_up",], samples["frontdesk_guard_up",]) == (up, 1)


async def test_no_label_is_anything_of_anybody_s(observed: Observed, dialogue: ScriptedDialogue) -> None:
    await observed.write(
        "hi, i am Ottoline Quackenbush, 312-555-0142",
        "my ssn is 078-05-1120 and i have fibromyalgia",
        "write to ottoline@example.net",
        "i have chest pain",
    )
    dialogue.behave = is_down
    await observed.write("book an appointment for Ottoline Quackenbush")
    page = await observed.page()
    conversation = "".join(request.session_id.rpartition("-")[0] for request in dialogue.requests[:1])
    assert conversation
    assert [canary for canary in (*CANARIES, conversation) if canary.lower() in page.lower()] == []
    labels = {
        (name, value)
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        for name, value in sample.labels.items()
        if name != "le"
    }
    assert [(name, value) for name, value in labels if value not in LABELS[name]] == []


async def test_a_channel_that_this_process_does_not_have_is_no_label() -> None:
    registry = CollectorRegistry()
    Meters(registry, CHANNELS).received("900001", 1)
    page = generate_latest(registry).decode()
    assert 'channel="other"' in page
    assert "900001" not in page


async def test_nothing_else_is_on_that_listener(observed: Observed) -> None:
    async with TestClient(TestServer(observed.app)) as client:
        for path in ("/", "/health", "/desk", "/webhooks/messenger"):
            async with client.get(path) as response:
                assert response.status == 404
