"""E-mail addresses, as typed and as spelled: "john dot doe at gmail dot com", "jane (at) mail punto com"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc

from bot.guard.recognizers.base import CERTAIN, LIKELY, STRONG, Found, Recognizer
from bot.messages.guarded import Category

WRITTEN = re.compile(
    r"[A-Za-z0-9._%+'\-]{1,64}\s?@\s?[A-Za-z0-9](?:[A-Za-z0-9\-]{0,62}\s?\.\s?(?=[A-Za-z]))+[A-Za-z]{2,24}\b"
)
NO_ENDING = re.compile(
    r"(?<![\w.])[A-Za-z0-9._%+\-]{1,64}\s?@\s?(?:gmail|yahoo|hotmail|outlook|aol|icloud|live|msn|comcast|proton\w*)\b",
    re.I,
)

PROVIDERS = (
    r"(?:gmail|g mail|yahoo|hotmail|outlook|aol|icloud|live|msn|comcast|protonmail|proton|ymail|verizon"
    r"|sbcglobal|att|me|mac|gmx|zoho)"
)
DOT = r"(?:\s*[\[({<]?\s*(?:\bdot\b|\bpunto\b|\bperiod\b|\.)\s*[\])}>]?\s*)"
JOIN = rf"(?:{DOT}|\s*\b(?:underscore|dash|hyphen|guion bajo|guion|under score)\b\s*|\s*[_\-]\s*)"
AT = r"(?:\s*[\[({<]\s*(?:at|arroba|@)\s*[\])}>]\s*|\s+(?:at|arroba|@)\s+|\s*@\s*)"
PIECE = r"[A-Za-z0-9]{1,30}"
SPELLED = re.compile(
    rf"\b{PIECE}(?:{JOIN}{PIECE}){{0,4}}(?:\s\d{{1,6}})?{AT}(?:{PROVIDERS}(?:{DOT}(?:com|net|org|edu|co|us|mx|es))?"
    rf"|{PIECE}(?:{DOT}{PIECE}){{0,2}}{DOT}(?:com|net|org|edu|gov|co|us|io|me|info|mx|es))\b",
    re.I,
)
NOT_SPELLED = re.compile(r"\b(?:at|arroba) (?:me|live|att|mac|proton|outlook)$", re.I)
"""Ends of an ordinary sentence, unless "dot com" follows."""


class EmailRecognizer(Recognizer):
    name = "email"
    category = Category.EMAIL

    def find(self, doc: Doc) -> Iterable[Found]:
        for found in WRITTEN.finditer(doc.text):
            yield Found(found.start(), found.end(), CERTAIN, "written")
        for found in NO_ENDING.finditer(doc.text):
            yield Found(found.start(), found.end(), STRONG, "no ending")
        for found in SPELLED.finditer(doc.text):
            if not NOT_SPELLED.search(found.group()):
                yield Found(found.start(), found.end(), LIKELY, "spelled")
