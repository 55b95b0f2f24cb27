"""A patient's text, made so that Rasa cannot take it for a command.

Rasa obeys a text that begins with "/" after trimming: `/inform{"slot": "value"}` forces that intent. So after Unicode
normalisation (NFKC turns the full-width solidus into "/") everything at the start that is a solidus, looks like one, or
cannot be seen, is taken off, as often as it stands there. The rest stays as it is.
"""

from __future__ import annotations

import unicodedata

LONGEST = 2_000  # characters; the encoder reads about a thousand

# "/" and what Unicode lists as confusable with it: https://www.unicode.org/Public/security/latest/confusables.txt
SOLIDI = frozenset(
    "/"
    "\u1735"  # Philippine single punctuation
    "\u2041"  # caret insertion point
    "\u2044"  # fraction slash
    "\u2215"  # division slash
    "\u2571"  # box drawings light diagonal
    "\u27cb"  # mathematical rising diagonal
    "\u29f8"  # big solidus
    "\u2cc6"  # Coptic old esh
    "\u3033"  # vertical kana repeat mark upper half
    "\u31d3"  # CJK stroke
    "\u4e3f"  # CJK radical slash
    "\U0001d23a"  # Greek instrumental notation symbol 47
)
BLANK = frozenset("\N{BRAILLE PATTERN BLANK}\N{HANGUL FILLER}\N{HANGUL JUNGSEONG FILLER}\N{HANGUL CHOSEONG FILLER}")


def as_plain_text(text: str) -> str:
    """The text to send to Rasa; "" when nothing is left of it."""
    normalised = unicodedata.normalize("NFKC", text)
    start = next((place for place, character in enumerate(normalised) if not _comes_off(character)), len(normalised))
    return normalised[start:].rstrip()[:LONGEST]


def _comes_off(character: str) -> bool:
    if character in SOLIDI or character in BLANK or character.isspace():
        return True
    return unicodedata.category(character)[0] in "CMZ"  # control and format, combining marks, separators
