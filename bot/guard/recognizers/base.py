"""What every recognizer shares: it reads a `Doc` of normalised text and writes `doc.spans[name]`.

A span's label is the category, its id the cue that spoke for it, and the group's `scores` are the confidences. A score
of `REFUSE_FLOOR` or more counts for both tiers; below it the finding is masked for Rasa only.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from spacy.tokens import Doc, SpanGroup

from bot.guard.assets import Assets
from bot.messages.guarded import Category

REFUSE_FLOOR = 0.5
FREE = "free"  # the span group of what can't be anybody's

CERTAIN = 0.99  # the shape alone says it, or a check digit does
STRONG = 0.95  # a cue that is used for nothing else
LIKELY = 0.8  # shape and some evidence
FAIR = 0.6  # just enough for the refuse tier
BARE = 0.55  # as much, but without a word for what it is: whoever has one gives the category
WEAK = 0.4  # wide tier only
FAINT = 0.3  # the same, and nothing beside it makes it more


@dataclass(frozen=True, slots=True)
class Found:
    """Offsets are code points of the normalised text, end exclusive."""

    start: int
    end: int
    score: float
    cue: str = ""
    category: Category | None = None  # None: the recognizer's own


class Recognizer(ABC):
    """A component of the guard's pipeline. `find` sees what the components before it wrote."""

    name: ClassVar[str]
    category: ClassVar[Category]

    def __init__(self, assets: Assets) -> None:
        self.assets = assets

    @abstractmethod
    def find(self, doc: Doc) -> Iterable[Found]:
        """Overlapping findings are allowed; the guard merges them."""

    def __call__(self, doc: Doc) -> Doc:
        spans, scores = [], []
        for found in self.find(doc):
            category = found.category or self.category
            span = doc.char_span(
                found.start, found.end, label=category.value, span_id=found.cue, alignment_mode="expand"
            )
            if span is not None:
                spans.append(span)
                scores.append(found.score)
        doc.spans[self.name] = SpanGroup(doc, name=self.name, attrs={"scores": scores}, spans=spans)
        return doc


def earlier_findings(doc: Doc) -> Iterator[Found]:
    """What the components before this one found."""
    for group in doc.spans.values():
        # A group without scores marks what is free.
        for span, score in zip(group, group.attrs.get("scores", ()), strict="scores" in group.attrs):
            yield Found(span.start_char, span.end_char, score, span.id_, Category(span.label_))


def explained(doc: Doc) -> list[tuple[int, int]]:
    """What needs no model any more: sure findings, and what is marked as free."""
    free = [(span.start_char, span.end_char) for span in doc.spans.get(FREE, ())]
    return free + [(found.start, found.end) for found in earlier_findings(doc) if found.score >= REFUSE_FLOOR]
