"""Finds the entry that a question means, or says that it is not sure.

Rules: what is not sure is never given as the answer; an entry that may not be served is never shown, and none is shown
in its place; an edit is live at the first search after `REFRESH`, in every process, without a restart.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.clinic import Clinic
from bot.faq.blanks import ClinicBlanks, fill
from bot.faq.calibration import Calibration
from bot.faq.content import FaqEntry, Kind
from bot.faq.index import Encoder, Measured
from bot.faq.serving import Expired, Served, choose, expired, review_line
from bot.faq.snapshot import Snapshot, build_snapshot
from bot.faq.versions import Version, content_version, current_versions
from bot.faq.words import WordWeights
from bot.messages.clock import Clock
from bot.messages.effects import Language
from bot.storage.engine import Database
from bot.texts.catalog import Texts

REFRESH = timedelta(seconds=0.5)  # how long a search may rely on the content version it last read
CHOICES = 3


@dataclass(frozen=True, slots=True)
class FaqMatch:
    """An entry in the language asked for. `score`: the probability that it is what was meant.

    `source` is a line such as "Source: CDC, About Flu, https://…"; `review` is the line beneath, or "".
    """

    id: str
    score: float
    question: str
    answer: str
    source: str
    review: str

    @property
    def text(self) -> str:
        """As the patient reads it."""
        return "\n\n".join(part for part in (self.answer, self.source, self.review) if part)

    @property
    def is_of_the_clinic(self) -> bool:
        """About the clinic itself, not about health: the clinic's own facts need no source."""
        return not self.source


@dataclass(frozen=True, slots=True)
class FaqResult:
    """`sure`: give `best` as the answer. Else offer `alternatives` ("Did you mean"), if there are any.

    `best` is set without `sure` when something came near; None when nothing did, or when what was meant may not be
    served.
    """

    best: FaqMatch | None
    alternatives: tuple[FaqMatch, ...]
    sure: bool


NOTHING = FaqResult(None, (), sure=False)


class FaqSearch:
    """`own_texts` encodes what the clinic publishes, and may keep its vectors; `encoder` encodes questions."""

    def __init__(
        self,
        database: Database,
        clinic: Clinic,
        texts: Texts,
        *,
        encoder: Encoder,
        own_texts: Encoder,
        weights: WordWeights,
        calibration: Calibration,
        clock: Clock,
        demo: bool,
    ) -> None:
        self._database = database
        self._clinic = clinic
        self._texts = texts
        self._blanks = ClinicBlanks(clinic, texts)
        self._encoder = encoder
        self._own_texts = own_texts
        self._weights = weights
        self._calibration = calibration
        self._clock = clock
        self._demo = demo
        self._versions: dict[str, tuple[Version, ...]] = {}
        self._snapshot: Snapshot | None = None
        self._checked_at: datetime | None = None
        self._refreshing = asyncio.Lock()

    async def search(self, question: str, language: Language, *, audience_public: bool = False) -> FaqResult:
        """`question`: the guarded text (refuse masking). `audience_public`: others read along."""
        snapshot = await self._current()
        measured = await asyncio.to_thread(self._measure, snapshot, question)
        ranked = self._rank(snapshot, measured)
        if not ranked:
            return NOTHING
        today = self._today()
        best, score = ranked[0]
        if not best.may_be_served(today, public=audience_public):
            return NOTHING
        matches = tuple(
            self._match(served, likely, language, today)
            for served, likely in ranked[:CHOICES]
            if served.may_be_served(today, public=audience_public)
        )
        if score >= self._calibration.sure:
            return FaqResult(matches[0], matches[1:], sure=True)
        return FaqResult(matches[0], matches, sure=False)

    async def entry(self, entry_id: str, language: Language) -> FaqMatch | None:
        """One entry by its id, as a button asks for it; None when it may not be served."""
        snapshot = await self._current()
        served = snapshot.find(entry_id)
        today = self._today()
        if served is None or not served.may_be_served(today):
            return None
        return self._match(served, 1.0, language, today)

    async def expired(self) -> list[Expired]:
        """Entries withheld because their `review_by` has passed: staff are told."""
        snapshot = await self._current()
        return expired(snapshot.served, self._today())

    async def warm(self) -> None:
        """Indexes everything ahead of the first question."""
        await self._current()

    async def _current(self) -> Snapshot:
        async with self._refreshing:
            now = self._clock()
            if self._snapshot is not None and self._checked_at is not None and now - self._checked_at < REFRESH:
                return self._snapshot
            async with self._database.reading() as session:
                version = await content_version(session)
                known = self._snapshot.content_version if self._snapshot else -1
                changed = await current_versions(session, changed_after=known) if version != known else {}
            if self._snapshot is None or version != known:
                self._versions |= changed
                self._snapshot = await self._build(version, now.astimezone(self._clinic.zone).date())
            self._checked_at = now
            return self._snapshot

    async def _build(self, version: int, today: date) -> Snapshot:
        chosen = (choose(versions, demo=self._demo) for _, versions in sorted(self._versions.items()))
        served = tuple(one for one in chosen if one is not None)
        blanks = {language: self._blanks.on(today, language) for language in Language}
        return await asyncio.to_thread(
            build_snapshot,
            version,
            served,
            blanks,
            encoder=self._own_texts,
            weights=self._weights,
            before=self._snapshot,
        )

    def _measure(self, snapshot: Snapshot, question: str) -> Measured | None:
        if snapshot.index is None:
            return None
        text = snapshot.index.spelled_right(question)
        if not text:
            return None
        return snapshot.index.measure(question, self._encoder.encode([text])[0])

    def _rank(self, snapshot: Snapshot, measured: Measured | None) -> Sequence[tuple[Served, float]]:
        """Entries worth a mention, likeliest first."""
        if measured is None:
            return ()
        likely = self._calibration.probabilities(measured)
        worth = [(position, score) for position, score in likely.items() if score >= self._calibration.worth]
        return [(snapshot.served[position], score) for position, score in sorted(worth, key=lambda one: -one[1])]

    def _match(self, served: Served, score: float, language: Language, today: date) -> FaqMatch:
        entry, blanks = served.entry, self._blanks.on(today, language)
        wording = entry.wording(language)
        answer = " ".join(fill(part, blanks) for part in (wording.answer, wording.when_to_get_care) if part)
        return FaqMatch(
            id=entry.id,
            score=score,
            question=wording.question,
            answer=answer,
            source=self._source(entry, language, today),
            review=review_line(served.version, language, self._texts, self._clinic.zone),
        )

    def _source(self, entry: FaqEntry, language: Language, today: date) -> str:
        """The first source; the clinic's own facts need none."""
        first = entry.sources[0]
        if entry.kind is Kind.CLINIC and first.url.startswith("{"):
            return ""
        blanks = self._blanks.on(today, language)
        named = f"{fill(first.title, blanks)}, {fill(first.url, blanks)}"
        return self._texts.say("faq_source", language, {"source": named})

    def _today(self) -> date:
        return self._clock().astimezone(self._clinic.zone).date()
