"""Documents by spelling: letter trigrams, weighed by how rare they are. Sees through typing errors, in any language.

Two figures, both cosines: the nearest asked form, and the document as a whole (the mean of all its texts).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.faq.rows import Rows
from bot.faq.words import words_of

GRAM = 3  # letters

type Floats = npt.NDArray[np.float32]
type Numbers = npt.NDArray[np.int64]


def grams_of(text: str) -> set[str]:
    """Trigrams within words, with a mark at each end of a word."""
    return {
        padded[start : start + GRAM]
        for word in words_of(text)
        for padded in (f" {word} ",)
        for start in range(len(padded) - GRAM + 1)
    }


class Spelling:
    """`asked` and `said`: the texts of each document."""

    def __init__(self, asked: Sequence[Sequence[str]], said: Sequence[Sequence[str]]) -> None:
        grams = [[grams_of(text) for text in (*forms, *rest)] for forms, rest in zip(asked, said, strict=True)]
        rows = [row for document in grams for row in document]
        self._numbers = {gram: number for number, gram in enumerate(sorted(set().union(*rows)))}
        flat = np.array([self._numbers[gram] for row in rows for gram in sorted(row)], dtype=np.int64)
        seen_in = np.bincount(flat, minlength=len(self._numbers))
        self._weights: Floats = (np.log((1 + len(rows)) / (1 + seen_in)) + 1).astype(np.float32)
        self._unseen = float(np.log(1 + len(rows)) + 1)
        self._index_asked(
            [[self._ids(row) for row in rows[: len(forms)]] for rows, forms in zip(grams, asked, strict=True)]
        )
        self._index_whole([[self._ids(row) for row in rows] for rows in grams])

    def nearest_asked(self, question: str, front: Numbers) -> Floats:
        query = self._query(question)
        forms, starts = self._forms.of(front)
        cells, cell_starts = self._form_cells.of(forms)
        cosines = _sums(query[self._form_grams[cells]], cell_starts) / self._form_lengths[forms]
        return np.maximum.reduceat(cosines, starts)

    def whole(self, question: str, front: Numbers) -> Floats:
        query = self._query(question)
        cells, starts = self._whole_cells.of(front)
        return _sums(query[self._whole_grams[cells]] * self._whole_shares[cells], starts)

    def _index_asked(self, documents: Sequence[Sequence[Numbers]]) -> None:
        forms = [form for document in documents for form in document]
        self._forms = Rows([len(document) for document in documents])
        self._form_cells = Rows([len(form) for form in forms])
        self._form_grams: Numbers = np.concatenate(forms)
        self._form_lengths: Floats = np.array([self._length(form) for form in forms], dtype=np.float32)

    def _index_whole(self, documents: Sequence[Sequence[Numbers]]) -> None:
        grams, shares = [], []
        for texts in documents:
            numbers = np.concatenate(texts)
            parts = np.concatenate([np.full(len(text), 1 / self._length(text)) for text in texts])
            found, places = np.unique(numbers, return_inverse=True)
            mass = np.bincount(places, weights=parts) * self._weights[found]
            grams.append(found)
            shares.append(mass / max(float(np.linalg.norm(mass)), 1e-6) / self._weights[found])
        self._whole_cells = Rows([len(found) for found in grams])
        self._whole_grams: Numbers = np.concatenate(grams)
        self._whole_shares: Floats = np.concatenate(shares).astype(np.float32)

    def _ids(self, grams: set[str]) -> Numbers:
        return np.array([self._numbers[gram] for gram in sorted(grams)], dtype=np.int64)

    def _length(self, numbers: Numbers) -> float:
        return max(float(np.linalg.norm(self._weights[numbers])), 1e-6)

    def _query(self, question: str) -> Floats:
        """By gram, the question's share of a cosine with a text: squared weight over the question's length."""
        grams = grams_of(question)
        known = np.array([self._numbers[gram] for gram in grams if gram in self._numbers], dtype=np.int64)
        query = np.zeros(len(self._numbers), dtype=np.float32)
        query[known] = self._weights[known] ** 2
        length = np.sqrt(float(query.sum()) + (len(grams) - len(known)) * self._unseen**2)
        return query / np.float32(max(float(length), 1e-6))


def _sums(values: Floats, starts: Numbers) -> Floats:
    """Sums of the runs that begin at `starts`; 0 for an empty run, which `np.add.reduceat` would get wrong."""
    running = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    sums: Floats = np.diff(running[np.append(starts, len(values))]).astype(np.float32)
    return sums
