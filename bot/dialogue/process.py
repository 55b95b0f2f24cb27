"""One Rasa process: a free port, a fresh secret, a process group of its own, a bounded log.

It is asked to end first and killed after a grace period, with everything it may have started.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
from pathlib import Path
from typing import Protocol

from bot.dialogue.address import RasaAddress
from bot.dialogue.install import RasaInstall
from bot.dialogue.models import InstalledModel
from bot.messages.ids import Entropy, new_token

GRACE = 3.0  # seconds between asking to end and killing
LARGEST_LOG = 2 * 1024 * 1024  # bytes kept of one process's log; Rasa speaks only of trouble
LOG = "rasa.log"


class RunningRasa(Protocol):
    """What the supervisor needs of a process."""

    @property
    def address(self) -> RasaAddress: ...

    async def ended(self) -> int:
        """Waits for its end; the exit status."""
        ...

    async def stop(self) -> None: ...

    def memory_mb(self) -> int | None:
        """Resident memory; None where the system does not say."""
        ...


class RasaProcess:
    """Implements `RunningRasa`. Start one with `start_rasa`."""

    def __init__(self, process: asyncio.subprocess.Process, address: RasaAddress, log: Path) -> None:
        self._process = process
        self._address = address
        self._logging = asyncio.create_task(_keep_log(process, log))

    @property
    def address(self) -> RasaAddress:
        return self._address

    @property
    def pid(self) -> int:
        return self._process.pid

    async def ended(self) -> int:
        return await self._process.wait()

    async def stop(self) -> None:
        if self._process.returncode is None:
            self._signal(signal.SIGTERM)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), GRACE)
        self._signal(signal.SIGKILL)
        await self._process.wait()
        await self._logging

    def memory_mb(self) -> int | None:
        try:
            pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        except (OSError, IndexError, ValueError):
            return None
        return pages * os.sysconf("SC_PAGE_SIZE") // (1024 * 1024)

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


async def start_rasa(
    install: RasaInstall,
    model: InstalledModel,
    entropy: Entropy,
    *,
    actions_port: int,
    actions_secret: str,
    address: RasaAddress | None = None,
) -> RasaProcess:
    """At `address`, which is on loopback; None: at a free port with a fresh secret.

    Raises StartupError when the model is not the installed one, OSError when Rasa's environment is missing.
    """
    await asyncio.to_thread(model.verify)
    shutil.rmtree(install.run_folder / "tmp", ignore_errors=True)  # what a killed one left
    address = address or RasaAddress(f"http://127.0.0.1:{_free_port()}", new_token(entropy))
    command = install.command(
        *("run", "--quiet", "--interface", "127.0.0.1", "--port", str(address.port)),
        *("--model", str(model.path.resolve())),
        *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
    )
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=install.project,
        env=install.environment(
            {
                "FRONTDESK_RASA_SECRET": address.secret,
                "FRONTDESK_RASA_MEMORY_MB": str(install.memory_mb),
                "OPENBLAS_NUM_THREADS": "1",  # messages are short: more threads only wait for each other
                "FRONTDESK_ACTIONS_PORT": str(actions_port),
                "FRONTDESK_ACTIONS_SECRET": actions_secret,
            }
        ),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    return RasaProcess(process, address, install.run_folder / LOG)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def _keep_log(process: asyncio.subprocess.Process, path: Path) -> None:
    """Each process starts a new log, readable by the service's user only. The pipe is always emptied."""
    assert process.stdout is not None  # noqa: S101 - for the type checker: it is piped
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb", buffering=0) as log:  # noqa: ASYNC230 - a few lines to a local file
        kept = 0
        while chunk := await process.stdout.read(64 * 1024):
            log.write(chunk[: LARGEST_LOG - kept])
            kept = min(LARGEST_LOG, kept + len(chunk))
