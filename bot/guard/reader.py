"""A second pair of eyes for the rules: a small network that has read thousands of labelled chat messages.

Rules know cues and shapes; people name their troubles and their street without any ("still dragging the foot", "the
blue house behind the depot"). The network tells of each word how likely it is that it gives somebody away, and what it
would be. It decides nothing by itself: `recognizers/learned.py` and `recognizers/second_look.py` weigh it against the
rules. Made by `training/personal.py`; see ADR 0010.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.guard.token_classifier import Piece, TokenClassifier
from bot.messages.guarded import Category

FOLDER = Path(__file__).parent / "model"
MODEL = "personal.onnx"
SHA256 = "99e3ee5e6c50d66ed79881c3c70f0cc773c07e95a9f6c09107df1509657e35c6"
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
        """Raises StartupError when a file is missing or the model is not the pinned one."""
        self._model = TokenClassifier(folder / MODEL, tokenizer, sha256=SHA256, window=WINDOW)

    def read(self, text: str) -> Sequence[ReadWord]:
        words: list[ReadWord] = []
        for piece in self._model.read(text):
            word = _word(piece)
            if words and _continues(text, words[-1], word):
                before = words.pop()
                surest = max(before, word, key=lambda one: one.personal)
                word = ReadWord(before.start, word.end, surest.personal, surest.category)
            words.append(word)
        return words


def _word(piece: Piece) -> ReadWord:
    nothing, *kinds = piece.probabilities.tolist()
    best = max(range(len(kinds)), key=kinds.__getitem__)
    return ReadWord(piece.start, piece.end, 1.0 - nothing, LABELS[best])


def _continues(text: str, before: ReadWord, word: ReadWord) -> bool:
    """Pieces of one word are read as one, by the surest of them."""
    return before.end >= word.start and text[before.end - 1].isalnum() and text[word.start].isalnum()
