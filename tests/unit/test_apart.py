"""What has to be right before a Rasa of its own, or a service that knows one, is started."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.apart import rasa_apart, rasa_elsewhere, shared_secret
from bot.dialogue.install import RasaInstall
from bot.errors import StartupError
from bot.messages.clock import utc_now
from bot.settings import Settings, load_settings
from tests.conftest import ROOT


def secret_file(folder: Path, secret: str = "s" * 40, mode: int = 0o600) -> Path:
    path = folder / "secret"
    path.write_text(f"{secret}\n", encoding="ascii")
    path.chmod(mode)
    return path


def settings(folder: Path, **more: object) -> Settings:
    secret = secret_file(folder)
    apart = {"rasa_secret_file": secret, "actions_secret_file": secret, "actions_port": 5055}
    return load_settings(demo=True, model_folder=folder, **(apart | more))


async def open_apart(folder: Path, **more: object) -> None:
    install = RasaInstall(ROOT / ".venv-rasa" / "bin" / "python", ROOT, folder / "run")
    async with rasa_apart(settings(folder, **more), install, utc_now, os.urandom):
        raise AssertionError("it was started")


def test_a_secret_that_both_know_is_read_without_its_line_end(tmp_path: Path) -> None:
    address = rasa_elsewhere(settings(tmp_path, rasa_url="http://127.0.0.1:5005/"))
    assert address is not None
    assert (address.url, address.port, address.secret) == ("http://127.0.0.1:5005", 5005, "s" * 40)


@pytest.mark.parametrize(
    ("secret", "mode", "says"), [("short", 0o600, "needs 32 characters or more"), ("s" * 40, 0o644, "open to others")]
)
def test_a_weak_or_open_secret_is_refused(tmp_path: Path, secret: str, mode: int, says: str) -> None:
    with pytest.raises(StartupError, match=says):
        shared_secret(secret_file(tmp_path, secret, mode))


@pytest.mark.parametrize(
    ("url", "says"),
    [
        (None, "FRONTDESK_RASA_URL is not set"),
        ("https://rasa.riverbend.example", "where Rasa itself runs it is http://127.0.0.1 with a port"),
        ("http://127.0.0.1", "with a port"),
        ("http://127.0.0.1:5005", "The dialogue model is missing"),
    ],
)
async def test_it_is_not_started_before_all_is_right(tmp_path: Path, url: str | None, says: str) -> None:
    with pytest.raises(StartupError, match=says):
        await open_apart(tmp_path, rasa_url=url)
