"""Documents by meaning: the sentence encoder's vectors of all their texts.

Four figures: the nearest asked form, the nearest sentence of the answer, the document's mean, and the *discriminant*:
how much nearer the question is to this mean than to others, with the directions in which texts of one document differ
among themselves played down (linear discriminant analysis with a shrunk covariance).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.faq.document import Floats, Numbers, Parts
from bot.faq.rows import Rows

SHRINKAGE = 1.0  # of the covariance towards a round one, in units of its mean variance
AXES = 96
ENOUGH = 2_000  # documents that the covariance is taken from; more of them change nothing


class Meaning:
    def __init__(self, documents: Sequence[Parts]) -> None:
        asked, said = [parts.asked_vectors for parts in documents], [parts.said_vectors for parts in documents]
        self._asked, self._asked_rows = np.concatenate(asked), Rows([len(some) for some in asked])
        self._said, self._said_rows = np.concatenate(said), Rows([len(some) for some in said])
        means = np.stack([_all_vectors(parts).mean(axis=0) for parts in documents])
        self._means: Floats = means / np.linalg.norm(means, axis=1, keepdims=True)
        self._axes: Floats = np.linalg.eigh(self._means.T @ self._means)[1][:, -AXES:].astype(np.float32)
        self._rough: Floats = self._means @ self._axes
        self._directions: Floats = np.linalg.solve(_covariance(documents), means.T).T.astype(np.float32)
        self._offsets: Floats = 0.5 * np.einsum("dc,dc->d", means, self._directions)

    def roughly(self, vector: Floats) -> Floats:
        """Nearness to every document's mean, seen along the few axes in which means differ most."""
        return self._rough @ (vector @ self._axes)

    def nearest_asked(self, vector: Floats, front: Numbers) -> Floats:
        rows, starts = self._asked_rows.of(front)
        return np.maximum.reduceat(self._asked[rows].astype(np.float32) @ vector, starts)

    def nearest_said(self, vector: Floats, front: Numbers) -> Floats:
        rows, starts = self._said_rows.of(front)
        return np.maximum.reduceat(self._said[rows].astype(np.float32) @ vector, starts)

    def mean(self, vector: Floats, front: Numbers) -> Floats:
        return self._means[front] @ vector

    def discriminant(self, vector: Floats, front: Numbers) -> Floats:
        return self._directions[front] @ vector - self._offsets[front]


def _all_vectors(parts: Parts) -> Floats:
    return np.concatenate([parts.asked_vectors, parts.said_vectors]).astype(np.float32)


def _covariance(documents: Sequence[Parts]) -> Floats:
    """Within documents, scaled to a mean variance of 1, plus the shrinkage."""
    some = documents[:: max(1, len(documents) // ENOUGH)]
    spread = np.concatenate([(vectors := _all_vectors(parts)) - vectors.mean(axis=0) for parts in some])
    covariance: Floats = spread.T @ spread
    covariance /= max(float(np.trace(covariance)) / len(covariance), 1e-9)
    covariance += SHRINKAGE * np.eye(len(covariance), dtype=np.float32)
    return covariance
