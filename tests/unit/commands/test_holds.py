"""`frontdesk holds`: in the name of a privacy officer, for a reason from the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.audit.tables import AuditRow
from bot.core import Stores
from bot.desk.permissions import Role
from tests.fakes.installed import Installed

OFFICER = "officer@riverbend.example"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    return Installed(tmp_path, monkeypatch)


def place(installed: Installed, conversation: str, by: str = OFFICER, reason: str = "litigation") -> tuple[int, str]:
    return installed.run("holds", "place", conversation, "--reason", reason, "--by", by)


def test_a_hold_is_placed_listed_and_released(installed: Installed) -> None:
    officer = installed.add_account(OFFICER, Role.PRIVACY_OFFICER)
    conversation = installed.add_conversation()
    assert installed.run("holds", "list") == (0, "No hold stands.")
    assert place(installed, conversation) == (0, "Held.")
    assert place(installed, conversation) == (0, "A hold stands already.")
    status, listed = installed.run("holds", "list")
    assert status == 0
    assert listed.startswith(f"{conversation} litigation ")
    assert listed.endswith(OFFICER)
    assert installed.run("holds", "release", conversation, "--by", OFFICER) == (0, "Released.")
    assert installed.run("holds", "release", conversation, "--by", OFFICER) == (0, "No hold stands.")

    async def recorded(stores: Stores) -> list[tuple[str, str, str]]:
        async with stores.database.reading() as session:
            rows = await session.scalars(select(AuditRow).where(AuditRow.action.like("hold.%")).order_by(AuditRow.seq))
            return [(row.actor, row.action, row.details) for row in rows]

    details = f'{{"reason":"litigation","staff":"{officer}"}}'
    assert installed.look(recorded) == [("system", "hold.place", details), ("system", "hold.release", details)]


@pytest.mark.parametrize(
    ("by", "reason", "conversation", "said"),
    [
        (OFFICER, "litigation", "nobody", "there is no conversation of this id"),
        ("desk@riverbend.example", "litigation", "", "is not the sign-in name of a privacy officer"),
        ("stranger@riverbend.example", "litigation", "", "is not the sign-in name of a privacy officer"),
        (OFFICER, "quimby-v-riverbend", "", "Invalid value"),
    ],
)
def test_what_is_not_known_is_refused(installed: Installed, by: str, reason: str, conversation: str, said: str) -> None:
    installed.add_account(OFFICER, Role.PRIVACY_OFFICER)
    installed.add_account("desk@riverbend.example", Role.STAFF)
    status, output = place(installed, conversation or installed.add_conversation(), by, reason)
    assert status != 0
    assert said in output
    assert installed.run("holds", "list") == (0, "No hold stands.")
