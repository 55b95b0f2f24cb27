"""A document: one entry in one language, taken apart once, so that an edit among thousands costs one entry's work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.faq.words import words_of
from bot.messages.effects import Language

SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+")
SHORTEST_SENTENCE = 3  # words: shorter ones mean nothing by themselves
GRAM = 3  # letters
ALPHABET = {character: number for number, character in enumerate(" 0123456789abcdefghijklmnopqrstuvwxyz")}
GRAMS = len(ALPHABET) ** GRAM  # folded words have no other characters, so every trigram has its number

type Floats = npt.NDArray[np.float32]
type SmallFloats = npt.NDArray[np.float16]
type Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Texts:
    """What an entry says in one language. `asked`: question and phrasings; `said`: the answer's sentences."""

    asked: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.asked, *self.said)


@dataclass(frozen=True, slots=True)
class Parts:
    """The texts as search compares them. `asked_vectors` and `said_vectors`: a row a text; half precision is plenty."""

    asked_vectors: SmallFloats
    said_vectors: SmallFloats
    asked_grams: tuple[Numbers, ...]  # of each asked form, no trigram twice
    all_grams: Numbers  # of all texts together
    all_counts: Numbers  # in how many texts each of these stands
    asked_words: frozenset[str]
    all_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Document:
    entry: int  # position of its entry in the catalogue
    language: Language
    parts: Parts


def sentences(answer: str) -> tuple[str, ...]:
    """What an answer says, piece by piece: each may be what is asked for."""
    found = tuple(part for part in SENTENCE_END.split(answer) if len(part.split()) >= SHORTEST_SENTENCE)
    return found or (answer,)


def grams_of(text: str) -> Numbers:
    """Numbers of the trigrams within words, a space at each end of a word; none twice."""
    found = set()
    for word in words_of(text):
        marks = [0, *(ALPHABET[character] for character in word), 0]
        for first, second, third in zip(marks, marks[1:], marks[2:], strict=False):
            found.add((first * len(ALPHABET) + second) * len(ALPHABET) + third)
    return np.array(sorted(found), dtype=np.int64)


def take_apart(texts: Texts, vectors: Floats) -> Parts:
    """`vectors`: a row for each of `texts.all`."""
    asked_grams = tuple(grams_of(text) for text in texts.asked)
    all_grams, all_counts = np.unique(
        np.concatenate([*asked_grams, *(grams_of(text) for text in texts.said)]), return_counts=True
    )
    asked_words = _words(texts.asked)
    small = vectors.astype(np.float16)
    return Parts(
        asked_vectors=small[: len(texts.asked)],
        said_vectors=small[len(texts.asked) :],
        asked_grams=asked_grams,
        all_grams=all_grams,
        all_counts=all_counts.astype(np.int64),
        asked_words=asked_words,
        all_words=asked_words | _words(texts.said),
    )


def _words(texts: Sequence[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in words_of(text))
