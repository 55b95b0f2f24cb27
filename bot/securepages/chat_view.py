"""From transcript entries to what the page shows: bubbles, links, buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.port import Button
from bot.clinic import Clinic
from bot.conversations.choices import LIFETIME
from bot.conversations.tables import ChoiceRow
from bot.messages.clock import Clock
from bot.messages.effects import Language
from bot.securepages.moments import say_clock, say_date
from bot.securepages.pages import SecurePages
from bot.transcripts.transcripts import Author, Direction, Entry

WEB_ADDRESS = r"https://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bubble. `kind` is text, page (a secure page of ours), web or phone."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Bubble:
    author: str
    mine: bool
    first: bool  # of several in a row by the same author
    parts: tuple[Part, ...]
    erased: bool
    moment: str  # ISO 8601
    clock: str
    date: str  # ISO 8601, in the clinic's zone
    day: str  # as a heading; "" when the bubble before is of the same day


class Bubbles:
    def __init__(self, pages: SecurePages, language: Language) -> None:
        self._pages = pages
        self._language = language
        self._special = _special_parts(pages.clinic, pages.public_url)

    def show(self, entries: Sequence[Entry]) -> list[Bubble]:
        bubbles: list[Bubble] = []
        for entry in entries:
            bubbles.append(self._bubble(entry, bubbles[-1] if bubbles else None))
        return bubbles

    def _bubble(self, entry: Entry, before: Bubble | None) -> Bubble:
        zone = self._pages.clinic.zone
        local = entry.at.astimezone(zone)
        date = local.date().isoformat()
        new_day = before is None or before.date != date
        mine = entry.author is Author.PATIENT
        return Bubble(
            author=entry.author.value,
            mine=mine,
            first=new_day or before is None or before.author != entry.author.value,
            parts=(Part("text", entry.text),) if mine else tuple(self._parts(entry.text)),
            erased=entry.erased,
            moment=entry.at.isoformat(timespec="seconds"),
            clock=say_clock(self._pages.texts, self._language, entry.at, zone),
            date=date,
            day=say_date(self._pages.texts, self._language, local.date()) if new_day else "",
        )

    def _parts(self, text: str) -> list[Part]:
        parts: list[Part] = []
        end = 0
        for match in self._special.finditer(text):
            if match.start() > end:
                parts.append(Part("text", text[end : match.start()]))
            parts.append(Part(match.lastgroup or "text", match[0]))
            end = match.end()
        if end < len(text):
            parts.append(Part("text", text[end:]))
        return parts


async def buttons_under(
    session: AsyncSession, conversation_id: str, newest: Entry | None, clock: Clock
) -> tuple[Button, ...]:
    """The choices that were offered with the newest entry; none once anything was said after it."""
    if newest is None or newest.direction is not Direction.OUT:
        return ()
    # Choices are offered in the turn that wrote the entry, at the same moment.
    query = (
        select(ChoiceRow)
        .where(ChoiceRow.conversation_id == conversation_id, ChoiceRow.expires_at == newest.at + LIFETIME)
        .where(ChoiceRow.expires_at > clock())
        .order_by(ChoiceRow.turn_id, ChoiceRow.position)
    )
    return tuple(Button(row.title, row.id) for row in await session.scalars(query))


async def title_of_choice(session: AsyncSession, conversation_id: str, choice_id: str) -> str | None:
    """What stood on a button of this conversation. None for an unknown one."""
    query = select(ChoiceRow.title).where(ChoiceRow.id == choice_id, ChoiceRow.conversation_id == conversation_id)
    found: str | None = await session.scalar(query)
    return found


def _special_parts(clinic: Clinic, public_url: str) -> re.Pattern[str]:
    lines = clinic.emergency
    phones = {clinic.phone, clinic.nurse_line, lines.emergency, lines.crisis, lines.poison, lines.violence, lines.child}
    phone = "|".join(re.escape(number) for number in sorted(phones, key=len, reverse=True))
    page = re.escape(public_url.rstrip("/")) + r"/s/[\w-]+"
    return re.compile(rf"(?P<page>{page})|(?P<web>{WEB_ADDRESS})|(?P<phone>(?<![\w-])(?:{phone})(?![\w-]))")
