"""Marked messages, and how they are varied: other values, slips of the thumb, less punctuation, two run together.

Values are exchanged anew in each epoch, so that a network learns where a name or a number stands and not which.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.guard.evaluate import Example, Span, load_examples
from bot.guard.masking import OPAQUE
from bot.guard.normalise import normalise
from bot.messages.guarded import Category
from training.data import ROOT

WORDS = ROOT / "bot/guard/lexicon/words"
WITH_DIGITS = {
    Category.PHONE, Category.FAX, Category.SSN, Category.MRN, Category.HEALTH_PLAN_ID, Category.ACCOUNT_NUMBER,
    Category.LICENSE_NUMBER, Category.VEHICLE_ID, Category.DEVICE_ID, Category.OTHER_ID, Category.ADDRESS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chances:
    """Shares of the messages; `hidden`: of the values."""

    hidden: float = 0.08  # the guard reads again what it has masked
    joined: float = 0.12
    bare: float = 0.15  # without punctuation
    mistyped: float = 0.1


def load(paths: Sequence[Path]) -> list[Example]:
    """As the guard's pipeline reads them. What may be masked or left stands among the spans, as IGNORE."""
    return [normalised(example) for path in paths for example in load_examples(path)]


def normalised(example: Example) -> Example:
    text = normalise(example.text)
    spans = []
    for span in (*example.spans, *example.ignored):
        covered = [
            index
            for index, (start, end) in enumerate(zip(text.starts, text.ends, strict=True))
            if start < span.end and span.start < end
        ]
        if covered:
            spans.append(Span(span.category, covered[0], covered[-1] + 1))
    return Example(text.text, tuple(sorted(spans, key=lambda span: span.start)))


class Variations:
    def __init__(self, chances: Chances) -> None:
        self._chances = chances
        self._first, self._world, self._last = (
            lines(WORDS / f"{name}.txt") for name in ("first_names", "first_names_world", "last_names")
        )

    def of(self, examples: Sequence[Example]) -> list[Example]:
        varied = [self._varied(example) for example in examples]
        random.shuffle(varied)
        pairs = int(self._chances.joined * len(varied)) // 2
        return [joined(*varied[2 * pair : 2 * pair + 2]) for pair in range(pairs)] + varied[2 * pairs :]

    def _varied(self, example: Example) -> Example:
        text, spans, position = "", [], 0
        for span in example.spans:
            text += example.text[position : span.start]
            position = span.end
            if random.random() < self._chances.hidden:
                text += OPAQUE * len(f"[{span.category}]")
                continue
            value = self._exchanged(span.category, example.text[span.start : span.end])
            spans.append(Span(span.category, len(text), len(text) + len(value)))
            text += value
        text += example.text[position:]
        if random.random() < self._chances.bare:
            text = re.sub(r"[.,!?;]", " ", text)
        if random.random() < self._chances.mistyped:
            text = slipped(text, spans)
        return Example(text, tuple(spans))

    def _exchanged(self, category: str, value: str) -> str:
        chance = random.random()
        if category == Category.NAME and chance < 0.35:
            return self._name_like(value)
        if category in WITH_DIGITS and chance < 0.6:
            return re.sub(r"\d", lambda _: str(random.randint(0, 9)), value)
        if category == Category.AGE_OVER_89 and chance < 0.5 and value.isdigit():
            return str(random.randint(90, 108))
        if category == Category.DATE and chance < 0.4:
            return re.sub(r"(?<!\d)\d(?!\d)", lambda _: str(random.randint(1, 9)), value)
        return value

    def _name_like(self, name: str) -> str:
        first = random.choice(random.choice((self._first, self._world)))
        return first if " " not in name else f"{first} {random.choice(self._last)}"


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def joined(first: Example, second: Example) -> Example:
    text = first.text + random.choice((" ", ". ", "\n", ", "))
    moved = (Span(span.category, span.start + len(text), span.end + len(text)) for span in second.spans)
    return Example(text + second.text, (*first.spans, *moved))


def slipped(text: str, spans: Sequence[Span]) -> str:
    """One letter wrong, of the same length; identifiers are left alone."""
    taken = [span for span in spans if span.category != Category.HEALTH]
    places = [
        index
        for index, letter in enumerate(text)
        if letter.isalpha() and not any(span.start <= index < span.end for span in taken)
    ]
    if not places:
        return text
    at = random.choice(places)
    if at + 1 < len(text) and text[at + 1].isalpha() and random.random() < 0.6:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + random.choice("abcdefghijklmnopqrstuvwxyz") + text[at + 1 :]
