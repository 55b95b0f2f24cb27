"""What rests on a word list or on a shape alone counts less where the reader sees nothing personal.

"romeo santos tickets", "my back is killing this chair", "how much is a 99213": the words are a name, a complaint, a
number, the message is not about anybody here. A cue that says whose it is ("my name is") is doubted least; a label in
front of a number ("mrn 00123") not at all, nor complaints in Spanish, of which the reader has seen less. Reads along
and finds nothing of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from bot.guard.assets import Assets
from bot.guard.reader import ReadWord
from bot.guard.recognizers.base import FAIR, REFUSE_FLOOR, WEAK
from bot.guard.recognizers.health import HealthRecognizer
from bot.guard.recognizers.learned import READ
from bot.guard.words import WordJudge

# How personal the reader must find some word of it, by recognizer. Chosen on tests/sets/guard/dev*.txt.
NEEDED = {
    "name_known": 0.3, "name_joined": 0.3, "facility": 0.3, "health": 0.45, "address": 0.3, "residual": 0.3,
    "url": 0.3, "ip_address": 0.3, "name_cued": 0.15, "residence": 0.02, "photo": 0.1, "date": 0.05,
}  # fmt: skip
NEEDED_BY_FAIR = 0.5  # of names and homes that rest on little
ON_LITTLE = frozenset({"name_known", "name_joined", "facility"})


class SecondLook:
    name = "second_look"

    def __init__(self, assets: Assets) -> None:
        self._judge = WordJudge(assets.lexicon)

    def __call__(self, doc: Doc) -> Doc:
        words: list[ReadWord] | None = doc.user_data.get(READ)
        if words is None:
            return doc
        for name, group in doc.spans.items():
            if name not in NEEDED or (name == HealthRecognizer.name and self._judge.is_spanish(doc.text)):
                continue
            scores = group.attrs["scores"]
            for index, (span, score) in enumerate(zip(group, scores, strict=True)):
                needed = NEEDED_BY_FAIR if name in ON_LITTLE and score <= FAIR else NEEDED[name]
                if score >= REFUSE_FLOOR and _most_personal(words, span.start_char, span.end_char) < needed:
                    scores[index] = WEAK
        return doc


def _most_personal(words: Sequence[ReadWord], start: int, end: int) -> float:
    return max((word.personal for word in words if word.start < end and start < word.end), default=1.0)
