"""Measures the guard on labelled messages: `python -m bot.guard.evaluate FILE...`.

A file is JSON lines `{"text", "spans": [{"category", "start", "end"}]}`, or plain lines with marks such as
`my name is {NAME|jon}`. A message counts as fully masked when every letter and digit of every span is covered;
a message without spans that is touched by the refuse tier is a false alarm. Intervals are Wilson's, 95 %.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from bot.guard.guard import Guard
from bot.messages.channel import Ceiling
from bot.messages.guarded import Finding
from bot.wilson import wilson_interval

MARK = re.compile(r"\{([A-Z_0-9]+)\|([^{}]*)\}")
IGNORED = frozenset({"IGNORE"})


@dataclass(frozen=True, slots=True)
class Span:
    category: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    spans: tuple[Span, ...]


@dataclass(slots=True)
class Scores:
    """Counts over the examples of one file."""

    with_phi: int = 0
    masked: int = 0  # fully, refuse tier
    masked_wide: int = 0
    without_phi: int = 0
    false_alarms: int = 0
    alarms_wide: int = 0
    spans: Counter[str] = field(default_factory=Counter)
    covered: Counter[str] = field(default_factory=Counter)
    typed: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    misses: list[tuple[str, str]] = field(default_factory=list)  # (what, text): for a terminal only


def load_examples(path: Path) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        yield _from_json(line) if path.suffix == ".jsonl" else from_marks(line)


def _from_json(line: str) -> Example:
    entry = json.loads(line)
    spans = (Span(span["category"], span["start"], span["end"]) for span in entry["spans"])
    return Example(entry["text"], tuple(span for span in spans if span.category not in IGNORED))


def from_marks(line: str) -> Example:
    text, spans, position = "", [], 0
    for found in MARK.finditer(line):
        text += line[position : found.start()]
        spans.append(Span(found.group(1), len(text), len(text) + len(found.group(2))))
        text += found.group(2)
        position = found.end()
    return Example(text + line[position:], tuple(spans))


def score(guard: Guard, examples: Iterable[Example]) -> Scores:
    scores = Scores()
    for example in examples:
        started = time.perf_counter()
        message = guard.read(example.text, Ceiling.SOCIAL)
        scores.milliseconds.append(1000 * (time.perf_counter() - started))
        if not example.spans:
            scores.without_phi += 1
            scores.alarms_wide += bool(message.wide_findings)
            if message.findings:
                scores.false_alarms += 1
                kinds = ",".join(f"{one.recognizer}:{example.text[one.start : one.end]}" for one in message.findings)
                scores.misses.append((f"false alarm {kinds}", example.text))
            continue
        scores.with_phi += 1
        missed = [span for span in example.spans if not _covers(message.findings, span, example.text)]
        missed_wide = [span for span in example.spans if not _covers(message.wide_findings, span, example.text)]
        scores.masked += not missed
        scores.masked_wide += not missed_wide
        for span in example.spans:
            scores.spans[span.category] += 1
            scores.covered[span.category] += span not in missed
            scores.typed[span.category] += any(
                one.category.value == span.category and one.start < span.end and span.start < one.end
                for one in message.findings
            )
        if missed:
            tier = "missed by both" if missed_wide else "missed by refuse"
            kinds = ",".join(f"{span.category}:{example.text[span.start : span.end]}" for span in missed)
            scores.misses.append((f"{tier} {kinds}", example.text))
    return scores


def _covers(findings: Sequence[Finding], span: Span, text: str) -> bool:
    return all(
        any(one.start <= index < one.end for one in findings)
        for index in range(span.start, span.end)
        if text[index].isalnum()
    )


def wilson(hits: int, total: int) -> str:
    """'93.1 % (90.2-95.3)'."""
    if not total:
        return "-"
    low, high = wilson_interval(hits, total)
    return f"{100 * hits / total:.1f} % ({100 * low:.1f}-{100 * high:.1f})"


def report(name: str, scores: Scores, out: TextIO, *, show_misses: bool = False) -> None:
    out.write(f"{name}\n")
    if scores.with_phi:
        out.write(f"  fully masked, refuse tier  {wilson(scores.masked, scores.with_phi)} of {scores.with_phi}\n")
        out.write(f"  fully masked, wide tier    {wilson(scores.masked_wide, scores.with_phi)}\n")
        total, covered = scores.spans.total(), scores.covered.total()
        out.write(f"  spans covered              {wilson(covered, total)} of {total}\n")
        out.write(f"  spans typed right          {wilson(scores.typed.total(), total)}\n")
    if scores.without_phi:
        out.write(f"  false alarms, refuse tier  {wilson(scores.false_alarms, scores.without_phi)}")
        out.write(f" of {scores.without_phi}\n")
        out.write(f"  touched by the wide tier   {wilson(scores.alarms_wide, scores.without_phi)}\n")
    if len(scores.milliseconds) > 1:
        cuts = statistics.quantiles(scores.milliseconds, n=100)
        out.write(f"  ms a message, both tiers   p50 {cuts[49]:.1f}  p99 {cuts[98]:.1f}\n")
    for category, total in sorted(scores.spans.items()):
        out.write(f"    {category:<16} {scores.covered[category]:>4} of {total:<4} typed {scores.typed[category]}\n")
    if show_misses:
        for what, text in scores.misses:
            out.write(f"  - {what} | {text}\n")


def main(arguments: Sequence[str]) -> None:
    # Here and not above: measuring needs the sample clinic, the library part does not.
    from bot.clinic import load_clinic  # noqa: PLC0415
    from bot.guard.build import build_guard  # noqa: PLC0415

    guard = build_guard(load_clinic(Path("data/clinic.yml")))
    for name in arguments:
        if not name.startswith("-"):
            scores = score(guard, load_examples(Path(name)))
            report(name, scores, sys.stdout, show_misses="--misses" in arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
