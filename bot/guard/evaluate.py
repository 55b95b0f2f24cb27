"""Measures the guard on labelled messages: `frontdesk evaluate guard FILE…`.

A file is JSON lines `{"text", "spans": [{"category", "start", "end"}]}`, or plain lines with marks such as
`my name is {NAME|jon}`. Offsets are code points, end exclusive. Category IGNORE marks what may be masked or left.

A span is covered when every letter and digit of it is masked, under whatever category; touched when one is; typed right
when a finding of its own category meets it. A message is fully masked when all its spans are covered. A message without
spans in which a letter or digit is masked is a false alarm. *Masked beside* are letters and digits outside the spans of
a message that has some: whoever masks everything misses nothing. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TextIO

from bot.guard.guard import Guard
from bot.messages.channel import Ceiling
from bot.messages.guarded import Category
from bot.wilson import percent

MARK = re.compile(r"\{([A-Z_0-9]+)\|([^{}]*)\}")
IGNORED = "IGNORE"
NO_IDENTIFIER = Category.HEALTH.value  # PHI by what it says, not by naming anybody


class Masked(Protocol):
    """A stretch that a detector would mask: a `Finding` of ours, or another detector's."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def category(self) -> str: ...
    @property
    def recognizer(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Span:
    category: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, repr=False)
class Example:
    text: str
    spans: tuple[Span, ...]
    ignored: tuple[Span, ...] = ()


@dataclass(slots=True)
class Tally:
    """Counts over messages, of one tier or of another detector. `identified` leaves health details out of account."""

    with_phi: int = 0
    masked: int = 0  # fully
    identified: int = 0
    masked_identified: int = 0
    without_phi: int = 0
    false_alarms: int = 0
    beside: int = 0  # letters and digits that belong to no span, in messages with spans
    masked_beside: int = 0
    spans: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)
    typed: Counter[str] = field(default_factory=Counter)
    alarmed: Counter[str] = field(default_factory=Counter)  # false alarms, by "recognizer CATEGORY" of what was masked

    def add(self, example: Example, found: Sequence[Masked]) -> list[Span]:
        """The spans that are not covered."""
        if not example.spans:
            self._add_harmless(example, found)
            return []
        missed = [span for span in example.spans if not _covers(found, span, example.text)]
        self.with_phi += 1
        self.masked += not missed
        self._add_beside(example, found)
        if any(span.category != NO_IDENTIFIER for span in example.spans):
            self.identified += 1
            self.masked_identified += all(span.category == NO_IDENTIFIER for span in missed)
        for span in example.spans:
            self.spans[span.category] += 1
            self.covered[span.category] += span not in missed
            meeting = [one for one in found if one.start < span.end and span.start < one.end]
            self.touched[span.category] += any(_masks_letters(one, span, example.text) for one in meeting)
            self.typed[span.category] += any(one.category == span.category for one in meeting)
        return missed

    def _add_beside(self, example: Example, found: Sequence[Masked]) -> None:
        """What is to be ignored belongs to a span here."""
        beside = set(_letters(example.text, 0, len(example.text)))
        for span in (*example.spans, *example.ignored):
            beside -= set(_letters(example.text, span.start, span.end))
        self.beside += len(beside)
        masked = {index for one in found for index in _letters(example.text, one.start, one.end)}
        self.masked_beside += len(beside & masked)

    def _add_harmless(self, example: Example, found: Sequence[Masked]) -> None:
        self.without_phi += 1
        alarms = [one for one in found if _alarms(one, example)]
        self.false_alarms += bool(alarms)
        self.alarmed.update({f"{one.recognizer} {one.category}" for one in alarms})


@dataclass(frozen=True, slots=True, repr=False)
class Miss:
    """Holds text: for a terminal only."""

    what: str
    text: str


@dataclass(slots=True)
class Scores:
    """Of one file."""

    refuse: Tally = field(default_factory=Tally)
    wide: Tally = field(default_factory=Tally)
    milliseconds: list[float] = field(default_factory=list)  # both tiers
    misses: list[Miss] = field(default_factory=list)


def load_examples(path: Path) -> Iterator[Example]:
    """Raises ValueError, without the text, for a line that is no example."""
    read = _from_json if path.suffix == ".jsonl" else from_marks
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            yield read(line)
        except (KeyError, TypeError, ValueError):
            raise ValueError(f"{path}:{number}: not an example") from None


def _from_json(line: str) -> Example:
    entry = json.loads(line)
    text = entry["text"]
    spans = [Span(span["category"], span["start"], span["end"]) for span in entry["spans"]]
    if not all(0 <= span.start < span.end <= len(text) for span in spans):
        raise ValueError("a span lies outside the text")
    return _example(text, spans)


def from_marks(line: str) -> Example:
    text, spans, position = "", [], 0
    for found in MARK.finditer(line):
        text += line[position : found.start()]
        spans.append(Span(found.group(1), len(text), len(text) + len(found.group(2))))
        text += found.group(2)
        position = found.end()
    return _example(text + line[position:], spans)


