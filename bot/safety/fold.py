"""From raw text to plain words: what a hurried, hurt or hiding hand typed, folded to one form.

Folds case, accents, full-width and look-alike letters, zero-width characters, and words spelled out letter by letter
("k i l l"). A word is letters, digits and the signs that stand in for letters. Sentences are kept apart, commas not.
Apostrophes go: "can't" and "cant" are one word. Repeated and wrong letters are the speller's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

LONGEST = 12_000  # characters read; of a longer text, the first and the last half of this
ACRONYM = 4  # single letters in a row that are one word spelled out

# Letters of other scripts that look like Latin ones (Unicode TS 39, confusables), after case folding.
LOOK_ALIKES = str.maketrans("авеѕіјкмнорсԁтухһԛԝαβεηικνορτυχωı", "abesijkmhopcdtyxhqwabenikvoptuxwi")
APOSTROPHES = str.maketrans("", "", "'`\N{ACUTE ACCENT}‘’ʼ＇")
WORD = re.compile(r"\d+(?:[.,]\d+)?|[\w$@](?:[\w$@!*|]*\w)?|[.!?;:\n…]+")
ENDS = frozenset(".!?;")
OVERDOSED = re.compile(r"\bo[.]?d['’]d\b")  # without its apostrophe it would be "odd"
DOTTED = re.compile(r"(?<=\b[a-z])[.*_~-]+(?=[a-z]\b)")  # "k.i.l.l"
PAUSE = re.compile(r"\.{2,}|…+")  # people in pain write "my chest... it hurts"


def fold(text: str) -> list[list[str]]:
    """Sentences of words."""
    sentences = []
    words: list[str] = []
    for piece in WORD.findall(_letters(_shortened(text))):
        if piece[0].isalnum() or piece[0] in "_$@":
            words.extend(piece.replace("_", " ").split())
        elif ENDS & set(piece) and words and not PAUSE.fullmatch(piece):
            sentences.append(list(_joined(words)))
            words = []
    if words:
        sentences.append(list(_joined(words)))
    return sentences


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}\n{text[-LONGEST // 2 :]}"


def _letters(text: str) -> str:
    # Compatibility forms first: they hold capitals of their own (mathematical bold, full width).
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = (c for c in folded if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return DOTTED.sub(" ", OVERDOSED.sub("overdosed", "".join(kept)).translate(LOOK_ALIKES).translate(APOSTROPHES))


def _joined(words: list[str]) -> Iterator[str]:
    """Words spelled out letter by letter become one word."""
    for alone, group in groupby(words, key=lambda word: len(word) == 1 and not word.isdigit()):
        run = list(group)
        if alone and len(run) >= ACRONYM:
            yield "".join(run)
        else:
            yield from run
