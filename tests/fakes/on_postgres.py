"""Running services at one PostgreSQL database, with shared keys: as processes of one clinic on one or more machines."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import text

from bot.storage.engine import make_engine
from tests.fakes.graph_api import FakeGraphApi
from tests.fakes.running import RunningFrontdesk


class OnPostgres(RunningFrontdesk):
    """`shared` is the folder of the process that was made first; the others use its keys and checkpoints."""

    def __init__(self, folder: Path, graph: FakeGraphApi, url: str, *, shared: Path | None = None) -> None:
        home = shared or folder
        settings = {
            "FRONTDESK_DATABASE_URL": url,
            "FRONTDESK_KEY_FOLDER": str(home / "keys"),
            "FRONTDESK_CHECKPOINT_FOLDER": str(home / "checkpoints"),
        }
        super().__init__(folder, graph, settings=settings)
        self._url = url

    def query(self, statement: str) -> list[tuple[object, ...]]:
        """In a thread with a loop of its own: the caller is not asynchronous."""
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, self._ask(statement)).result()

    async def _ask(self, statement: str) -> list[tuple[object, ...]]:
        engine = make_engine(self._url)
        try:
            async with engine.connect() as connection:
                return [tuple(row) for row in await connection.execute(text(statement))]
        finally:
            await engine.dispose()
