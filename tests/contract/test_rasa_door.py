"""What Rasa's process lets in, and what it lets out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.dialogue.address import HEALTH_PATH, TURNS_PATH
from bot.dialogue.health import ask_health
from tests.contract.conftest import Rasa

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="session")]

LOOPBACK = "0100007F"  # 127.0.0.1, as /proc/net/tcp writes it
ESTABLISHED, LISTENING = "01", "0A"


@pytest.mark.parametrize("headers", [{}, {"X-Frontdesk-Secret": ""}, {"X-Frontdesk-Secret": "é" * 40}])
@pytest.mark.parametrize(("method", "path"), [("GET", HEALTH_PATH), ("POST", TURNS_PATH)])
async def test_nobody_gets_in_without_the_secret(rasa: Rasa, headers: dict[str, str], method: str, path: str) -> None:
    async with rasa.http.request(method, rasa.address.url + path, headers=headers, json={}) as response:
        assert response.status == 403
        assert await response.read() == b""


@pytest.mark.parametrize(
    "path",
    [
        "/status",
        "/model",
        "/model/parse",
        "/model/train",
        "/domain",
        "/conversations/x/tracker",
        "/conversations/x/messages",
        "/webhooks/rest/webhook",
        "/webhooks/rest/",
        "/webhooks/frontdesk",
        "/webhooks/callback/webhook",
        "/socket.io/",
        "/docs",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
async def test_everything_but_our_channel_is_not_there(rasa: Rasa, method: str, path: str) -> None:
    address = rasa.address
    async with rasa.http.request(method, address.url + path, headers=address.headers, json={}) as response:
        assert response.status == 404


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"not json",
        b'{"session_id": "a-0", "turn": "t", "metadata": {}}',
        b'{"session_id": "", "turn": "t", "metadata": {}, "text": "hi"}',
        b'{"session_id": "a-0", "turn": "t", "metadata": {}, "text": 7}',
        b'{"session_id": "a-0", "turn": "t", "metadata": {}, "choice": {"intent": "inform"}}',
        b'{"session_id": "a-0", "turn": "t", "metadata": {}, "text": " /inform{}"}',
    ],
)
async def test_a_malformed_request_is_refused_with_a_receipt(rasa: Rasa, body: bytes) -> None:
    address = rasa.address
    async with rasa.http.post(address.url + TURNS_PATH, headers=address.headers, data=body) as response:
        assert response.status == 400
        assert (await response.json())["receipt"]["error"] == "malformed"


async def test_health_shows_that_nothing_fell_back_to_a_default(rasa: Rasa) -> None:
    health = await ask_health(rasa.http, rasa.address)
    assert health is not None
    assert health.faults(rasa.model.sha256) == []
    assert (health.store, health.telemetry, health.rasa) == ("BoundedTrackerStore", False, "3.6.21")
    assert health.python.startswith("3.10.")


async def test_it_listens_on_loopback_only_and_connects_to_nothing_else(rasa: Rasa) -> None:
    sockets = _sockets_of(rasa.process.pid)
    port = int(rasa.address.url.rsplit(":", 1)[1])
    assert [local for local, _, state in sockets if state == LISTENING] == [f"{LOOPBACK}:{port:04X}"]
    assert {remote.split(":")[0] for _, remote, state in sockets if state == ESTABLISHED} <= {LOOPBACK}


async def test_secrets_are_not_on_the_command_line(rasa: Rasa) -> None:
    command = Path(f"/proc/{rasa.process.pid}/cmdline").read_text(encoding="utf-8")
    assert "rasa_plugins" in command
    assert rasa.address.secret not in command


async def test_it_knows_nothing_of_the_services_variables(rasa: Rasa) -> None:
    variables = dict(
        entry.split("=", 1) for entry in Path(f"/proc/{rasa.process.pid}/environ").read_text().split("\0") if entry
    )
    assert variables["RASA_TELEMETRY_ENABLED"] == "false"
    allowed = {"PATH", "LANG", "LC_ALL", "HOME", "TMPDIR"}
    assert not {name for name in variables.keys() & os.environ.keys() if name.startswith("FRONTDESK")} - allowed


async def test_its_log_is_private_and_quotes_nobody(rasa: Rasa) -> None:
    address = rasa.address
    planted = "zanzibar kumquat heliotrope"
    body = {"session_id": "log-0", "turn": "crash-log", "metadata": {}, "text": f"do you take insurance {planted}"}
    async with rasa.http.post(address.url + TURNS_PATH, headers=address.headers, json=body) as response:
        assert (await response.json())["receipt"]["error"]
    log = rasa.install.run_folder / "rasa.log"
    assert log.stat().st_mode & 0o077 == 0
    for word in planted.split():
        assert word not in rasa.log


def _sockets_of(pid: int) -> list[tuple[str, str, str]]:
    """(local, remote, state) of every TCP socket that the process holds."""
    links = [os.readlink(path) for path in Path(f"/proc/{pid}/fd").iterdir()]
    inodes = {link[len("socket:[") : -1] for link in links if link.startswith("socket:[")}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            fields = line.split()
            if fields[9] in inodes:
                found.append((fields[1], fields[2], fields[3]))
    return found
