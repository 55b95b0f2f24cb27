"""A private PostgreSQL for tests: its own cluster in a temporary folder, reached over a socket there, gone afterwards.

PostgreSQL refuses to run as root, so root hands it to the system's `postgres` user.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BINARIES = Path("/usr/lib/postgresql")
SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=120"


def missing_reason() -> str | None:
    """Why PostgreSQL cannot be started here; None when it can."""
    if _binaries() is None:
        return "PostgreSQL is not installed (apt-get install postgresql)"
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "root needs runuser to start PostgreSQL as another user"
    return None


@contextmanager
def running_postgres() -> Iterator[str]:
    """Gives the URL of an empty database."""
    folder = Path(tempfile.mkdtemp(prefix="fd-pg-"))  # short: a socket's path has a limit of 107 bytes
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = folder / "data"
        _run("initdb", "-D", str(data), "-U", "test", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -k {folder} {SPEED}"
        _run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql+asyncpg://test@/postgres?host={folder}"
        finally:
            _run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def program(name: str) -> str:
    """The path of one of PostgreSQL's own programs. Raises FileNotFoundError."""
    if (binaries := _binaries()) is None:
        raise FileNotFoundError(name)
    return str(binaries / name)


def _binaries() -> Path | None:
    found = sorted(BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


def _run(name: str, *arguments: str) -> None:
    command = [program(name), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    # Not captured: the server inherits the pipes and would keep them open for as long as it runs.
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
