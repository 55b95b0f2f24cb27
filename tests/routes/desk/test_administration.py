"""Accounts, emergency access, audit, appointments and one's own account over HTTP."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import select

from bot.audit.tables import AuditRow
from bot.desk.accounts import Account
from bot.desk.permissions import Role
from tests.fakes.clock import FakeClock
from tests.fakes.desk import PASSWORD, SECRETS, DeskBench, SignedIn, Waiting
from tests.fakes.staff_browser import StaffBrowser


def proof(role: Role, clock: FakeClock) -> dict[str, str]:
    """A fresh code: the one used for signing in is spent."""
    clock.advance(timedelta(seconds=30))
    return {"own_password": PASSWORD, "own_code": pyotp.TOTP(SECRETS[role]).at(clock())}


async def last_deed(bench: DeskBench) -> tuple[str, str]:
    async with bench.desk.database.work() as session:
        row = (await session.scalars(select(AuditRow).order_by(AuditRow.seq.desc()).limit(1))).one()
        return row.action, row.actor


async def test_a_new_account_gets_a_temporary_password_shown_once(
    signed_in: SignedIn, browser: StaffBrowser, clock: FakeClock
) -> None:
    admin = await signed_in(Role.ADMIN)
    await admin.get("/accounts")
    fields = {"name": "Noor", "login": "noor", "role": "staff"}
    page = await admin.post("/accounts", **fields, **proof(Role.ADMIN, clock))
    (password,) = re.findall(r'<code class="big">([^<]+)</code>', page.text)
    assert password not in (await admin.get("/accounts")).text
    assert (await browser.sign_in("noor", password)).goes_to == "/sign-in/enrol"


@pytest.mark.parametrize("wrong", [{"own_password": "wrong wrong wrong"}, {"own_code": "000000"}])
@pytest.mark.parametrize("deed", ["reset", "disable", "enable", "role"])
async def test_an_account_is_changed_only_after_proving_once_more_who_one_is(
    *,
    signed_in: SignedIn,
    people: dict[Role, Account],
    clock: FakeClock,
    bench: DeskBench,
    deed: str,
    wrong: dict[str, str],
) -> None:
    admin = await signed_in(Role.ADMIN)
    other = people[Role.STAFF].id
    await admin.get(f"/accounts/{other}")
    fields = {**proof(Role.ADMIN, clock), **wrong, "role": "staff"}
    assert (await admin.post(f"/accounts/{other}/{deed}", **fields)).status == 422
    async with bench.desk.database.reading() as session:
        assert await bench.desk.accounts.get(session, other) == people[Role.STAFF]


async def test_disabling_signs_the_person_out_at_once(
    signed_in: SignedIn, people: dict[Role, Account], clock: FakeClock
) -> None:
    staff, admin = await signed_in(Role.STAFF), await signed_in(Role.ADMIN)
    await admin.get("/accounts")
    page = await admin.post(f"/accounts/{people[Role.STAFF].id}/disable", **proof(Role.ADMIN, clock))
    assert page.goes_to == "/accounts?done=disabled"
    assert (await staff.get("/inbox")).goes_to == "/sign-in"


async def test_a_reset_leaves_no_way_in_without_enrolling_anew(
    signed_in: SignedIn, people: dict[Role, Account], browser: StaffBrowser, clock: FakeClock
) -> None:
    """H6: no bypass of the second factor by recovery."""
    admin = await signed_in(Role.ADMIN)
    await admin.get("/accounts")
    page = await admin.post(f"/accounts/{people[Role.STAFF].id}/reset", **proof(Role.ADMIN, clock))
    (password,) = re.findall(r'<code class="big">([^<]+)</code>', page.text)
    assert (await browser.sign_in("staff", PASSWORD)).status == 422
    await browser.sign_in("staff", password)
    assert (await browser.get("/inbox")).goes_to == "/sign-in/enrol"


async def test_emergency_access_opens_the_inbox_for_half_an_hour_and_is_told(
    signed_in: SignedIn, waiting: Waiting, clock: FakeClock
) -> None:
    """H2."""
    admin, officer = await signed_in(Role.ADMIN), await signed_in(Role.PRIVACY_OFFICER)
    path = f"/conversations/{waiting.conversation_id}"
    assert (await admin.get(path)).status == 403
    await admin.get("/emergency-access")
    assert (await admin.post("/emergency-access", **proof(Role.ADMIN, clock))).status == 422
    page = await admin.post("/emergency-access", reason="nobody_at_the_desk", **proof(Role.ADMIN, clock))
    assert page.goes_to == "/inbox"
    assert (await admin.get(path)).status == 200
    told = (await officer.get("/audit")).text
    assert "Kim Administrator</strong> used emergency access" in told
    for _ in range(3):
        clock.advance(timedelta(minutes=10))
        await admin.get("/account")
    assert (await admin.get(path)).status == 403


async def test_reviewing_emergency_access_ends_the_notice(
    signed_in: SignedIn, bench: DeskBench, clock: FakeClock
) -> None:
    admin = await signed_in(Role.ADMIN)
    await admin.get("/emergency-access")
    await admin.post("/emergency-access", reason="system_failure", **proof(Role.ADMIN, clock))
    officer = await signed_in(Role.PRIVACY_OFFICER)
    page = await officer.get("/audit")
    (path,) = re.findall(r'action="(/emergency-access/[a-z2-7]+/review)"', page.text)
    await officer.post(path)
    assert (await last_deed(bench))[0] == "emergency_access.review"
    assert "used emergency access" not in (await officer.get("/audit")).text


async def test_the_audit_can_be_read_checked_and_taken_away_and_each_is_recorded(
    signed_in: SignedIn, bench: DeskBench, people: dict[Role, Account]
) -> None:
    officer = await signed_in(Role.PRIVACY_OFFICER)
    actor = f"staff:{people[Role.PRIVACY_OFFICER].id}"
    assert "Sign-in" in (await officer.get("/audit")).text
    assert await last_deed(bench) == ("audit.read", actor)
    assert "unbroken" in (await officer.post("/audit/verify")).text
    export = await officer.post("/audit/export")
    assert export.text.splitlines()[0] == '{"format":"frontdesk-audit/1","organisation":"Riverbend Family Health"}'
    assert '"action":"audit.export"' in export.text.splitlines()[-1]


async def test_a_view_of_the_appointments_is_recorded(
    signed_in: SignedIn, bench: DeskBench, people: dict[Role, Account]
) -> None:
    browser = await signed_in(Role.STAFF)
    for path in ("/appointments", "/appointments?day=2026-11-24", "/appointments?day=soon"):
        assert (await browser.get(path)).status == 200
        assert await last_deed(bench) == ("appointments.read", f"staff:{people[Role.STAFF].id}")


async def test_one_sees_and_ends_ones_other_sessions(signed_in: SignedIn, clock: FakeClock) -> None:
    first = await signed_in(Role.STAFF)
    clock.advance(timedelta(seconds=30))
    second = await signed_in(Role.STAFF)
    page = await second.get("/account")
    (path,) = re.findall(r'action="(/account/sessions/[a-z2-7]+/end)"', page.text)
    assert (await second.post(path)).goes_to == "/account?done=session"
    assert (await first.get("/inbox")).goes_to == "/sign-in"
    assert (await second.get("/inbox")).status == 200


async def test_a_changed_password_ends_the_other_sessions(signed_in: SignedIn, clock: FakeClock) -> None:
    first = await signed_in(Role.STAFF)
    clock.advance(timedelta(seconds=30))
    second = await signed_in(Role.STAFF)
    await second.get("/account")
    refused = await second.post("/account/password", password="password99", **proof(Role.STAFF, clock))
    assert refused.status == 422
    changed = await second.post("/account/password", password="harbor violet spoon", **proof(Role.STAFF, clock))
    assert changed.goes_to == "/account?done=password"
    assert (await first.get("/inbox")).goes_to == "/sign-in"
    assert (await second.get("/inbox")).status == 200
