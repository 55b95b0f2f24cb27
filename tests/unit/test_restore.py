"""The drill of docs/operations.md, section 11: a backup, an empty machine, and a thief who has one half of it.

The commands are the document's own, with the paths of this test.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.core import Stores
from bot.desk.permissions import Role
from bot.errors import AuditError, StartupError, VaultError
from bot.messages.clock import utc_now
from bot.scheduling.identity import Identity
from bot.scheduling.times import OpenTime
from bot.transcripts.entry import Author, Direction, NewEntry
from bot.vault.keyring import create_keyring
from tests.conftest import ROOT
from tests.fakes.installed import Installed

SAID = "Is the flu shot here on saturday, asks Quimby"
PSID = "psid-1"
ADA = Identity("Ada Example", date(1980, 4, 2), "+13125550142", "itchy elbow", new_patient=True)
SECRETS = (SAID, "Quimby", PSID, ADA.name, ADA.phone, ADA.reason, "1980-04-02")
START = datetime(2031, 3, 4, 15, 0, tzinfo=UTC)


class Clinic:
    """A machine that is in use, with a conversation and an appointment; and what was saved of it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.machine = Installed(folder / "machine", monkeypatch)
        self.database, self.keys = folder / "backup" / "frontdesk.db", folder / "safe" / "keys"
        self.database.parent.mkdir()
        self.keys.parent.mkdir()
        self.machine.add_account("officer@riverbend.example", Role.PRIVACY_OFFICER)
        self.conversation = self.machine.add_conversation()
        self.appointment = self.machine.look(self._use)
        self.machine.run("audit", "checkpoint")

    async def _use(self, stores: Stores) -> str:
        async with stores.database.work() as session:
            await stores.transcripts.append(session, entry(self.conversation, SAID))
        time = OpenTime("okafor", START, START + timedelta(minutes=20), "office-visit")
        async with stores.database.work() as session:
            hold = await stores.holds.hold(session, time, conversation_id=self.conversation, key="k1", now=utc_now())
            return (await stores.appointments.confirm(session, hold.id, ADA, now=utc_now())).id

    def save(self) -> None:
        """While the service runs: its connection is open, and what it wrote last stands in the write-ahead log."""
        shutil.copytree(self.machine.folder / "keys", self.keys)

        async def while_it_runs(stores: Stores) -> None:
            async with stores.database.work() as session:
                await stores.transcripts.append(session, entry(self.conversation, "written last"))
            run_as_documented(self.machine.folder / "data" / "frontdesk.db", self.database)

        self.machine.look(while_it_runs)


def entry(conversation: str, text: str) -> NewEntry:
    return NewEntry(
        conversation_id=conversation,
        source_id=text,
        direction=Direction.IN,
        author=Author.PATIENT,
        channel="messenger",
        text=text,
        at=utc_now(),
    )


def run_as_documented(database: Path, backup: Path) -> None:
    documented = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    found = re.search(r"```\n(umask 077\n\.venv/bin/python -c .+?)```", documented, re.DOTALL)
    assert found, "the document has a command for SQLite"
    command = found[1].replace(".venv/bin/python", sys.executable)
    command = command.replace("/var/lib/frontdesk/data/frontdesk.db", str(database))
    command = command.replace("/backup/frontdesk-$(date +%F).db", str(backup))
    subprocess.run(["bash", "-euc", command], check=True, cwd=ROOT)


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clinic:
    made = Clinic(tmp_path, monkeypatch)
    made.save()
    return made


@pytest.fixture
def restored(clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """Another machine, with both halves put back."""
    empty = Installed(tmp_path / "empty", monkeypatch, keys=False)
    shutil.copytree(clinic.keys, empty.folder / "keys")
    put_back(clinic, empty)
    return empty


def put_back(clinic: Clinic, machine: Installed) -> None:
    (machine.folder / "data").mkdir(mode=0o700)
    shutil.copy(clinic.database, machine.folder / "data" / "frontdesk.db")


async def transcript(stores: Stores, conversation: str) -> list[str]:
    async with stores.database.work() as session:
        read = await stores.transcripts.read_as_staff(session, conversation, staff_id="officer", why="drill")
    return [one.text for one in read]


def test_a_transcript_and_an_appointment_are_read_on_the_new_machine(clinic: Clinic, restored: Installed) -> None:
    assert restored.look(lambda stores: transcript(stores, clinic.conversation)) == [SAID, "written last"]

    async def who_comes(stores: Stores) -> Identity:
        async with stores.database.reading() as session:
            return await stores.appointments.reveal(session, clinic.appointment)

    assert restored.look(who_comes) == ADA


def test_a_person_who_writes_again_is_known(clinic: Clinic, restored: Installed) -> None:
    assert restored.add_conversation() == clinic.conversation


def test_the_restored_log_is_whole_against_the_checkpoints_held(clinic: Clinic, restored: Installed) -> None:
    held, export = clinic.machine.folder / "checkpoints", restored.folder / "restored.jsonl"
    shutil.copytree(held, restored.folder / "checkpoints", dirs_exist_ok=True)
    assert restored.run("audit", "export", str(export))[0] == 0
    status, said = restored.run("audit", "verify", str(export), "--checkpoints", str(held))
    assert (status, said.splitlines()[-1]) == (0, "Whole.")
    status, said = restored.run("audit", "checkpoint")
    assert status == 0, "the restored machine goes on where the other stopped"
    assert said.startswith("2 entries")


def test_a_backup_older_than_the_newest_checkpoint_says_so_and_is_not_anchored(
    clinic: Clinic, restored: Installed
) -> None:
    held, export = clinic.machine.folder / "checkpoints", restored.folder / "restored.jsonl"
    for number in range(2):  # what is lost: recorded after the backup
        clinic.machine.run("audit", "export", str(clinic.machine.folder / f"{number}.jsonl"))
    clinic.machine.run("audit", "checkpoint")
    shutil.copytree(held, restored.folder / "checkpoints", dirs_exist_ok=True)
    restored.run("audit", "export", str(export))
    status, said = restored.run("audit", "verify", str(export), "--checkpoints", str(held))
    assert (status, said.splitlines()[0], said.splitlines()[-1]) == (1, "shorter at 3", "Not whole.")
    assert restored.run("audit", "checkpoint") == (1, str(AuditError()))


def test_the_database_alone_reveals_nothing(clinic: Clinic) -> None:
    bytes_of_it = clinic.database.read_bytes()
    assert clinic.conversation.encode() in bytes_of_it, "the search would not find anything"
    for secret in SECRETS:
        assert secret.encode() not in bytes_of_it


@pytest.mark.parametrize("keys", ["none", "others"])
def test_without_the_key_folder_nothing_can_be_read(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    thief = Installed(tmp_path / "thief", monkeypatch, keys=False)
    put_back(clinic, thief)
    if keys == "others":
        create_keyring(thief.folder / "keys", os.urandom)
    with pytest.raises(VaultError if keys == "others" else StartupError):
        thief.look(lambda stores: transcript(stores, clinic.conversation))


def test_backup_and_key_folder_can_be_read_by_their_owner_alone(clinic: Clinic) -> None:
    for path in (clinic.database, *clinic.keys.iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path.name
