"""Who is asking: the page session of a request, and whether a form was really sent from our own page.

1. A form is refused when the browser says that another site sent it. `Sec-Fetch-Site` decides where there is one;
   `Origin` is "null" on our own forms too, because the pages send no referrer (Fetch standard, "append a request
   `Origin` header").
2. A form within a session carries the session's CSRF token as well.
3. A path may hold a token: logs get the route's template instead.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from aiohttp import hdrs, web

from bot.securepages.pages import PAGES
from bot.securepages.sessions import PageSession

MAX_FORM = 64 * 1024  # bytes
MAX_FIELDS = 40
FORM_TYPE = "application/x-www-form-urlencoded"


async def session_of(request: web.Request, *, active: bool = True) -> PageSession | None:
    """None without a live session. `active=False` for polling and event streams, which do not keep it alive."""
    pages = request.app[PAGES]
    token = pages.cookies.session_token(request)
    if not token:
        return None
    async with pages.database.work() as session:
        return await pages.sessions.find(session, token, pages.clock(), active=active)


def route_template(request: web.Request) -> str:
    """Such as `/s/{token}`, never the path itself; "unmatched" when no route fits."""
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "unmatched"


def is_from_elsewhere(request: web.Request) -> bool:
    """True when the browser says that another site caused this request."""
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from is not None:
        return fetched_from != "same-origin"
    own = urlsplit(request.app[PAGES].public_url)
    return request.headers.get(hdrs.ORIGIN, "null") not in ("null", f"{own.scheme}://{own.netloc}")


def is_own_form(request: web.Request, session: PageSession, form: Mapping[str, str]) -> bool:
    """True when our own page, within this session, sent the form."""
    return not is_from_elsewhere(request) and hmac.compare_digest(form.get("csrf", ""), session.csrf)


def see_other(path: str) -> web.Response:
    """After a form: the browser fetches the page anew, so that reloading it sends nothing twice."""
    return web.Response(status=web.HTTPSeeOther.status_code, headers={hdrs.LOCATION: path})


async def read_post(request: web.Request) -> dict[str, str]:
    """The text fields of a form. Raises the HTTP error of a body that no form of ours sends."""
    if request.content_type != FORM_TYPE:
        raise web.HTTPUnsupportedMediaType
    if (request.content_length or 0) > MAX_FORM:
        raise web.HTTPRequestEntityTooLarge(MAX_FORM, request.content_length or 0)
    body = await request.content.read(MAX_FORM + 1)
    while not request.content.at_eof() and len(body) <= MAX_FORM:
        body += await request.content.read(MAX_FORM + 1 - len(body))
    if len(body) > MAX_FORM:
        raise web.HTTPRequestEntityTooLarge(MAX_FORM, len(body))
    try:
        return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MAX_FIELDS))
    except ValueError:
        raise web.HTTPBadRequest from None
