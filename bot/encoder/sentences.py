"""Sentences as unit vectors: all-MiniLM-L6-v2 with mean pooling, run by numpy.

Close in meaning is close in direction: the dot product of two vectors is their cosine. A text is cut after 256 tokens,
the length the model was made for. Encoding changes nothing, so threads may share one encoder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Encoding, Tokenizer

from bot.encoder.transformer import Floats, build_transformer
from bot.encoder.weights import TOKENIZER_FILE, WEIGHTS_FILE

VERSION = "all-minilm-l6-v2/1"  # change it whenever the same text gives another vector: models are then retrained
DIMENSIONS = 384
MAX_TOKENS = 256
BATCH = 32  # texts: larger ones are no quicker on a CPU and take memory


class SentenceEncoder:
    """Loading takes about 0.2 s and 90 MB."""

    def __init__(self, model_folder: Path, tensors: Mapping[str, Floats] | None = None) -> None:
        """`model_folder` is what `bot.encoder.weights.model_folder()` gives; `tensors` replace the weights in it."""
        self._tokenizer = Tokenizer.from_file(str(model_folder / TOKENIZER_FILE))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._transformer = build_transformer(load_file(model_folder / WEIGHTS_FILE) if tensors is None else tensors)

    def encode(self, texts: Sequence[str]) -> Floats:
        """(len(texts), 384), each row of length 1; also for an empty text."""
        vectors = np.empty((len(texts), DIMENSIONS), dtype=np.float32)
        tokens = [self._tokenizer.encode(text) for text in texts]
        by_length = sorted(range(len(texts)), key=lambda index: len(tokens[index].ids))  # so that little is padding
        for start in range(0, len(by_length), BATCH):
            rows = by_length[start : start + BATCH]
            vectors[rows] = self._encode_batch([tokens[row] for row in rows])
        return vectors

    def _encode_batch(self, batch: Sequence[Encoding]) -> Floats:
        ids = np.zeros((len(batch), max(len(encoding.ids) for encoding in batch)), dtype=np.int64)
        attended = np.zeros_like(ids)
        for row, encoding in enumerate(batch):
            ids[row, : len(encoding.ids)] = encoding.ids
            attended[row, : len(encoding.ids)] = 1
        hidden = self._transformer(ids, attended)
        summed = (hidden * attended[:, :, None].astype(np.float32)).sum(axis=1)  # the length divides out below
        unit: Floats = summed / np.linalg.norm(summed, axis=1, keepdims=True)
        return unit
