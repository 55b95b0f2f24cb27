"""Marks in `doc.spans["free"]` what is nobody's name or home: places, brands, eponyms, medicines, the clinic itself."""

from __future__ import annotations

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, SpanGroup
from spacy.util import filter_spans
from spacy.vocab import Vocab

from bot.guard.assets import Assets
from bot.guard.recognizers.base import FREE
from bot.guard.tokens import ChatTokenizer

CLINIC = "clinic"


class KnownThings:
    name = "known_things"

    def __init__(self, assets: Assets, vocab: Vocab) -> None:
        tokenize = ChatTokenizer(vocab)
        lexicon = assets.lexicon
        self._matcher = PhraseMatcher(vocab, attr="LOWER")
        for label, phrases in (
            ("place", lexicon.places),
            ("brand", lexicon.brands),
            ("eponym", lexicon.eponyms),
            ("drug", lexicon.drugs),
            (CLINIC, assets.clinic.own_lines),
        ):
            self._matcher.add(label, [tokenize(phrase) for phrase in phrases])

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[FREE] = SpanGroup(doc, name=FREE, spans=filter_spans(self._matcher(doc, as_spans=True)))
        return doc


def free_ranges(doc: Doc) -> list[tuple[int, int, str]]:
    """(start, end, what) in code points of the normalised text."""
    return [(span.start_char, span.end_char, span.label_) for span in doc.spans[FREE]]
