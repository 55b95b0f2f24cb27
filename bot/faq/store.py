"""Changing what the FAQ holds. Every change counts the content version up and writes an audit row.

Rules: the seed never overwrites what staff wrote, approved or retired; a new draft replaces the older draft and leaves
the approved version in place; approving replaces everything before it; nothing is deleted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.faq.blanks import ClinicBlanks
from bot.faq.content import FaqEntry, Kind
from bot.faq.tables import FaqContentRow, FaqEntryRow, FaqPhrasingRow, FaqVersionRow, FaqWordingRow
from bot.faq.versions import State, Version, all_versions
from bot.messages.effects import Language

SEEDER = "seed"


@dataclass(frozen=True, slots=True)
class SeedReport:
    """`kept`: entries whose seed text is newer, left alone because staff have taken them over."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    kept: tuple[str, ...]


class FaqStore:
    def __init__(self, blanks: ClinicBlanks, audit: Audit) -> None:
        self._blanks = blanks
        self._audit = audit

    async def seed(self, session: AsyncSession, entries: Iterable[FaqEntry], now: datetime) -> SeedReport:
        """Brings the seed in; run at every start. Raises StartupError when a blank stays unfilled."""
        added, updated, kept = [], [], []
        for entry in entries:
            self._blanks.check(entry)
            digest = _digest(entry)
            versions = await all_versions(session, entry.id)
            if not versions:
                added.append(entry.id)
            elif versions[-1].seed_digest == digest:
                continue
            elif _taken_over(versions):
                kept.append(entry.id)
                continue
            else:
                updated.append(entry.id)
            await self._write(session, entry, by=SEEDER, now=now, state=State.DRAFT, seed_digest=digest)
        if added or updated:
            details = {"entries": len(added) + len(updated)}
            await self._audit.record(session, actor=SEEDER, action="faq.seed", subject="faq", details=details)
        return SeedReport(tuple(added), tuple(updated), tuple(kept))

    async def publish(self, session: AsyncSession, entry: FaqEntry, *, by: str, now: datetime) -> int:
        """Puts a staff member's wording in place and gives its version number.

        The clinic's own facts are approved by whoever publishes them. A health entry waits for `approve`; until then
        its last approved version goes on being served. Raises StartupError when a blank stays unfilled.
        """
        self._blanks.check(entry)
        state = State.APPROVED if entry.kind is Kind.CLINIC else State.DRAFT
        number = await self._write(session, entry, by=by, now=now, state=state, seed_digest=None)
        await self._record(session, by, "faq.publish", entry.id, number)
        return number

    async def approve(
        self, session: AsyncSession, entry_id: str, number: int, *, by: str, review_by: date, now: datetime
    ) -> None:
        """A clinician stands by this version until `review_by`. Raises LookupError unless it is the draft."""
        version = await session.get(FaqVersionRow, (entry_id, number))
        if version is None or version.state != State.DRAFT:
            raise LookupError(f"FAQ entry {entry_id} has no draft {number}")
        if review_by <= now.date():
            raise ValueError("the next review lies in the past")
        await self._retire_versions(session, entry_id, State.APPROVED)
        version.state, version.approved_by, version.approved_at = State.APPROVED, by, now
        version.review_by = review_by
        await self._touch(session, entry_id)
        await self._record(session, by, "faq.approve", entry_id, number)

    async def retire(self, session: AsyncSession, entry_id: str, *, by: str) -> None:
        """Takes an entry out of service; its versions stay readable. Raises LookupError for an unknown entry."""
        if await session.get(FaqEntryRow, entry_id) is None:
            raise LookupError(f"no FAQ entry {entry_id}")
        await self._retire_versions(session, entry_id, State.APPROVED, State.DRAFT)
        await self._touch(session, entry_id)
        await self._record(session, by, "faq.retire", entry_id, None)

    async def _write(
        self, session: AsyncSession, entry: FaqEntry, *, by: str, now: datetime, state: State, seed_digest: str | None
    ) -> int:
        versions = await all_versions(session, entry.id)
        number = versions[-1].number + 1 if versions else 1
        replaced = (State.DRAFT, State.APPROVED) if state is State.APPROVED else (State.DRAFT,)
        await self._retire_versions(session, entry.id, *replaced)
        await self._touch(session, entry.id, kind=entry.kind)
        approved = state is State.APPROVED
        session.add(
            FaqVersionRow(
                entry_id=entry.id,
                number=number,
                state=state,
                seed_digest=seed_digest,
                audience=entry.audience,
                guidance_differs=entry.guidance_differs,
                sources=json.dumps([source.model_dump() for source in entry.sources]),
                sources_checked_on=entry.sources_checked_on,
                review_by=entry.review_by,
                written_by=by,
                written_at=now,
                approved_by=by if approved else None,
                approved_at=now if approved else None,
            )
        )
        await session.flush()
        for language in Language:
            _add_wording(session, entry, number, language)
        await session.flush()
        return number

    async def _retire_versions(self, session: AsyncSession, entry_id: str, *states: State) -> None:
        await session.execute(
            update(FaqVersionRow)
            .where(FaqVersionRow.entry_id == entry_id, FaqVersionRow.state.in_(states))
            .values(state=State.RETIRED)
        )

    async def _touch(self, session: AsyncSession, entry_id: str, *, kind: Kind | None = None) -> None:
        """Counts the content version up first: on PostgreSQL that row lock puts concurrent changes in order."""
        content = await session.get(FaqContentRow, 1, with_for_update=True, populate_existing=True)
        if content is None:
            content = FaqContentRow(id=1, version=0)
            session.add(content)
        content.version += 1
        entry = await session.get(FaqEntryRow, entry_id)
        if entry is not None:
            entry.changed_in = content.version
        elif kind is not None:
            session.add(FaqEntryRow(id=entry_id, kind=kind, changed_in=content.version))
        await session.flush()

    async def _record(self, session: AsyncSession, by: str, action: str, entry_id: str, number: int | None) -> None:
        details = {} if number is None else {"version": number}
        await self._audit.record(session, actor=by, action=action, subject=f"faq:{entry_id}", details=details)


def _taken_over(versions: tuple[Version, ...]) -> bool:
    """True once staff wrote, approved or retired it."""
    return versions[-1].state is State.RETIRED or any(
        version.seed_digest is None or version.approved_at is not None for version in versions
    )


def _digest(entry: FaqEntry) -> str:
    return hashlib.sha256(entry.model_dump_json().encode()).hexdigest()


def _add_wording(session: AsyncSession, entry: FaqEntry, number: int, language: Language) -> None:
    wording = entry.wording(language)
    session.add(
        FaqWordingRow(
            entry_id=entry.id,
            number=number,
            language=language,
            question=wording.question,
            answer=wording.answer,
            when_to_get_care=wording.when_to_get_care,
        )
    )
    for position, text in enumerate(wording.phrasings):
        session.add(FaqPhrasingRow(entry_id=entry.id, number=number, language=language, position=position, text=text))
