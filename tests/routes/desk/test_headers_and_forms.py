"""Security headers on every answer, cookies that stay with the desk, and forms from nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

import bot.desk
from bot.clinic import Clinic
from bot.desk.app import make_desk_app
from bot.desk.desk import DeskSettings
from bot.desk.permissions import Role
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from tests.fakes.clock import FakeClock
from tests.fakes.desk import SignedIn, make_bench
from tests.fakes.staff_browser import StaffBrowser

TEMPLATES = sorted((Path(bot.desk.__file__).parent / "templates").glob("*.html"))


@pytest.mark.parametrize("path", ["/sign-in", "/", "/nothing", "/live"])
async def test_every_answer_has_the_headers(browser: StaffBrowser, path: str) -> None:
    headers = (await browser.get(path)).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert "aiohttp" not in headers["Server"].lower()


async def test_assets_may_be_kept_and_pages_may_not(signed_in: SignedIn) -> None:
    browser = await signed_in(Role.STAFF)
    page = await browser.get("/inbox")
    assert page.headers["Cache-Control"] == "no-store"
    (style,) = re.findall(r'href="(/assets/[^"]+\.css)"', page.text)
    assert "immutable" in (await browser.get(style)).headers["Cache-Control"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_needs_what_the_content_policy_forbids(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:|<style|<script(?! type=\"module\" src)", text)


async def test_cookies_are_bound_to_this_host(signed_in: SignedIn, browser: StaffBrowser) -> None:
    await browser.get("/sign-in")
    for cookie in (await signed_in(Role.STAFF)).cookies:
        assert cookie.startswith("__Host-")
    lines = (await StaffBrowser(browser.client).get("/sign-in")).headers.getall("Set-Cookie")
    for line in lines:
        assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in line.split(";")}
        assert "Domain" not in line


async def test_over_plain_http_only_the_cookies_prefix_and_transport_differ(
    database: Database, clinic: Clinic, clock: FakeClock, entropy: Entropy
) -> None:
    settings = DeskSettings("http://127.0.0.1:8081", totp_required=False)
    desk = make_bench(database, clinic, clock, entropy, settings=settings).desk
    async with desk.database.work() as session:
        await desk.accounts.create(
            session,
            name="Demo",
            login="demo",
            role=Role.STAFF,
            password="harbor violet",
            now=clock(),
            temporary=False,
        )
    async with TestClient(TestServer(make_desk_app(desk, background=False))) as client:
        browser = StaffBrowser(client)
        page = await browser.sign_in("demo", "harbor violet")
        assert page.goes_to == "/"
        assert "Strict-Transport-Security" not in page.headers
        assert all(name.startswith("demo-") for name in browser.cookies)
        assert (await browser.get("/inbox")).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://evil.riverbend.example"},
        {},
    ],
)
async def test_a_form_from_elsewhere_is_refused(signed_in: SignedIn, headers: dict[str, str]) -> None:
    browser = await signed_in(Role.STAFF)
    await browser.get("/inbox")
    browser.headers = headers
    assert (await browser.post("/sign-out")).status == 403
    browser.headers = {"Sec-Fetch-Site": "same-origin"}
    assert (await browser.get("/inbox")).status == 200


@pytest.mark.parametrize("csrf", ["", "0" * 64])
async def test_a_form_without_the_sessions_token_is_refused(signed_in: SignedIn, csrf: str) -> None:
    browser = await signed_in(Role.STAFF)
    browser.csrf = csrf
    assert (await browser.post("/sign-out")).status == 403


async def test_signing_in_needs_a_token_too(browser: StaffBrowser) -> None:
    assert (await browser.post("/sign-in", login="staff", password="x")).status == 403


async def test_an_oversized_form_is_refused(signed_in: SignedIn) -> None:
    browser = await signed_in(Role.STAFF)
    await browser.get("/account")
    assert (await browser.post("/account/password", password="x" * 100_000)).status == 413
