"""Wide tier only: people and places that spaCy's en_core_web_md sees. Over-masking costs little there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from bot.guard.assets import Assets
from bot.guard.recognizers.base import WEAK, Found, Recognizer, explained
from bot.guard.recognizers.known_things import free_ranges
from bot.guard.recognizers.name_known import is_freed
from bot.guard.words import FUNCTION_WORDS, WORD, Kind, WordJudge
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
        spanish = self._judge.is_spanish(text)
        with self._model.memory_zone():
            seen = [(entity.start_char, entity.end_char, entity.label_) for entity in self._model(text).ents]
        for start, end, label in seen:
            category = CATEGORY_OF.get(label)
            if category is None or any(first < end and start < last for first, last, _ in free):
                continue
            yield from self._names_within(text, start, end, category, spanish=spanish)

    def _names_within(self, text: str, start: int, end: int, category: Category, *, spanish: bool) -> Iterable[Found]:
        """The words of an entity that can be a name; the model likes to take the words around one too."""
        if is_freed(text, start, end):
            return
        for word in WORD.finditer(text, start, end):
            kind = self._judge.kind(word.group())
            capital = word.group()[0].isupper() and word.start() > 0
            if word.group().lower() in FUNCTION_WORDS or kind is Kind.WORD:
                continue
            if kind is Kind.NAME or capital or (kind is Kind.UNKNOWN and not spanish):
                yield Found(word.start(), word.end(), WEAK, "model", category)
