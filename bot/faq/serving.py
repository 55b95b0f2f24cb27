"""Which version of an entry may be served today, and the line shown beneath it.

Demo mode serves samples and says so. Outside demo mode a health entry is served only as a clinician approved it.
Past its `review_by` nothing is served, and staff are told. An entry that may not be served still takes part in the
ranking: otherwise its nearest neighbour would answer in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.faq.blanks import day_in_words
from bot.faq.content import Audience, FaqEntry, Kind
from bot.faq.versions import State, Version, current_versions
from bot.messages.effects import Language
from bot.texts.catalog import Texts


@dataclass(frozen=True, slots=True)
class Served:
    """The version that stands for an entry. `allowed` is false while a health entry waits for its approval."""

    version: Version
    allowed: bool

    @property
    def entry(self) -> FaqEntry:
        return self.version.entry

    def may_be_served(self, today: date, *, public: bool = False) -> bool:
        hidden = public and self.entry.audience is Audience.PATIENTS
        return self.allowed and not hidden and today <= self.entry.review_by


@dataclass(frozen=True, slots=True)
class Expired:
    """An entry that is withheld until a clinician has looked at it again."""

    entry_id: str
    question: str
    review_by: date


def choose(versions: Sequence[Version], *, demo: bool) -> Served | None:
    """`versions`: the current ones, oldest first. None when all are retired."""
    if not versions:
        return None
    newest = versions[-1]
    if demo or newest.entry.kind is Kind.CLINIC:
        return Served(newest, allowed=True)
    approved = [version for version in versions if version.state is State.APPROVED]
    return Served(approved[-1], allowed=True) if approved else Served(newest, allowed=False)


def review_line(version: Version, language: Language, texts: Texts, zone: ZoneInfo) -> str:
    """ "Reviewed 3 May 2026", "Sample, not clinically reviewed", or nothing beneath the clinic's own facts."""
    if version.entry.kind is Kind.CLINIC:
        return ""
    if version.approved_at is None:
        return texts.say("faq_review_sample", language)
    day = day_in_words(version.approved_at.astimezone(zone).date(), language)
    return texts.say("faq_review_approved", language, {"date": day})


def expired(served: Iterable[Served], today: date) -> list[Expired]:
    """Those past their `review_by`, longest first."""
    late = [one.entry for one in served if today > one.entry.review_by]
    return [
        Expired(entry.id, entry.en.question, entry.review_by) for entry in sorted(late, key=lambda late: late.review_by)
    ]


async def expired_entries(session: AsyncSession, today: date, *, demo: bool) -> list[Expired]:
    """What staff are told: entries that would be served, were they not past their `review_by`."""
    versions = await current_versions(session)
    return expired([served for some in versions.values() if (served := choose(some, demo=demo))], today)
