"""The answers the bot gives: what state each is in, what nobody has an answer to; the editor changes and approves."""

from __future__ import annotations

from datetime import date, timedelta
from http import HTTPStatus

from aiohttp import web
from pydantic import ValidationError

from bot.desk.audited import staff_actor
from bot.desk.permissions import Permission
from bot.desk.web.route import get, post
from bot.desk.web.visit import Visit, see_other
from bot.errors import StartupError
from bot.faq.content import FaqEntry
from bot.faq.versions import State, Version, all_versions, current_versions
from bot.messages.effects import Language

REVIEW_EVERY = timedelta(days=365)
EDITED = ("question", "answer", "when_to_get_care")
DONE = frozenset({"published", "approved"})
SHOWN = 30  # unanswered questions


async def show(visit: Visit) -> web.Response:
    desk = visit.desk
    async with desk.database.reading() as session:
        versions = await current_versions(session)
        asked = await desk.unanswered.most_asked(session, SHOWN) if visit.may(Permission.EDIT_FAQ) else []
    entries = [some[-1] for some in versions.values() if some]
    entries.sort(key=lambda version: (version.entry.kind, version.entry.en.question))
    return visit.page("faq.html", entries=entries, asked=asked, today=_today(visit))


async def one(visit: Visit) -> web.Response:
    done = visit.request.query.get("done", "")
    return await _render(visit, await _latest(visit), done=done if done in DONE else "")


async def publish(visit: Visit) -> web.Response:
    """A change of the clinic's own facts is live at once; a health answer waits for approval."""
    latest, desk = await _latest(visit), visit.desk
    try:
        entry = _edited(latest.entry, visit)
        async with desk.database.work() as session:
            await desk.faq.publish(session, entry, by=staff_actor(visit.staff.id), now=visit.now)
    except ValidationError as error:
        return await _render(visit, latest, problem=error.errors()[0]["msg"])
    except StartupError as error:
        return await _render(visit, latest, problem=str(error))
    return see_other(f"/faq/{entry.id}?done=published")


async def approve(visit: Visit) -> web.Response:
    latest, desk = await _latest(visit), visit.desk
    try:
        review_by = date.fromisoformat(visit.form.get("review_by", ""))
        async with desk.database.work() as session:
            await desk.faq.approve(
                session,
                latest.entry.id,
                latest.number,
                by=staff_actor(visit.staff.id),
                review_by=review_by,
                now=visit.now,
            )
    except ValueError:
        return await _render(visit, latest, problem="The next review must lie in the future.")
    return see_other(f"/faq/{latest.entry.id}?done=approved")


async def settle(visit: Visit) -> web.Response:
    async with visit.desk.database.work() as session:
        await visit.desk.unanswered.settle(session, visit.request.match_info["question"])
    return see_other("/faq")


def _edited(entry: FaqEntry, visit: Visit) -> FaqEntry:
    """Raises ValidationError."""
    values = entry.model_dump() | {"review": ""}
    for language in Language:
        for field in EDITED:
            values[language.value][field] = visit.form.get(f"{language.value}_{field}", "")
    return FaqEntry.model_validate(values)


async def _latest(visit: Visit) -> Version:
    """Raises LookupError."""
    async with visit.desk.database.reading() as session:
        versions = await all_versions(session, visit.request.match_info["entry"])
    if not versions:
        raise LookupError("no such entry")
    return versions[-1]


async def _render(visit: Visit, version: Version, *, problem: str = "", done: str = "") -> web.Response:
    return visit.page(
        "faq_entry.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        version=version,
        entry=version.entry,
        draft=version.state is State.DRAFT,
        languages=list(Language),
        form=visit.form,
        next_review=_today(visit) + REVIEW_EVERY,
        problem=problem,
        done=done,
    )


def _today(visit: Visit) -> date:
    return visit.now.astimezone(visit.desk.clinic.zone).date()


ROUTES = (
    get("/faq", Permission.SEE_FAQ, show),
    get("/faq/{entry}", Permission.SEE_FAQ, one),
    post("/faq/{entry}", Permission.EDIT_FAQ, publish),
    post("/faq/{entry}/approve", Permission.EDIT_FAQ, approve),
    post("/faq/unanswered/{question}/settle", Permission.EDIT_FAQ, settle),
)
