"""A legal hold at the desk: by the privacy officer, with a reason, in the audit."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.audit.tables import AuditRow
from bot.desk.accounts import Account
from bot.desk.permissions import Role
from tests.fakes.desk import DeskBench, SignedIn, Waiting


async def deeds(bench: DeskBench) -> list[tuple[str, str]]:
    async with bench.desk.database.reading() as session:
        rows = await session.scalars(select(AuditRow).where(AuditRow.action.like("hold.%")).order_by(AuditRow.seq))
        return [(row.actor, row.action) for row in rows]


async def test_the_privacy_officer_places_a_hold_and_releases_it(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench, people: dict[Role, Account]
) -> None:
    address = f"/conversations/{waiting.conversation_id}"
    browser = await signed_in(Role.PRIVACY_OFFICER)
    assert "Place a hold" in (await browser.get(address)).text
    placed = await browser.post(f"{address}/hold", reason="subpoena")
    assert placed.goes_to == f"{address}?done=held"
    page = (await browser.get(placed.goes_to)).text
    assert "Subpoena, since" in page
    assert "Kim Privacy officer" in page
    assert (await browser.post(f"{address}/hold", reason="subpoena")).status == 409
    assert (await browser.post(f"{address}/release-hold")).goes_to == f"{address}?done=released"
    assert (await browser.post(f"{address}/release-hold")).status == 409
    officer = f"staff:{people[Role.PRIVACY_OFFICER].id}"
    assert await deeds(bench) == [(officer, "hold.place"), (officer, "hold.release")]


@pytest.mark.parametrize("reason", ["", "Quimby v. Riverbend"])
async def test_a_reason_outside_the_list_is_refused(
    signed_in: SignedIn, waiting: Waiting, bench: DeskBench, reason: str
) -> None:
    browser = await signed_in(Role.PRIVACY_OFFICER)
    await browser.get(f"/conversations/{waiting.conversation_id}")
    assert (await browser.post(f"/conversations/{waiting.conversation_id}/hold", reason=reason)).status == 422
    assert await deeds(bench) == []


async def test_the_front_desk_sees_no_hold(signed_in: SignedIn, waiting: Waiting) -> None:
    browser = await signed_in(Role.STAFF)
    assert "Legal hold" not in (await browser.get(f"/conversations/{waiting.conversation_id}")).text
