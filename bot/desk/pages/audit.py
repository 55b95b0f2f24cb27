"""The audit, for the privacy officer: read, check, take away. Looking at it leaves a row too."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.export import export_lines
from bot.desk.audit_log import PAGE, ChainCheck, audit_lines, check_chain
from bot.desk.audited import Deed, staff_actor
from bot.desk.permissions import Permission
from bot.desk.web.route import get, post
from bot.desk.web.visit import Visit

LOG = "audit"


async def show(visit: Visit) -> web.Response:
    return await _render(visit)


async def verify(visit: Visit) -> web.Response:
    async with visit.desk.database.reading() as session:
        check = await check_chain(session)
    async with visit.desk.database.work() as session:
        await _record(visit, session, Deed.AUDIT_VERIFY, "ok" if check.fault is None else "broken")
    return await _render(visit, check)


async def export(visit: Visit) -> web.StreamResponse:
    """The whole log as a file, to be verified elsewhere."""
    async with visit.desk.database.work() as session:
        await _record(visit, session, Deed.AUDIT_EXPORT)
    response = web.StreamResponse(
        headers={
            "Content-Type": "application/x-ndjson",
            "Content-Disposition": f'attachment; filename="audit-{visit.now:%Y-%m-%d}.jsonl"',
        }
    )
    await response.prepare(visit.request)
    async with visit.desk.database.reading() as session:
        async for line in export_lines(session, visit.desk.settings.organisation):
            await response.write(line.encode())
    return response


async def _render(visit: Visit, check: ChainCheck | None = None) -> web.Response:
    query = visit.request.query
    before = query.get("before", "")
    about = query.get("about", "").strip()[:120]
    async with visit.desk.database.work() as session:
        lines = await audit_lines(session, before=int(before) if before.isdecimal() else None, about=about)
        names = {account.id: account.name for account in await visit.desk.accounts.list(session)}
        await _record(visit, session, Deed.AUDIT_READ)
    more = lines[PAGE - 1].seq if len(lines) > PAGE else None
    return visit.page("audit.html", lines=lines[:PAGE], more=more, about=about, names=names, check=check)


async def _record(visit: Visit, session: AsyncSession, deed: Deed, outcome: str = "ok") -> None:
    await visit.desk.audit.record(session, actor=staff_actor(visit.staff.id), action=deed, subject=LOG, outcome=outcome)


ROUTES = (
    get("/audit", Permission.SEE_AUDIT, show),
    post("/audit/verify", Permission.SEE_AUDIT, verify),
    post("/audit/export", Permission.SEE_AUDIT, export),
)
