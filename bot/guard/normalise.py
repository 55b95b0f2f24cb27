"""Text as the recognizers read it, with the way back to the text as typed.

1. Per character: compatibility forms, other scripts' digits, keycaps, enclosed letters and look-alikes become plain
   ones; accents, zero-width and control characters go; dashes and quotes become one kind. Case is kept.
2. Per run: digits spelled as words, `o` and `l` among digits, letters and digits spaced out one by one.

Every normalised character knows the original code points it stands for, so that a finding masks what was typed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bot.guard.lookalikes import ENCLOSED_RANGES, LOOKALIKES
from bot.guard.runs import Rewrite, rewrites

DROPPED = frozenset({"Cf", "Mn", "Me", "Cs", "Co", "Cn"})
HANGUL = range(0xAC00, 0xD7A4)  # decomposing a syllable would make three characters of one


@dataclass(frozen=True, slots=True)
class Normalised:
    """`starts[i]` and `ends[i]` are the original code points (end exclusive) that `text[i]` stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original range of a non-empty normalised range."""
        return self.starts[start], self.ends[end - 1]


def normalise(original: str) -> Normalised:
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, character in enumerate(original):
        folded = fold(character)
        if not folded and ends:
            ends[-1] = index + 1  # a mark belongs to the character it sits on
        for piece in folded:
            characters.append(piece)
            starts.append(index)
            ends.append(index + 1)
    return _rewritten("".join(characters), starts, ends)


@lru_cache(maxsize=4096)
def fold(character: str) -> str:
    """One original character as plain ones; empty when it is invisible."""
    if character in LOOKALIKES:
        return LOOKALIKES[character]
    if character.isspace():
        return "\n" if character == "\n" else " "
    if (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    for first, last in ENCLOSED_RANGES:
        if first <= ord(character) <= last:
            return chr(ord("A") + ord(character) - first)
    if character.isascii() or ord(character) in HANGUL:
        return character if character.isprintable() else ""
    return "".join(_plain(piece) for piece in unicodedata.normalize("NFKD", character))


def _plain(piece: str) -> str:
    if unicodedata.category(piece) in DROPPED:
        return ""
    return " " if piece.isspace() else LOOKALIKES.get(piece, piece)


def _rewritten(text: str, starts: list[int], ends: list[int]) -> Normalised:
    """Applies the rewrites of `runs` and keeps the map; a rewritten range maps to the whole of what it replaced."""
    pieces: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    position = 0
    for rewrite in _in_order(rewrites(text)):
        pieces.append(text[position : rewrite.start])
        new_starts += starts[position : rewrite.start]
        new_ends += ends[position : rewrite.start]
        pieces.append(rewrite.text)
        new_starts += [starts[rewrite.start]] * len(rewrite.text)
        new_ends += [ends[rewrite.end - 1]] * len(rewrite.text)
        position = rewrite.end
    pieces.append(text[position:])
    return Normalised("".join(pieces), (*new_starts, *starts[position:]), (*new_ends, *ends[position:]))


def _in_order(found: list[Rewrite]) -> list[Rewrite]:
    """Left to right, without overlaps; the earlier and longer one wins."""
    kept: list[Rewrite] = []
    for rewrite in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or rewrite.start >= kept[-1].end:
            kept.append(rewrite)
    return kept
