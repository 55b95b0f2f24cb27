"""Measures search on sets of questions: `frontdesk evaluate faq FILE…`.

A file has one JSON a line: `{"text", "language": "en"|"es", "expected": id or null}`; null: no entry answers it.
Top-1 asks whether the likeliest entry is the right one, sure or not; a confident wrong answer is one that was given
although another entry, or none, was right. Intervals are Wilson's, at 95 %.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.faq.search import FaqSearch
from bot.messages.effects import Language
from bot.wilson import wilson_interval

NONE = "(none)"


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    language: Language
    expected: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`found` is the likeliest entry, `sure` whether it was given as the answer."""

    question: Question
    found: str | None
    score: float
    sure: bool

    @property
    def confident_wrong(self) -> bool:
        return self.sure and self.found != self.question.expected


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `total`."""

    hits: int
    total: int

    def interval(self) -> tuple[float, float]:
        """Wilson's score interval; (0, 1) of nothing."""
        return wilson_interval(self.hits, self.total)

    def __str__(self) -> str:
        low, high = self.interval()
        rate = self.hits / self.total if self.total else math.nan
        return f"{rate:.3f} ({self.hits}/{self.total}, 95 % {low:.3f} to {high:.3f})"


@dataclass(frozen=True, slots=True)
class Report:
    outcomes: tuple[Outcome, ...]

    @property
    def top1(self) -> Share:
        return self._of(answerable=True, hit=lambda one: one.found == one.question.expected)

    @property
    def answered_right(self) -> Share:
        """Given as the answer, and right."""
        return self._of(answerable=True, hit=lambda one: one.sure and one.found == one.question.expected)

    @property
    def confident_wrong(self) -> Share:
        """Of all questions."""
        return Share(sum(one.confident_wrong for one in self.outcomes), len(self.outcomes))

    @property
    def refused(self) -> Share:
        """Questions that nothing answers and that got no answer."""
        return self._of(answerable=False, hit=lambda one: not one.sure)

    def confusions(self) -> list[tuple[str, str, int]]:
        """Expected, found, how often: the likeliest entry where it was wrong, or given without being right."""
        wrong = Counter(
            (one.question.expected or NONE, one.found or NONE)
            for one in self.outcomes
            if (one.question.expected is not None and one.found != one.question.expected) or one.confident_wrong
        )
        return [(expected, found, count) for (expected, found), count in wrong.most_common()]

    def _of(self, *, answerable: bool, hit: Callable[[Outcome], bool]) -> Share:
        some = [one for one in self.outcomes if (one.question.expected is not None) is answerable]
        return Share(sum(hit(one) for one in some), len(some))


def read_questions(paths: Iterable[Path]) -> list[Question]:
    """Raises ValueError for a line that is not a question."""
    questions = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                raw = json.loads(line)
                questions.append(Question(raw["text"], Language(raw["language"]), raw["expected"]))
    return questions


async def evaluate(search: FaqSearch, questions: Sequence[Question]) -> Report:
    outcomes = []
    for question in questions:
        result = await search.search(question.text, question.language)
        found = result.best
        outcomes.append(Outcome(question, found.id if found else None, found.score if found else 0.0, result.sure))
    return Report(tuple(outcomes))


def as_lines(report: Report) -> list[str]:
    """What the command prints: the figures, then the confusion table."""
    figures = [
        f"top-1            {report.top1}",
        f"answered right   {report.answered_right}",
        f"confident wrong  {report.confident_wrong}",
        f"refused          {report.refused}",
    ]
    table = [f"{count:3}  {expected}  ->  {found}" for expected, found, count in report.confusions()]
    return [*figures, *(["", "     expected  ->  found", *table] if table else [])]
