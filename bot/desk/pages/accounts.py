"""Staff accounts, for the administrator. Every change asks once more who it is (ASVS 5.0, 7.5)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.accounts import AccountError
from bot.desk.pages.sign_in import words_of
from bot.desk.permissions import Permission, Role
from bot.desk.web.route import get, post
from bot.desk.web.visit import Visit, see_other

type Change = Callable[[AsyncSession], Awaitable[None]]

DONE = frozenset({"disabled", "enabled", "role"})


async def show(visit: Visit) -> web.Response:
    done = visit.request.query.get("done", "")
    return await _list(visit, done=done if done in DONE else "")


async def one(visit: Visit) -> web.Response:
    return await _one(visit)


async def create(visit: Visit) -> web.Response:
    """Answers with a temporary password: shown once, kept nowhere."""
    desk, form = visit.desk, visit.form
    problem = await _confirm(visit)
    if problem is not None:
        return await _list(visit, problem=problem)
    password = desk.accounts.temporary_password()
    try:
        async with desk.database.work() as session:
            account = await desk.accounts.create(
                session,
                name=form.get("name", ""),
                login=form.get("login", ""),
                role=Role(form.get("role", "")),
                password=password,
                now=visit.now,
                by=visit.staff.id,
            )
    except AccountError as refused:
        return await _list(visit, problem=str(refused))
    except ValueError:
        return await _list(visit, problem="Choose a role.")
    return visit.page("temporary_password.html", account=account, password=password)


async def reset(visit: Visit) -> web.Response:
    desk, account_id = visit.desk, _account_id(visit)
    problem = await _confirm(visit)
    if problem is not None:
        return await _one(visit, problem)
    async with desk.database.work() as session:
        password = await desk.accounts.reset(session, account_id, visit.now, by=visit.staff.id)
        account = await desk.accounts.get(session, account_id)
    return visit.page("temporary_password.html", account=account, password=password)


async def disable(visit: Visit) -> web.Response:
    accounts, by = visit.desk.accounts, visit.staff.id
    return await _change(visit, lambda s: accounts.disable(s, _account_id(visit), visit.now, by=by), "disabled")


async def enable(visit: Visit) -> web.Response:
    accounts, by = visit.desk.accounts, visit.staff.id
    return await _change(visit, lambda s: accounts.enable(s, _account_id(visit), by=by), "enabled")


async def change_role(visit: Visit) -> web.Response:
    accounts, by = visit.desk.accounts, visit.staff.id
    try:
        role = Role(visit.form.get("role", ""))
    except ValueError:
        return await _one(visit, "Choose a role.")
    return await _change(visit, lambda s: accounts.change_role(s, _account_id(visit), role, by=by), "role")


async def _change(visit: Visit, change: Change, done: str) -> web.Response:
    problem = await _confirm(visit)
    if problem is not None:
        return await _one(visit, problem)
    try:
        async with visit.desk.database.work() as session:
            await change(session)
    except AccountError as refused:
        return await _one(visit, str(refused))
    return see_other(f"/accounts?done={done}")


async def _confirm(visit: Visit) -> str | None:
    """None when the administrator has proved once more who they are."""
    form = visit.form
    refused = await visit.desk.sign_in.confirm(visit.staff.id, form.get("own_password", ""), form.get("own_code", ""))
    return None if refused is None else words_of(refused)


async def _list(visit: Visit, *, problem: str = "", done: str = "") -> web.Response:
    async with visit.desk.database.reading() as session:
        accounts = await visit.desk.accounts.list(session)
        sessions = await visit.desk.sessions.list(session, visit.now)
    active = {known.account_id: known.active_at for known in reversed(sessions)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return visit.page(
        "accounts.html", status=status, accounts=accounts, active=active, roles=list(Role), problem=problem, done=done
    )


async def _one(visit: Visit, problem: str = "") -> web.Response:
    async with visit.desk.database.reading() as session:
        account = await visit.desk.accounts.get(session, _account_id(visit))
        sessions = await visit.desk.sessions.list(session, visit.now, account.id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return visit.page(
        "account.html", status=status, account=account, sessions=sessions, roles=list(Role), problem=problem
    )


def _account_id(visit: Visit) -> str:
    return visit.request.match_info["account"]


ROUTES = (
    get("/accounts", Permission.MANAGE_ACCOUNTS, show),
    post("/accounts", Permission.MANAGE_ACCOUNTS, create),
    get("/accounts/{account}", Permission.MANAGE_ACCOUNTS, one),
    post("/accounts/{account}/reset", Permission.MANAGE_ACCOUNTS, reset),
    post("/accounts/{account}/disable", Permission.MANAGE_ACCOUNTS, disable),
    post("/accounts/{account}/enable", Permission.MANAGE_ACCOUNTS, enable),
    post("/accounts/{account}/role", Permission.MANAGE_ACCOUNTS, change_role),
)
