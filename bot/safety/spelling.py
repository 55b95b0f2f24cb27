"""From a misspelled word to the key word that was meant: "siezure", "sucide", "k1ll", "su*cide", "cantbreathe".

Only towards the key words of the rules, and never from a real word: `ordinary_words.txt` holds those that lie near a
key word ("chess", "bread"). The first letter must be right; one slip is forgiven in a short word, two in a long one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORT = 4  # letters from which one slip is forgiven
LONG = 8  # letters from which two slips are forgiven
GLUED = 6  # letters from which words may have been run together
LONGEST = 40  # letters of a word that is looked at closely
SIGNS = str.maketrans("01345$@!|", "oieassaii")  # letters written as digits or signs
STRETCHED = re.compile(r"(.)\1{2,}")
DOUBLED = re.compile(r"(.)\1+")
VOWELS = re.compile(r"[aeiou]")
NUMBER = re.compile(r"[\d.,]+")
# Short words that may stand between key words in a run-together one; no others of fewer than three letters.
FILLERS = frozenset(
    {"i", "a", "my", "me", "to", "he", "is", "it", "no", "do", "am", "se", "mi", "te", "up", "in", "of"}
)


class Speller:
    """`beginnings` are those of key words that may end in any way."""

    def __init__(self, key_words: Iterable[str], ordinary_words: Iterable[str], beginnings: Iterable[str] = ()) -> None:
        self._key_words = frozenset(key_words)
        self._beginnings = tuple(sorted(beginnings))
        self._long_beginnings = tuple(one for one in self._beginnings if len(one) >= SHORT)
        self._ordinary = frozenset(ordinary_words)
        self._near: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(self._key_words):
            if len(word) >= SHORT and word.isalpha():
                for length in range(len(word) - 2, len(word) + 3):
                    self._near[word[0], length].append(word)

    def read(self, words: Sequence[str]) -> list[str]:
        """The words as they were meant."""
        read: list[str] = []
        at = 0
        while at < len(words):
            word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
            if after and self._is_broken(word, after):
                read.append(word + after)
                at += 2
            else:
                read += self.correct(word)
                at += 1
        return read

    def _is_broken(self, word: str, after: str) -> bool:
        """ "sui cidal": one key word with a space in it."""
        whole = word + after
        if len(whole) < GLUED or (self._is_right(word) and self._is_right(after)):
            return False
        return whole in self._key_words or (whole.isalpha() and whole.startswith(self._long_beginnings))

    def correct(self, word: str) -> tuple[str, ...]:
        """The key word or words meant; the word itself when none is."""
        if self._is_right(word):
            return (word,)
        if len(word) > LONGEST:
            return (word[:LONGEST],)
        return self._disguised(word) or self._stretched(word) or self._split(word) or self._misspelled(word) or (word,)

    def _is_right(self, word: str) -> bool:
        return (
            word in self._key_words
            or word in self._ordinary
            or NUMBER.fullmatch(word) is not None
            or len(word) < SHORT - 1
            or word.startswith(self._beginnings)
        )

    def _disguised(self, word: str) -> tuple[str, ...]:
        if word.isalpha():
            return ()
        if "*" in word:
            return self._starred(word)
        plain = word.translate(SIGNS)
        if plain in self._key_words:
            return (plain,)
        # "help!me", "@clinic": signs between words rather than in them
        parts = re.findall(r"[^\W_]+", word)
        return tuple(parts) if parts != [word] else ()

    def _starred(self, word: str) -> tuple[str, ...]:
        pattern = re.compile(re.sub(r"\*+", "[a-z]{1,3}", re.sub(r"[^\w*]", "", word)))
        found = [key for key in self._key_words if key[0] == word[0] and pattern.fullmatch(key)]
        return (min(found, key=len),) if found else tuple(word.replace("*", " ").split())

    def _stretched(self, word: str) -> tuple[str, ...]:
        """ "pleeease", "diiie": once or twice the letter, whichever is a key word."""
        if not STRETCHED.search(word):
            return ()
        for plain in (STRETCHED.sub(r"\1", word), STRETCHED.sub(r"\1\1", word), DOUBLED.sub(r"\1", word)):
            if plain in self._key_words or plain in self._ordinary:
                return (plain,)
        return self._misspelled(DOUBLED.sub(r"\1", word))

    def _split(self, word: str) -> tuple[str, ...]:
        """Words run together: every part must be a key word."""
        if len(word) < GLUED or not word.isalpha():
            return ()
        splits: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 14), end):
                before, part = splits[start], word[start:end]
                if before is None or not (part in FILLERS or (end - start > 2 and part in self._key_words)):  # noqa: PLR2004
                    continue
                best = splits[end]
                if best is None or len(before) + 1 < len(best):
                    splits[end] = (*before, part)
        found = splits[-1] or ()
        return found if any(len(part) > 2 for part in found) else ()  # noqa: PLR2004

    def _misspelled(self, word: str) -> tuple[str, ...]:
        if len(word) < SHORT:
            return ()
        slips = 2 if len(word) >= LONG else 1
        near = self._near.get((word[0], len(word)), ())
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=None)
        if not found:
            return ()
        # Of equally near words, the one with the same consonants: "chst" is "chest", not "cast".
        best = min(found, key=lambda one: (one[1], _consonants(one[0]) != _consonants(word), one[0][-1] != word[-1]))
        return (best[0],)


def _consonants(word: str) -> str:
    return DOUBLED.sub(r"\1", VOWELS.sub("", word))
