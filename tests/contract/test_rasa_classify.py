"""What the trained model takes messages for, asked in Rasa's own environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue.classifying import classify
from bot.dialogue.install import RasaInstall
from bot.dialogue.models import InstalledModel
from bot.errors import StartupError

pytestmark = pytest.mark.rasa


def test_each_message_gets_its_reading_in_order(rasa_install: RasaInstall, rasa_model: InstalledModel) -> None:
    greeting, parking, command = classify(rasa_install, rasa_model.path, ["good morning", "parking?\nhi", "/goodbye"])
    assert greeting.intent == greeting.ranking[0] == "greet"
    assert greeting.milliseconds > 0
    assert "nlu_fallback" not in parking.ranking
    assert set(parking.ranking) == set(greeting.ranking)
    assert command.ranking[0] == "goodbye"  # the word, for the solidus comes off as it does in life
    assert len(command.ranking) > 1  # a command would have no other


def test_a_model_that_is_not_there_is_said_without_the_messages(rasa_install: RasaInstall, tmp_path: Path) -> None:
    with pytest.raises(StartupError, match=r"Rasa could not read with nothing\.tar\.gz") as raised:
        classify(rasa_install, tmp_path / "nothing.tar.gz", ["my name is ana"])
    assert "ana" not in str(raised.value)
