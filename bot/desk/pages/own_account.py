"""One's own account: where one is signed in, and the password."""

from __future__ import annotations

from http import HTTPStatus

from aiohttp import web

from bot.desk.audited import Deed, about_account, staff_actor
from bot.desk.pages.sign_in import words_of
from bot.desk.passwords import RefusedPasswordError
from bot.desk.permissions import Permission
from bot.desk.web.route import get, post
from bot.desk.web.visit import Visit, see_other

DONE = frozenset({"password", "session"})


async def show(visit: Visit) -> web.Response:
    done = visit.request.query.get("done", "")
    return await _render(visit, done=done if done in DONE else "")


async def end_session(visit: Visit) -> web.Response:
    desk, account = visit.desk, visit.staff
    async with desk.database.work() as session:
        if not await desk.sessions.end_one(session, visit.request.match_info["session"], account.id):
            raise web.HTTPNotFound
        await desk.audit.record(
            session, actor=staff_actor(account.id), action=Deed.SESSION_END, subject=about_account(account.id)
        )
    return see_other("/account?done=session")


async def change_password(visit: Visit) -> web.Response:
    """Ends every other session of the account."""
    desk, account, form = visit.desk, visit.staff, visit.form
    refused = await desk.sign_in.confirm(account.id, form.get("own_password", ""), form.get("own_code", ""))
    if refused is not None:
        return await _render(visit, problem=words_of(refused))
    try:
        hashed = await desk.accounts.hash_new(form.get("password", ""), account.login, account.name)
    except RefusedPasswordError as why:
        return await _render(visit, problem=str(why))
    async with desk.database.work() as session:
        await desk.sessions.end_all(session, account.id, but=visit.token)
        await desk.accounts.set_password(session, account.id, hashed)
    return see_other("/account?done=password")


async def _render(visit: Visit, *, problem: str = "", done: str = "") -> web.Response:
    async with visit.desk.database.reading() as session:
        sessions = await visit.desk.sessions.list(session, visit.now, visit.staff.id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return visit.page("own_account.html", status=status, sessions=sessions, problem=problem, done=done)


ROUTES = (
    get("/account", Permission.OWN_ACCOUNT, show),
    post("/account/password", Permission.OWN_ACCOUNT, change_password),
    post("/account/sessions/{session}/end", Permission.OWN_ACCOUNT, end_session),
)
