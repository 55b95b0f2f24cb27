"""From a misspelled word to the key words that may be meant: "siezure", "sucide", "k1ll", "su*cide", "cantbreathe".

Only towards the key words of the rules, and never from a real word: `ordinary_words.txt` holds those that lie near a
key word ("chess", "bread"). The first letter must be right; one slip is forgiven in a short word, two in a long one.
Of equally near key words all are kept: "blod" may be "blood" or "bled". `ordinary_words.txt` holds every word among
the 40,000 most frequent of English and the 25,000 of Spanish that this speller would otherwise change.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORT = 4  # letters from which one slip is forgiven
LONG = 8  # letters from which two slips are forgiven
GLUED = 6  # letters from which words may have been run together
MOSTLY = 0.6  # of such a word's letters, those of key words
LONGEST = 40  # letters of a word that is looked at closely
SIGNS = str.maketrans("01345$@!|", "oieassaii")  # letters written as digits or signs
STRETCHED = re.compile(r"(.)\1{2,}")
DOUBLED = re.compile(r"(.)\1+")
VOWELS = re.compile(r"[aeiou]")
NUMBER = re.compile(r"[\d.,]+")
SURE = 6  # letters of a beginning after which anything may follow
ENDINGS = (
    "",
    "s",
    "es",
    "d",
    "ed",
    "ing",
    "ting",
    "bing",
    "ping",
    "ped",
    "ted",
    "bed",
    "ning",
    "ned",
    "er",
    "y",
    "ly",
    "a",
    "o",
    "as",
    "os",
)  # of "stab*"
# Short words that may stand between key words in a run-together one; no others of fewer than three letters.
FILLERS = frozenset(
    ["i", "a", "my", "me", "to", "he", "is", "it", "no", "do", "am", "se", "mi", "te", "up", "in", "of"]
)

type Word = tuple[str, ...]  # what may be meant: one word, or several equally near ones


class Speller:
    """`beginnings` are those of key words that may end in any way."""

    def __init__(self, key_words: Iterable[str], ordinary_words: Iterable[str], beginnings: Iterable[str] = ()) -> None:
        self._key_words = frozenset(key_words)
        self._beginnings = tuple(sorted(beginnings))
        self._ordinary = frozenset(ordinary_words)
        self._near: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self.targets():
            for length in range(len(word) - 2, len(word) + 3):
                self._near[word[0], length].append(word)

    def targets(self) -> list[str]:
        """What a misspelled word may have been."""
        ended = {beginning + ending for beginning in self._beginnings for ending in ENDINGS}
        return sorted(word for word in self._key_words | ended if len(word) >= SHORT and word.isalpha())

    def read(self, words: Sequence[str]) -> Iterator[Word]:
        """The words as they were meant."""
        at = 0
        while at < len(words):
            word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
            if after and self._is_broken(word, after):
                yield (word + after,)
                at += 2
            else:
                yield from self.correct(word)
                at += 1

    def correct(self, word: str) -> list[Word]:
        """Usually one word: itself when it is right or like nothing known. Several when they were run together."""
        if self.is_right(word):
            return [(word,)]
        if len(word) > LONGEST:
            return [(word[:LONGEST],)]
        if parts := self._disguised(word) or self._stretched(word):
            return [(part,) for part in parts]
        if near := self._misspelled(word):
            return [near]
        return [(part,) for part in self._split(word)] or [(word,)]

    def is_right(self, word: str) -> bool:
        return (
            word in self._key_words
            or word in self._ordinary
            or NUMBER.fullmatch(word) is not None
            or len(word) < SHORT - 1
            or self._has_known_beginning(word)
        )

    def _has_known_beginning(self, word: str) -> bool:
        """A short beginning needs a usual ending: "beating" is of "beat*", "beathe" is not."""
        return (
            any(
                len(beginning) >= SURE or word[len(beginning) :] in ENDINGS
                for beginning in self._beginnings
                if word.startswith(beginning)
            )
            if word.startswith(self._beginnings)
            else False
        )

    def _is_broken(self, word: str, after: str) -> bool:
        """ "sui cidal": one key word with a space in it."""
        whole = word + after
        if len(whole) < GLUED or (self.is_right(word) and self.is_right(after)):
            return False
        return whole in self._key_words or any(
            whole.startswith(beginning) and len(beginning) > len(word) and whole[len(beginning) :] in ENDINGS
            for beginning in self._beginnings
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
            if self.is_right(plain):
                return (plain,)
        return self._misspelled(DOUBLED.sub(r"\1", word))[:1]

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
        key_letters = sum(len(part) for part in found if part not in FILLERS)
        return found if key_letters >= MOSTLY * len(word) else ()

    def _misspelled(self, word: str) -> Word:
        near = self._near.get((word[0], len(word)), ())
        slips = 2 if len(word) >= LONG else 1
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=None)
        # The same consonants first: "chst" is "chest", not "cast". A very short word must have them.
        alike = [one for one in found if _consonants(one[0]) == _consonants(word)]
        if not alike and len(word) >= SHORT:
            alike = found
        nearest = min((one[1] for one in alike), default=0)
        return tuple(one[0] for one in alike if one[1] == nearest)


def _consonants(word: str) -> str:
    return DOUBLED.sub(r"\1", VOWELS.sub("", word))
