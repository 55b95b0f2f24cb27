"""Messages that did not get through."""

from __future__ import annotations

from aiohttp import web

from bot.desk.failures import failed_deliveries
from bot.desk.permissions import Permission
from bot.desk.web.route import get
from bot.desk.web.visit import Visit


async def show(visit: Visit) -> web.Response:
    async with visit.desk.database.reading() as session:
        failures = await failed_deliveries(session)
    return visit.page("failures.html", failures=failures)


ROUTES = (get("/deliveries", Permission.SEE_FAILURES, show),)
