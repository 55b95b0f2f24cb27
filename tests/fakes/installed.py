"""An installation for commands: folders, keys and settings in the environment, and its stores to look into."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.core import Stores, open_stores
from bot.desk.desk import build_accounts
from bot.desk.permissions import Role
from bot.errors import FrontdeskError
from bot.messages.clock import utc_now
from bot.passwords.hashing import Passwords
from bot.settings import load_settings
from tests.fakes.desk import PASSWORD, QUICK_HASHER


class Installed:
    """For tests that are not asynchronous: commands have an event loop of their own. There may be several machines."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, *, keys: bool = True) -> None:
        self.folder = folder
        self.database_url: str | None = None  # None: SQLite in the data folder
        self._monkeypatch = monkeypatch
        (folder / "checkpoints").mkdir(parents=True)
        if keys:
            self.run("keys", "create")

    def run(self, *arguments: str) -> tuple[int, str]:
        """Exit status, and what was said, as `bot.__main__.main` says it."""
        self._set_environment()
        result = CliRunner().invoke(app, arguments)
        if isinstance(result.exception, FrontdeskError):
            return 1, str(result.exception)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output.strip()

    def look[T](self, look: Callable[[Stores], Awaitable[T]]) -> T:
        """Opens the stores as a command does, and closes them."""

        async def opened() -> T:
            stores = await open_stores(load_settings(), utc_now, os.urandom)
            try:
                return await look(stores)
            finally:
                await stores.database.close()

        self._set_environment()
        return asyncio.run(opened())

    def add_account(self, login: str, role: Role) -> str:
        async def add(stores: Stores) -> str:
            accounts = build_accounts(stores.vault, stores.audit, Passwords(QUICK_HASHER), os.urandom, stores.clinic)
            async with stores.database.work() as session:
                account = await accounts.create(
                    session, name=login, login=login, role=role, password=PASSWORD, now=utc_now()
                )
            return account.id

        return self.look(add)

    def add_conversation(self) -> str:
        async def add(stores: Stores) -> str:
            async with stores.database.work() as session:
                opened = await stores.conversations.open(
                    session, channel="messenger", account="page-1", sender="psid-1", now=utc_now()
                )
            return opened.id

        return self.look(add)

    def _set_environment(self) -> None:
        for setting, name in (("DATA", "data"), ("KEY", "keys"), ("CHECKPOINT", "checkpoints")):
            self._monkeypatch.setenv(f"FRONTDESK_{setting}_FOLDER", str(self.folder / name))
        self._monkeypatch.setenv("FRONTDESK_DEMO", "true")
        if self.database_url:
            self._monkeypatch.setenv("FRONTDESK_DATABASE_URL", self.database_url)
        else:
            self._monkeypatch.delenv("FRONTDESK_DATABASE_URL", raising=False)
