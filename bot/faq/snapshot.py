"""The FAQ as one process searches it: what it held at one content version, indexed.

Building one takes the last one along: vectors are made only for versions that are new in it, so an edit among
thousands of entries costs one entry's encoding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.faq.blanks import fill
from bot.faq.index import Document, Encoder, FaqIndex, Floats, sentences
from bot.faq.serving import Served
from bot.faq.words import WordWeights
from bot.messages.effects import Language

type VersionKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`served` stands in the order that the index counts entries in."""

    content_version: int
    served: tuple[Served, ...]
    index: FaqIndex | None  # None while the FAQ is empty
    vectors: Mapping[tuple[VersionKey, Language], Floats]

    def find(self, entry_id: str) -> Served | None:
        return next((served for served in self.served if served.entry.id == entry_id), None)


def build_snapshot(
    content_version: int,
    served: tuple[Served, ...],
    blanks: Mapping[Language, Mapping[str, str]],
    *,
    encoder: Encoder,
    weights: WordWeights,
    before: Snapshot | None,
) -> Snapshot:
    """Slow where texts are new (about 5 ms a text): run it in a thread."""
    known = before.vectors if before else {}
    said = {
        (key, language): sentences(fill(f"{wording.answer} {wording.when_to_get_care}", blanks[language]))
        for one in served
        for key in (_key(one),)
        for language in Language
        for wording in (one.entry.wording(language),)
    }
    vectors = {place: known[place] for place in said if place in known}
    new = [(one, language) for one in served for language in Language if (_key(one), language) not in vectors]
    texts = [[*one.entry.wording(language).asked, *said[_key(one), language]] for one, language in new]
    encoded = encoder.encode([text for some in texts for text in some]) if texts else None
    start = 0
    for (one, language), some in zip(new, texts, strict=True):
        if encoded is not None:
            vectors[_key(one), language] = encoded[start : start + len(some)]
        start += len(some)
    documents = [
        Document(
            entry=position,
            language=language,
            asked=one.entry.wording(language).asked,
            said=said[_key(one), language],
            vectors=vectors[_key(one), language],
        )
        for position, one in enumerate(served)
        for language in Language
    ]
    index = FaqIndex(documents, weights) if documents else None
    return Snapshot(content_version, served, index, vectors)


def _key(served: Served) -> VersionKey:
    return served.entry.id, served.version.number
