"""A second pair of eyes for the rules: a small neural network that has read thousands of labelled messages.

Rules know words; people in danger often use none of them ("i already wrote the letters"). The network tells how likely
it is that a message calls for each fixed text, or for none. It decides nothing by itself: `watch.py` weighs it against
the rules, and goes on without it when it fails. Made by `training/red_flags.py`.

Nothing of a message is kept or logged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

MODEL = Path(__file__).parent / "model" / "red_flags.onnx"
MODEL_SHA256 = "d6c220def3885d05d93b83bd9ff68b60338c03b0e64db40d4fb6d855fdd5db48"
TEXTS = (
    "emergency_general",
    "emergency_poison",
    "crisis_general",
    "crisis_violence",
    "crisis_child",
    "crisis_harm_others",
)
"""In the order of the network's outputs, behind the first one, which means none."""
LONGEST = 128  # tokens read at once, as in training
OVERLAP = 32  # tokens that two stretches of a long message share
MOST_STRETCHES = 6  # of a long message: the beginning, and the end


@dataclass(frozen=True, slots=True)
class Reading:
    """How likely a message calls for each fixed text, between 0 and 1; `none` and `texts` together make 1."""

    none: float
    texts: Mapping[str, float]

    @property
    def likeliest(self) -> str:
        return max(self.texts, key=lambda name: self.texts[name])


class RedFlagReader:
    """Thread-safe: nothing changes after it is made."""

    def __init__(self, tokenizer: Path, model: Path = MODEL) -> None:
        """Raises OSError or ValueError when a file is missing or the model is not the one that was pinned."""
        if hashlib.sha256(model.read_bytes()).hexdigest() != MODEL_SHA256:
            raise ValueError(f"{model.name} is not the pinned model")
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST, stride=OVERLAP)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False  # it keeps what the longest text ever took
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def read(self, text: str) -> Reading:
        """Of a long message, the most alarming stretch. Raises whatever the runtime raises."""
        return min(map(self._read, self._stretches(text)), key=lambda reading: reading.none)

    def _stretches(self, text: str) -> Iterator[list[int]]:
        first = self._tokenizer.encode(text)
        stretches = [first.ids, *(more.ids for more in first.overflowing)]
        if len(stretches) > MOST_STRETCHES:
            stretches = [*stretches[: MOST_STRETCHES - 1], stretches[-1]]
        yield from stretches

    def _read(self, tokens: list[int]) -> Reading:
        ids = np.array([tokens], dtype=np.int64)
        (logits,) = self._session.run(["logits"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        shares = np.exp(logits[0] - logits[0].max())
        none, *texts = (shares / shares.sum()).tolist()
        return Reading(none, dict(zip(TEXTS, texts, strict=True)))
