"""Wide tier only: people and places that spaCy's en_core_web_md sees. Over-masking costs little there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from bot.guard.assets import Assets
from bot.guard.recognizers.base import WEAK, Found, Recognizer, explained
from bot.guard.recognizers.known_things import free_ranges
from bot.guard.recognizers.name_known import is_freed
from bot.guard.words import Kind, WordJudge, words_of
from bot.messages.guarded import Category

if TYPE_CHECKING:
    from spacy.language import Language

CATEGORY_OF = {"PERSON": Category.NAME, "GPE": Category.ADDRESS, "LOC": Category.ADDRESS, "FAC": Category.ADDRESS}


class WideNamesRecognizer(Recognizer):
    name = "wide_names"
    category = Category.NAME

    def __init__(self, assets: Assets, model: Language) -> None:
        super().__init__(assets)
        self._model = model
        self._judge = WordJudge(assets.lexicon)

    def find(self, doc: Doc) -> Iterable[Found]:
        text = doc.text
        if not self._judge.leaves_doubt(text, explained(doc)):
            return
        free = free_ranges(doc)
        with self._model.memory_zone():
            seen = [(entity.start_char, entity.end_char, entity.label_) for entity in self._model(text).ents]
        for start, end, label in seen:
            category = CATEGORY_OF.get(label)
            if category is None or any(first < end and start < last for first, last, _ in free):
                continue
            kinds = {self._judge.kind(word) for word in words_of(text[start:end])}
            if kinds & {Kind.NAME, Kind.UNKNOWN} and not is_freed(text, start, end):
                yield Found(start, end, WEAK, "model", category)
