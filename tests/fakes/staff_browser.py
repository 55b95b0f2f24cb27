"""A browser at the desk: keeps cookies, remembers the form's token of the last page, follows nothing by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from aiohttp import web
from aiohttp.test_utils import TestClient
from multidict import CIMultiDictProxy

CSRF = re.compile(r'name="csrf" value="([0-9a-f]+)"')


@dataclass(frozen=True, slots=True)
class Page:
    status: int
    text: str
    headers: CIMultiDictProxy[str]

    @property
    def goes_to(self) -> str:
        return self.headers.get("Location", "")


@dataclass(slots=True)
class StaffBrowser:
    client: TestClient[web.Request, web.Application]
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""
    headers: dict[str, str] = field(default_factory=lambda: {"Sec-Fetch-Site": "same-origin"})

    async def get(self, path: str) -> Page:
        return await self._send("GET", path, None)

    async def post(self, path: str, **fields: str) -> Page:
        """Sends a form as our own page would: with the token of the page seen last."""
        return await self._send("POST", path, {"csrf": self.csrf, **fields})

    async def sign_in(self, login: str, password: str) -> Page:
        await self.get("/sign-in")
        return await self.post("/sign-in", login=login, password=password)

    def cookie_header(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    async def _send(self, method: str, path: str, form: dict[str, str] | None) -> Page:
        headers = {**self.headers, **self.cookie_header()}
        async with self.client.request(method, path, data=form, headers=headers, allow_redirects=False) as answer:
            page = Page(answer.status, await answer.text(), answer.headers)
        for line in page.headers.getall("Set-Cookie", []):
            self._keep(line)
        if found := CSRF.search(page.text):
            self.csrf = found[1]
        return page

    def _keep(self, line: str) -> None:
        for name, morsel in SimpleCookie(line).items():
            if morsel.value:
                self.cookies[name] = morsel.value
            else:
                self.cookies.pop(name, None)
