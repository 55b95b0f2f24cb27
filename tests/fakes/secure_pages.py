"""The secure pages over a real database, with the rest of the service played by lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.clinic import Clinic
from bot.conversations.store import Conversations
from bot.messages.effects import Language
from bot.messages.ids import Entropy
from bot.messages.reply import LinkPurpose, LinkRequest
from bot.scheduling.appointments import Appointments
from bot.scheduling.availability import Availability
from bot.scheduling.holds import Hold, Holds
from bot.scheduling.times import OpenTime
from bot.securepages.cookies import PageCookies
from bot.securepages.links import Links
from bot.securepages.pages import SecurePages, UrgentText
from bot.securepages.rendering import Renderer
from bot.securepages.routes import add_secure_pages
from bot.securepages.sessions import PageSessions
from bot.storage.engine import Database
from bot.texts.catalog import Texts
from bot.vault.keyring import KeyRing
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock

PUBLIC_URL = "http://pages.example"
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class FakeClinicSide:
    """What the rest of the service was asked to do."""

    conversations: Conversations
    clock: FakeClock
    notified: list[tuple[str, str]] = field(default_factory=list)
    alarms: list[tuple[str, str]] = field(default_factory=list)

    async def notify(self, _session: AsyncSession, conversation_id: str, text_name: str) -> None:
        self.notified.append((conversation_id, text_name))

    async def raise_alarm(self, _session: AsyncSession, conversation_id: str, text_name: str) -> None:
        self.alarms.append((conversation_id, text_name))

    async def open_chat(self, session: AsyncSession, parent_conversation_id: str) -> str:
        count = len(self.notified)
        chat = await self.conversations.open(
            session,
            channel="webchat",
            account="clinic",
            sender=f"chat-of-{parent_conversation_id}-{count}-{self.clock().isoformat()}",
            now=self.clock(),
            parent_id=parent_conversation_id,
        )
        return chat.id


def look_for_red_flag(reason: str) -> UrgentText | None:
    for words, language in (("chest pain", Language.ENGLISH), ("dolor de pecho", Language.SPANISH)):
        if words in reason:
            return UrgentText("page_footer_emergency", language)
    return None


@dataclass
class PagesStand:
    """The pages with all their parts, and short ways to do what the chat would have done."""

    pages: SecurePages
    clinic_side: FakeClinicSide
    clock: FakeClock
    vault: Vault

    def app(self) -> web.Application:
        app = web.Application()
        add_secure_pages(app, self.pages)
        return app

    async def conversation(self, sender: str = "patient-1", language: Language = Language.ENGLISH) -> str:
        async with self.pages.database.work() as session:
            opened = await self.clinic_side.conversations.open(
                session, channel="messenger", account="1", sender=sender, now=self.clock(), language=language
            )
        return opened.id

    async def hold(self, conversation_id: str, *, visit_type: str = "office-visit", nth: int = 0) -> Hold:
        async with self.pages.database.work() as session:
            times = await self.pages.availability.open_times(session, visit_type, self.clock(), limit=nth + 1)
            return await self.hold_time(session, times[nth], conversation_id)

    async def hold_time(self, session: AsyncSession, time: OpenTime, conversation_id: str) -> Hold:
        key = f"{conversation_id}:{time.key}"
        return await self.pages.holds.hold(session, time, conversation_id=conversation_id, key=key, now=self.clock())

    async def link(self, conversation_id: str, subject: str = "", purpose: LinkPurpose = LinkPurpose.BOOKING) -> str:
        """The path of a fresh link."""
        async with self.pages.database.work() as session:
            url = await self.pages.links.issue(session, conversation_id, LinkRequest(purpose, subject), self.clock())
        return url.removeprefix(PUBLIC_URL)


def make_stand(
    database: Database, clinic: Clinic, texts: Texts, clock: FakeClock, entropy: Entropy, *, secure: bool = False
) -> PagesStand:
    vault = Vault(KeyRing({1: entropy(32)}, entropy(32)), "Riverbend", entropy, clock)
    clinic_side = FakeClinicSide(Conversations(vault, entropy), clock)
    pages = SecurePages(
        database=database,
        clinic=clinic,
        texts=texts,
        render=Renderer(texts, clinic),
        links=Links(entropy, public_url=PUBLIC_URL),
        sessions=PageSessions(),
        cookies=PageCookies(secure=secure),
        availability=Availability(clinic),
        holds=Holds(entropy),
        appointments=Appointments(vault),
        audit=Audit(clock),
        notify=clinic_side.notify,
        open_chat=clinic_side.open_chat,
        look_for_red_flag=look_for_red_flag,
        raise_alarm=clinic_side.raise_alarm,
        clock=clock,
        entropy=entropy,
        public_url=PUBLIC_URL if not secure else PUBLIC_URL.replace("http:", "https:"),
    )
    return PagesStand(pages, clinic_side, clock, vault)


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]


class PageContent(HTMLParser):
    """The elements of a page, and what a browser would send for its form."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str, **attributes: str) -> list[Element]:
        return [
            each
            for each in self.elements
            if each.tag == tag and all(each.attributes.get(name) == value for name, value in attributes.items())
        ]

    def value(self, name: str) -> str:
        """What the field of that name holds now: checked, selected or typed."""
        area = re.search(rf'<textarea[^>]* name="{name}"[^>]*>(.*?)</textarea>', self.html, re.DOTALL)
        if area:
            return area[1]
        for each in self.all("input", name=name):
            if each.attributes.get("type") != "radio" or "checked" in each.attributes:
                return each.attributes.get("value", "")
        select = re.search(rf'<select[^>]* name="{name}".*?</select>', self.html, re.DOTALL)
        chosen = re.search(r'<option value="([^"]*)" selected', select[0]) if select else None
        return chosen[1] if chosen else ""

    @property
    def times(self) -> list[str]:
        return [each.attributes["value"] for each in self.all("input", name="time")]


@dataclass
class Browser:
    """One browser: its own cookies, forms sent as a browser sends them."""

    client: TestClient[web.Request, web.Application]

    async def enter(self, path: str) -> ClientResponse:
        return await self.client.post(path, headers=SAME_SITE, allow_redirects=False)

    async def read(self, path: str = "/booking") -> PageContent:
        response = await self.client.get(path)
        return PageContent(await response.text())

    async def send(self, path: str = "/booking", **fields: str) -> ClientResponse:
        return await self.client.post(path, data=fields, headers=SAME_SITE, allow_redirects=False)


async def make_browser(app: web.Application) -> Browser:
    client = TestClient(TestServer(app))
    await client.start_server()
    return Browser(client)
