"""How Rasa's process is started and ended: environment, secrets, log, process group, parent."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.dialogue.install import RasaInstall
from bot.dialogue.models import InstalledModel, install_model
from bot.dialogue.process import LARGEST_LOG, RasaProcess, start_rasa
from bot.errors import StartupError

ROOT = Path(__file__).parents[3]

# A stand-in for `rasa run`: writes down how it was started, starts a child, ignores being asked to end.
FAKE_RASA = f"""
import json, os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("x" * {LARGEST_LOG + 1000})
with open("started.new", "w") as note:
    json.dump({{"arguments": sys.argv[1:], "environment": dict(os.environ), "child": child.pid}}, note)
os.replace("started.new", "started")
time.sleep(600)
"""

# Starts the process that the service would start, says its id, and waits to be killed.
CHILD = """
import time
from bot.rasa_plugins.launch import die_with_parent
die_with_parent()
print("bound", flush=True)
time.sleep(600)
"""
PARENT = f"""
import os, subprocess, sys, time
os.environ["FRONTDESK_PARENT_PID"] = str(os.getpid())
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def install(tmp_path: Path) -> RasaInstall:
    project = tmp_path / "project"
    project.mkdir()
    (project / "fake_rasa.py").write_text(FAKE_RASA)
    return RasaInstall(Path(sys.executable), project, tmp_path / "run", module="fake_rasa")


@pytest.fixture
def model(tmp_path: Path) -> InstalledModel:
    trained = tmp_path / "trained.tar.gz"
    trained.write_bytes(b"a model")
    return install_model(trained, tmp_path, "ab" * 32)


async def start(install: RasaInstall, model: InstalledModel) -> RasaProcess:
    return await start_rasa(install, model, os.urandom, actions_port=4321, actions_secret="a" * 40)


@pytest.fixture
async def process(install: RasaInstall, model: InstalledModel) -> AsyncIterator[RasaProcess]:
    process = await start(install, model)
    yield process
    await process.stop()


async def appears(path: Path) -> None:
    async with asyncio.timeout(20):
        while not path.exists():  # noqa: ASYNC110 - another process is waited for
            await asyncio.sleep(0.01)


def runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


async def ends(pid: int) -> None:
    async with asyncio.timeout(20):
        while runs(pid):  # noqa: ASYNC110 - another process is waited for
            await asyncio.sleep(0.01)


async def test_it_is_started_on_loopback_with_secrets_in_variables_only(
    install: RasaInstall, process: RasaProcess
) -> None:
    await appears(install.project / "started")
    started = json.loads((install.project / "started").read_text())
    arguments, variables = started["arguments"], started["environment"]
    assert arguments[0] == "run"
    assert arguments[arguments.index("--interface") + 1] == "127.0.0.1"
    assert process.address.url == f"http://127.0.0.1:{arguments[arguments.index('--port') + 1]}"
    assert "--enable-api" not in arguments
    assert process.address.secret == variables["FRONTDESK_RASA_SECRET"]
    assert process.address.secret not in " ".join(arguments)
    assert variables["RASA_TELEMETRY_ENABLED"] == "false"
    assert variables["FRONTDESK_ACTIONS_PORT"] == "4321"


async def test_it_sees_nothing_of_our_own_variables(install: RasaInstall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_META_APP_SECRET", "planted")
    assert "planted" not in install.environment().values()


async def test_every_start_has_a_fresh_secret(install: RasaInstall, model: InstalledModel) -> None:
    first, second = await start(install, model), await start(install, model)
    assert first.address.secret != second.address.secret
    assert first.address.url != second.address.url
    await first.stop()
    await second.stop()


async def test_stopping_ends_it_and_what_it_started(
    install: RasaInstall, process: RasaProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dialogue.process.GRACE", 0.1)
    await appears(install.project / "started")
    child = json.loads((install.project / "started").read_text())["child"]
    await process.stop()
    await ends(process.pid)
    await ends(child)
    assert await process.ended() == -signal.SIGKILL


async def test_its_log_is_private_and_bounded(
    install: RasaInstall, process: RasaProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.dialogue.process.GRACE", 0.1)
    await appears(install.project / "started")
    await process.stop()
    log = install.run_folder / "rasa.log"
    assert log.stat().st_size == LARGEST_LOG
    assert log.stat().st_mode & 0o077 == 0
    assert install.run_folder.stat().st_mode & 0o077 == 0


async def test_a_changed_model_is_never_started(install: RasaInstall, model: InstalledModel) -> None:
    model.path.write_bytes(b"another model")
    with pytest.raises(StartupError):
        await start(install, model)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")
async def test_it_dies_with_the_service_however_that_ends() -> None:
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PARENT, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    child = int(await parent.stdout.readline())
    assert runs(child)
    parent.send_signal(signal.SIGKILL)
    await parent.wait()
    await ends(child)
