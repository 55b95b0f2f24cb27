"""`frontdesk audit`: what leaves the machine, and what can be proven with it later."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.desk.permissions import Role
from tests.fakes.installed import Installed


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    made = Installed(tmp_path, monkeypatch)
    made.add_account("ana@riverbend.example", Role.ADMIN)
    return made


def test_an_export_is_held_against_a_witness_that_somebody_kept(installed: Installed, tmp_path: Path) -> None:
    status, line = installed.run("audit", "witness")
    assert status == 0
    assert installed.run("audit", "witness") == (0, line), "nothing was recorded meanwhile"
    kept, file = tmp_path / "kept.txt", tmp_path / "audit.jsonl"
    kept.write_text(line)
    installed.run("audit", "export", str(file))
    proven = "2 entries, 1 of them proven, 1 since then.\nWhole."
    assert installed.run("audit", "verify", str(file), "--witness", str(kept)) == (0, proven)
    both = ("--witness", str(kept), "--checkpoints", str(tmp_path / "checkpoints"))
    assert installed.run("audit", "verify", str(file), *both) == (0, proven)
    kept.write_text(line.replace("/1 1 ", "/1 3 "))
    status, said = installed.run("audit", "verify", str(file), "--witness", str(kept))
    assert (status, said.splitlines()[0], said.splitlines()[-1]) == (1, "shorter at 3", "Not whole.")


def test_verifying_against_nothing_is_refused(installed: Installed, tmp_path: Path) -> None:
    installed.run("audit", "export", str(tmp_path / "audit.jsonl"))
    status, said = installed.run("audit", "verify", str(tmp_path / "audit.jsonl"))
    assert status == 1
    assert "--witness" in said
