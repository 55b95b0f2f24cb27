"""Where a text speaks of health at all, and how much each word of it gives away. Says nothing of whose health it is."""

from __future__ import annotations

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from bot.guard.lexicon.load import Lexicon
from bot.guard.policy import Sensitivity
from bot.guard.tokens import ChatTokenizer

BODY = "body"
DRUG = "drug"
SENSITIVITY_OF = {DRUG: Sensitivity.SENSITIVE, BODY: Sensitivity.EVERYDAY}
MILDEST_FIRST = (Sensitivity.EVERYDAY, Sensitivity.SENSITIVE, Sensitivity.PROTECTED)


class HealthWords:
    def __init__(self, lexicon: Lexicon, vocab: Vocab) -> None:
        tokenize = ChatTokenizer(vocab)
        self._matcher = PhraseMatcher(vocab, attr="LOWER")
        for label, phrases in {**lexicon.health, DRUG: lexicon.drugs, BODY: lexicon.body}.items():
            self._matcher.add(label, [tokenize(phrase) for phrase in phrases])

    def hits(self, doc: Doc) -> list[Span]:
        """Left to right, without overlaps, the longest first; labelled with a sensitivity, `DRUG` or `BODY`."""
        return filter_spans(self._matcher(doc, as_spans=True))

    def sensitivity(self, doc: Doc, start: int, end: int) -> Sensitivity:
        """Of a health detail: the highest of its words. What no list knows is an everyday matter."""
        known = [sensitivity_of(hit) for hit in self.hits(doc) if hit.start_char < end and start < hit.end_char]
        return max(known, key=MILDEST_FIRST.index, default=Sensitivity.EVERYDAY)


def sensitivity_of(hit: Span) -> Sensitivity:
    return SENSITIVITY_OF.get(hit.label_) or Sensitivity(hit.label_)
