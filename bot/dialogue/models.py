"""The installed Rasa model, and how a new one takes its place.

`models/current.json` names the model file, its sha256, and the fingerprint of what it was trained from. It is replaced
in one step, so a reader sees the old model or the new one and nothing between. A model is code: its hash is checked
before each start.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StartupError

CURRENT = "current.json"


@dataclass(frozen=True, slots=True)
class InstalledModel:
    path: Path
    sha256: str
    inputs: str  # fingerprint of config, domain, data and components

    def verify(self) -> None:
        """Raises StartupError when the file is missing or is not the one that was installed."""
        if not self.path.is_file() or not hmac.compare_digest(sha256_of(self.path), self.sha256):
            raise StartupError(f"{self.path} is not the model that was trained here; run: make train")


def sha256_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def installed_model(folder: Path) -> InstalledModel | None:
    """None when there is none yet, or the note about it cannot be read."""
    try:
        note = json.loads((folder / CURRENT).read_text(encoding="utf-8"))
        model = InstalledModel(folder / Path(note["model"]).name, str(note["sha256"]), str(note["inputs"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return model if model.path.is_file() else None


def install_model(trained: Path, folder: Path, inputs: str) -> InstalledModel:
    """Moves a trained model into `folder` (same file system) and makes it the current one; older ones are removed."""
    model = InstalledModel(folder / f"frontdesk-{inputs[:12]}.tar.gz", sha256_of(trained), inputs)
    os.replace(trained, model.path)
    note = folder / f"{CURRENT}.new"
    note.write_text(
        json.dumps({"model": model.path.name, "sha256": model.sha256, "inputs": inputs}, indent=2) + "\n",
        encoding="utf-8",
    )
    os.replace(note, folder / CURRENT)
    for older in folder.glob("frontdesk-*.tar.gz"):
        if older != model.path:
            older.unlink(missing_ok=True)
    return model
