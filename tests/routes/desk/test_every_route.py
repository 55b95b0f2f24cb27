"""Every route, swept: a declared permission, nothing for strangers, half-signed-in people or the wrong role (H6)."""

from __future__ import annotations

import re

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.desk.accounts import Account
from bot.desk.app import DECLARED
from bot.desk.pages import ROUTES
from bot.desk.permissions import Permission, Role, permissions_of
from bot.desk.web.route import Route
from tests.fakes.desk import PASSWORD, SignedIn
from tests.fakes.staff_browser import StaffBrowser

GUARDED = [route for route in ROUTES if route.permission is not Permission.EVERYONE]
OPEN = [route for route in ROUTES if route.permission is Permission.EVERYONE]
BEHIND = [route for route in GUARDED if route.permission is not Permission.SIGNING_IN]


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


def address(route: Route) -> str:
    return re.sub(r"\{[a-z]+\}", "a" * 24, route.path)


async def asked(browser: StaffBrowser, route: Route) -> int:
    send = browser.get if route.method == "GET" else browser.post
    return (await send(address(route))).status


def test_only_the_sign_in_page_is_open_to_everyone() -> None:
    assert {route.path for route in OPEN} == {"/sign-in"}


async def test_the_application_has_no_route_that_declares_nothing(
    client: TestClient[web.Request, web.Application],
) -> None:
    app = client.server.app  # type: ignore[attr-defined] # TestServer has it, its base class does not
    served = {(route.method, route.resource.canonical) for route in app.router.routes()}
    assert served == {(route.method, route.path) for route in app[DECLARED] if ":" not in route.path} | {
        ("GET", "/assets/{version}/{name}")
    }
    assert len(app.router.routes()) == len(app[DECLARED])


async def test_a_handler_added_past_the_gate_is_never_called(
    client: TestClient[web.Request, web.Application], people: dict[Role, Account]
) -> None:
    """Somebody forgets the gate: the answer is 403, not the page."""
    assert people
    app = client.server.app  # type: ignore[attr-defined] # TestServer has it, its base class does not

    async def forgotten(_request: web.Request) -> web.Response:
        return web.Response(text="secret")

    app.router._frozen = False
    app.router.add_get("/forgotten", forgotten)
    async with client.get("/forgotten") as answer:
        assert answer.status == 403
        assert "secret" not in await answer.text()


async def test_no_state_changes_on_get() -> None:
    changing = ("claim", "close", "reply", "end", "reset", "disable", "sign-out", "acknowledge", "hand-back")
    assert not [route for route in ROUTES if route.method == "GET" and route.path.rpartition("/")[2] in changing]


@pytest.mark.parametrize("route", GUARDED, ids=name)
async def test_a_stranger_is_sent_to_sign_in(browser: StaffBrowser, route: Route) -> None:
    await browser.get("/sign-in")
    assert await asked(browser, route) == (303 if route.act else 401)


@pytest.mark.parametrize("route", BEHIND, ids=name)
async def test_a_password_alone_opens_no_route(
    browser: StaffBrowser, people: dict[Role, Account], route: Route
) -> None:
    await browser.sign_in(people[Role.STAFF].login, PASSWORD)
    await browser.get("/sign-in/code")
    assert await asked(browser, route) == (303 if route.act else 401)


@pytest.mark.parametrize("role", list(Role))
async def test_each_role_gets_only_what_its_permissions_name(signed_in: SignedIn, role: Role) -> None:
    browser = await signed_in(role)
    await browser.get("/account")
    allowed = permissions_of(role)
    for route in BEHIND:
        if route.permission not in allowed:
            assert await asked(browser, route) == 403, name(route)
        elif route.path not in ("/live", "/sign-out"):
            assert await asked(browser, route) != 403, name(route)


@pytest.mark.parametrize("path", ["/nothing", "/assets/0000000000000000/..%2fapp.py", "/inbox/", "/Inbox"])
async def test_what_does_not_exist_is_404_for_everyone(browser: StaffBrowser, path: str) -> None:
    assert (await browser.get(path)).status == 404
