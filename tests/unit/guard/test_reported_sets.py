"""The publish gate: on the reported set, which nothing is built on, the guard may not get worse."""

from __future__ import annotations

import pytest

from bot.guard.evaluate import Scores, load_examples, score
from bot.guard.guard import Guard
from tests.conftest import ROOT

SETS = ROOT / "tests" / "sets" / "guard"
FULLY_MASKED = 0.93
FULLY_MASKED_WIDE = 0.97
FALSE_ALARMS = 0.01


@pytest.fixture(scope="module")
def reported(guard: Guard) -> Scores:
    return score(guard, load_examples(SETS / "reported.txt"))


def test_messages_with_identifiers_are_fully_masked(reported: Scores) -> None:
    assert reported.with_phi >= 400
    assert reported.masked / reported.with_phi >= FULLY_MASKED
    assert reported.masked_wide / reported.with_phi >= FULLY_MASKED_WIDE


def test_every_category_occurs_in_the_reported_set(reported: Scores) -> None:
    assert len(reported.spans) == 20


def test_messages_without_identifiers_are_left(guard: Guard) -> None:
    clean = score(guard, load_examples(SETS / "reported_clean.txt"))
    assert clean.without_phi >= 400
    assert clean.false_alarms / clean.without_phi <= FALSE_ALARMS
