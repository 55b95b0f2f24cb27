"""Where somebody lives, said with a verb: "i live at 482 quail hollow", "vivo en Springfield", "we moved to Oak Park".

Here a city is enough, and a street needs no suffix.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.address import STATE, STATE_NAME, TAIL
from bot.guard.recognizers.base import LIKELY, STRONG, Found, Recognizer
from bot.guard.shapes.wording import word_set
from bot.guard.words import words_of
from bot.messages.guarded import Category

LIVING = (
    r"(?:(?:i|we|he|she|they|mom|dad|who)(?:'m|'re|'s|m|re)? (?:currently |now |just |still |also "
    r"|used to |all )?(?:live|lives|lived|living|reside|resides|stay|stays|staying|moved|moving|relocated"
    r"|grew up|commute|commuting)"
    r"|(?:live|living|residing|resident of|lives|i'm from|im from|i am from|we're from|come from"
    r"|coming from|driving from|from my (?:house|home|place) (?:in|on|at)|my (?:house|home|place"
    r"|apartment|apt) is|vivo|vivimos|vive|viven|resido|soy de|somos de|me mude))"
)
ADDRESS_IS = (
    r"(?:(?:home|mailing|street|shipping|billing|current|new|my|mi|our|his|her|the|full|physical) (?:address"
    r"|addr|direccion|domicilio)|address|addr|direccion|domicilio)"
)
LEAD = (
    r"(?:[\s:=,\-]|\b(?:is|es|in|at|on|to|over|off|of|near|out|by|here|there|down|up|en|a|por|cerca|de|the|la"
    r"|el|with|my|around|close|right|city|town|just|it's|its|s)\b){1,30}"
)
NUMBERED = re.compile(
    rf"\b(?:{LIVING}|{ADDRESS_IS}){LEAD}(?P<value>\d{{1,6}}[A-Za-z]?\s(?:[A-Za-z0-9][A-Za-z0-9.'\-]*\s?){{1,5}}{TAIL})",
    re.I,
)
PLACED = re.compile(
    rf"\b{LIVING}{LEAD}(?P<value>[A-Za-z][A-Za-z.'\-]*(?:\s[A-Za-z][A-Za-z.'\-]*){{0,3}})(?P<state>,?\s(?:("
    rf"?-i:{STATE})|{STATE_NAME})\b)?",
    re.I,
)
ON_STREET = re.compile(
    r"^(?:[A-Za-z0-9'.]+\s){1,3}(?:street|st|avenue|ave|road|rd|lane|ln|drive|blvd|court|way|place)\b", re.I
)
CLAUSE_END = re.compile(
    r"\b(?:and|but|so|with|since|because|can|could|do|does|is|are|what|when|where|how|please|pls|if|for"
    r"|now|i|my|we|y|pero|con|need|want|that|which|near|by|area|alone|far|close|me|who|have|has|it|you"
    r"|the|to|too|also)\b.*",
    re.I | re.S,
)
SAYS_NOTHING = word_set("""
        alone far near close nearby area town city country state home house apartment here there another
        different same us usa united states mexico canada new out pain fear anxiety local outside
        downtown countryside rural suburbs uptown with without my your his her a an the this that two
        one abroad overseas healthy longer stress dorm dorms campus shelter peace hospital er clinic
        work school bed
        """)


class ResidenceRecognizer(Recognizer):
    name = "residence"
    category = Category.ADDRESS

    def find(self, doc: Doc) -> Iterable[Found]:
        text = doc.text
        for found in NUMBERED.finditer(text):
            kept = _clause(found.group("value"))
            words = words_of(kept)
            if words and words[0] not in {
                "miles",
                "mile",
                "minutes",
                "min",
                "hours",
                "blocks",
                "hour",
                "mins",
                "years",
                "weeks",
                "months",
                "days",
            }:
                yield Found(found.start("value"), found.start("value") + len(kept), STRONG, "address")
        for found in PLACED.finditer(text):
            value = found.group("value")
            kept = _clause(value)
            if not kept or not SAYS_NOTHING.isdisjoint(words_of(kept)[:2]):
                continue
            if ON_STREET.match(kept + " ") or self._is_place(kept) or found.group("state"):
                whole = found.group("state") and kept == value
                end = found.end() if whole else found.start("value") + len(kept)
                yield Found(found.start("value"), end, LIKELY, "lives in")

    def _is_place(self, text: str) -> bool:
        """A known place, or a capitalised or unknown word that can only be one. A whole state says too little."""
        plain = " ".join(words_of(text))
        if re.fullmatch(STATE_NAME, plain):
            return False
        lexicon = self.assets.lexicon
        return plain in lexicon.places or text[:1].isupper() or words_of(text)[0] not in lexicon.common_words


def _clause(text: str) -> str:
    return CLAUSE_END.sub("", text).rstrip(" .,'-")
