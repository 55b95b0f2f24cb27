"""Trains Rasa pipelines on parts of `data/nlu`, in Rasa's own environment, and asks them."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.dialogue.classifying import classify
from bot.dialogue.evaluate import Message, Outcome, outcomes
from bot.dialogue.install import RasaInstall
from bot.errors import StartupError
from bot.settings import ROOT

EXAMPLES = ROOT / "data" / "nlu"
DIET_ON_WORDS = "DIET on words and letters"
PIPELINES = {
    "regression on encoder and letters (shipped)": ROOT / "config.yml",
    DIET_ON_WORDS: Path(__file__).parent / "diet_words.yml",
    "DIET on encoder, letters and words": Path(__file__).parent / "diet_encoder.yml",
}


@dataclass(frozen=True, slots=True)
class Trained:
    model: Path
    seconds: float


def train(install: RasaInstall, config: Path, folder: Path, *, leave_out: frozenset[str] = frozenset()) -> Trained:
    """`leave_out`: names of files in `data/nlu`, without ending. Raises StartupError with Rasa's last words."""
    examples = folder / "nlu"
    for path in sorted(EXAMPLES.rglob("*.yml")):  # what a writer wrote, and the same as masked
        if path.stem not in leave_out:
            copy = examples / path.relative_to(EXAMPLES)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    command = (
        *(str(install.python), "-m", "rasa", "train", "nlu", "--config", str(config), "--nlu", str(examples)),
        *("--out", str(folder), "--fixed-model-name", "model"),
    )
    started = time.perf_counter()
    ran = subprocess.run(command, cwd=folder, env=install.environment(), capture_output=True, text=True, check=False)
    if ran.returncode:
        raise StartupError(f"Rasa could not train {config.name}: {ran.stderr[-1_000:]}")
    return Trained(folder / "model.tar.gz", time.perf_counter() - started)


def read(install: RasaInstall, model: Path, messages: Sequence[Message]) -> list[Outcome]:
    return outcomes(messages, classify(install, model, [message.text for message in messages]))
