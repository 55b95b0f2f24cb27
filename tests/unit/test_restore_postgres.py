"""The same drill with PostgreSQL: what `pg_dump` saved is read from another server, and reveals nothing by itself."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bot.core import Stores
from bot.messages.clock import utc_now
from bot.transcripts.entry import Author, Direction, NewEntry
from tests.fakes.installed import Installed
from tests.fakes.postgres import missing_reason, program, running_postgres

pytestmark = pytest.mark.postgres

SAID = "Is the flu shot here on saturday, asks Quimby"


def of_libpq(url: str) -> str:
    return url.replace("postgresql+asyncpg://", "postgresql://")


def run(name: str, *arguments: str) -> str:
    return subprocess.run([program(name), *arguments], check=True, capture_output=True, text=True).stdout


async def say(stores: Stores) -> str:
    async with stores.database.work() as session:
        opened = await stores.conversations.open(
            session, channel="messenger", account="page-1", sender="psid-quimby", now=utc_now()
        )
        entry = NewEntry(
            conversation_id=opened.id,
            source_id="m1",
            direction=Direction.IN,
            author=Author.PATIENT,
            channel="messenger",
            text=SAID,
            at=utc_now(),
        )
        await stores.transcripts.append(session, entry)
    return opened.id


@pytest.mark.skipif(missing_reason() is not None, reason=missing_reason() or "")
def test_a_dump_is_restored_on_another_server_and_says_nothing_without_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Installed(tmp_path / "machine", monkeypatch)
    dump = tmp_path / "frontdesk.dump"
    with running_postgres() as machine.database_url:
        conversation = machine.look(say)
        run("pg_dump", "--format=custom", "--no-owner", f"--file={dump}", of_libpq(machine.database_url))
    plain = run("pg_restore", "--file=-", str(dump))
    assert conversation in plain, "the search would not find anything"
    assert "uimby" not in plain
    assert b"uimby".hex() not in plain, "as PostgreSQL writes bytes"
    empty = Installed(tmp_path / "empty", monkeypatch, keys=False)
    shutil.copytree(machine.folder / "keys", empty.folder / "keys")

    async def read(stores: Stores) -> list[str]:
        async with stores.database.work() as session:
            entries = await stores.transcripts.read_as_staff(session, conversation, staff_id="officer", why="drill")
        return [entry.text for entry in entries]

    with running_postgres() as empty.database_url:
        options = ("--no-owner", "--exit-on-error", "--single-transaction")
        run("pg_restore", *options, f"--dbname={of_libpq(empty.database_url)}", str(dump))
        assert empty.look(read) == [SAID]
