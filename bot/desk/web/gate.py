"""The gate in front of every route: what a request must show before its handler runs.

In order: (1) the route declared a permission, or nobody passes; (2) a form comes from our own page; (3) the session is
alive, and has come as far as the route asks; (4) the role, or emergency access, includes the permission.
A handler is only ever called from here.
"""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from bot.desk.desk import Desk
from bot.desk.permissions import Permission, permissions_of
from bot.desk.sessions import Stage
from bot.desk.web.addresses import client_address
from bot.desk.web.cookies import SESSION, VISITOR, Cookies
from bot.desk.web.forgery import form_token, is_our_form, is_our_page
from bot.desk.web.route import Route
from bot.desk.web.visit import Visit, see_other

SIGN_IN = "/sign-in"
STEPS: Mapping[Stage, str] = {
    Stage.SECOND_FACTOR: "/sign-in/code",
    Stage.ENROL: "/sign-in/enrol",
    Stage.NEW_PASSWORD: "/sign-in/new-password",
    Stage.FULL: "/",
}
SAFE = frozenset({"GET"})


class Gate:
    def __init__(self, desk: Desk, cookies: Cookies) -> None:
        self._desk = desk
        self._cookies = cookies

    async def pass_through(self, route: Route, request: web.Request) -> web.StreamResponse:
        visit = await self._visit(route, request)
        if route.method not in SAFE:
            await self._require_our_form(visit)
        if route.permission is Permission.EVERYONE:
            return await route.handler(visit)
        if visit.known is None:
            return self._ask_to_sign_in(route)
        if visit.known.stage is not Stage.FULL:
            own_step = STEPS[visit.known.stage]
            if route.permission is Permission.SIGNING_IN and route.path == own_step:
                return await route.handler(visit)
            return self._ask_to_sign_in(route, own_step)
        if route.permission is Permission.SIGNING_IN:
            return see_other("/")
        if not visit.may(route.permission):
            raise web.HTTPForbidden
        return await route.handler(visit)

    async def _visit(self, route: Route, request: web.Request) -> Visit:
        desk, now = self._desk, self._desk.clock()
        token = self._cookies.read(request, SESSION)
        visit = Visit(
            request=request,
            desk=desk,
            now=now,
            cookies=self._cookies,
            csrf=form_token(token or self._cookies.read(request, VISITOR)),
            address=client_address(
                request.remote, request.headers.getall("X-Forwarded-For", []), desk.settings.trusted_proxies
            ),
        )
        if token and route.permission is not Permission.EVERYONE:
            await self._recognise(visit, token, act=route.act)
        return visit

    async def _recognise(self, visit: Visit, token: str, *, act: bool) -> None:
        desk = self._desk
        async with desk.database.work() if act else desk.database.reading() as session:
            known = await desk.sessions.find(session, token, visit.now, act=act)
            if known is None:
                return
            account = await desk.accounts.get(session, known.account_id)
            if account.disabled_at is not None:
                return
            visit.token, visit.known, visit.account = token, known, account
            if known.stage is Stage.FULL:
                until = await desk.emergency_access.until(session, account.id, visit.now)
                visit.emergency_until = until
                visit.permissions = permissions_of(account.role, emergency_access=until is not None)
                await self._look_around(visit)

    async def _look_around(self, visit: Visit) -> None:
        """What every page shows: alarms to who answers them, emergency access and requests to erase to who sees to
        them.
        """
        desk = self._desk
        async with desk.database.reading() as session:
            if visit.may(Permission.SEE_INBOX):
                visit.alarms = await desk.tickets.alarms(session)
            if visit.may(Permission.REVIEW_EMERGENCY_ACCESS):
                visit.grants = await desk.emergency_access.unreviewed(session)
            if visit.may(Permission.ERASE_RECORDS):
                visit.erasures = await desk.erasure_requests.waiting(session)

    async def _require_our_form(self, visit: Visit) -> None:
        request = visit.request
        if not is_our_page(request.headers, self._desk.settings.origins):
            raise web.HTTPForbidden(reason="Not from this desk")
        posted = await request.post()
        visit.form = {name: value for name, value in posted.items() if isinstance(value, str)}
        cookie = self._cookies.read(request, SESSION) or self._cookies.read(request, VISITOR)
        if not is_our_form(visit.form, cookie):
            raise web.HTTPForbidden(reason="Form out of date")

    def _ask_to_sign_in(self, route: Route, step: str = SIGN_IN) -> web.Response:
        """Pages go to the next step; what a page asks by itself is told 401, and the page then leaves by itself."""
        if not route.act:
            raise web.HTTPUnauthorized
        return see_other(step)
