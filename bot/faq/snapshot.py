"""The FAQ as one process searches it: what it held at one content version, indexed.

Building one takes the last one along: vectors are made only for versions that are new in it, so an edit among
thousands of entries costs one entry's encoding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.faq.blanks import fill
from bot.faq.document import Document, Parts, Texts, sentences, take_apart
from bot.faq.index import Encoder, FaqIndex
from bot.faq.serving import Served
from bot.faq.words import WordWeights
from bot.messages.effects import Language

type PartsKey = tuple[str, int, Language]
"""An entry's id, the number of its version, and the language."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`served` stands in the order that the index counts entries in."""

    content_version: int
    served: tuple[Served, ...]
    index: FaqIndex | None  # None while the FAQ is empty
    parts: Mapping[PartsKey, Parts]

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
    known = before.parts if before else {}
    texts = {
        _key(one, language): _texts(one, language, blanks[language])
        for one in served
        for language in Language
        if _key(one, language) not in known
    }
    parts = {key: known[key] for one in served for language in Language if (key := _key(one, language)) in known}
    vectors = encoder.encode([text for some in texts.values() for text in some.all])
    start = 0
    for key, some in texts.items():
        parts[key] = take_apart(some, vectors[start : start + len(some.all)])
        start += len(some.all)
    documents = [
        Document(position, language, parts[_key(one, language)])
        for position, one in enumerate(served)
        for language in Language
    ]
    return Snapshot(content_version, served, FaqIndex(documents, weights) if documents else None, parts)


def _texts(served: Served, language: Language, blanks: Mapping[str, str]) -> Texts:
    wording = served.entry.wording(language)
    return Texts(wording.asked, sentences(fill(f"{wording.answer} {wording.when_to_get_care}", blanks)))


def _key(served: Served, language: Language) -> PartsKey:
    return served.entry.id, served.version.number, language
