"""`frontdesk serve` outside the demo, as a clinic starts it: its listeners, or one clear sentence."""

from __future__ import annotations

import asyncio
import os
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.settings import CertificateFiles
from bot.vault.keyring import create_keyring
from tests.conftest import ROOT
from tests.fakes.certificates import write_certificate
from tests.fakes.running import free_ports

pytestmark = pytest.mark.slow

LIMIT = 60.0  # seconds until it listens, or ends
PRIVATE = 0o600


@asynccontextmanager
async def serving(environment: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "serve"), cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def environment(folder: Path, files: CertificateFiles, public: int, staff: int) -> dict[str, str]:
    """A clinic's settings, with a Rasa elsewhere that is not there: what this is about does not need it."""
    create_keyring(folder / "keys", os.urandom)
    (folder / "checkpoints").mkdir()
    secret = folder / "secret"
    secret.write_text("s" * 40, encoding="ascii")
    secret.chmod(PRIVATE)
    rasa, actions = free_ports(2)
    own = {
        "DATA_FOLDER": folder / "data",
        "KEY_FOLDER": folder / "keys",
        "CHECKPOINT_FOLDER": folder / "checkpoints",
        "PUBLIC_URL": f"https://127.0.0.1:{public}",
        "STAFF_URL": f"https://127.0.0.1:{staff}",
        "PUBLIC_LISTEN": f"127.0.0.1:{public}",
        "STAFF_LISTEN": f"127.0.0.1:{staff}",
        "RASA_URL": f"http://127.0.0.1:{rasa}",
        "RASA_SECRET_FILE": secret,
        "ACTIONS_PORT": actions,
        "ACTIONS_SECRET_FILE": secret,
    }
    for side in ("PUBLIC", "STAFF"):
        own |= {f"{side}_CERTIFICATE_FILE": files.chain, f"{side}_CERTIFICATE_KEY_FILE": files.key}
    passed_on = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    return {**passed_on, "OPENBLAS_NUM_THREADS": "1", **{f"FRONTDESK_{name}": str(own[name]) for name in own}}


async def answer(url: str, trust: ssl.SSLContext) -> aiohttp.ClientResponse:
    """Once it listens."""
    async with asyncio.timeout(LIMIT), aiohttp.ClientSession() as http:
        while True:
            try:
                async with http.get(url, ssl=trust) as response:
                    return response
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.1)


async def test_patients_and_staff_are_served_over_https(tmp_path: Path) -> None:
    files = write_certificate(tmp_path)
    public, staff = free_ports(2)
    trust = ssl.create_default_context(cafile=str(files.chain))
    async with serving(environment(tmp_path, files, public, staff)):
        chat = await answer(f"https://127.0.0.1:{public}/chat", trust)
        desk = await answer(f"https://127.0.0.1:{staff}/sign-in", trust)
    assert (chat.status, desk.status) == (200, 200)
    assert "Strict-Transport-Security" in chat.headers
    assert "Strict-Transport-Security" in desk.headers


async def test_metrics_are_on_a_listener_of_their_own(tmp_path: Path) -> None:
    files = write_certificate(tmp_path)
    public, staff, metrics = free_ports(3)
    trust = ssl.create_default_context(cafile=str(files.chain))
    settings = environment(tmp_path, files, public, staff) | {"FRONTDESK_METRICS_LISTEN": f"127.0.0.1:{metrics}"}
    async with serving(settings):
        shown = await answer(f"http://127.0.0.1:{metrics}/metrics", trust)
        hidden = await answer(f"https://127.0.0.1:{public}/metrics", trust)
    assert (shown.status, hidden.status) == (200, 404)


async def test_a_missing_certificate_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    files = write_certificate(tmp_path)
    public, staff = free_ports(2)
    files.chain.unlink()
    async with serving(environment(tmp_path, files, public, staff)) as process:
        _, said = await asyncio.wait_for(process.communicate(), LIMIT)
    assert process.returncode == 1
    assert said.decode().splitlines() == [f"frontdesk: {files.chain}: cannot be read"]
