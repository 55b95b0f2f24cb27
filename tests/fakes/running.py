"""A running service in a process of its own, with its own folders and ports, and a fake Graph API behind it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import aiohttp

from bot.vault.keyring import create_keyring
from tests.conftest import ROOT
from tests.fakes.graph_api import FakeGraphApi
from tests.fakes.messenger import APP_SECRET, PAGE, PAGE_TOKEN, VERIFY_TOKEN, signed

START_LIMIT = 120.0  # seconds


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


@dataclass(frozen=True, slots=True)
class Wrote:
    """A webhook that was sent, and the status it got; None when the connection broke."""

    mid: str
    status: int | None


class RunningFrontdesk:
    """`async with` it. `point` names where it shall kill itself (tests/fakes/faulty_service.py)."""

    def __init__(
        self, folder: Path, graph: FakeGraphApi, *, point: str = "never", settings: dict[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.graph = graph
        self.point = point
        self.log = folder / "service.log"
        self._more = settings or {}
        self.public, self.staff, self.demo = free_ports(3)
        self._process: asyncio.subprocess.Process | None = None
        self._http: aiohttp.ClientSession | None = None
        self._count = 0

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))
        self._write_secrets()
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()
        assert self._http is not None
        await self._http.close()

    @property
    def http(self) -> aiohttp.ClientSession:
        assert self._http is not None
        return self._http

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.public}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def rasa_pid(self) -> int:
        """Rasa is a child of the service."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii").split()
        return int(children[0])

    def query(self, statement: str) -> list[tuple[object, ...]]:
        """Looks into the database as it lies on the disk."""
        with sqlite3.connect(self.folder / "data" / "frontdesk.db") as connection:
            return connection.execute(statement).fetchall()

    def unfinished(self) -> list[tuple[object, ...]]:
        return self.query(
            "select 'inbox', state from inbox where state in ('queued', 'claimed')"
            " union all select 'outbox', state from outbox where state in ('queued', 'sending')"
        )

    async def wait_idle(self, limit: float = 120.0) -> None:
        """Until both queues are empty."""
        ends = time.monotonic() + limit
        while self.unfinished():
            if time.monotonic() > ends:
                raise AssertionError(f"still unfinished after {limit} s: {self.unfinished()[:5]}")
            await asyncio.sleep(0.1)

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "tests.fakes.faulty_service", self.point, str(self.folder / "struck")),
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=log,
            )
        await self.wait_listening()

    async def stop(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), 15)
        except TimeoutError:
            process.kill()
            await process.wait()

    async def kill(self) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def wait_dead(self, limit: float = 30.0) -> None:
        assert self._process is not None
        await asyncio.wait_for(self._process.wait(), limit)

    async def wait_listening(self) -> None:
        await self._until(lambda health: health is not None)

    async def wait_guard(self) -> None:
        await self._until(lambda health: health is not None and health["guard"])

    async def wait_rasa(self) -> None:
        await self._until(lambda health: health is not None and health["dialogue"])

    async def health(self) -> dict[str, bool] | None:
        try:
            async with self.http.get(f"{self.url}/health") as response:
                answer: dict[str, bool] = await response.json()
                return answer
        except (aiohttp.ClientError, OSError):
            return None

    async def write(self, text: str, *, sender: str = "2000000000000001", mid: str | None = None) -> Wrote:
        """A signed webhook with one message, as Meta would deliver it."""
        self._count += 1
        mid = mid or f"m_{sender}_{self._count}"
        body = message_body(text, sender=sender, mid=mid)
        return Wrote(mid, await self.post(body))

    async def post(self, body: bytes) -> int | None:
        try:
            async with self.http.post(f"{self.url}/webhooks/messenger", data=body, headers=signed(body)) as response:
                return response.status
        except (aiohttp.ClientError, OSError):
            return None

    async def wait_texts(self, count: int, limit: float = 60.0) -> list[str]:
        """Until the network has taken that many messages."""
        ends = time.monotonic() + limit
        while len(self.graph.texts) < count:
            if time.monotonic() > ends:
                raise AssertionError(f"{len(self.graph.texts)} of {count} messages after {limit} s")
            await asyncio.sleep(0.05)
        return self.graph.texts

    def environment(self) -> dict[str, str]:
        passed_on = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
        secrets = self.folder / "secrets"
        return {
            **passed_on,
            "PYTHONPATH": str(ROOT),
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "FRONTDESK_DEMO": "true",
            "FRONTDESK_DATA_FOLDER": str(self.folder / "data"),
            "FRONTDESK_KEY_FOLDER": str(self.folder / "keys"),
            "FRONTDESK_CHECKPOINT_FOLDER": str(self.folder / "checkpoints"),
            "FRONTDESK_PUBLIC_URL": self.url,
            "FRONTDESK_STAFF_URL": f"http://127.0.0.1:{self.staff}",
            "FRONTDESK_DEMO_URL": f"http://127.0.0.1:{self.demo}",
            "FRONTDESK_PUBLIC_LISTEN": f"127.0.0.1:{self.public}",
            "FRONTDESK_STAFF_LISTEN": f"127.0.0.1:{self.staff}",
            "FRONTDESK_DEMO_LISTEN": f"127.0.0.1:{self.demo}",
            "FRONTDESK_MESSENGER_PAGE_ID": PAGE,
            "FRONTDESK_MESSENGER_APP_SECRET_FILE": str(secrets / "app_secret"),
            "FRONTDESK_MESSENGER_VERIFY_TOKEN_FILE": str(secrets / "verify_token"),
            "FRONTDESK_MESSENGER_PAGE_TOKEN_FILE": str(secrets / "page_token"),
            "FRONTDESK_MESSENGER_GRAPH_URL": self.graph.base_url,
            **self._more,
        }

    def _write_secrets(self) -> None:
        secrets = self.folder / "secrets"
        secrets.mkdir(mode=0o700, parents=True)
        (self.folder / "checkpoints").mkdir()
        for name, value in (("app_secret", APP_SECRET), ("verify_token", VERIFY_TOKEN), ("page_token", PAGE_TOKEN)):
            (secrets / name).write_text(value, encoding="ascii")
            (secrets / name).chmod(0o600)
        create_keyring(self.folder / "keys", os.urandom)

    async def _until(self, fits: Callable[[dict[str, bool] | None], bool], limit: float = START_LIMIT) -> None:
        ends = time.monotonic() + limit
        while not fits(await self.health()):
            if self._process is not None and self._process.returncode is not None:
                raise AssertionError(f"the service ended: {self.log.read_text(encoding='utf-8')[-2000:]}")
            if time.monotonic() > ends:
                raise AssertionError(f"not there after {limit} s: {self.log.read_text(encoding='utf-8')[-2000:]}")
            await asyncio.sleep(0.1)


def message_body(text: str, *, sender: str, mid: str, more: Sequence[dict[str, object]] = ()) -> bytes:
    now = int(time.time() * 1000)
    item = {
        "sender": {"id": sender},
        "recipient": {"id": PAGE},
        "timestamp": now,
        "message": {"mid": mid, "text": text},
    }
    entry = {"id": PAGE, "time": now, "messaging": [item, *more]}
    return json.dumps({"object": "page", "entry": [entry]}).encode()
