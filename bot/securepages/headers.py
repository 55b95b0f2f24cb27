"""The headers of every answer of the public application, error answers included.

A page that needs more than this (the secure chat runs a script) sets its own policy; what is not set is filled in here.
"""

from __future__ import annotations

from aiohttp import web

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
STRICT_TRANSPORT = "max-age=63072000; includeSubDomains"


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """An `on_response_prepare` signal."""
    if isinstance(response, web.FileResponse):
        response.headers.setdefault("Cache-Control", "no-cache")  # our style sheets: kept, but asked for each time
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)


async def add_strict_transport(_request: web.Request, response: web.StreamResponse) -> None:
    """An `on_response_prepare` signal, for https only (RFC 6797, 7.2)."""
    response.headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
