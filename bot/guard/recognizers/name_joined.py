"""Names joined to a name: "my kids Chidi (4) and Guinevere (7)". The first one speaks for the others."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.assets import Assets
from bot.guard.recognizers.base import FAIR, REFUSE_FLOOR, Found, Recognizer, earlier_findings
from bot.guard.words import FUNCTION_WORDS, Kind, WordJudge
from bot.messages.guarded import Category

JOINED = re.compile(r" ?(?:\(\w{1,9}\))?,? ?(?:and|&|y|e|,|\+|plus) (?P<value>[A-Z][a-z'\-]+(?: [A-Z][a-z'\-]+)?)\b")
MOST = 4  # names in a row


class NameJoinedRecognizer(Recognizer):
    name = "name_joined"
    category = Category.NAME

    def __init__(self, assets: Assets) -> None:
        super().__init__(assets)
        self._judge = WordJudge(assets.lexicon)

    def find(self, doc: Doc) -> Iterable[Found]:
        names = [one for one in earlier_findings(doc) if one.category is Category.NAME and one.score >= REFUSE_FLOOR]
        for name in names:
            end = name.end
            for _ in range(MOST):
                found = JOINED.match(doc.text, end)
                if found is None or not self._can_be_name(found.group("value")):
                    break
                yield Found(found.start("value"), found.end("value"), FAIR, "joined")
                end = found.end()

    def _can_be_name(self, words: str) -> bool:
        if not FUNCTION_WORDS.isdisjoint(words.lower().split()):
            return False
        kinds = {self._judge.kind(word) for word in words.split()}
        return Kind.WORD not in kinds and not kinds.isdisjoint({Kind.NAME, Kind.UNKNOWN})
