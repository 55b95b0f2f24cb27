"""The figures of `frontdesk evaluate faq`: how they are counted, and what they must be on the kept-apart sets."""

from __future__ import annotations

import pytest

from bot.faq.evaluate import Outcome, Question, Report, Share, as_lines, evaluate, read_questions
from bot.messages.effects import Language
from tests.conftest import ROOT
from tests.unit.faq.conftest import OpenSearch

SETS = ROOT / "tests" / "sets" / "faq"


def outcome(expected: str | None, found: str | None, *, sure: bool) -> Outcome:
    return Outcome(Question("?", Language.ENGLISH, expected), found, 0.5, sure)


def test_what_counts_as_what() -> None:
    report = Report(
        (
            outcome("hours", "hours", sure=True),
            outcome("hours", "hours", sure=False),
            outcome("hours", "walk-ins", sure=False),
            outcome("hours", "walk-ins", sure=True),
            outcome(None, "walk-ins", sure=True),
            outcome(None, "walk-ins", sure=False),
            outcome(None, None, sure=False),
        )
    )
    assert (report.top1, report.answered_right) == (Share(2, 4), Share(1, 4))
    assert (report.confident_wrong, report.refused) == (Share(2, 7), Share(2, 3))
    assert report.confusions() == [("hours", "walk-ins", 2), ("(none)", "walk-ins", 1)]
    assert "hours  ->  walk-ins" in "\n".join(as_lines(report))


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [(Share(0, 10), 0.0, 0.278), (Share(5, 10), 0.237, 0.763), (Share(95, 100), 0.888, 0.978), (Share(0, 0), 0.0, 1.0)],
)
def test_intervals_are_wilsons(share: Share, low: float, high: float) -> None:
    assert share.interval() == pytest.approx((low, high), abs=0.001)


def test_the_sets_are_large_enough_and_apart_from_what_was_fitted() -> None:
    kept_apart = read_questions([SETS / "answerable.jsonl", SETS / "unanswerable.jsonl"])
    fitted = {question.text.casefold() for question in read_questions([SETS / "tuning.jsonl"])}
    assert len(kept_apart) >= 250
    assert sum(question.expected is None for question in kept_apart) >= 60
    assert not fitted & {question.text.casefold() for question in kept_apart}


async def test_search_reaches_its_figures_on_the_kept_apart_sets(open_search: OpenSearch) -> None:
    search = await open_search(ids=None)
    report = await evaluate(search, read_questions([SETS / "answerable.jsonl", SETS / "unanswerable.jsonl"]))
    said = "\n".join(as_lines(report))
    assert report.top1.hits / report.top1.total >= 0.95, said
    assert report.confident_wrong.hits / report.confident_wrong.total <= 0.02, said
    assert report.refused.hits / report.refused.total >= 0.95, said
