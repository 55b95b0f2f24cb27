"""Every asked form and answer of the FAQ as arrays, and how well each entry fits a question.

A *document* is one entry in one language. For a question each document gets five figures (`FEATURES`): the nearest
asked form and the answer by meaning, the nearest asked form by spelling, and how much of what the question's words
tell is found in the asked forms, and in the document as a whole. Up to `EXACT` documents all are measured; beyond
that only those that a coarse look (mean vectors, shared words) puts in front, so time hardly grows with the FAQ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.faq.words import Vocabulary, WordWeights, words_of
from bot.messages.effects import Language

FEATURES = ("asked_meaning", "answer_meaning", "asked_spelling", "asked_words", "all_words")
GRAM = 3  # letters
EXACT = 400  # documents
COARSE = 100  # documents that each coarse look puts in front

type Floats = npt.NDArray[np.float32]
type Numbers = npt.NDArray[np.int64]


class Encoder(Protocol):
    """Unit vectors, one row a text."""

    def encode(self, texts: Sequence[str]) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Document:
    """One entry in one language, its answer rendered; `vectors`: the asked forms, then the answer."""

    entry: int  # position of its entry in the catalogue
    language: Language
    asked: tuple[str, ...]
    answer: str
    vectors: Floats


@dataclass(frozen=True, slots=True)
class Measured:
    """Features of the documents in front, one row each, in the order of `FEATURES`."""

    entries: Numbers
    spanish: npt.NDArray[np.bool_]
    features: Floats


def grams_of(text: str) -> list[str]:
    """Letter trigrams within words, with a mark at each end: what survives a typing error."""
    return [
        padded[start : start + GRAM]
        for word in words_of(text)
        for padded in (f" {word} ",)
        for start in range(len(padded) - GRAM + 1)
    ]


class FaqIndex:
    def __init__(self, documents: Sequence[Document], weights: WordWeights) -> None:
        self._weights = weights
        self.documents = documents
        self._entries = np.array([document.entry for document in documents], dtype=np.int64)
        self._spanish = np.array([document.language is Language.SPANISH for document in documents], dtype=np.bool_)
        self._index_vectors(documents)
        self._index_grams(documents)
        self._index_words(documents)

    def _index_vectors(self, documents: Sequence[Document]) -> None:
        counts = [len(document.asked) for document in documents]
        self._first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)  # first row of each document
        self._asked = _stack([document.vectors[:-1] for document in documents])
        self._answers = _stack([document.vectors[-1:] for document in documents])
        self._means = _stack([document.vectors.mean(axis=0, keepdims=True) for document in documents])

    def _index_grams(self, documents: Sequence[Document]) -> None:
        rows = [grams_of(text) for document in documents for text in document.asked]
        self._grams = {gram: number for number, gram in enumerate(sorted({gram for row in rows for gram in row}))}
        numbers = [np.unique([self._grams[gram] for gram in row]) if row else np.zeros(0, np.int64) for row in rows]
        self._gram_first = np.concatenate([[0], np.cumsum([len(row) for row in numbers])]).astype(np.int64)
        self._gram_numbers = np.concatenate(numbers).astype(np.int64) if numbers else np.zeros(0, np.int64)
        seen_in = np.bincount(self._gram_numbers, minlength=len(self._grams))
        self._gram_weight = np.log((1 + len(rows)) / (1 + seen_in)).astype(np.float32) + 1
        self._unseen_gram = float(np.log(1 + len(rows)) + 1)
        squares = np.concatenate([[0], np.cumsum(self._gram_weight[self._gram_numbers] ** 2)])
        self._gram_length = np.sqrt(np.maximum(np.diff(squares[self._gram_first]), 1e-6)).astype(np.float32)

    def _index_words(self, documents: Sequence[Document]) -> None:
        asked = [{word for text in document.asked for word in words_of(text)} for document in documents]
        both = [words | set(words_of(document.answer)) for words, document in zip(asked, documents, strict=True)]
        self.vocabulary = Vocabulary((word for words in both for word in words), self._weights)
        self._asked_words = _postings([self.vocabulary.ids(words) for words in asked], len(self.vocabulary))
        self._all_words = _postings([self.vocabulary.ids(words) for words in both], len(self.vocabulary))

    def spelled_right(self, question: str) -> str:
        """The question with its misspelled words put right, to be encoded."""
        return " ".join(self.vocabulary.correct(words_of(question)))

    def measure(self, question: str, vector: Floats) -> Measured:
        """`vector`: of the question, unit length."""
        words = words_of(question)
        asked_words, all_words = self._coverage(self._asked_words, words), self._coverage(self._all_words, words)
        front = self._front(vector, all_words)
        rows, starts = self._rows(front)
        features = np.stack(
            [
                np.maximum.reduceat(self._asked[rows] @ vector, starts),
                self._answers[front] @ vector,
                np.maximum.reduceat(self._spelling(question, rows), starts),
                asked_words[front],
                all_words[front],
            ],
            axis=1,
        )
        return Measured(self._entries[front], self._spanish[front], features.astype(np.float32))

    def _front(self, vector: Floats, all_words: Floats) -> Numbers:
        count = len(self.documents)
        if count <= EXACT:
            return np.arange(count)
        near = np.argpartition(-(self._means @ vector), COARSE)[:COARSE]
        shared = np.argpartition(-all_words, COARSE)[:COARSE]
        return np.union1d(near, shared)

    def _rows(self, front: Numbers) -> tuple[Numbers, Numbers]:
        """The asked forms of these documents, and where each document's begin among them."""
        counts = self._first[front + 1] - self._first[front]
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        rows = np.repeat(self._first[front] - starts, counts) + np.arange(counts.sum())
        return rows, starts

    def _spelling(self, question: str, rows: Numbers) -> Floats:
        """Cosine of weighted trigrams, question against each asked form."""
        grams = set(grams_of(question))
        known = [self._grams[gram] for gram in grams if gram in self._grams]
        weight = np.zeros(len(self._grams), dtype=np.float32)
        weight[known] = self._gram_weight[known] ** 2
        length = float(np.sqrt(weight.sum() + (len(grams) - len(known)) * self._unseen_gram**2))
        counts = self._gram_first[rows + 1] - self._gram_first[rows]
        starts = np.concatenate([[0], np.cumsum(counts)])
        places = np.repeat(self._gram_first[rows] - starts[:-1], counts) + np.arange(starts[-1])
        sums = np.concatenate([[0], np.cumsum(weight[self._gram_numbers[places]], dtype=np.float64)])
        shared: Floats = np.diff(sums[starts]).astype(np.float32) / (self._gram_length[rows] * max(length, 1e-6))
        return shared

    def _coverage(self, postings: list[Numbers], words: Sequence[str]) -> Floats:
        """The share of what the question's words tell that each document covers; 0 when they tell nothing."""
        covered = np.zeros(len(self.documents), dtype=np.float32)
        total = 0.0
        for word in set(words):
            weight = self._weights.weight(word)
            total += weight
            number = self.vocabulary.find(word) if weight else None
            if number is not None:
                covered[postings[number]] += weight
        return covered / total if total else covered


def _stack(parts: Sequence[Floats]) -> Floats:
    return np.concatenate(parts).astype(np.float32) if parts else np.zeros((0, 1), dtype=np.float32)


def _postings(documents: Sequence[Sequence[int]], size: int) -> list[Numbers]:
    """For each word the documents that hold it."""
    found: list[list[int]] = [[] for _ in range(size)]
    for position, words in enumerate(documents):
        for word in words:
            found[word].append(position)
    return [np.array(places, dtype=np.int64) for places in found]
