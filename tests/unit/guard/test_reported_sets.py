"""The publish gate: on the reported set, which nothing is built on, the guard may not get worse.

The floors are what it last reached. Raise them with the guard, never lower them.
"""

from __future__ import annotations

import pytest

from bot.guard.evaluate import Scores, load_examples, score
from bot.guard.guard import Guard
from tests.conftest import ROOT

SETS = ROOT / "tests" / "sets" / "guard"
FULLY_MASKED = 0.968
FULLY_MASKED_WIDE = 0.99
FALSE_ALARMS = 0.005
REGRESSION = 0.99


@pytest.fixture(scope="module")
def reported(guard: Guard) -> Scores:
    return score(guard, load_examples(SETS / "reported.txt"))


def test_messages_with_identifiers_are_fully_masked(reported: Scores) -> None:
    assert reported.refuse.with_phi > 250
    assert reported.refuse.masked / reported.refuse.with_phi >= FULLY_MASKED
    assert reported.wide.masked / reported.wide.with_phi >= FULLY_MASKED_WIDE


def test_every_category_occurs_in_the_reported_set(reported: Scores) -> None:
    assert len(reported.refuse.spans) == 20


def test_messages_without_identifiers_are_left(guard: Guard) -> None:
    clean = score(guard, load_examples(SETS / "reported_clean.txt")).refuse
    assert clean.without_phi > 200
    assert clean.false_alarms / clean.without_phi <= FALSE_ALARMS


def test_what_was_reached_on_the_build_sets_is_kept(guard: Guard) -> None:
    for name in ("build", "build_voices"):
        built = score(guard, load_examples(SETS / f"{name}.txt")).refuse
        assert built.masked / built.with_phi >= REGRESSION, name
        clean = score(guard, load_examples(SETS / f"{name}_clean.txt")).refuse
        assert clean.false_alarms == 0, name
