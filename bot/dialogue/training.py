"""Trains the Rasa model when what it is made from has changed, and says how far it is.

Made from: config.yml, domain.yml, data/nlu, data/rules, data/stories, our components, the encoder, and Rasa's version.
A failed training leaves the model of before in its place. Two processes never train at once: the second waits, then
finds the work done. Everything here blocks; call it from a thread where that matters.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import subprocess
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.dialogue.install import RasaInstall
from bot.dialogue.models import InstalledModel, install_model, installed_model
from bot.errors import StartupError

DATA = ("data/nlu", "data/rules", "data/stories")
COMPONENTS = ("bot/rasa_plugins/sentences.py", "bot/rasa_plugins/letters.py", "bot/encoder/*.py")
MADE_FROM = ("config.yml", "domain.yml", *COMPONENTS)
LAST_LINES = 15
_STAGE = re.compile(r"(Starting to train|Finished training|Restored) component '(\w+)'")
_WORDS = {"Starting to train": "training", "Finished training": "trained", "Restored": "unchanged:"}

type Report = Callable[[str], None]


def fingerprint(install: RasaInstall) -> str:
    """64 hex characters; the same for the same inputs on every machine."""
    digest = hashlib.sha256()
    for path in _inputs(install.project):
        name, content = path.relative_to(install.project).as_posix(), path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    digest.update(_rasa_version(install).encode())
    return digest.hexdigest()


def ready_model(install: RasaInstall, folder: Path) -> InstalledModel:
    """The current model of `folder`. Raises StartupError when there is none, or it is older than what it is made of."""
    model = installed_model(folder)
    if model is None or model.inputs != fingerprint(install):
        raise StartupError("The dialogue model is missing, or older than what it is made from; run: make train")
    return model


def trained_model(install: RasaInstall, folder: Path, report: Report) -> InstalledModel:
    """The current model of `folder`, trained first if need be. Raises StartupError with Rasa's last words."""
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        inputs = fingerprint(install)
        present = installed_model(folder)
        if present is not None and present.inputs == inputs:
            present.verify()
            return present
        report("Training the language model: a minute or two, and only when its inputs have changed.")
        with tempfile.TemporaryDirectory(dir=folder, prefix=".training-") as scratch:
            _train(install, Path(scratch), report)
            return install_model(Path(scratch) / "model.tar.gz", folder, inputs)


def _inputs(project: Path) -> list[Path]:
    named = [path for pattern in MADE_FROM for path in project.glob(pattern)]
    data = [path for folder in DATA for path in (project / folder).rglob("*.yml")]
    return sorted(named + data)


def _rasa_version(install: RasaInstall) -> str:
    packages = install.python.parent.parent.glob("lib/python3.*/site-packages/rasa-*.dist-info")
    return ",".join(sorted(path.name for path in packages))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _train(install: RasaInstall, scratch: Path, report: Report) -> None:
    command = install.command(
        *("train", "--config", "config.yml", "--domain", "domain.yml", "--data", *DATA),
        *("--out", str(scratch), "--fixed-model-name", "model"),
    )
    last: deque[str] = deque(maxlen=LAST_LINES)
    started = time.monotonic()
    with subprocess.Popen(  # noqa: S603 - our own command, no shell
        command,
        cwd=install.project,
        env=install.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None  # noqa: S101 - for the type checker: it is piped
        for line in process.stdout:
            last.append(line.rstrip())
            if stage := _STAGE.search(line):
                report(f"  {time.monotonic() - started:3.0f} s  {_WORDS[stage[1]]} {stage[2]}")
    if process.returncode != 0 or not (scratch / "model.tar.gz").is_file():
        raise StartupError("Rasa could not be trained. Its last words:\n" + "\n".join(last))
    report(f"  {time.monotonic() - started:3.0f} s  done")
