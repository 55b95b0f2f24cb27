"""Vectors of the FAQ's own texts survive a restart, and a broken file costs nothing but time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.encoder.sentences import DIMENSIONS
from bot.faq.document import Floats
from bot.faq.vector_file import FILE_NAME, VectorFile


class CountingEncoder:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        return np.array([[len(text)] * DIMENSIONS for text in texts], dtype=np.float32)


def test_a_text_is_encoded_once_over_restarts(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    first = VectorFile(encoder, tmp_path).encode(["a", "bb", "a"])
    again = VectorFile(encoder, tmp_path).encode(["bb", "ccc"])
    assert first[:, 0].tolist() == [1, 2, 1]
    assert again[:, 0].tolist() == [2, 3]
    assert encoder.asked == ["a", "bb", "ccc"]


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a zip")
    encoder = CountingEncoder()
    assert VectorFile(encoder, tmp_path).encode(["a"])[0, 0] == 1
    assert VectorFile(CountingEncoder(), tmp_path).encode(["a"])[0, 0] == 1


def test_no_texts_are_no_rows(tmp_path: Path) -> None:
    assert VectorFile(CountingEncoder(), tmp_path).encode([]).shape == (0, DIMENSIONS)
