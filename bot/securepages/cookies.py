"""The two cookies of the secure pages. `__Host-` binds them to this host over https (RFC 6265bis, 4.1.3.2)."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.securepages.sessions import REMEMBERED


@dataclass(frozen=True, slots=True)
class PageCookies:
    """`secure=False` in demo mode only, where http on loopback would drop a `__Host-` cookie."""

    secure: bool

    @property
    def session(self) -> str:
        return self._name("page")

    @property
    def browser(self) -> str:
        return self._name("browser")

    def session_token(self, request: web.Request) -> str:
        return request.cookies.get(self.session, "")

    def browser_token(self, request: web.Request) -> str:
        return request.cookies.get(self.browser, "")

    def set(self, response: web.StreamResponse, *, session_token: str, browser_token: str) -> None:
        self._set(response, self.session, session_token, None)
        self._set(response, self.browser, browser_token, int(REMEMBERED.total_seconds()))

    def clear(self, response: web.StreamResponse) -> None:
        for name in (self.session, self.browser):
            response.del_cookie(name, path="/", secure=self.secure, httponly=True, samesite="Strict")

    def _set(self, response: web.StreamResponse, name: str, value: str, max_age: int | None) -> None:
        response.set_cookie(
            name, value, max_age=max_age, path="/", secure=self.secure, httponly=True, samesite="Strict"
        )

    def _name(self, name: str) -> str:
        return f"__Host-{name}" if self.secure else f"demo-{name}"
