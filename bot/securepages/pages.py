"""What the secure pages are made of, and where a request finds it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.clinic import Clinic
from bot.messages.clock import Clock
from bot.messages.effects import Language
from bot.messages.ids import Entropy
from bot.scheduling.appointments import Appointments
from bot.scheduling.availability import Availability
from bot.scheduling.holds import Holds
from bot.securepages.cookies import PageCookies
from bot.securepages.links import Links
from bot.securepages.rendering import Renderer
from bot.securepages.sessions import PageSessions
from bot.storage.engine import Database
from bot.texts.catalog import Texts

type Notify = Callable[[AsyncSession, str, str], Awaitable[None]]
"""Sends a fixed text (its name comes last) to the conversation that the link came from, in the transaction given."""

type OpenChat = Callable[[AsyncSession, str], Awaitable[str]]
"""Opens a covered conversation beside the given one, in the transaction given; returns its id."""


@dataclass(frozen=True, slots=True)
class UrgentText:
    """The fixed text that a red flag calls for, in the language it was written in where that is known."""

    name: str
    language: Language | None


type LookForRedFlag = Callable[[str], UrgentText | None]
"""What a visit's reason calls for; None when it calls for nothing urgent."""

type RaiseAlarm = Callable[[AsyncSession, str, str], Awaitable[None]]
"""Tells the desk at once: the conversation, and the name of the emergency text that was shown."""


@dataclass(frozen=True, slots=True)
class SecurePages:
    """`public_url` is where patients reach the service, as in `Links`."""

    database: Database
    clinic: Clinic
    texts: Texts
    render: Renderer
    links: Links
    sessions: PageSessions
    cookies: PageCookies
    availability: Availability
    holds: Holds
    appointments: Appointments
    audit: Audit
    notify: Notify
    open_chat: OpenChat
    look_for_red_flag: LookForRedFlag
    raise_alarm: RaiseAlarm
    clock: Clock
    entropy: Entropy
    public_url: str


PAGES = web.AppKey("secure_pages", SecurePages)
