"""Names and homes that rest on a word list count less where the reader sees nothing personal.

"romeo santos tickets", "the drake album", "broad street lost power": the words are names, the message is not about
anybody here. A cue that says whose it is ("my name is") is doubted least; health details and numbers, not at all.
Reads along and finds nothing of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from bot.guard.reader import ReadWord
from bot.guard.recognizers.base import FAIR, REFUSE_FLOOR, WEAK
from bot.guard.recognizers.learned import READ
from bot.messages.guarded import Category

DOUBTED = frozenset({Category.NAME, Category.ADDRESS})
BY_LIST = frozenset({"name_known", "name_joined", "name_model", "facility", "form_dump"})
# How personal the reader must find some word of it. Chosen on tests/sets/guard/dev*.txt.
NEEDED_BY_FAIR, NEEDED_BY_LIST, NEEDED_BY_CUE = 0.5, 0.2, 0.02


class SecondLook:
    name = "second_look"

    def __call__(self, doc: Doc) -> Doc:
        words: list[ReadWord] | None = doc.user_data.get(READ)
        if words is None:
            return doc
        for name, group in doc.spans.items():
            scores = group.attrs.get("scores")
            if scores is None:
                continue
            for index, (span, score) in enumerate(zip(group, scores, strict=True)):
                if score < REFUSE_FLOOR or Category(span.label_) not in DOUBTED:
                    continue
                if _most_personal(words, span.start_char, span.end_char) < _needed(name, score):
                    scores[index] = WEAK
        return doc


def _needed(recognizer: str, score: float) -> float:
    if recognizer not in BY_LIST:
        return NEEDED_BY_CUE
    return NEEDED_BY_FAIR if score <= FAIR else NEEDED_BY_LIST


def _most_personal(words: Sequence[ReadWord], start: int, end: int) -> float:
    return max((word.personal for word in words if word.start < end and start < word.end), default=1.0)
