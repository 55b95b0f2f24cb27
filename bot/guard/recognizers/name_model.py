"""Names, and parts of addresses, that the Rampart model sees; gated by negative evidence only.

The model runs only where a word leaves doubt (it is in no list of ordinary words), which keeps most messages at the
speed of the rules. What the gate doubts still counts for the wide tier.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc

from bot.guard.assets import Assets
from bot.guard.rampart import Rampart, Tagged
from bot.guard.recognizers.base import FAIR, WEAK, Found, Recognizer, explained
from bot.guard.recognizers.known_things import free_ranges
from bot.guard.recognizers.name_known import is_freed
from bot.guard.words import FUNCTION_WORDS, Kind, WordJudge, words_of
from bot.messages.guarded import Category

CATEGORY_OF = {
    "GIVEN_NAME": Category.NAME,
    "SURNAME": Category.NAME,
    "EMAIL": Category.EMAIL,
    "PHONE": Category.PHONE,
    "TAX_ID": Category.SSN,
    "BANK_ACCOUNT": Category.ACCOUNT_NUMBER,
    "ROUTING_NUMBER": Category.ACCOUNT_NUMBER,
    "GOVERNMENT_ID": Category.OTHER_ID,
    "PASSPORT": Category.LICENSE_NUMBER,
    "DRIVERS_LICENSE": Category.LICENSE_NUMBER,
    "BUILDING_NUMBER": Category.ADDRESS,
    "STREET_NAME": Category.ADDRESS,
    "SECONDARY_ADDRESS": Category.ADDRESS,
    "CITY": Category.ADDRESS,
    "ZIP_CODE": Category.ADDRESS,
}
SURE_OF_NAME = 0.8  # mean probability of the pieces
SURE_OF_STRANGER = 0.93
SURE_OF_STREET = 0.7
WIDE = 0.35
STREET_LIKE = re.compile(r"\d+[A-Za-z]? [A-Za-z]")
LEADING_WORDS = re.compile(
    r"(?:(?:is|are|was|does|do|can|will|for|with|and|from|hi|hello|see|ask|tell|call|y|es|de) )+(?=[A-Za-z])", re.I
)
FEWEST_DIGITS = 4


class NameModelRecognizer(Recognizer):
    name = "name_model"
    category = Category.NAME

    def __init__(self, assets: Assets, model: Rampart) -> None:
        super().__init__(assets)
        self._model = model
        self._judge = WordJudge(assets.lexicon)

    def find(self, doc: Doc) -> Iterable[Found]:
        if not self._judge.leaves_doubt(doc.text, explained(doc)):
            return
        free = free_ranges(doc)
        for seen in _joined(self._model.tag(doc.text), doc.text):
            if seen.score >= WIDE and not any(first < seen.end and seen.start < last for first, last, _ in free):
                score = self._accepted(doc.text, seen)
                if score:
                    yield replace(seen, score=score)

    def _accepted(self, text: str, seen: Found) -> float:
        """The score to report; 0 for nothing."""
        value = text[seen.start : seen.end]
        if seen.category is Category.NAME:
            return self._accepted_name(text, seen)
        digits = sum(character.isdigit() for character in value)
        if seen.category is Category.ADDRESS:
            sure = (
                seen.score >= SURE_OF_STREET and STREET_LIKE.match(value) and not set(words_of(value)) <= FUNCTION_WORDS
            )
            return FAIR if sure else (WEAK if digits else 0.0)
        return WEAK if digits >= FEWEST_DIGITS else 0.0

    def _accepted_name(self, text: str, seen: Found) -> float:
        if is_freed(text, seen.start, seen.end):
            return 0.0
        kinds = [self._judge.kind(word) for word in words_of(text[seen.start : seen.end]) if word not in FUNCTION_WORDS]
        if all(kind is Kind.WORD for kind in kinds):
            return 0.0
        if Kind.NAME not in kinds and self._judge.is_spanish(text):
            return 0.0
        if Kind.NAME in kinds:
            return FAIR if seen.score >= SURE_OF_NAME else WEAK
        # Two words that no list knows: rare names look like that, and so do misspelled terms.
        return FAIR if seen.score >= SURE_OF_STRANGER and kinds.count(Kind.UNKNOWN) > 1 else WEAK


def _joined(tagged: Iterable[Tagged], text: str) -> Iterator[Found]:
    """Pieces of one category that stand together, grown to whole words."""
    open_run: list[Tagged] = []
    for piece in tagged:
        if piece.label not in CATEGORY_OF:
            continue
        if open_run and (
            CATEGORY_OF[open_run[-1].label] is not CATEGORY_OF[piece.label]
            or re.fullmatch(r"[ ,.'\-]{0,2}", text[open_run[-1].end : piece.start]) is None
        ):
            yield _whole(open_run, text)
            open_run = []
        open_run.append(piece)
    if open_run:
        yield _whole(open_run, text)


def _whole(run: list[Tagged], text: str) -> Found:
    start, end = run[0].start, run[-1].end
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    if lead := LEADING_WORDS.match(text, start, end):
        start = lead.end()
    score = sum(piece.score for piece in run) / len(run)
    return Found(start, end, score, "model", CATEGORY_OF[run[0].label])
