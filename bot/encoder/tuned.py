"""The encoder as it was tuned on chat messages, for telling intents apart. Made by `training/intents.py`; see ADR 0009.

Matrices are stored as 8-bit numbers with one scale a row, and are whole numbers again once loaded: the file takes 23 MB
instead of 90, the encoder in memory the same as the published one.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import Any, Dict, Mapping

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load, save

from bot.encoder.transformer import Floats
from bot.encoder.weights import WeightsError

MODEL = Path(__file__).parent / "model" / "intents.safetensors"
MODEL_SHA256 = "ba620aa9a7e787c2320697357527997bc576901308804317935582fcee2980af"
VERSION = f"intents/{MODEL_SHA256[:12]}"  # the same text gives another vector: Rasa is then trained anew
SCALE = ".scale"
MATRIX = 2  # dimensions
LARGEST = 127


def load_tuned(path: Path = MODEL) -> Dict[str, Floats]:
    """The encoder's tensors by name. Raises WeightsError when the file is missing or is not the pinned one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"{path.name} is missing") from error
    if not hmac.compare_digest(hashlib.sha256(content).hexdigest(), MODEL_SHA256):
        raise WeightsError(f"{path.name} is not the pinned one")
    return unpacked(content)


def packed(tensors: Mapping[str, Floats]) -> bytes:
    stored: Dict[str, NDArray[Any]] = {}
    for name, tensor in tensors.items():
        if tensor.ndim == MATRIX:
            scale = np.maximum(np.abs(tensor).max(axis=1, keepdims=True), np.float32(1e-12)) / LARGEST
            stored[name] = np.round(tensor / scale).astype(np.int8)
            stored[name + SCALE] = scale.astype(np.float32)
        else:
            stored[name] = tensor.astype(np.float32)
    return save(stored)


def unpacked(content: bytes) -> Dict[str, Floats]:
    stored = load(content)
    tensors = {}
    for name, tensor in stored.items():
        if not name.endswith(SCALE):
            scale = stored.get(name + SCALE)
            tensors[name] = tensor if scale is None else tensor.astype(np.float32) * scale
    return tensors
