"""A real Rasa with the smallest project, trained and started once for all contract tests that ask for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.dialogue.action_server import ActionServer
from bot.dialogue.address import RasaAddress
from bot.dialogue.health import RasaHealth, ask_health
from bot.dialogue.install import RasaInstall
from bot.dialogue.models import InstalledModel
from bot.dialogue.process import RasaProcess, start_rasa
from bot.dialogue.rasa import RasaDialogue
from bot.dialogue.supervisor import RasaSupervisor
from bot.dialogue.training import trained_model
from bot.messages.clock import utc_now
from tests.fakes.rasa_actions import Calls, noting_actions

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
PROJECT = Path(__file__).parent / "rasa_project"
FEW_EVENTS = 60  # instead of 400, so that a test can be over-long in a few turns


@dataclass(frozen=True)
class Rasa:
    """A running Rasa, the client under test, and what the actions were called with."""

    install: RasaInstall
    model: InstalledModel
    supervisor: RasaSupervisor
    started: list[RasaProcess]
    dialogue: RasaDialogue
    http: aiohttp.ClientSession
    calls: Calls

    @property
    def process(self) -> RasaProcess:
        return self.started[-1]

    @property
    def address(self) -> RasaAddress:
        address = self.supervisor.find()
        assert address is not None
        return address

    @property
    def log(self) -> str:
        return (self.install.run_folder / "rasa.log").read_text(encoding="utf-8", errors="replace")


@pytest.fixture(scope="session")
def rasa_install(tmp_path_factory: pytest.TempPathFactory) -> RasaInstall:
    """The tiny domain and data with the product's own config, endpoints, credentials and plugins."""
    if not PYTHON.exists():
        pytest.skip("Rasa's environment is not installed")
    project = tmp_path_factory.mktemp("rasa-project")
    shutil.copytree(PROJECT, project, dirs_exist_ok=True)
    shutil.copy(ROOT / "config.yml", project)
    shutil.copy(ROOT / "credentials.yml", project)
    endpoints = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    assert "max_events: 400" in endpoints
    (project / "endpoints.yml").write_text(endpoints.replace("max_events: 400", f"max_events: {FEW_EVENTS}"))
    (project / "bot").symlink_to(ROOT / "bot")
    return RasaInstall(PYTHON, project, tmp_path_factory.mktemp("rasa-run"))


@pytest.fixture(scope="session")
def rasa_model(rasa_install: RasaInstall) -> InstalledModel:
    return trained_model(rasa_install, rasa_install.project / "models", report=lambda _: None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def rasa(rasa_install: RasaInstall, rasa_model: InstalledModel) -> AsyncIterator[Rasa]:
    calls, started = Calls(), []

    async with aiohttp.ClientSession() as http, ActionServer(noting_actions(calls), "s" * 40) as actions:

        async def start() -> RasaProcess:
            process = await start_rasa(
                rasa_install, rasa_model, os.urandom, actions_port=actions.port, actions_secret=actions.secret
            )
            started.append(process)
            return process

        async def look(address: RasaAddress) -> RasaHealth | None:
            return await ask_health(http, address)

        supervisor = RasaSupervisor(start, look, rasa_model.sha256, utc_now)
        dialogue = RasaDialogue(supervisor.find, http, utc_now)
        supervisor.start()
        await supervisor.wait_ready()
        yield Rasa(rasa_install, rasa_model, supervisor, started, dialogue, http, calls)
        await supervisor.stop()
