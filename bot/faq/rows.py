"""Rows of different documents in one array, each document's side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

type Numbers = npt.NDArray[np.int64]


class Rows:
    """`counts`: how many rows each document has, in order; at least one each where `of` is used with `reduceat`."""

    def __init__(self, counts: Sequence[int]) -> None:
        self.first: Numbers = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def of(self, documents: Numbers) -> tuple[Numbers, Numbers]:
        """The rows of these documents, and where each document's begin among them."""
        counts = self.first[documents + 1] - self.first[documents]
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        rows = np.repeat(self.first[documents] - starts, counts) + np.arange(counts.sum())
        return rows, starts
