"""Words as search compares them: folded, weighed by how much they tell, and matched through typing errors.

How much a word tells comes from how common it is in the language at large: the sentence encoder's vocabulary lists
English words from common to rare. A word that it does not even hold ("psoriasis") tells most of all, so a question
about something no entry covers is not mistaken for its neighbour.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot import letters
from bot.faq.short_forms import SHORT_FORMS

PLACEHOLDER = re.compile(r"\[[A-Z_]+\]")  # what the guard leaves in place of an identifier
WORD = re.compile(r"[a-z0-9]+")
COMMON, RARE = 2_000, 30_000  # ranks in the encoder's vocabulary: the first real words, and its end
LEAST_WEIGHT = 0.15
SHORTEST_CORRECTED = 5  # letters: shorter words have too many neighbours
SUFFIX = 3  # letters by which a real word may differ from another form of it


def fold(text: str) -> str:
    """Lower case without accents, without the guard's placeholders."""
    return letters.fold(PLACEHOLDER.sub(" ", text))


def words_of(text: str) -> list[str]:
    """Folded words, short forms written out."""
    words = WORD.findall(letters.APOSTROPHE.sub("", fold(text)))
    return [full for word in words for full in SHORT_FORMS.get(word, word).split()]


def load_word_ranks(model_folder: Path) -> dict[str, int]:
    """Whole English words by rank, most common first, from the encoder's own vocabulary."""
    lines = (model_folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return {word: rank for rank, word in enumerate(lines) if word.isalpha() and len(word) > 1}


@cache
def _silent_words() -> frozenset[str]:
    """Words that tell nothing in either language."""
    # With them comes all of spaCy, which takes a second: not before the pages are served.
    from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH  # noqa: PLC0415
    from spacy.lang.es.stop_words import STOP_WORDS as SPANISH  # noqa: PLC0415

    return frozenset(part for word in ENGLISH | SPANISH for part in words_of(word))


class WordWeights:
    """How much a word tells, between 0 and 1."""

    def __init__(self, ranks: Mapping[str, int]) -> None:
        self._ranks = ranks

    def is_real(self, word: str) -> bool:
        """An English word that needs no correction."""
        return word in self._ranks

    def weight(self, word: str) -> float:
        if word in _silent_words() or len(word) == 1:
            return 0.0
        rank = max(self._ranks.get(word, RARE), COMMON)
        share = math.log(rank / COMMON) / math.log(RARE / COMMON)
        return max(min(share, 1.0), LEAST_WEIGHT)


class Vocabulary:
    """The words of the entries. `find` sees through typing errors and endings."""

    def __init__(self, words: Iterable[str], weights: WordWeights) -> None:
        self.words: Sequence[str] = sorted(set(words))
        self._ids = {word: number for number, word in enumerate(self.words)}
        self._weights = weights
        self._find = lru_cache(maxsize=20_000)(self._search)

    def __len__(self) -> int:
        return len(self.words)

    def ids(self, words: Iterable[str]) -> list[int]:
        """Of words that are in the vocabulary for sure."""
        return [self._ids[word] for word in words]

    def find(self, word: str) -> int | None:
        """The number of the word, or of the word it was probably meant to be."""
        return self._find(word)

    def correct(self, words: Sequence[str]) -> list[str]:
        """Misspelled words put right; real words stay as they are."""
        return [word if self._weights.is_real(word) else self._word(word) for word in words]

    def _word(self, word: str) -> str:
        number = self.find(word)
        return word if number is None else self.words[number]

    def _search(self, word: str) -> int | None:
        if word in self._ids:
            return self._ids[word]
        if self._weights.is_real(word):
            return self._other_form(word)
        if len(word) < SHORTEST_CORRECTED:
            return None
        most = 1 if len(word) <= SHORTEST_CORRECTED + 1 else 2
        best = process.extractOne(word, self.words, scorer=OSA.distance, score_cutoff=most)
        if best is None or best[0][0] != word[0]:
            return self._other_form(word)
        return self._ids[best[0]]

    def _other_form(self, word: str) -> int | None:
        """ "vaccines" for "vaccine": one is the beginning of the other."""
        for cut in range(1, SUFFIX + 1):
            if len(word) - cut >= SHORTEST_CORRECTED - 1 and word[:-cut] in self._ids:
                return self._ids[word[:-cut]]
        for ending in ("s", "es", "ed", "ing"):
            if len(word) >= SHORTEST_CORRECTED - 1 and word + ending in self._ids:
                return self._ids[word + ending]
        return None
