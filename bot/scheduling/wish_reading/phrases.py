"""How the tables of phrases are written: pairs of a pattern and the words that stand for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

type Phrases = Sequence[tuple[str, str]]
"""Applied one after the other, so a longer phrase stands before the shorter ones it contains."""


def either(*phrases: str) -> str:
    """Any of the phrases, as whole words. A phrase may be a regular expression."""
    return rf"\b(?:{'|'.join(phrases)})\b"


class Rephrasing:
    def __init__(self, *tables: Phrases) -> None:
        self._pairs = [(re.compile(pattern), words) for table in tables for pattern, words in table]

    def __call__(self, text: str) -> str:
        for pattern, words in self._pairs:
            text = pattern.sub(words, text)
            if "  " in text or text[:1] == " " or text[-1:] == " ":
                text = " ".join(text.split())
        return text
