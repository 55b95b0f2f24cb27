"""One request to the desk, after the gate: who it is and what they may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp_jinja2
from aiohttp import web

from bot.desk.accounts import Account
from bot.desk.desk import Desk
from bot.desk.emergency_access import Grant
from bot.desk.permissions import Permission
from bot.desk.sessions import StaffSession
from bot.desk.waiting import TicketLine
from bot.desk.web.cookies import Cookies


@dataclass(slots=True)
class Visit:
    request: web.Request
    desk: Desk
    now: datetime
    cookies: Cookies
    csrf: str
    address: str
    token: str = ""  # of the session cookie
    known: StaffSession | None = None
    account: Account | None = None
    permissions: frozenset[Permission] = frozenset()
    emergency_until: datetime | None = None
    alarms: list[TicketLine] = field(default_factory=list)
    grants: list[Grant] = field(default_factory=list)
    erasures: int = 0  # requests to erase that wait
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def staff(self) -> Account:
        if self.account is None:
            raise web.HTTPForbidden
        return self.account

    @property
    def session(self) -> StaffSession:
        if self.known is None:
            raise web.HTTPForbidden
        return self.known

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def page(self, template: str, *, status: int = 200, **context: object) -> web.Response:
        return aiohttp_jinja2.render_template(
            template, self.request, {"visit": self, "desk": self.desk, **context}, status=status
        )


def see_other(path: str) -> web.Response:
    """After a form: the browser asks for the page anew, so that a reload sends nothing twice."""
    return web.Response(status=303, headers={"Location": path})
