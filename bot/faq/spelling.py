"""Documents by spelling: letter trigrams, weighed by how rare they are. Sees through typing errors, in any language.

Two figures, both cosines: the nearest asked form, and the document as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.faq.document import GRAMS, Floats, Numbers, Parts, grams_of
from bot.faq.rows import Rows


class Spelling:
    def __init__(self, documents: Sequence[Parts]) -> None:
        forms = [form for parts in documents for form in parts.asked_grams]
        self._forms = Rows([len(parts.asked_grams) for parts in documents])
        self._form_cells, self._form_grams = Rows([len(form) for form in forms]), np.concatenate(forms)
        self._all_cells = Rows([len(parts.all_grams) for parts in documents])
        self._all_grams = np.concatenate([parts.all_grams for parts in documents])
        counts = np.concatenate([parts.all_counts for parts in documents])
        texts = len(forms) + sum(len(parts.said_vectors) for parts in documents)
        seen_in = np.bincount(self._all_grams, weights=counts, minlength=GRAMS)
        self._weights: Floats = (np.log((1 + texts) / (1 + seen_in)) + 1).astype(np.float32)
        self._form_lengths = _lengths(self._weights[self._form_grams], self._form_cells)
        self._all_counts: Floats = counts.astype(np.float32)
        self._all_lengths = _lengths(self._weights[self._all_grams] * self._all_counts, self._all_cells)

    def nearest_asked(self, question: str, front: Numbers) -> Floats:
        query = self._query(question)
        forms, starts = self._forms.of(front)
        cells, cell_starts = self._form_cells.of(forms)
        cosines = _sums(query[self._form_grams[cells]], cell_starts) / self._form_lengths[forms]
        return np.maximum.reduceat(cosines, starts)

    def whole(self, question: str, front: Numbers) -> Floats:
        query = self._query(question)
        cells, starts = self._all_cells.of(front)
        sums = _sums(query[self._all_grams[cells]] * self._all_counts[cells], starts)
        whole: Floats = sums / self._all_lengths[front]
        return whole

    def _query(self, question: str) -> Floats:
        """By trigram, the question's share of a cosine: squared weight over the question's length."""
        grams = grams_of(question)
        query = np.zeros(GRAMS, dtype=np.float32)
        query[grams] = self._weights[grams] ** 2
        query /= max(float(np.linalg.norm(self._weights[grams])), 1e-6)
        return query


def _lengths(values: Floats, cells: Rows) -> Floats:
    lengths: Floats = np.sqrt(np.maximum(_sums(values**2, cells.first[:-1]), 1e-12))
    return lengths


def _sums(values: Floats, starts: Numbers) -> Floats:
    """Sums of the runs that begin at `starts`; 0 for an empty run, which `np.add.reduceat` would get wrong."""
    running = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    sums: Floats = np.diff(running[np.append(starts, len(values))]).astype(np.float32)
    return sums
