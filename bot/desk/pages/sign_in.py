"""Signing in, step by step, and signing out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

from aiohttp import web

from bot.desk.audited import Deed, about_account, staff_actor
from bot.desk.devices import LIFE
from bot.desk.passwords import RefusedPasswordError
from bot.desk.permissions import Permission
from bot.desk.sessions import Stage
from bot.desk.sign_in import Advanced, Refusal, Refused, Try
from bot.desk.totp import enrolment_address, qr_svg
from bot.desk.web.browsers import browser_label
from bot.desk.web.cookies import DEVICE, SESSION, VISITOR
from bot.desk.web.forgery import form_token
from bot.desk.web.gate import STEPS
from bot.desk.web.route import get, post
from bot.desk.web.visit import Visit, see_other
from bot.messages.ids import new_token

WORDS: Mapping[Refusal, str] = {
    Refusal.WRONG: "Sign-in name or password is not right.",
    Refusal.WRONG_CODE: "This code is not right, or was used before. Wait for the next one.",
    Refusal.EXPIRED: "This temporary password has run out. Ask an administrator for a new one.",
    Refusal.TOO_MANY: "Too many tries. Please wait {minutes} min and try again.",
}
LEFT_BEHIND = '"cache", "storage"'  # not "cookies": the known-browser cookie stays


async def show(visit: Visit) -> web.Response:
    if visit.cookies.read(visit.request, SESSION) or visit.cookies.read(visit.request, VISITOR):
        return visit.page("sign_in.html", problem=None, login="")
    visitor = new_token(visit.desk.entropy)
    visit.csrf = form_token(visitor)
    response = visit.page("sign_in.html", problem=None, login="")
    visit.cookies.write(response, VISITOR, visitor)
    return response


async def sign_in(visit: Visit) -> web.Response:
    login = visit.form.get("login", "")
    attempt = Try(
        login=login,
        password=visit.form.get("password", ""),
        address=visit.address,
        browser=browser_label(visit.request.headers.get("User-Agent", "")),
        device_cookie=visit.cookies.read(visit.request, DEVICE),
    )
    result = await visit.desk.sign_in.with_password(attempt)
    if isinstance(result, Refused):
        return visit.page("sign_in.html", status=_status(result), problem=words_of(result), login=login)
    return _go_on(visit, result)


async def ask_code(visit: Visit) -> web.Response:
    return visit.page("code.html", problem=None)


async def take_code(visit: Visit) -> web.Response:
    result = await visit.desk.sign_in.with_code(visit.token, visit.session, visit.form.get("code", ""))
    if isinstance(result, Refused):
        return visit.page("code.html", status=_status(result), problem=words_of(result))
    return _go_on(visit, result)


async def show_enrolment(visit: Visit) -> web.Response:
    return await _enrolment(visit, None)


async def enrol(visit: Visit) -> web.Response:
    result = await visit.desk.sign_in.with_code(visit.token, visit.session, visit.form.get("code", ""))
    if isinstance(result, Refused):
        return await _enrolment(visit, result)
    return _go_on(visit, result)


async def ask_new_password(visit: Visit) -> web.Response:
    return visit.page("new_password.html", problem=None)


async def take_new_password(visit: Visit) -> web.Response:
    try:
        result = await visit.desk.sign_in.with_new_password(visit.token, visit.session, visit.form.get("password", ""))
    except RefusedPasswordError as refused:
        return visit.page("new_password.html", status=HTTPStatus.UNPROCESSABLE_ENTITY, problem=str(refused))
    return _go_on(visit, result)


async def sign_out(visit: Visit) -> web.Response:
    desk, account = visit.desk, visit.staff
    async with desk.database.work() as session:
        await desk.sessions.end(session, visit.token)
        await desk.audit.record(
            session, actor=staff_actor(account.id), action=Deed.SIGN_OUT, subject=about_account(account.id)
        )
    response = see_other("/sign-in")
    visit.cookies.drop(response, SESSION)
    response.headers["Clear-Site-Data"] = LEFT_BEHIND
    return response


def words_of(refused: Refused) -> str:
    wait = refused.wait or timedelta(0)
    return WORDS[refused.why].format(minutes=max(1, -(-int(wait.total_seconds()) // 60)))


async def _enrolment(visit: Visit, refused: Refused | None) -> web.Response:
    """The secret is shown while it is being enrolled, and never again."""
    desk, account = visit.desk, visit.staff
    if account.enrolled:
        raise web.HTTPForbidden
    async with desk.database.reading() as session:
        secret = await desk.accounts.reveal_secret(session, account.id)
    groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return visit.page(
        "enrol.html",
        status=_status(refused) if refused else HTTPStatus.OK,
        problem=words_of(refused) if refused else None,
        qr=qr_svg(enrolment_address(secret, account.login, desk.clinic.name)),
        secret=" ".join(groups),
    )


def _status(refused: Refused) -> HTTPStatus:
    return HTTPStatus.TOO_MANY_REQUESTS if refused.why is Refusal.TOO_MANY else HTTPStatus.UNPROCESSABLE_ENTITY


def _go_on(visit: Visit, result: Advanced) -> web.Response:
    response = see_other(STEPS[result.stage])
    visit.cookies.write(response, SESSION, result.token)
    visit.cookies.drop(response, VISITOR)
    if result.stage is Stage.FULL:
        visit.cookies.write(response, DEVICE, visit.desk.devices.issue(result.account.login, visit.now), life=LIFE)
    return response


ROUTES = (
    get("/sign-in", Permission.EVERYONE, show),
    post("/sign-in", Permission.EVERYONE, sign_in),
    get("/sign-in/code", Permission.SIGNING_IN, ask_code),
    post("/sign-in/code", Permission.SIGNING_IN, take_code),
    get("/sign-in/enrol", Permission.SIGNING_IN, show_enrolment),
    post("/sign-in/enrol", Permission.SIGNING_IN, enrol),
    get("/sign-in/new-password", Permission.SIGNING_IN, ask_new_password),
    post("/sign-in/new-password", Permission.SIGNING_IN, take_new_password),
    post("/sign-out", Permission.OWN_ACCOUNT, sign_out),
)
