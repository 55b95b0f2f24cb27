"""What holds for every text whatever: nothing raises, offsets are right, masking is final, time is bounded."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.guard.guard import Guard
from bot.guard.masking import PLACEHOLDER
from bot.messages.channel import Ceiling

PIECES = (
    *(
        "my name is",
        "jon alvarado",
        "dob",
        "4/12/88",
        "312-555-0199",
        "call me",
        "i have hiv",
        "mrn",
        "00123456",
        "is it",
    ),
    *("hereditary?", "jane.doe@gmail.com", "[NAME]", "[", "]", "@", "five", "one", "o", "l", "3️⃣", "\u200b", "í", "Ж"),
    *("my", "knee hurts", "for", "dr", "okafor", "60614", "42 oak street", "and", "93 years old", ".", ",", "  ", "\n"),
)
UNITS = (
    *(
        "a",
        "1",
        " ",
        "a ",
        "1 ",
        "1-",
        "my name is ",
        "9 oak ",
        "@",
        "a.",
        "a@",
        "i have ",
        "(",
        "one ",
        "o l ",
        "Aa, ",
    ),
    *("x-", "\u0301", "\n", "dr. "),
)
chat = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=14).map(" ".join)
relaxed = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@relaxed
@given(text=st.text(max_size=200) | chat)
def test_any_text_is_read_and_offsets_are_right(guard: Guard, text: str) -> None:
    message = guard.read(text, Ceiling.SOCIAL)
    for findings in (message.findings, message.wide_findings):
        ends = [0, *(finding.end for finding in findings)]
        for finding, before in zip(findings, ends, strict=False):
            assert before <= finding.start < finding.end <= len(text)
            assert 0 < finding.score <= 1


@relaxed
@given(text=chat)
def test_wide_covers_all_that_refuse_covers(guard: Guard, text: str) -> None:
    message = guard.read(text, Ceiling.SOCIAL)
    for finding in message.findings:
        assert any(wide.start <= finding.start and finding.end <= wide.end for wide in message.wide_findings)


@relaxed
@given(text=chat)
@example(text=f"{'my name is ' * 5}my name is jon alvarado {'my name is ' * 3}my name is U five")
def test_a_masked_text_is_masked_for_good(guard: Guard, text: str) -> None:
    once = guard.read(text, Ceiling.SOCIAL).refuse
    assert guard.read(once, Ceiling.SOCIAL).refuse == once


@relaxed
@given(text=chat)
def test_masked_text_holds_no_found_identifier(guard: Guard, text: str) -> None:
    message = guard.read(text, Ceiling.SOCIAL)
    rest = PLACEHOLDER.sub("", message.refuse)
    for finding in message.findings:
        value = text[finding.start : finding.end]
        if sum(character.isdigit() for character in value) >= 7 and text.count(value) == 1:
            assert value not in rest


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_no_faster_than_the_text(guard: Guard, unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    started = time.process_time()
    guard.read(text, Ceiling.SOCIAL)
    assert time.process_time() - started < 5
