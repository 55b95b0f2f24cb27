"""Asks the trained model, in Rasa's own environment, what messages mean; no dialogue, no service, no port."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.dialogue.install import RasaInstall
from bot.dialogue.plain_text import as_plain_text
from bot.errors import StartupError

MODULE = "bot.rasa_plugins.classify"


@dataclass(frozen=True, slots=True)
class Reading:
    intent: str  # what Rasa would act on, "nlu_fallback" when it would ask back
    ranking: tuple[str, ...]  # intents, likeliest first, without the fallback
    milliseconds: float


def classify(install: RasaInstall, model: Path, texts: Sequence[str]) -> list[Reading]:
    """One reading a text, in order. Blocks; the first takes the ten seconds that Rasa needs to load.

    Raises StartupError when Rasa could not be run. What it printed is not shown: it may hold the texts.
    """
    try:
        ran = subprocess.run(  # noqa: S603 - our own command, no shell
            [str(install.python), "-m", MODULE, str(model)],
            cwd=install.project,
            env=install.environment(),
            input="".join(json.dumps(as_plain_text(text)) + "\n" for text in texts),
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise StartupError(f"Rasa could not read with {model.name}; run `make setup train`") from error
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    if len(answers) != len(texts):
        raise StartupError(f"Rasa gave {len(answers)} answers to {len(texts)} messages")
    return [Reading(answer["intent"], tuple(answer["ranking"]), answer["ms"]) for answer in answers]
