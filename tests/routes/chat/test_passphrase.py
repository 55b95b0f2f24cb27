"""The passphrase of the secure chat: who may choose it, what it opens, and what a holder of a link learns."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select

from bot.audit.tables import AuditRow
from bot.messages.effects import Language
from bot.messages.reply import LinkPurpose
from bot.proof.tries import FREE
from bot.transcripts.transcripts import Author
from tests.fakes.chat import ChatStand
from tests.fakes.clock import FakeClock
from tests.fakes.secure_pages import Browser, PageContent
from tests.routes.chat.conftest import OpenBrowser, csrf_of, write

PASSPHRASE = "lantern otter quilt"
SAID = "my left knee hurts since spring"
REFUSED = "That opened nothing"
LOCKED = "tried too often"


@pytest.fixture
async def network_chat(stand: ChatStand) -> str:
    return await stand.pages.conversation()


async def arrive(stand: ChatStand, open_browser: OpenBrowser, network_chat: str) -> Browser:
    """A fresh link, opened in a browser that was never here."""
    stand.pages.clock.advance(timedelta(seconds=1))
    browser = await open_browser()
    await browser.enter(await stand.pages.link(network_chat, purpose=LinkPurpose.SECURE_CHAT))
    return browser


async def send(browser: Browser, action: str, passphrase: str, **fields: str) -> PageContent:
    """The page that the form leads to, also after a success."""
    csrf = await csrf_of(browser)
    response = await browser.send("/chat/passphrase", csrf=csrf, action=action, passphrase=passphrase, **fields)
    assert "=" not in response.headers.get("Location", ""), "nothing of a form may stand in an address"
    return await browser.read("/chat") if response.status == 303 else PageContent(await response.text())


async def write_first(stand: ChatStand, open_browser: OpenBrowser, network_chat: str) -> tuple[Browser, str]:
    """The patient's first browser, with a message and a passphrase; and its chat."""
    first = await arrive(stand, open_browser, network_chat)
    await write(first, SAID)
    chat = await stand.keep(stand.received[-1])
    await send(first, "choose", PASSPHRASE)
    return first, chat


def offered(page: PageContent) -> set[str]:
    """What the passphrase forms would do."""
    return {each.attributes["value"] for each in page.all("button", name="action")}


async def audit(stand: ChatStand) -> list[tuple[str, str]]:
    async with stand.pages.pages.database.reading() as session:
        rows = await session.scalars(
            select(AuditRow).where(AuditRow.action.like("passphrase.%")).order_by(AuditRow.seq)
        )
        return [(row.action, row.outcome) for row in rows]


async def test_the_first_entry_offers_a_passphrase_and_asks_for_none(
    stand: ChatStand, open_browser: OpenBrowser, network_chat: str
) -> None:
    first = await arrive(stand, open_browser, network_chat)
    page = await first.read("/chat")
    assert offered(page) == {"choose"}
    assert "You do not need one to chat" in page.html
    assert await write(first, "hello") == 303


async def test_the_offer_is_in_spanish_too(stand: ChatStand, open_browser: OpenBrowser) -> None:
    first = await arrive(stand, open_browser, await stand.pages.conversation(language=Language.SPANISH))
    assert "Elija una frase de acceso" in (await first.read("/chat")).html


async def test_a_chat_begun_on_the_site_offers_nothing(browser: Browser) -> None:
    page = await browser.read("/chat")
    assert offered(page) == set()
    response = await browser.send("/chat/passphrase", csrf=page.value("csrf"), action="choose", passphrase=PASSPHRASE)
    assert response.status == 409


async def test_it_can_be_chosen_later_in_the_same_browser(
    stand: ChatStand, open_browser: OpenBrowser, network_chat: str
) -> None:
    first = await arrive(stand, open_browser, network_chat)
    await write(first, SAID)
    await arrive(stand, open_browser, network_chat)
    assert "A passphrase is saved" in (await send(first, "choose", PASSPHRASE)).html


@pytest.mark.parametrize(
    "weak", ["", "short one", "passwordpassword", "aaaaaaaaaaaaaaaa", "Riverbend2026!!", "x y" * 100]
)
async def test_a_weak_passphrase_is_explained_and_not_repeated(
    stand: ChatStand, open_browser: OpenBrowser, network_chat: str, weak: str
) -> None:
    first = await arrive(stand, open_browser, network_chat)
    page = await send(first, "choose", weak)
    assert "Please choose a longer or less usual passphrase: at least 12 characters" in page.html
    assert not weak or weak not in page.html
    assert offered(await first.read("/chat")) == {"choose"}


