"""Intents alone, one at a time: the chosen pipeline beside DIET, in Rasa's own environment, without a dialogue.

Its speed does not depend on how well DIET has learned, so it learns for one epoch only. How right each is stands in
`benchmarks.intents`.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from benchmarks.figures import Figure, percentiles
from benchmarks.intents.pipelines import DIET_ON_WORDS, PIPELINES, train
from benchmarks.messages import MESSAGES
from bot.dialogue.classifying import classify
from bot.dialogue.install import RasaInstall
from bot.dialogue.models import installed_model
from bot.errors import StartupError
from bot.settings import ROOT, load_offline_settings

ROUNDS = 30
WARM_UP = len(MESSAGES)


async def measure_understanding(folder: Path) -> list[Figure]:
    settings = load_offline_settings()
    install = RasaInstall(settings.rasa_python, ROOT, folder / "run")
    if (chosen := installed_model(settings.model_folder)) is None:
        raise StartupError("The dialogue model is missing; run: make train")
    diet = train(install, _of_one_epoch(PIPELINES[DIET_ON_WORDS], folder / "diet.yml"), folder / "diet").model
    return [
        figure
        for what, model in (("intent by the chosen pipeline", chosen.path), ("intent by DIET", diet))
        for figure in _measured(what, install, model)
    ]


def _measured(what: str, install: RasaInstall, model: Path) -> list[Figure]:
    readings = classify(install, model, [*MESSAGES] * (ROUNDS + 1))[WARM_UP:]
    taken = [reading.milliseconds for reading in readings]
    return [*percentiles(what, taken), Figure(f"{what}, at most", 1_000 * len(taken) / sum(taken), "/s", len(taken))]


def _of_one_epoch(config: Path, output: Path) -> Path:
    said = yaml.safe_load(config.read_text(encoding="utf-8"))
    for component in said["pipeline"]:
        if component["name"] == "DIETClassifier":
            component["epochs"] = 1
    output.write_text(yaml.safe_dump(said), encoding="utf-8")
    return output
