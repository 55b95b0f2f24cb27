"""Versions of entries as the database holds them, and reading them back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.faq.content import SAMPLE, Audience, FaqEntry, Kind, Source, Wording
from bot.faq.tables import FaqContentRow, FaqEntryRow, FaqPhrasingRow, FaqVersionRow, FaqWordingRow
from bot.messages.effects import Language

KEYS_A_QUERY = 500  # SQLite limits the variables of one statement


class State(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an entry. `sample` is true for seed content that nobody at the clinic has changed or approved."""

    entry: FaqEntry
    number: int
    state: State
    written_by: str
    written_at: datetime
    approved_by: str | None
    approved_at: datetime | None
    seed_digest: str | None

    @property
    def sample(self) -> bool:
        return self.seed_digest is not None and self.approved_at is None


async def content_version(session: AsyncSession) -> int:
    """0 before anything was seeded."""
    return await session.scalar(select(FaqContentRow.version).where(FaqContentRow.id == 1)) or 0


async def current_versions(session: AsyncSession, *, changed_after: int = -1) -> dict[str, tuple[Version, ...]]:
    """The draft and approved versions of each entry changed after a content version, oldest first.

    An entry whose versions are all retired stands in the answer with none, so that a search can forget it.
    """
    changed = select(FaqEntryRow).where(FaqEntryRow.changed_in > changed_after).order_by(FaqEntryRow.id)
    kinds = {row.id: Kind(row.kind) for row in await session.scalars(changed)}
    found: dict[str, tuple[Version, ...]] = {}
    for some in _batches(list(kinds)):
        found |= await _read(session, {entry_id: kinds[entry_id] for entry_id in some}, retired=False)
    return found


async def all_versions(session: AsyncSession, entry_id: str) -> tuple[Version, ...]:
    """Oldest first, retired ones included; none for an unknown entry."""
    row = await session.get(FaqEntryRow, entry_id)
    if row is None:
        return ()
    return (await _read(session, {entry_id: Kind(row.kind)}, retired=True))[entry_id]


def _batches(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + KEYS_A_QUERY] for start in range(0, len(ids), KEYS_A_QUERY))


async def _read(session: AsyncSession, kinds: dict[str, Kind], *, retired: bool) -> dict[str, tuple[Version, ...]]:
    wanted = select(FaqVersionRow).where(FaqVersionRow.entry_id.in_(kinds))
    if not retired:
        wanted = wanted.where(FaqVersionRow.state != State.RETIRED)
    rows = list(await session.scalars(wanted.order_by(FaqVersionRow.entry_id, FaqVersionRow.number)))
    wordings = await _read_wordings(session, {(row.entry_id, row.number) for row in rows})
    versions: dict[str, list[Version]] = {entry_id: [] for entry_id in kinds}
    for row in rows:
        versions[row.entry_id].append(_version(row, kinds[row.entry_id], wordings[row.entry_id, row.number]))
    return {entry_id: tuple(some) for entry_id, some in versions.items()}


async def _read_wordings(
    session: AsyncSession, keys: set[tuple[str, int]]
) -> dict[tuple[str, int], dict[Language, Wording]]:
    ids = {entry_id for entry_id, _ in keys}
    phrasings: defaultdict[tuple[str, int, str], list[str]] = defaultdict(list)
    asked = select(FaqPhrasingRow).where(FaqPhrasingRow.entry_id.in_(ids)).order_by(FaqPhrasingRow.position)
    for phrasing in await session.scalars(asked):
        phrasings[phrasing.entry_id, phrasing.number, phrasing.language].append(phrasing.text)
    wordings: defaultdict[tuple[str, int], dict[Language, Wording]] = defaultdict(dict)
    for row in await session.scalars(select(FaqWordingRow).where(FaqWordingRow.entry_id.in_(ids))):
        if (row.entry_id, row.number) in keys:
            wordings[row.entry_id, row.number][Language(row.language)] = Wording(
                question=row.question,
                phrasings=tuple(phrasings[row.entry_id, row.number, row.language]),
                answer=row.answer,
                when_to_get_care=row.when_to_get_care,
            )
    return wordings


def _version(row: FaqVersionRow, kind: Kind, wordings: dict[Language, Wording]) -> Version:
    entry = FaqEntry(
        id=row.entry_id,
        kind=kind,
        audience=Audience(row.audience),
        review=SAMPLE if row.seed_digest else "",
        review_by=row.review_by,
        guidance_differs=row.guidance_differs,
        sources=tuple(Source(**source) for source in json.loads(row.sources)),
        sources_checked_on=row.sources_checked_on,
        en=wordings[Language.ENGLISH],
        es=wordings[Language.SPANISH],
    )
    return Version(
        entry=entry,
        number=row.number,
        state=State(row.state),
        written_by=row.written_by,
        written_at=row.written_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        seed_digest=row.seed_digest,
    )
