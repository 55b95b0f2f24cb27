"""Rasa's own story test passes on the trained model, and would notice a broken story."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.dialogue.install import RasaInstall
from bot.dialogue.models import installed_model
from bot.settings import load_settings
from tests.conftest import ROOT

pytestmark = [pytest.mark.rasa, pytest.mark.slow]

STORIES = ROOT / "tests" / "conversations"


def _story_test(stories: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    settings = load_settings(demo=True)
    install = RasaInstall(python=settings.rasa_python, project=ROOT, run_folder=folder / "run")
    model = installed_model(settings.model_folder)
    assert model is not None, "run: make train"
    command = install.command(
        *("test", "core", "--stories", str(stories), "--model", str(model.path)),
        *("--fail-on-prediction-errors", "--out", str(folder / "results")),
    )
    return subprocess.run(
        command, cwd=ROOT, env=install.environment(), capture_output=True, text=True, timeout=280, check=False
    )


def test_every_story_is_followed(tmp_path: Path) -> None:
    result = _story_test(STORIES, tmp_path)
    assert result.returncode == 0, result.stdout[-3000:] + result.stderr[-3000:]


def test_a_broken_story_is_noticed(tmp_path: Path) -> None:
    broken = tmp_path / "stories"
    broken.mkdir()
    text = (STORIES / "general.yml").read_text(encoding="utf-8")
    first_action = next(line for line in text.splitlines() if line.strip().startswith("- action: "))
    indent = first_action[: first_action.index("-")]
    (broken / "general.yml").write_text(
        text.replace(first_action, f"{indent}- action: utter_goodbye", 1), encoding="utf-8"
    )
    assert _story_test(broken, tmp_path).returncode != 0
