"""Live updates: what arrives, where it resumes, when it ends."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientResponse
from sqlalchemy import text

from bot.channels.port import Recipient
from bot.channels.webchat import WebChat
from bot.conversations.conversation import Owner
from bot.storage.engine import Database
from tests.fakes.chat import ChatStand
from tests.fakes.clock import FakeClock
from tests.fakes.secure_pages import Browser
from tests.routes.chat.conftest import OpenBrowser, write

SOON = 10.0  # seconds: far longer than it takes, so that a failure ends


@dataclass
class Event:
    name: str
    id: str
    data: dict[str, Any]


@pytest.fixture
async def answered(browser: Browser, stand: ChatStand) -> Browser:
    """One with a chat in which something was said and answered."""
    await write(browser, "hello")
    await stand.answer("Good morning.", "Book", "Ask")
    return browser


async def next_event(stream: ClientResponse) -> Event:
    """The next one that has a name."""
    event = Event("", "", {})
    async with asyncio.timeout(SOON):
        while True:
            line = (await stream.content.readline()).decode().rstrip("\n")
            field, _, value = line.partition(": ")
            match field:
                case "event":
                    event.name = value
                case "id":
                    event.id = value
                case "data":
                    event.data = json.loads(value)
                case "" if event.name:
                    return event


async def test_a_page_gets_what_it_has_not_got(answered: Browser) -> None:
    async with answered.client.get("/chat/events?after=1") as stream:
        event = await next_event(stream)
    assert (event.name, event.id, event.data["state"]) == ("update", "2", "bot")
    assert "Good morning." in event.data["entries"]
    assert "hello" not in event.data["entries"]
    assert event.data["buttons"].count("<button") == 2


async def test_a_browser_that_lost_the_connection_goes_on_where_it_was(answered: Browser) -> None:
    async with answered.client.get("/chat/events?after=0", headers={"Last-Event-ID": "2"}) as stream:
        event = await next_event(stream)
    assert event.data["entries"].strip() == ""


@pytest.mark.parametrize("after", ["-1", "x", "1e3", "٣", "9" * 40, ""])
async def test_nonsense_as_a_place_starts_from_the_beginning(answered: Browser, after: str) -> None:
    async with answered.client.get("/chat/events", params={"after": after}) as stream:
        event = await next_event(stream)
    assert "hello" in event.data["entries"]


async def test_an_answer_arrives_when_it_is_sent(answered: Browser, stand: ChatStand, clock: FakeClock) -> None:
    async with answered.client.get("/chat/events?after=2") as stream:
        await next_event(stream)
        clock.advance(timedelta(seconds=1))
        await stand.answer("Anything else?")
        event = await next_event(stream)
    assert event.id == "3"
    assert "Anything else?" in event.data["entries"]
    assert "<button" not in event.data["buttons"]


async def test_an_answer_written_by_another_process_arrives_as_well(
    answered: Browser, open_browser: OpenBrowser, stand: ChatStand, clock: FakeClock
) -> None:
    stand.look_every = 0.01
    impatient = await open_browser()
    impatient.client.session.cookie_jar.update_cookies(
        {cookie.key: cookie.value for cookie in answered.client.session.cookie_jar}
    )
    async with impatient.client.get("/chat/events?after=2") as stream:
        await next_event(stream)
        clock.advance(timedelta(seconds=1))
        await stand.give_to(await stand.keep(stand.received[-1]), Owner.PERSON)
        event = await next_event(stream)
    assert event.data["state"] == "person"


async def test_typing_is_shown(answered: Browser, stand: ChatStand) -> None:
    async with answered.client.get("/chat/events?after=2") as stream:
        await next_event(stream)
        await WebChat(stand.notifier).typing(Recipient("clinic", stand.received[-1].sender))
        assert (await next_event(stream)).name == "typing"


async def test_a_stream_keeps_no_session_alive_and_ends_with_it(
    answered: Browser, stand: ChatStand, clock: FakeClock
) -> None:
    async with answered.client.get("/chat/events?after=2") as stream:
        await next_event(stream)
        clock.advance(timedelta(hours=1, minutes=59))
        await stand.wake(stand.received[-1].sender)
        clock.advance(timedelta(minutes=2))
        await stand.wake(stand.received[-1].sender)
        assert (await next_event(stream)).name == "over"
        assert await stream.content.read() == b""


async def test_leaving_ends_the_stream(answered: Browser, stand: ChatStand) -> None:
    csrf = (await answered.read("/chat")).value("csrf")
    async with answered.client.get("/chat/events?after=2") as stream:
        await next_event(stream)
        await answered.send("/leave", csrf=csrf)
        await stand.wake(stand.received[-1].sender)
        assert (await next_event(stream)).name == "over"


async def test_without_a_chat_there_is_nothing_to_follow(open_browser: OpenBrowser) -> None:
    stranger = await open_browser()
    async with stranger.client.get("/chat/events?after=0") as stream:
        assert (await next_event(stream)).name == "over"
        assert await stream.content.read() == b""


async def test_following_leaves_one_audit_entry_for_the_view_that_it_belongs_to(
    answered: Browser, database: Database
) -> None:
    async def reads() -> int:
        async with database.reading() as session:
            query = text("SELECT count(*) FROM audit WHERE action = 'transcript.read'")
            return int(await session.scalar(query) or 0)

    await answered.read("/chat")
    before = await reads()
    async with answered.client.get("/chat/events?after=0") as stream:
        await next_event(stream)
    assert await reads() == before
