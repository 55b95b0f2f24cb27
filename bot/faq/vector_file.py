"""Vectors of the FAQ's own texts, kept in a file between starts, so that a start need not make them again.

Only what the clinic publishes goes through here; a patient's question is never written anywhere. Vectors are found by
the hash of their text, so an edited text simply has none yet. A file that cannot be read is made anew.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import structlog

from bot.encoder.sentences import DIMENSIONS, VERSION
from bot.faq.document import Floats
from bot.faq.index import Encoder

FILE_NAME = "faq-vectors.npz"

log = structlog.get_logger()


class VectorFile:
    """Implements `Encoder` over another one."""

    def __init__(self, encoder: Encoder, folder: Path) -> None:
        self._encoder = encoder
        self._path = folder / FILE_NAME
        self._known: dict[str, Floats] | None = None

    def encode(self, texts: Sequence[str]) -> Floats:
        """(len(texts), 384). Writes the file when some were new."""
        known = self._load() if self._known is None else self._known
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            made = self._encoder.encode(list(missing.values()))
            known |= dict(zip(missing, made, strict=True))
            self._save(known)
        self._known = known
        return np.stack([known[key] for key in keys]) if keys else np.empty((0, DIMENSIONS), dtype=np.float32)

    def _load(self) -> dict[str, Floats]:
        try:
            with np.load(self._path, allow_pickle=False) as stored:
                return {str(key): vector for key, vector in zip(stored["keys"], stored["vectors"], strict=True)}
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            return {}

    def _save(self, known: dict[str, Floats]) -> None:
        """In one step: another process reads the old file or the new one. A full disk costs time, not answers."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._path.parent, suffix=".npz", delete=False) as file:
                np.savez(file, keys=np.array(list(known)), vectors=np.stack(list(known.values())))
            os.replace(file.name, self._path)
        except OSError as error:
            log.warning("faq.vectors_not_kept", error=type(error).__name__)


def _key(text: str) -> str:
    return hashlib.sha256(f"{VERSION}\0{text}".encode()).hexdigest()
