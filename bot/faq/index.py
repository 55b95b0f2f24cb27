"""Every text of the FAQ as arrays, and how well each entry fits a question.

A *document* is one entry in one language. For a question each document gets the figures named in `FEATURES`: by
meaning, by spelling, and by how much of what the question's words tell is found in the asked forms, and in the
document as a whole. Up to `EXACT` documents all are measured; beyond that only those that a coarse look (mean vectors,
shared words) puts in front, so that time hardly grows with the FAQ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.faq.meaning import Meaning
from bot.faq.spelling import Spelling
from bot.faq.words import Vocabulary, WordWeights, words_of
from bot.messages.effects import Language

FEATURES = (
    "asked_meaning",
    "said_meaning",
    "mean_meaning",
    "discriminant",
    "asked_spelling",
    "whole_spelling",
    "asked_words",
    "all_words",
)
EXACT = 400  # documents
COARSE = 100  # documents that each coarse look puts in front
SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+")
SHORTEST_SENTENCE = 3  # words: shorter ones mean nothing by themselves

type Floats = npt.NDArray[np.float32]
type Numbers = npt.NDArray[np.int64]


class Encoder(Protocol):
    """Unit vectors, one row a text."""

    def encode(self, texts: Sequence[str]) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Document:
    """One entry in one language. `vectors`: a row for each asked form, then one for each sentence of the answer."""

    entry: int  # position of its entry in the catalogue
    language: Language
    asked: tuple[str, ...]
    said: tuple[str, ...]
    vectors: Floats


@dataclass(frozen=True, slots=True)
class Measured:
    """Features of the documents in front, one row each, in the order of `FEATURES`."""

    entries: Numbers
    spanish: npt.NDArray[np.bool_]
    features: Floats


def sentences(answer: str) -> tuple[str, ...]:
    """What an answer says, piece by piece: each may be what is asked for."""
    found = tuple(part for part in SENTENCE_END.split(answer) if len(part.split()) >= SHORTEST_SENTENCE)
    return found or (answer,)


class FaqIndex:
    """`documents`: at least one."""

    def __init__(self, documents: Sequence[Document], weights: WordWeights) -> None:
        self._weights = weights
        self._entries = np.array([document.entry for document in documents], dtype=np.int64)
        self._spanish = np.array([document.language is Language.SPANISH for document in documents], dtype=np.bool_)
        asked, said = [document.asked for document in documents], [document.said for document in documents]
        self._meaning = Meaning(
            [document.vectors[: len(document.asked)] for document in documents],
            [document.vectors[len(document.asked) :] for document in documents],
        )
        self._spelling = Spelling(asked, said)
        self._index_words(asked, said)

    def _index_words(self, asked: Sequence[Sequence[str]], said: Sequence[Sequence[str]]) -> None:
        in_asked = [{word for text in texts for word in words_of(text)} for texts in asked]
        in_said = [{word for text in texts for word in words_of(text)} for texts in said]
        in_all = [some | others for some, others in zip(in_asked, in_said, strict=True)]
        self.vocabulary = Vocabulary((word for words in in_all for word in words), self._weights)
        self._asked_words = _postings([self.vocabulary.ids(words) for words in in_asked], len(self.vocabulary))
        self._all_words = _postings([self.vocabulary.ids(words) for words in in_all], len(self.vocabulary))

    def spelled_right(self, question: str) -> str:
        """The question with its misspelled words put right, to be encoded."""
        return " ".join(self.vocabulary.correct(words_of(question)))

    def measure(self, question: str, vector: Floats) -> Measured:
        """`vector`: of the question, unit length."""
        words = words_of(question)
        asked_words, all_words = self._coverage(self._asked_words, words), self._coverage(self._all_words, words)
        front = self._front(vector, all_words)
        features = np.stack(
            [
                self._meaning.nearest_asked(vector, front),
                self._meaning.nearest_said(vector, front),
                self._meaning.mean(vector, front),
                self._meaning.discriminant(vector, front),
                self._spelling.nearest_asked(question, front),
                self._spelling.whole(question, front),
                asked_words[front],
                all_words[front],
            ],
            axis=1,
        )
        return Measured(self._entries[front], self._spanish[front], features.astype(np.float32))

    def _front(self, vector: Floats, all_words: Floats) -> Numbers:
        count = len(self._entries)
        if count <= EXACT:
            return np.arange(count)
        near = np.argpartition(-(self._meaning.means @ vector), COARSE)[:COARSE]
        shared = np.argpartition(-all_words, COARSE)[:COARSE]
        return np.union1d(near, shared)

    def _coverage(self, postings: Sequence[Numbers], words: Sequence[str]) -> Floats:
        """The share of what the question's words tell that each document covers; 0 when they tell nothing."""
        covered = np.zeros(len(self._entries), dtype=np.float32)
        total = 0.0
        for word in set(words):
            weight = self._weights.weight(word)
            total += weight
            number = self.vocabulary.find(word) if weight else None
            if number is not None:
                covered[postings[number]] += weight
        return covered / total if total else covered


def _postings(documents: Sequence[Sequence[int]], size: int) -> list[Numbers]:
    """For each word the documents that hold it."""
    found: list[list[int]] = [[] for _ in range(size)]
    for position, words in enumerate(documents):
        for word in words:
            found[word].append(position)
    return [np.array(places, dtype=np.int64) for places in found]
