"""A form poured into one line: "jon alvarado 8 12 90 2135550199 hiv test pls". The pieces raise each other.

When identifiers of two kinds stand in a short message, what was too weak alone counts too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from bot.guard.allow import is_free
from bot.guard.assets import Assets
from bot.guard.recognizers.base import FAIR, REFUSE_FLOOR, WEAK, Found, Recognizer, earlier_findings
from bot.guard.shapes.dates import COMPACT, WITH_YEAR, parts
from bot.guard.words import WORD, Kind, WordJudge
from bot.messages.guarded import Category

LONGEST = 60  # words of a message that is still a form
FEWEST_KINDS = 2
MOST_NAME_WORDS = 4
NOT_HEALTH = frozenset({Category.HEALTH, Category.AGE_OVER_89, Category.PHOTO})


class FormDumpRecognizer(Recognizer):
    name = "form_dump"
    category = Category.OTHER_ID

    def __init__(self, assets: Assets) -> None:
        super().__init__(assets)
        self._judge = WordJudge(assets.lexicon)

    def find(self, doc: Doc) -> Iterable[Found]:
        if len(doc.text.split()) > LONGEST:
            return
        earlier = [found for found in earlier_findings(doc) if not self._is_free(doc.text, found)]
        sure = {found.category for found in earlier if found.score >= REFUSE_FLOOR} - NOT_HEALTH
        weak = [found for found in earlier if WEAK <= found.score < REFUSE_FLOOR and found.category not in NOT_HEALTH]
        kinds = sure | {found.category for found in weak}
        if not sure or len(kinds) < FEWEST_KINDS:
            return
        for found in weak:
            yield Found(found.start, found.end, FAIR, "form", found.category)
        yield from self._leading_name(doc.text, min(found.start for found in earlier if found.score >= REFUSE_FLOOR))
        for pattern in (*WITH_YEAR, COMPACT):
            for found_date in pattern.finditer(doc.text):
                if parts(found_date) is not None:
                    yield Found(found_date.start(), found_date.end(), FAIR, "form", Category.DATE)

    def _leading_name(self, text: str, first: int) -> Iterator[Found]:
        """Words before the first identifier that are in no list of ordinary words: a name nobody has heard of."""
        words = list(WORD.finditer(text, 0, first))
        kinds = [self._judge.kind(word.group()) for word in words]
        if 0 < len(words) <= MOST_NAME_WORDS and Kind.WORD not in kinds and {Kind.NAME, Kind.UNKNOWN} & set(kinds):
            yield Found(words[0].start(), words[-1].end(), FAIR, "form", Category.NAME)

    def _is_free(self, text: str, found: Found) -> bool:
        category = found.category or self.category
        return is_free(category, text[found.start : found.end], found.cue, self.assets.clinic)
