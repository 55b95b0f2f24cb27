"""The desk's cookies. `__Host-` binds a cookie to this host and to https; plain http (the demo) cannot have it."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web

SESSION = "desk"
VISITOR = "desk-visitor"  # before signing in: what the form's token is derived from
DEVICE = "desk-device"  # this browser is known (see `limits.py`)


class Cookies:
    def __init__(self, *, https: bool) -> None:
        self._https = https

    def name(self, role: str) -> str:
        return f"__Host-{role}" if self._https else f"demo-{role}"

    def read(self, request: web.Request, role: str) -> str:
        return request.cookies.get(self.name(role), "")

    def write(self, response: web.StreamResponse, role: str, value: str, *, life: timedelta | None = None) -> None:
        """Without `life` the cookie goes when the browser is closed."""
        response.set_cookie(
            self.name(role),
            value,
            max_age=None if life is None else int(life.total_seconds()),
            path="/",
            secure=self._https,
            httponly=True,
            samesite="Strict",
        )

    def drop(self, response: web.StreamResponse, role: str) -> None:
        response.del_cookie(self.name(role), path="/", secure=self._https, httponly=True, samesite="Strict")