async def test_a_fresh_link_in_another_browser_shows_nothing_and_asks(
    stand: ChatStand, open_browser: OpenBrowser, network_chat: str
) -> None:
    await write_first(stand, open_browser, network_chat)
    page = await (await arrive(stand, open_browser, network_chat)).read("/chat")
    assert SAID not in page.html
    assert "Have you been here before?" in page.html
    assert offered(page) == {"enter"}


async def test_the_right_passphrase_shows_the_earlier_chat_and_proves_this_one(
    stand: ChatStand, open_browser: OpenBrowser, network_chat: str
) -> None:
    _, earlier = await write_first(stand, open_browser, network_chat)
    await stand.answer("Since spring, then.", author=Author.STAFF, conversation_id=earlier)
    second = await arrive(stand, open_browser, network_chat)
    await write(second, "it is me again", message_id="f" * 16)
    chat = await stand.keep(stand.received[-1])
    page = await send(second, "enter", PASSPHRASE)
    assert page.html.index(SAID) < page.html.index("Since spring, then.") < page.html.index("it is me again")
    assert stand.proven == [chat]
    async with stand.pages.pages.database.reading() as session:
        assert await stand.proofs.is_verified(session, chat)
        assert not await stand.proofs.is_verified(session, earlier), "who chose it has proved nothing yet"
        views = await session.scalars(select(AuditRow).where(AuditRow.action == "transcript.read"))
        assert ("patient", f"conversation:{earlier}") in [(row.actor, row.subject) for row in views.all()[-2:]]


async def test_it_is_the_same_in_the_spelling_of_another_keyboard(
    stand: ChatStand, open_browser: OpenBrowser, network_chat: str
) -> None:
    first = await arrive(stand, open_browser, network_chat)
    await write(first, SAID)
    await stand.keep(stand.received[-1])
    await send(first, "choose", "ñandú bajo la lluvia")
    second = await arrive(stand, open_browser, network_chat)
    assert SAID in (await send(second, "enter", " n\u0303andu\u0301  bajo la lluvia ")).html


async def test_a_wrong_one_opens_nothing(stand: ChatStand, open_browser: OpenBrowser, network_chat: str) -> None:
    await write_first(stand, open_browser, network_chat)
    second = await arrive(stand, open_browser, network_chat)
    page = await send(second, "enter", "lantern otter quilts")
    assert REFUSED in page.html
    assert "otter" not in page.html
    assert SAID not in page.html
    assert stand.proven == []
    assert await audit(stand) == [("passphrase.choose", "ok"), ("passphrase.enter", "refused")]


async def test_a_holder_of_a_link_cannot_tell_whether_there_is_a_passphrase(
    stand: ChatStand, open_browser: OpenBrowser
) -> None:
    """The same pages and statuses, try after try, into the lock."""
    seen = []
    for sender, chooses in (("patient-with", True), ("patient-without", False)):
        network_chat = await stand.pages.conversation(sender)
        first = await arrive(stand, open_browser, network_chat)
        if chooses:
            await send(first, "choose", PASSPHRASE)
        other = await arrive(stand, open_browser, network_chat)
        answers = [(200, offered(await other.read("/chat")))]
        csrf = await csrf_of(other)
        for action in ("choose", "change", *("enter",) * (FREE + 2)):
            fields = {"csrf": csrf, "action": action, "passphrase": "some other words here", "old": "words"}
            response = await other.send("/chat/passphrase", **fields)
            page = PageContent(await response.text())
            alert = page.html.partition('role="alert">')[2].partition("</p>")[0].partition("after")[0]
            answers.append((response.status, {alert, *offered(page)}))
        seen.append(answers)
    assert seen[0] == seen[1]
    assert [status for status, _ in seen[0]] == [200, 409, 409, 422, 422, 422, 422, 429, 429, 429]


async def test_after_five_wrong_tries_the_right_one_waits_for_the_lock(
    stand: ChatStand, open_browser: OpenBrowser, network_chat: str, clock: FakeClock
) -> None:
    await write_first(stand, open_browser, network_chat)
    for _ in range(FREE):
        # A fresh link is no fresh count.
        guesser = await arrive(stand, open_browser, network_chat)
        page = await send(guesser, "enter", "lantern otter guess")
    assert LOCKED in page.html
    second = await arrive(stand, open_browser, network_chat)
    assert LOCKED in (await send(second, "enter", PASSPHRASE)).html
    clock.advance(timedelta(minutes=16))
    assert SAID in (await send(second, "enter", PASSPHRASE)).html
    assert await audit(stand) == [
        ("passphrase.choose", "ok"),
        *[("passphrase.enter", "refused")] * FREE,
        ("passphrase.lock", "ok"),
        ("passphrase.enter", "locked"),
        ("passphrase.enter", "ok"),
    ]


