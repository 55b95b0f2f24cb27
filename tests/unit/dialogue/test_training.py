"""The model is trained when its inputs change, put in place in one step, and checked before use."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bot.dialogue.install import RasaInstall
from bot.dialogue.models import installed_model
from bot.dialogue.training import fingerprint, trained_model
from bot.errors import StartupError

# A stand-in for `rasa train`: says what Rasa says, and counts how often it was called.
FAKE_RASA = """
import pathlib, sys
arguments = sys.argv[1:]
assert arguments[0] == "train"
out = pathlib.Path(arguments[arguments.index("--out") + 1])
name = arguments[arguments.index("--fixed-model-name") + 1]
with open("trainings", "a") as note:
    note.write("x")
print("INFO rasa.engine.training.hooks  - Starting to train component 'RulePolicy'.")
print("INFO rasa.engine.training.hooks  - Finished training component 'RulePolicy'.")
if "broken" in pathlib.Path("domain.yml").read_text():
    sys.exit("InvalidDomain: the domain is broken")
(out / (name + ".tar.gz")).write_bytes(pathlib.Path("domain.yml").read_bytes())
"""


@pytest.fixture
def install(tmp_path: Path) -> RasaInstall:
    project = tmp_path / "project"
    for folder in ("data/nlu", "data/rules", "data/stories", "data/faq"):
        (project / folder).mkdir(parents=True)
    (project / "fake_rasa.py").write_text(FAKE_RASA)
    (project / "config.yml").write_text("recipe: default.v1")
    (project / "domain.yml").write_text("intents: [greet]")
    (project / "data/nlu/greet.yml").write_text("- hi")
    return RasaInstall(Path(sys.executable), project, tmp_path / "run", module="fake_rasa")


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


def trainings(install: RasaInstall) -> int:
    return len((install.project / "trainings").read_text())


def test_progress_is_shown_and_the_model_installed(install: RasaInstall, models: Path) -> None:
    said: list[str] = []
    model = trained_model(install, models, said.append)
    assert installed_model(models) == model
    assert model.path.read_text() == "intents: [greet]"
    model.verify()
    assert any("training RulePolicy" in line for line in said)
    assert said[-1].endswith("done")


def test_unchanged_inputs_are_not_trained_again(install: RasaInstall, models: Path) -> None:
    first = trained_model(install, models, lambda _: None)
    assert trained_model(install, models, lambda _: None) == first
    assert trainings(install) == 1


@pytest.mark.parametrize("changed", ["config.yml", "domain.yml", "data/nlu/greet.yml", "data/rules/new.yml"])
def test_changed_inputs_are_trained_and_replace_the_model(install: RasaInstall, models: Path, changed: str) -> None:
    first = trained_model(install, models, lambda _: None)
    (install.project / changed).write_text("changed: true")
    second = trained_model(install, models, lambda _: None)
    assert trainings(install) == 2
    assert installed_model(models) == second
    assert second.path != first.path
    assert not first.path.exists()


def test_faq_content_is_no_input(install: RasaInstall) -> None:
    before = fingerprint(install)
    (install.project / "data/faq/topic.yml").write_text("- question")
    assert fingerprint(install) == before


def test_moving_a_text_between_files_is_a_change(install: RasaInstall) -> None:
    before = fingerprint(install)
    (install.project / "data/nlu/greet.yml").rename(install.project / "data/nlu/hello.yml")
    assert fingerprint(install) != before


def test_a_failed_training_keeps_the_model_of_before(install: RasaInstall, models: Path) -> None:
    before = trained_model(install, models, lambda _: None)
    (install.project / "domain.yml").write_text("broken")
    with pytest.raises(StartupError, match="the domain is broken"):
        trained_model(install, models, lambda _: None)
    assert installed_model(models) == before
    before.verify()
    assert [path for path in models.iterdir() if path.name.startswith(".training")] == []


def test_a_model_that_was_changed_is_refused(install: RasaInstall, models: Path) -> None:
    model = trained_model(install, models, lambda _: None)
    model.path.write_bytes(b"something else")
    with pytest.raises(StartupError, match="not the model that was trained"):
        trained_model(install, models, lambda _: None)


@pytest.mark.parametrize("note", ["", "[]", '{"model": "gone.tar.gz", "sha256": "", "inputs": ""}', '{"model": 7}'])
def test_a_note_that_makes_no_sense_is_no_model(models: Path, note: str) -> None:
    models.mkdir()
    (models / "current.json").write_text(note)
    assert installed_model(models) is None
