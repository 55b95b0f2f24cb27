"""The inbox: who waits, why, and for how long. No message text and no name is on this page."""

from __future__ import annotations

from aiohttp import web

from bot.desk.permissions import Permission
from bot.desk.web.route import get
from bot.desk.web.visit import Visit, see_other

HOMES = (
    (Permission.SEE_INBOX, "/inbox"),
    (Permission.SEE_AUDIT, "/audit"),
    (Permission.MANAGE_ACCOUNTS, "/accounts"),
    (Permission.SEE_FAQ, "/faq"),
)


async def home(visit: Visit) -> web.Response:
    """Each role starts where its work is."""
    return see_other(next(path for permission, path in HOMES if visit.may(permission)))


async def inbox(visit: Visit) -> web.Response:
    return await _render(visit, "inbox.html")


async def lines(visit: Visit) -> web.Response:
    """What the page fetches after a live update."""
    return await _render(visit, "_inbox_lines.html")


async def alarms(visit: Visit) -> web.Response:
    """What every page fetches after a live update; empty for those who do not answer."""
    return visit.page("_alarms.html")


async def _render(visit: Visit, template: str) -> web.Response:
    async with visit.desk.database.reading() as session:
        waiting = await visit.desk.tickets.waiting(session)
        claimed = await visit.desk.tickets.claimed(session)
        done = await visit.desk.tickets.done_since(session, visit.now)
    mine = [line for line in claimed if line.claimed_by == visit.staff.id]
    others = [line for line in claimed if line.claimed_by != visit.staff.id]
    return visit.page(template, waiting=waiting, mine=mine, others=others, done=done)


ROUTES = (
    get("/", Permission.OWN_ACCOUNT, home),
    get("/inbox", Permission.SEE_INBOX, inbox),
    get("/alarms", Permission.OWN_ACCOUNT, alarms, act=False),
    get("/inbox/lines", Permission.SEE_INBOX, lines, act=False),
)
