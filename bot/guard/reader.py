"""A second pair of eyes for the rules: two small networks that have read thousands of labelled chat messages.

Rules know cues and shapes; people name their troubles and their street without any ("still dragging the foot", "the
blue house behind the depot"). The networks tell of each word how likely it is that it gives somebody away, and what it
would be; their mean is right more often than either, since they learned from different messages and err apart. They
decide nothing by themselves: `recognizers/learned.py` and `recognizers/second_look.py` weigh them against the rules.
Made by `training/personal.py`; see ADR 0008.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.guard.token_classifier import Piece, TokenClassifier
from bot.messages.guarded import Category

FOLDER = Path(__file__).parent / "model"
MODELS = {
    "personal_1.onnx": "3fbece4779e3bab3b6eca02b09014f9438f5339da8421469a5152572d7bc5ca5",
    "personal_2.onnx": "6f7a6380825cb46d571e1eef7e7f52f974b02ffd6314846460f4f72f5ae7d4d8",
}
"""File and SHA-256."""
LONG = 2_000  # characters, more than a network carries: from here on time counts, and the first network reads alone
GLIMPSE = 0.03  # how personal the first network must find some word before the second is asked
WINDOW = 126  # word pieces, as in training
LABELS = (
    Category.NAME,
    Category.ADDRESS,
    Category.DATE,
    Category.PHONE,
    Category.FAX,
    Category.EMAIL,
    Category.SSN,
    Category.MRN,
    Category.HEALTH_PLAN_ID,
    Category.ACCOUNT_NUMBER,
    Category.LICENSE_NUMBER,
    Category.VEHICLE_ID,
    Category.DEVICE_ID,
    Category.URL,
    Category.IP_ADDRESS,
    Category.BIOMETRIC,
    Category.PHOTO,
    Category.OTHER_ID,
    Category.AGE_OVER_89,
    Category.HEALTH,
)
"""In the order of the network's outputs, behind the first one, which means nothing personal."""


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word, a number or a mark between them. Offsets are code points of the text given."""

    start: int
    end: int
    personal: float  # how likely it belongs to somebody's detail, between 0 and 1
    category: Category  # the likeliest one, if it does


class PersonalReader:
    """`read` may be called from one thread at a time."""

    def __init__(self, tokenizer: Path, folder: Path = FOLDER) -> None:
        """Raises StartupError when a file is missing or a model is not the pinned one."""
        self._models = tuple(
            TokenClassifier(folder / name, tokenizer, sha256=sha256, window=WINDOW) for name, sha256 in MODELS.items()
        )

    def read(self, text: str) -> Sequence[ReadWord]:
        words: list[ReadWord] = []
        for pieces in self._pieces(text):
            word = _word(pieces)
            if words and _continues(text, words[-1], word):
                before = words.pop()
                surest = max(before, word, key=lambda one: one.personal)
                word = ReadWord(before.start, word.end, surest.personal, surest.category)
            words.append(word)
        return words

    def _pieces(self, text: str) -> Iterator[Sequence[Piece]]:
        """As one network reads them or both: the second is not asked where the first sees nothing at all."""
        first, second = self._models
        pieces = list(first.read(text))
        if len(text) < LONG and _sees_something(pieces):
            yield from zip(pieces, second.read(text), strict=True)
        else:
            yield from ((piece,) for piece in pieces)


def _sees_something(pieces: Sequence[Piece]) -> bool:
    return any(1.0 - piece.probabilities[0] >= GLIMPSE for piece in pieces)


def _word(pieces: Sequence[Piece]) -> ReadWord:
    """One word piece, as each network reads it: they share the tokenizer."""
    nothing, *kinds = np.mean([piece.probabilities for piece in pieces], axis=0).tolist()
    best = max(range(len(kinds)), key=kinds.__getitem__)
    return ReadWord(pieces[0].start, pieces[0].end, 1.0 - nothing, LABELS[best])


def _continues(text: str, before: ReadWord, word: ReadWord) -> bool:
    """Pieces of one word are read as one, by the surest of them."""
    return before.end >= word.start and text[before.end - 1].isalnum() and text[word.start].isalnum()
