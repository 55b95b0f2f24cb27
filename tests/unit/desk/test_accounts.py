"""Accounts: never shared, never deleted, and no reset that leaves half a lock open (H6)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.audit.tables import AuditRow
from bot.desk.accounts import Account, AccountError
from bot.desk.desk import Desk
from bot.desk.permissions import Role
from bot.desk.sessions import Stage
from bot.desk.sign_in import Advanced, Refused, Try
from bot.desk.tables import StaffAccountRow
from tests.fakes.desk import PASSWORD


def attempt(login: str, password: str) -> Try:
    return Try(login, password, address="198.51.100.7", browser="Firefox")


@pytest.mark.usefixtures("rosa")
async def test_a_sign_in_name_belongs_to_one_person(desk: Desk) -> None:
    async with desk.database.work() as session:
        with pytest.raises(AccountError):
            await desk.accounts.create(
                session, name="Other", login=" ROSA ", role=Role.STAFF, password="harbor violet", now=desk.clock()
            )


async def test_disabling_ends_every_session_at_once(desk: Desk, rosa: Account, sam: Account) -> None:
    async with desk.database.work() as session:
        await desk.sessions.start(session, rosa.id, Stage.FULL, desk.clock(), browser="")
        await desk.accounts.disable(session, rosa.id, desk.clock(), by=sam.id)
        assert await desk.sessions.list(session, desk.clock(), rosa.id) == []
    assert isinstance(await desk.sign_in.with_password(attempt("rosa", PASSWORD)), Refused)


async def test_a_reset_takes_password_and_second_factor_together(desk: Desk, rosa: Account, sam: Account) -> None:
    async with desk.database.work() as session:
        password = await desk.accounts.reset(session, rosa.id, desk.clock(), by=sam.id)
    assert isinstance(await desk.sign_in.with_password(attempt("rosa", PASSWORD)), Refused)
    result = await desk.sign_in.with_password(attempt("rosa", password))
    assert isinstance(result, Advanced)
    assert result.stage is Stage.ENROL


async def test_the_last_administrator_stays(desk: Desk, sam: Account) -> None:
    async with desk.database.work() as session:
        with pytest.raises(AccountError):
            await desk.accounts.disable(session, sam.id, desk.clock(), by=sam.id)
        with pytest.raises(AccountError):
            await desk.accounts.change_role(session, sam.id, Role.STAFF, by=sam.id)
        await desk.accounts.change_role(session, sam.id, Role.ADMIN, by=sam.id)


async def test_a_changed_role_counts_from_the_next_sign_in(desk: Desk, rosa: Account, sam: Account) -> None:
    async with desk.database.work() as session:
        await desk.sessions.start(session, rosa.id, Stage.FULL, desk.clock(), browser="")
        await desk.accounts.change_role(session, rosa.id, Role.FAQ_ADMIN, by=sam.id)
        assert await desk.sessions.list(session, desk.clock(), rosa.id) == []


async def test_the_secret_is_sealed_and_the_password_hashed(desk: Desk, rosa: Account) -> None:
    async with desk.database.work() as session:
        row = await session.get_one(StaffAccountRow, rosa.id)
    assert row.totp_sealed is not None
    assert b"JBSWY3DPEHPK3PXP" not in row.totp_sealed
    assert PASSWORD not in row.password_hash


@pytest.mark.usefixtures("rosa")
async def test_who_has_a_second_factor_is_asked_for_it(desk: Desk) -> None:
    result = await desk.sign_in.with_password(attempt("rosa", PASSWORD))
    assert isinstance(result, Advanced)
    assert result.stage is Stage.SECOND_FACTOR


async def test_sign_ins_and_account_changes_are_audited(desk: Desk, rosa: Account, sam: Account) -> None:
    await desk.sign_in.with_password(attempt("rosa", "wrong wrong wrong"))
    await desk.sign_in.with_password(attempt("nobody@example.com", "wrong wrong wrong"))
    async with desk.database.work() as session:
        await desk.accounts.disable(session, rosa.id, desk.clock(), by=sam.id)
        rows = (await session.scalars(select(AuditRow).order_by(AuditRow.seq))).all()
    assert [(row.action, row.actor, row.subject, row.outcome) for row in rows[-3:]] == [
        ("desk.sign_in", "nobody", f"staff:{rosa.id}", "refused"),
        ("desk.sign_in", "nobody", "nobody", "refused"),
        ("account.disable", f"staff:{sam.id}", f"staff:{rosa.id}", "ok"),
    ]
