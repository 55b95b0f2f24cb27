"""Measures the watch on labelled messages: `frontdesk evaluate safety FILE…`.

A file has one JSON a line: `{"text", "safety": null|"emergency"|"crisis", "kind"?}`. A red flag is caught when the
watch raises either alarm (a table shows which one); a message labelled null that raises one is a false alarm. Intervals
are Wilson's, at 95 %.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.safety.watch import Alarm, RedFlag, SafetyWatch
from bot.wilson import wilson_interval


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    expected: Alarm | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    example: Example
    found: RedFlag | None

    @property
    def caught(self) -> bool:
        return self.example.expected is not None and self.found is not None

    @property
    def missed(self) -> bool:
        return self.example.expected is not None and self.found is None

    @property
    def false_alarm(self) -> bool:
        return self.example.expected is None and self.found is not None

    @property
    def other_alarm(self) -> bool:
        """Caught, but as the other kind of alarm."""
        return self.caught and self.found is not None and self.found.alarm is not self.example.expected


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `total`."""

    hits: int
    total: int

    def interval(self) -> tuple[float, float]:
        """Wilson's score interval; (0, 1) of nothing."""
        return wilson_interval(self.hits, self.total)

    def __str__(self) -> str:
        if not self.total:
            return "none"
        low, high = self.interval()
        return f"{self.hits / self.total:.2%} ({self.hits} of {self.total}; {low:.1%} to {high:.1%})"


@dataclass(frozen=True, slots=True)
class Report:
    outcomes: tuple[Outcome, ...]

    @property
    def caught(self) -> Share:
        red = [one for one in self.outcomes if one.example.expected is not None]
        return Share(sum(one.caught for one in red), len(red))

    @property
    def false_alarms(self) -> Share:
        calm = [one for one in self.outcomes if one.example.expected is None]
        return Share(sum(one.false_alarm for one in calm), len(calm))

    def by_kind(self) -> Iterator[tuple[str, Share]]:
        """Of each kind the share that was judged right."""
        kinds: dict[str, list[Outcome]] = defaultdict(list)
        for one in self.outcomes:
            kinds[f"{one.example.expected or 'none'} {one.example.kind}".strip()].append(one)
        for kind, some in sorted(kinds.items()):
            yield kind, Share(sum(not (one.missed or one.false_alarm) for one in some), len(some))


def read_examples(paths: Iterable[Path]) -> list[Example]:
    """Raises ValueError for a line that is no example."""
    examples = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                raw = json.loads(line)
                expected = Alarm(raw["safety"]) if raw["safety"] is not None else None
                examples.append(Example(raw["text"], expected, raw.get("kind", "")))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path}:{number}: not an example") from error
    return examples


def evaluate(watch: SafetyWatch, examples: Sequence[Example]) -> Report:
    return Report(tuple(Outcome(example, watch.look(example.text)) for example in examples))


def as_lines(report: Report) -> list[str]:
    """The figures, then a line a kind."""
    lines = [
        f"caught        {report.caught}",
        f"false alarms  {report.false_alarms}",
        "",
        "      emergency  crisis  nothing   found, by what was expected",
    ]
    for expected in (Alarm.EMERGENCY, Alarm.CRISIS, None):
        some = [one.found for one in report.outcomes if one.example.expected is expected]
        alarms = [found.alarm if found else None for found in some]
        counts = [alarms.count(alarm) for alarm in (Alarm.EMERGENCY, Alarm.CRISIS, None)]
        lines.append(f"      {counts[0]:9}{counts[1]:8}{counts[2]:9}   {expected or 'nothing'}")
    return [*lines, "", *(f"{kind:24} {share}" for kind, share in report.by_kind())]


def misses(report: Report) -> list[str]:
    """Every miss and false alarm, with its text."""
    lines = [f"missed ({one.example.expected}): {one.example.text}" for one in report.outcomes if one.missed]
    for one in report.outcomes:
        if one.false_alarm and one.found is not None:
            lines.append(f"false alarm ({one.found.rule}): {one.example.text}")
    return lines
