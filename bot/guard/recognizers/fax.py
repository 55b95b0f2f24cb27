"""Fax numbers: a telephone shape after the word, or later in a sentence that speaks of faxing and of no call."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import CERTAIN, Found, Recognizer
from bot.messages.guarded import Category

AFTER_CUE = re.compile(
    r"(?<![A-Za-z])(?:fax|facsimile|telefax|e-?fax)(?:ed)?(?![A-Za-z])"
    r"(?:[\s:#=,.\-]|\b(?:number|num|no|numero|is|es|it|them|this|that|to|at|a|al|me|my|mi|the|records?"
    r"|results?|forms?|over|machine|line|"
    r"please|pls|home|work|office|here|s|it's|its"
    r"|on)\b){0,40}?(?<![\dA-Za-z])(?P<value>(?:\+?\d{1,3}[ .\-])?\(?\d[\d ().\-/]{5,15}\d)(?!\d)",
    re.I,
)

SPOKEN_OF = re.compile(
    r"(?<![A-Za-z])(?:fax(?:e[ds]?|ing|ear(?:lo|la)?)?|f(?=[:.]? ?\())(?![A-Za-z])"
    r"(?:(?!\b(?:call|phone|cell|mobile|text|tel|ring|reach|llam\w+|celular|telefono)\b)[^.!?\n\d]){0,80}?"
    r"(?:[.?] ?(?:es el|it's|its|the number is) )?"
    r"(?P<value>(?:\+?1[ .\-])?\(?\d{3}\)?[ .\-]{0,2}\d{3}[ .\-]?\d{4})(?!\d)",
    re.I,
)


class FaxRecognizer(Recognizer):
    name = "fax"
    category = Category.FAX

    def find(self, doc: Doc) -> Iterable[Found]:
        for pattern, cue in ((AFTER_CUE, "label"), (SPOKEN_OF, "spoken of")):
            for found in pattern.finditer(doc.text):
                yield Found(found.start("value"), found.end("value"), CERTAIN, cue)
