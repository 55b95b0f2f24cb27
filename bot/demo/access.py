"""Who may use the demo: this machine alone, from the demo's own pages.

Rules: the connection and the name in the address bar must both be loopback (the second keeps out pages elsewhere that
point a name of theirs here); what changes something must come as JSON from the same origin; every answer carries a
strict content security policy.
"""

from __future__ import annotations

import ipaddress

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@web.middleware
async def only_this_machine(request: web.Request, handler: Handler) -> web.StreamResponse:
    if not (_is_loopback(request.remote or "") and _is_loopback(request.url.host or "")):
        raise web.HTTPForbidden(text="The demo is for this machine alone.")
    return await handler(request)


@web.middleware
async def only_own_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The Graph routes are exempt: they are called by the service, with a token."""
    if request.method == hdrs.METH_POST and not request.path.startswith("/graph/"):
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        origin = request.headers.get(hdrs.ORIGIN)
        if origin is not None and origin != str(request.url.origin()):
            raise web.HTTPForbidden(text="Another site may not act here.")
    return await handler(request)


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """For `app.on_response_prepare`: also on errors, static files and streams."""
    response.headers.update(HEADERS)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
