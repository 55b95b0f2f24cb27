"""Signing in over HTTP: both factors, one step at a time, and no way around (H6)."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest

from bot.desk.accounts import Account
from bot.desk.permissions import Role
from bot.desk.web.cookies import DEVICE, SESSION
from tests.fakes.clock import FakeClock
from tests.fakes.desk import PASSWORD, SECRETS, DeskBench, SignedIn
from tests.fakes.staff_browser import StaffBrowser

COOKIE = f"__Host-{SESSION}"


async def test_password_and_code_open_the_desk(signed_in: SignedIn) -> None:
    browser = await signed_in(Role.STAFF)
    assert (await browser.get("/")).goes_to == "/inbox"
    assert (await browser.get("/inbox")).status == 200


async def test_the_password_alone_opens_nothing(browser: StaffBrowser, people: dict[Role, Account]) -> None:
    page = await browser.sign_in(people[Role.STAFF].login, PASSWORD)
    assert page.goes_to == "/sign-in/code"
    for path in ("/", "/inbox", "/account", "/sign-in/enrol", "/sign-in/new-password"):
        assert (await browser.get(path)).goes_to == "/sign-in/code"


@pytest.mark.parametrize("password", ["", "lantern otter quilts", "x" * 300])
async def test_a_wrong_password_is_refused(browser: StaffBrowser, people: dict[Role, Account], password: str) -> None:
    page = await browser.sign_in(people[Role.STAFF].login, password)
    assert page.status == 422
    assert COOKIE not in browser.cookies


async def test_an_unknown_name_is_answered_like_a_wrong_password(
    browser: StaffBrowser, people: dict[Role, Account]
) -> None:
    known = await browser.sign_in(people[Role.STAFF].login, "wrong wrong wrong")
    unknown = await browser.sign_in("nobody", "wrong wrong wrong")
    assert known.status == unknown.status
    assert known.text.replace(f'value="{people[Role.STAFF].login}"', 'value="nobody"') == unknown.text


async def test_a_code_works_once(signed_in: SignedIn, browser: StaffBrowser, clock: FakeClock) -> None:
    await signed_in(Role.STAFF)
    await browser.sign_in("staff", PASSWORD)
    await browser.get("/sign-in/code")
    code = pyotp.TOTP(SECRETS[Role.STAFF]).at(clock())
    assert (await browser.post("/sign-in/code", code=code)).status == 422
    clock.advance(timedelta(seconds=30))
    code = pyotp.TOTP(SECRETS[Role.STAFF]).at(clock())
    assert (await browser.post("/sign-in/code", code=code)).goes_to == "/"


async def test_each_step_has_a_new_session_and_the_old_one_is_dead(
    browser: StaffBrowser, people: dict[Role, Account], clock: FakeClock
) -> None:
    await browser.sign_in(people[Role.STAFF].login, PASSWORD)
    first = browser.cookies[COOKIE]
    await browser.get("/sign-in/code")
    await browser.post("/sign-in/code", code=pyotp.TOTP(SECRETS[Role.STAFF]).at(clock()))
    assert browser.cookies[COOKIE] != first
    browser.cookies[COOKIE] = first
    assert (await browser.get("/inbox")).goes_to == "/sign-in"


async def test_a_new_person_enrols_and_chooses_a_password_before_anything_else(
    browser: StaffBrowser, bench: DeskBench, clock: FakeClock
) -> None:
    desk = bench.desk
    async with desk.database.work() as session:
        account = await desk.accounts.create(
            session, name="New", login="new", role=Role.STAFF, password="temporary-9x7", now=clock()
        )
    assert (await browser.sign_in("new", "temporary-9x7")).goes_to == "/sign-in/enrol"
    assert "<svg" in (await browser.get("/sign-in/enrol")).text
    async with desk.database.reading() as session:
        secret = await desk.accounts.reveal_secret(session, account.id)
    page = await browser.post("/sign-in/enrol", code=pyotp.TOTP(secret).at(clock()))
    assert page.goes_to == "/sign-in/new-password"
    assert (await browser.get("/inbox")).goes_to == "/sign-in/new-password"
    await browser.get("/sign-in/new-password")
    assert (await browser.post("/sign-in/new-password", password="password1234")).status == 422
    assert (await browser.post("/sign-in/new-password", password="harbor violet spoon")).goes_to == "/"


async def test_a_secret_is_never_shown_again_once_enrolled(
    browser: StaffBrowser, bench: DeskBench, clock: FakeClock
) -> None:
    """Somebody who knows the temporary password and started enrolling first must not see the owner's secret."""
    desk = bench.desk
    async with desk.database.work() as session:
        account = await desk.accounts.create(
            session, name="New", login="new", role=Role.STAFF, password="temporary-9x7", now=clock()
        )
    stranger = StaffBrowser(browser.client)
    await stranger.sign_in("new", "temporary-9x7")
    await browser.sign_in("new", "temporary-9x7")
    await browser.get("/sign-in/enrol")
    async with desk.database.reading() as session:
        secret = await desk.accounts.reveal_secret(session, account.id)
    await browser.post("/sign-in/enrol", code=pyotp.TOTP(secret).at(clock()))
    assert (await stranger.get("/sign-in/enrol")).goes_to == "/sign-in"


async def test_a_temporary_password_runs_out(browser: StaffBrowser, bench: DeskBench, clock: FakeClock) -> None:
    async with bench.desk.database.work() as session:
        await bench.desk.accounts.create(
            session, name="New", login="new", role=Role.STAFF, password="temporary-9x7", now=clock()
        )
    clock.advance(timedelta(days=3))
    page = await browser.sign_in("new", "temporary-9x7")
    assert page.status == 422
    assert "has run out" in page.text


async def test_guessing_is_slowed_but_the_owners_own_browser_is_let_in(
    browser: StaffBrowser, signed_in: SignedIn, people: dict[Role, Account]
) -> None:
    owner = await signed_in(Role.STAFF)
    login = people[Role.STAFF].login
    for _ in range(10):
        assert (await browser.sign_in(login.upper(), "wrong wrong wrong")).status == 422
    assert (await browser.sign_in(login, PASSWORD)).status == 429
    assert f"__Host-{DEVICE}" in owner.cookies
    del owner.cookies[COOKIE]
    assert (await owner.sign_in(login, PASSWORD)).goes_to == "/sign-in/code"


async def test_codes_have_a_limit_of_their_own(
    browser: StaffBrowser, people: dict[Role, Account], clock: FakeClock
) -> None:
    await browser.sign_in(people[Role.STAFF].login, PASSWORD)
    await browser.get("/sign-in/code")
    for _ in range(5):
        assert (await browser.post("/sign-in/code", code="000000")).status == 422
    right = pyotp.TOTP(SECRETS[Role.STAFF]).at(clock())
    assert (await browser.post("/sign-in/code", code=right)).status == 429


async def test_signing_out_ends_the_session_on_the_server(signed_in: SignedIn) -> None:
    browser = await signed_in(Role.STAFF)
    kept = browser.cookies[COOKIE]
    await browser.get("/inbox")
    page = await browser.post("/sign-out")
    assert page.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert COOKIE not in browser.cookies
    browser.cookies[COOKIE] = kept
    assert (await browser.get("/inbox")).goes_to == "/sign-in"
