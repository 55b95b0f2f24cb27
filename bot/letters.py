"""Folds what people type, so that capitals, accents and apostrophes make no other word of it.

The guard and the safety watch fold by rules of their own: the one keeps offsets, the other undoes disguises.
"""

from __future__ import annotations

import re
import unicodedata

APOSTROPHE = re.compile(r"['\u2019]")
NO_WORD = re.compile(r"[^\w]+")


def without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def fold(text: str) -> str:
    """Lower case, without accents."""
    return without_accents(text.casefold())


def fold_words(text: str) -> str:
    """Folded words without punctuation, one space between them: "Don't — ¡ya!" gives "dont ya"."""
    return NO_WORD.sub(" ", fold_apostrophes(text)).strip()


def fold_apostrophes(text: str) -> str:
    """Folded, and "don't" is "dont"."""
    return fold(APOSTROPHE.sub("", text))
