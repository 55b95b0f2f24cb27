"""The routes of the secure pages. What is not listed here is not there."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

from bot.messages.effects import Language
from bot.securepages.access import is_own_form, read_post, session_of
from bot.securepages.booked import CALENDAR_PATH, download_calendar
from bot.securepages.booking import BOOKING_PATH, show_booking, submit_booking
from bot.securepages.entrance import enter, show_entrance
from bot.securepages.headers import add_headers, add_strict_transport
from bot.securepages.pages import PAGES, SecurePages
from bot.securepages.rendering import STATIC, STATIC_URL


def add_secure_pages(app: web.Application, pages: SecurePages) -> None:
    """Adds the routes, and the headers of every answer of `app`."""
    app[PAGES] = pages
    app.on_response_prepare.append(add_headers)
    if urlsplit(pages.public_url).scheme == "https":
        app.on_response_prepare.append(add_strict_transport)
    app.router.add_get("/s/{token}", show_entrance)
    app.router.add_post("/s/{token}", enter)
    app.router.add_get(BOOKING_PATH, show_booking)
    app.router.add_post(BOOKING_PATH, submit_booking)
    app.router.add_get(CALENDAR_PATH, download_calendar)
    app.router.add_post("/leave", leave)
    app.router.add_static(STATIC_URL, STATIC)


async def leave(request: web.Request) -> web.Response:
    """Ends every session of this browser and takes its proof away: the next link opens an empty page."""
    pages = request.app[PAGES]
    form = await read_post(request)
    page = await session_of(request)
    if page is None or not is_own_form(request, page, form):
        return pages.render.problem("request_refused", Language.ENGLISH, web.HTTPForbidden.status_code)
    async with pages.database.work() as session:
        await pages.sessions.leave(session, page.browser_id, pages.clock())
    response = pages.render.problem("left", page.language, 200)
    pages.cookies.clear(response)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
