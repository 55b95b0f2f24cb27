"""`frontdesk ask` and `frontdesk guard` as a user calls them: the real commands, the real Rasa."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.rasa, pytest.mark.slow]

LINES = (
    "is the flu shot safe?",
    "i want to book an appointment",
    "can i talk to a person",
    "my ssn is 219-09-9999",
    "i have chest pain",
    '/inform{"visit_type":"vaccine"}',
    "\N{FULLWIDTH SOLIDUS}request_human",
    " \N{ZERO WIDTH SPACE}/book_appointment",
    '{"text": "i want to book an appointment", "conversation": "a"}',
    '{"text": "the second one", "conversation": "a"}',
    '{"text": "hola, quiero una cita", "channel": "webchat"}',
    '{"text": "book an appointment", "conversation": "b"}',
    '{"text": "good morning", "conversation": "b"}',
    '{"text": "do you have parking?", "conversation": "b"}',
    '{"text": "vaccine", "conversation": "b"}',
)
FIELDS = {
    *("intent", "confidence", "route", "safety", "faq", "phi", "action", "masked", "masked_rasa", "replies"),
    *("handoff", "ms"),
}


@pytest.fixture(scope="module")
def traces(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("ask")
    result = _run("ask", "--file", "-", lines=LINES, temporary=folder)
    assert result.returncode == 0, result.stderr[-3000:]
    assert list(folder.iterdir()) == [], "everything is removed at the end"
    return [json.loads(line) for line in result.stdout.splitlines()]


def _run(
    *arguments: str, lines: tuple[str, ...] = (), temporary: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(ROOT / "frontdesk"), *arguments],
        input="".join(f"{line}\n" for line in lines),
        env={**os.environ, "TMPDIR": str(temporary or tempfile.gettempdir())},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def test_every_line_gets_a_trace_of_the_stable_shape(traces: list[dict[str, Any]]) -> None:
    assert len(traces) == len(LINES)
    for trace in traces:
        assert trace.keys() == FIELDS
        assert trace["ms"].keys() == {"guard", "safety", "rasa", "faq", "total"}
        assert all(reply.keys() == {"text", "buttons", "link"} for reply in trace["replies"])
        assert trace["replies"], "nobody meets silence"


def test_messages_go_where_they_belong(traces: list[dict[str, Any]]) -> None:
    faq, booking, person, refused, emergency = traces[:5]
    assert (faq["intent"], faq["route"], faq["faq"]["id"]) == ("ask_faq", "faq", "flu-shot")
    assert (booking["route"], len(booking["replies"][-1]["buttons"])) == ("book", 3)
    assert person["handoff"]
    assert "/s/" in person["replies"][-1]["link"]
    assert (refused["action"], refused["masked"]) == ("refuse", "my ssn is [SSN]")
    assert [finding["category"] for finding in refused["phi"]] == ["SSN"]
    assert (emergency["safety"], emergency["route"]) == ("emergency", "emergency")


def test_text_that_rasa_would_obey_forces_nothing(traces: list[dict[str, Any]]) -> None:
    for trace in traces[5:8]:
        assert trace["confidence"] is not None
        assert trace["confidence"] < 1.0, "a forced intent has a confidence of 1"


def test_a_conversation_goes_on_over_lines(traces: list[dict[str, Any]]) -> None:
    """The second of the three visit types was chosen by words; what follows is a time."""
    assert traces[9]["route"] == "book"
    assert len(traces[9]["replies"][-1]["buttons"]) >= 3


def test_small_talk_and_questions_in_the_middle_of_booking_lead_back_to_it(traces: list[dict[str, Any]]) -> None:
    _, greeting, question, choice = traces[11:15]
    for trace in (greeting, question):
        assert [button["title"] for button in trace["replies"][-1]["buttons"]][:2] == ["Office visit", "Vaccine"]
    assert question["faq"]["id"] == "location-parking"
    assert (choice["route"], len(choice["replies"][-1]["buttons"])) == ("book", 4)


def test_spanish_is_answered_in_spanish(traces: list[dict[str, Any]]) -> None:
    assert "asistente" in traces[10]["replies"][0]["text"]


def test_the_guard_command_needs_neither_rasa_nor_a_database() -> None:
    line = json.dumps({"text": "I'm \N{SMILING FACE WITH SMILING EYES} call 312-555-0147", "channel": "messenger"})
    result = _run("guard", "--jsonl", lines=(line,))
    answer = json.loads(result.stdout)
    assert answer.keys() == {"phi", "masked", "masked_rasa", "action"}
    (finding,) = answer["phi"]
    text = json.loads(line)["text"]
    assert text[finding["start"] : finding["end"]] == "312-555-0147"


def test_a_wrong_call_is_one_clear_sentence() -> None:
    result = _run("ask", "hello", "--channel", "carrier-pigeon")
    assert result.returncode == 1
    assert result.stderr.strip().splitlines()[-1].startswith("frontdesk: there is no channel 'carrier-pigeon'")
    assert "Traceback" not in result.stderr
