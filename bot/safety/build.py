"""Makes the watch that the service uses: rules and reader."""

from __future__ import annotations

from bot.encoder.weights import TOKENIZER_FILE, WeightsError, model_folder
from bot.errors import StartupError
from bot.safety.reader import RedFlagReader
from bot.safety.watch import SafetyWatch


def build_watch() -> SafetyWatch:
    """Raises StartupError when the reader's files are missing or are not the ones that were pinned."""
    try:
        return SafetyWatch(reader=RedFlagReader(model_folder() / TOKENIZER_FILE))
    except (OSError, ValueError, WeightsError) as error:
        raise StartupError(f"the red-flag reader cannot be loaded: {error}") from error