async def test_what_another_holder_of_a_link_wrote_is_not_opened_by_it(
    stand: ChatStand, open_browser: OpenBrowser, network_chat: str
) -> None:
    """Whoever came first chose the passphrase; it opens nothing of those who never entered it."""
    await write_first(stand, open_browser, network_chat)
    unproven = await arrive(stand, open_browser, network_chat)
    await write(unproven, "written without any proof", message_id="e" * 16)
    await stand.keep(stand.received[-1])
    third = await arrive(stand, open_browser, network_chat)
    page = await send(third, "enter", PASSPHRASE)
    assert SAID in page.html
    assert "written without any proof" not in page.html


async def test_it_opens_nothing_of_another_conversation(
    stand: ChatStand, open_browser: OpenBrowser, network_chat: str
) -> None:
    await write_first(stand, open_browser, network_chat)
    elsewhere = await stand.pages.conversation("somebody-else")
    await arrive(stand, open_browser, elsewhere)
    page = await send(await arrive(stand, open_browser, elsewhere), "enter", PASSPHRASE)
    assert REFUSED in page.html
    assert SAID not in page.html


async def test_it_is_changed_from_a_proven_browser_with_the_old_one(
    stand: ChatStand, open_browser: OpenBrowser, network_chat: str
) -> None:
    first, _ = await write_first(stand, open_browser, network_chat)
    other = await arrive(stand, open_browser, network_chat)
    new = "seven quiet harbours"
    assert "from this browser" in (await send(other, "change", new, old=PASSPHRASE)).html
    assert REFUSED in (await send(first, "change", new, old="not the old one")).html
    await send(first, "change", new, old=PASSPHRASE)
    assert REFUSED in (await send(other, "enter", PASSPHRASE)).html
    assert SAID in (await send(other, "enter", new)).html


async def test_leaving_takes_the_earlier_chats_off_the_device(
    stand: ChatStand, open_browser: OpenBrowser, network_chat: str
) -> None:
    await write_first(stand, open_browser, network_chat)
    second = await arrive(stand, open_browser, network_chat)
    await send(second, "enter", PASSPHRASE)
    await second.send("/leave", csrf=await csrf_of(second))
    await second.send("/chat/start", action="continue")
    assert SAID not in (await second.read("/chat")).html


async def test_a_forged_form_changes_nothing(stand: ChatStand, open_browser: OpenBrowser, network_chat: str) -> None:
    first = await arrive(stand, open_browser, network_chat)
    csrf = await csrf_of(first)
    fields = {"action": "choose", "passphrase": PASSPHRASE}
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    forged = await first.client.post("/chat/passphrase", data={**fields, "csrf": csrf}, headers=elsewhere)
    assert forged.status == 403
    assert (await first.send("/chat/passphrase", **fields, csrf="0" * 64)).status == 403
    assert (await first.client.get("/chat/passphrase")).status == 405
    assert offered(await first.read("/chat")) == {"choose"}


async def test_without_a_session_it_leads_to_the_start(open_browser: OpenBrowser) -> None:
    visitor = await open_browser()
    response = await visitor.send("/chat/passphrase", action="enter", passphrase=PASSPHRASE)
    assert (response.status, response.headers["Location"]) == (303, "/chat")


async def test_the_passphrase_is_nowhere_in_the_clear(
    stand: ChatStand, open_browser: OpenBrowser, network_chat: str, tmp_path: Path
) -> None:
    """Nor its hash: a stolen database gives nothing to guess against."""
    with structlog.testing.capture_logs() as logs:
        first, _ = await write_first(stand, open_browser, network_chat)
        second = await arrive(stand, open_browser, network_chat)
        await send(second, "enter", "lantern otter wrong")
        await send(second, "enter", PASSPHRASE)
        pages = [(await each.read("/chat")).html for each in (first, second)]
    files = [path.read_bytes() for path in tmp_path.rglob("frontdesk.db*")]
    assert files
    assert any(network_chat.encode() in content for content in files), "the search would not find anything"
    for content in (*files, *(page.encode() for page in pages), str(logs).encode()):
        assert b"otter" not in content
        assert b"$argon2" not in content
