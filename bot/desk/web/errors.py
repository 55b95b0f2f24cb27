"""Error pages: plain, with the security headers, and without a word about what went wrong inside."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

import aiohttp_jinja2
import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.passwords.hashing import BusyError

WORDS: Mapping[int, tuple[str, str]] = {
    HTTPStatus.UNAUTHORIZED: ("Signed out", "Please sign in again."),
    HTTPStatus.FORBIDDEN: (
        "Not allowed",
        "Your role does not include this, or the form was open for too long. Go back, reload the page and try again.",
    ),
    HTTPStatus.NOT_FOUND: ("Nothing here", "This page does not exist, or no longer does."),
    HTTPStatus.CONFLICT: ("Somebody was quicker", "A colleague has just changed this. Go back to see how it stands."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("Too long", "Please shorten the text."),
    HTTPStatus.SERVICE_UNAVAILABLE: ("Busy", "Please try again in a moment."),
}
OTHERWISE = ("Something went wrong", "It has been noted. Please try again.")


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as error:
        status = error.status
    except BusyError:
        status = HTTPStatus.SERVICE_UNAVAILABLE
    except LookupError:
        status = HTTPStatus.NOT_FOUND
    except Exception as error:  # noqa: BLE001 - the edge: a trace could hold a patient's words, so only its kind is kept
        resource = request.match_info.route.resource
        where = resource.canonical if resource is not None else "none"
        structlog.get_logger().error("desk.failed", route=where, kind=type(error).__name__)
        status = HTTPStatus.INTERNAL_SERVER_ERROR
    title, words = WORDS.get(status, OTHERWISE)
    return aiohttp_jinja2.render_template(
        "error.html", request, {"title": title, "words": words, "status": int(status)}, status=status
    )
