"""The publish gate: on the reported sets, which nothing is built on, the guard may not get worse.

The floors are what it last reached. Raise them with the guard, never lower them.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.guard.evaluate import load_examples, score
from bot.guard.guard import Guard
from tests.conftest import ROOT

SETS = ROOT / "tests" / "sets" / "guard"
REGRESSION = 0.99


@dataclass(frozen=True)
class Floor:
    """`most_false`: the share of harmless messages that may be taken for PHI. `most_beside`: of the letters beside PHI
    that may be masked with it, by the refuse tier.
    """

    name: str
    messages: int  # of each of its two halves, at least
    masked: float
    masked_wide: float
    most_false: float
    most_beside: float


FLOORS = (Floor("reported", 200, 0.985, 0.99, 0.005, 0.18), Floor("reported_2", 440, 0.94, 0.98, 0.014, 0.18))


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor.name)
def test_what_was_reached_on_the_reported_sets_is_kept(guard: Guard, floor: Floor) -> None:
    scores = score(guard, load_examples(SETS / f"{floor.name}.txt"))
    assert scores.refuse.with_phi > floor.messages
    assert len(scores.refuse.spans) == 20, "every category occurs"
    assert scores.refuse.masked / scores.refuse.with_phi >= floor.masked
    assert scores.wide.masked / scores.wide.with_phi >= floor.masked_wide
    assert scores.refuse.masked_beside / scores.refuse.beside <= floor.most_beside
    clean = score(guard, load_examples(SETS / f"{floor.name}_clean.txt")).refuse
    assert clean.without_phi > floor.messages
    assert clean.false_alarms / clean.without_phi <= floor.most_false


def test_what_was_reached_on_the_build_sets_is_kept(guard: Guard) -> None:
    for name in ("build", "build_voices"):
        built = score(guard, load_examples(SETS / f"{name}.txt")).refuse
        assert built.masked / built.with_phi >= REGRESSION, name
        clean = score(guard, load_examples(SETS / f"{name}_clean.txt")).refuse
        assert clean.false_alarms == 0, name
