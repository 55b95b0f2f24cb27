"""Asks the trained model, in Rasa's own environment, what messages mean; no dialogue, no service, no port."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.dialogue.install import RasaInstall
from bot.dialogue.plain_text import as_plain_text
from bot.line_program import ask

MODULE = "bot.rasa_plugins.classify"


@dataclass(frozen=True, slots=True)
class Reading:
    intent: str  # what Rasa would act on, "nlu_fallback" when it would ask back
    ranking: tuple[str, ...]  # intents, likeliest first, without the fallback
    confidence: float  # 0..1, of the likeliest
    milliseconds: float


def classify(install: RasaInstall, model: Path, texts: Sequence[str]) -> list[Reading]:
    """One reading a text, in order. Blocks; the first takes the ten seconds that Rasa needs to load.

    Raises StartupError when Rasa could not be run. What it printed is not shown: it may hold the texts.
    """
    answers = ask(
        [str(install.python), "-m", MODULE, str(model)],
        [as_plain_text(text) for text in texts],
        failed=f"Rasa could not read with {model.name}; run `make setup train`",
        folder=install.project,
        environment=install.environment(),
    )
    return [
        Reading(answer["intent"], tuple(answer["ranking"]), answer["confidence"], answer["ms"]) for answer in answers
    ]
