"""Every text of the FAQ as arrays, and how well each entry fits a question.

A *document* is one entry in one language. For a question each document gets the figures named in `FEATURES`: by
meaning, by spelling, and by how much of what the question's words tell is found in the asked forms, and in the
document as a whole. Up to `EXACT` documents all are measured; beyond that only those that a coarse look (mean vectors,
shared words) puts in front, so that time hardly grows with the FAQ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.faq.document import Document, Floats, Numbers
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
COARSE = 60  # documents that each coarse look puts in front


class Encoder(Protocol):
    """Unit vectors, one row a text."""

    def encode(self, texts: Sequence[str]) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Measured:
    """Features of the documents in front, one row each, in the order of `FEATURES`."""

    entries: Numbers
    spanish: npt.NDArray[np.bool_]
    features: Floats


class FaqIndex:
    """`documents`: at least one."""

    def __init__(self, documents: Sequence[Document], weights: WordWeights) -> None:
        parts = [document.parts for document in documents]
        self._weights = weights
        self._entries = np.array([document.entry for document in documents], dtype=np.int64)
        self._spanish = np.array([document.language is Language.SPANISH for document in documents], dtype=np.bool_)
        self._meaning, self._spelling = Meaning(parts), Spelling(parts)
        self.vocabulary = Vocabulary({word for one in parts for word in one.all_words}, weights)
        self._asked_words = self._postings([one.asked_words for one in parts])
        self._all_words = self._postings([one.all_words for one in parts])

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
        near = np.argpartition(-self._meaning.roughly(vector), COARSE)[:COARSE]
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

    def _postings(self, documents: Sequence[frozenset[str]]) -> list[Numbers]:
        """For each word the documents that hold it."""
        found: list[list[int]] = [[] for _ in range(len(self.vocabulary))]
        for position, words in enumerate(documents):
            for number in self.vocabulary.ids(words):
                found[number].append(position)
        return [np.array(places, dtype=np.int64) for places in found]
