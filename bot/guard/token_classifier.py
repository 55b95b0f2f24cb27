"""A network that reads a text in word pieces and says of each what it may be. Run by ONNX Runtime on one thread.

The model file is held against a known SHA-256 before it is loaded; a missing or changed file stops the start. A long
text is read in windows that overlap, so that nothing is cut in half.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.errors import StartupError
from bot.networks import open_network

OVERLAP = 32  # word pieces that two windows share


@dataclass(frozen=True, slots=True)
class Piece:
    """A word piece; offsets are code points of the text given."""

    start: int
    end: int
    probabilities: NDArray[np.float32]  # of each label, together 1


class TokenClassifier:
    """`read` may be called from one thread at a time."""

    def __init__(self, model: Path, tokenizer: Path, *, sha256: str, window: int) -> None:
        """`window`: word pieces a run. Raises StartupError when a file is missing or the model is not the known one."""
        try:
            self._session = open_network(model, sha256)
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
        except Exception as error:  # the tokenizer's library raises bare exceptions
            raise StartupError(
                f"{model}: missing, damaged, or not the one this version was built for; run `make setup`"
            ) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._window = window
        self._first, self._last = (self._tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))
        self._inputs = {entry.name for entry in self._session.get_inputs()}

    def read(self, text: str) -> Iterator[Piece]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        # Each look at them makes the list anew
        ids, offsets, best = encoding.ids, encoding.offsets, dict[int, NDArray[np.float32]]()
        for first in range(0, len(ids), self._window - OVERLAP):
            for position, row in enumerate(self._run(ids[first : first + self._window]), first):
                # Of a piece that two windows read, the surer reading counts.
                if position not in best or row.max() > best[position].max():
                    best[position] = row
            if first + self._window >= len(ids):
                break
        for position, row in best.items():
            yield Piece(*offsets[position], row)

    def _run(self, ids: list[int]) -> NDArray[np.float32]:
        """(pieces, labels)."""
        row = np.array([[self._first, *ids, self._last]], dtype=np.int64)
        feed = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        logits = self._session.run(None, {name: value for name, value in feed.items() if name in self._inputs})[0]
        scores = np.asarray(logits, dtype=np.float32)[0, 1:-1]
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True), dtype=np.float32)
        return np.asarray(scores / scores.sum(axis=-1, keepdims=True), dtype=np.float32)
