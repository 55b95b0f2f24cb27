"""Documents by meaning: the sentence encoder's vectors of all their texts.

Three figures: the nearest asked form, the nearest sentence of the answer, and the *discriminant*: how much nearer the
question is to this document's mean than documents usually are to each other, with the directions in which texts of one
document differ among themselves played down (linear discriminant analysis with a shrunk covariance).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from bot.faq.rows import Rows

SHRINKAGE = 1.0  # of the covariance towards a round one, in units of its mean variance

type Floats = npt.NDArray[np.float32]
type Numbers = npt.NDArray[np.int64]


class Meaning:
    """`asked` and `said`: one array a document, a row a text."""

    def __init__(self, asked: Sequence[Floats], said: Sequence[Floats]) -> None:
        self._asked, self._asked_rows = np.concatenate(asked), Rows([len(some) for some in asked])
        self._said, self._said_rows = np.concatenate(said), Rows([len(some) for some in said])
        both = [np.concatenate(pair) for pair in zip(asked, said, strict=True)]
        means = np.stack([some.mean(axis=0) for some in both])
        self.means: Floats = means / np.linalg.norm(means, axis=1, keepdims=True)
        spread = np.concatenate([some - mean for some, mean in zip(both, means, strict=True)])
        covariance = spread.T @ spread
        covariance /= max(float(np.trace(covariance)) / len(covariance), 1e-9)
        covariance += SHRINKAGE * np.eye(len(covariance), dtype=np.float32)
        self._directions: Floats = np.linalg.solve(covariance, means.T).T.astype(np.float32)
        self._offsets: Floats = 0.5 * np.einsum("dc,dc->d", means, self._directions)

    def nearest_asked(self, vector: Floats, front: Numbers) -> Floats:
        rows, starts = self._asked_rows.of(front)
        return np.maximum.reduceat(self._asked[rows] @ vector, starts)

    def nearest_said(self, vector: Floats, front: Numbers) -> Floats:
        rows, starts = self._said_rows.of(front)
        return np.maximum.reduceat(self._said[rows] @ vector, starts)

    def mean(self, vector: Floats, front: Numbers) -> Floats:
        return self.means[front] @ vector

    def discriminant(self, vector: Floats, front: Numbers) -> Floats:
        return self._directions[front] @ vector - self._offsets[front]
