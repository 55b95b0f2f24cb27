"""A second pair of eyes for the rules: small neural networks that have read thousands of labelled messages.

Rules know words; people in danger often use none of them ("i already wrote the letters"). The networks tell how likely
it is that a message calls for each fixed text, or for none; their mean is right more often than each, since they
learned from different messages and err apart. They decide nothing by themselves: `watch.py` weighs them against the
rules, and goes on without them when they fail. Made by `training/red_flags.py`.

Nothing of a message is kept or logged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.networks import open_network

FOLDER = Path(__file__).parent / "model"
MODELS = {
    "red_flags_3.onnx": "6e34e0b63fccc311e08e131a22a3c2eea4a78b069edaba92681be87bbaf696c6",
    "red_flags_4.onnx": "1c87b43bef4b10e1366b472852c133d7f35cb95ef47e281461c98785bb7b22d8",
    "red_flags_1.onnx": "d6c220def3885d05d93b83bd9ff68b60338c03b0e64db40d4fb6d855fdd5db48",
    "red_flags_2.onnx": "c429a4a8db2fb10d7fc303cd16a76617a5413e44c9d3fc840d4981f0eb824c08",
}
"""File and SHA-256. The first is asked first."""
WEIGHTS = (3, 2, 2, 2)  # in their mean
SETTLED = 0.98  # of the first network: whatever the others said, this would be no alarm
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

    def __init__(self, tokenizer: Path, folder: Path = FOLDER) -> None:
        """Raises OSError or ValueError when a file is missing or a model is not the one that was pinned."""
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST, stride=OVERLAP)
        self._first, *self._others = (open_network(folder / name, sha256) for name, sha256 in MODELS.items())

    def read(self, text: str, *, suspected: bool = True) -> Reading:
        """Of a long message, the most alarming stretch. Of one that nobody else suspects, the other networks are not
        asked where the first sees nothing at all. Raises whatever the runtime raises.
        """
        readings = (self._read(tokens, suspected=suspected) for tokens in self._stretches(text))
        return min(readings, key=lambda reading: reading.none)

    def _stretches(self, text: str) -> Iterator[list[int]]:
        first = self._tokenizer.encode(text)
        stretches = [first.ids, *(more.ids for more in first.overflowing)]
        if len(stretches) > MOST_STRETCHES:
            stretches = [*stretches[: MOST_STRETCHES - 1], stretches[-1]]
        yield from stretches

    def _read(self, tokens: list[int], *, suspected: bool) -> Reading:
        shares = _shares(self._first, tokens)
        if suspected or shares[0] < SETTLED:
            readings = [shares, *(_shares(network, tokens) for network in self._others)]
            shares = np.average(readings, axis=0, weights=WEIGHTS)
        none, *texts = shares.tolist()
        return Reading(none, dict(zip(TEXTS, texts, strict=True)))


def _shares(session: onnxruntime.InferenceSession, tokens: Sequence[int]) -> NDArray[np.float64]:
    """Of none and of each text; together 1."""
    ids = np.array([tokens], dtype=np.int64)
    (logits,) = session.run(["logits"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
    shares = np.exp(logits[0] - logits[0].max())
    return np.asarray(shares / shares.sum(), dtype=np.float64)