def _example(text: str, spans: Sequence[Span]) -> Example:
    return Example(
        text,
        tuple(span for span in spans if span.category != IGNORED),
        tuple(span for span in spans if span.category == IGNORED),
    )


def score(guard: Guard, examples: Iterable[Example]) -> Scores:
    scores = Scores()
    for example in examples:
        started = time.perf_counter()
        message = guard.read(example.text, Ceiling.SOCIAL)
        scores.milliseconds.append(1000 * (time.perf_counter() - started))
        alarms_before = scores.refuse.false_alarms
        missed = scores.refuse.add(example, message.findings)
        missed_wide = scores.wide.add(example, message.wide_findings)
        if scores.refuse.false_alarms > alarms_before:
            stretches = [(one.recognizer, one.start, one.end) for one in message.findings if _alarms(one, example)]
            scores.misses.append(Miss(f"false alarm {_listed(stretches, example.text)}", example.text))
        if missed:
            tier = "missed by both" if missed_wide else "missed by refuse"
            stretches = [(span.category, span.start, span.end) for span in missed]
            scores.misses.append(Miss(f"{tier} {_listed(stretches, example.text)}", example.text))
    return scores


def _letters(text: str, start: int, end: int) -> Iterator[int]:
    return (index for index in range(start, end) if text[index].isalnum())


def _listed(stretches: Iterable[tuple[str, int, int]], text: str) -> str:
    return ",".join(f"{what}:{text[start:end]}" for what, start, end in stretches)


def _covers(found: Sequence[Masked], span: Span, text: str) -> bool:
    return all(
        any(one.start <= index < one.end for one in found)
        for index in range(span.start, span.end)
        if text[index].isalnum()
    )


def _alarms(one: Masked, example: Example) -> bool:
    """Whether it masks a letter or digit of a harmless message that is not to be ignored."""
    return any(
        example.text[index].isalnum() and not any(span.start <= index < span.end for span in example.ignored)
        for index in range(one.start, one.end)
    )


def _masks_letters(one: Masked, span: Span, text: str) -> bool:
    return any(letter.isalnum() for letter in text[max(one.start, span.start) : min(one.end, span.end)])


def report(name: str, scores: Scores, out: TextIO, *, show_misses: bool = False) -> None:
    """Figures for both tiers side by side, then by category, then who raised false alarms."""
    refuse, wide = scores.refuse, scores.wide
    out.write(f"{name}\n")
    out.write("\n".join(_figures(refuse, wide)) + "\n")
    if len(scores.milliseconds) > 1:
        cuts = statistics.quantiles(scores.milliseconds, n=100, method="inclusive")
        out.write(f"  {'ms a message, both tiers':<34} p50 {cuts[49]:.1f}  p99 {cuts[98]:.1f}\n")
    if refuse.spans:
        out.write(_row("covered, by category", "refuse tier", "wide tier", "typed right: refuse", "wide") + "\n")
    for category, total in sorted(refuse.spans.items()):
        covered = [percent(tier.covered[category], total) for tier in (refuse, wide)]
        typed = [percent(tier.typed[category], total) for tier in (refuse, wide)]
        out.write(_row(f"  {category} ({total})", *covered, *typed) + "\n")
    for tier, tally in (("refuse", refuse), ("wide", wide)):
        if tally.alarmed:
            counts = ", ".join(f"{count} {which}" for which, count in tally.alarmed.most_common())
            out.write(f"  false alarms of the {tier} tier by recognizer: {counts}\n")
    if show_misses:
        for miss in scores.misses:
            out.write(f"  - {miss.what} | {miss.text}\n")


def _figures(refuse: Tally, wide: Tally) -> Iterator[str]:
    """The wide tier sees the same messages, so the totals are those of either."""
    spans, tiers = refuse.spans.total(), (refuse, wide)
    yield _row("", "refuse tier", "wide tier")
    if refuse.with_phi:
        masked = [percent(tally.masked, refuse.with_phi) for tally in tiers]
        yield _row(f"messages fully masked ({refuse.with_phi})", *masked)
        identified = [percent(tally.masked_identified, refuse.identified) for tally in tiers]
        yield _row(f"  health details left out ({refuse.identified})", *identified)
        yield _row(f"spans covered ({spans})", *(percent(tally.covered.total(), spans) for tally in tiers))
        yield _row("spans typed right", *(percent(tally.typed.total(), spans) for tally in tiers))
        beside = [percent(tally.masked_beside, refuse.beside) for tally in tiers]
        yield _row(f"letters masked beside ({refuse.beside})", *beside)
    if refuse.without_phi:
        alarms = [percent(tally.false_alarms, refuse.without_phi) for tally in tiers]
        yield _row(f"false alarms ({refuse.without_phi})", *alarms)


def _row(label: str, *cells: str) -> str:
    return f"  {label:<34} {' '.join(f'{cell:<22}' for cell in cells)}".rstrip()
