"""Patterns, and where they match: phrases one after the other, with a few words between."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

type Spans = Mapping[int, Sequence[Span]]  # where each phrase stands, by its number, in the order of the message


@dataclass(frozen=True, slots=True)
class Gap:
    """Words that may stand between, and whether a sentence may end there."""

    words: int = 0
    crosses: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Phrase numbers, and the gap before each but the first."""

    phrases: tuple[int, ...]
    gaps: tuple[Gap, ...]

    def may_match(self, spans: Spans) -> bool:
        """False when a phrase is nowhere in the message: most patterns, most of the time."""
        return all(map(spans.__contains__, self.phrases))


class Span(NamedTuple):
    """Word positions, end exclusive, and the number of the sentence."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Match:
    """The spans of a pattern's phrases, in order."""

    parts: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def whole(self) -> Span:
        return Span(self.start, self.end, self.parts[0].sentence)

    def jumps_over(self, span: Span, before_next: int) -> bool:
        """True of a span in a gap between two phrases, with at most that many words to the second."""
        return any(
            before.end <= span.start and 0 <= after.start - span.end <= before_next
            for before, after in pairwise(self.parts)
        )


def matches(pattern: Pattern, spans: Spans) -> Iterator[Match]:
    """Where the phrases of the pattern stand in order with at most its gaps between."""
    if not pattern.may_match(spans):
        return
    for first in spans[pattern.phrases[0]]:
        yield from _continued((first,), pattern, spans)


def _continued(parts: tuple[Span, ...], pattern: Pattern, spans: Spans) -> Iterator[Match]:
    if len(parts) == len(pattern.phrases):
        yield Match(parts)
        return
    candidates = spans[pattern.phrases[len(parts)]]
    last, gap = parts[-1], pattern.gaps[len(parts) - 1]
    for at in range(bisect_left(candidates, last.end, key=lambda span: span.start), len(candidates)):
        candidate = candidates[at]
        if candidate.start > last.end + gap.words:
            break
        if gap.crosses or candidate.sentence == last.sentence:
            yield from _continued((*parts, candidate), pattern, spans)
