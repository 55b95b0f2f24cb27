"""What a message says about the wanted visit: type, provider, time. Kept in slots as ids and minutes, never as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from rapidfuzz.distance import OSA

from bot.clinic import Clinic, VisitType
from bot.letters import without_accents
from bot.messages.effects import Language
from bot.scheduling.windows import Window, Wish
from bot.scheduling.wish_reading.fillers import FILLERS
from bot.scheduling.wishes import read_wish

MINUTE = 60  # seconds
PAST = "past"
WINDOWS = 20  # kept at most: a slot value has a limit, and nobody books that far ahead by chat
TITLES = ("dr", "doctor", "doctora", "nurse", "np", "md", "pa")


MISSPELLED_FROM = 5  # letters of a title's word that may have one mistake


def asks_for_earlier(text: str) -> bool:
    """Earlier than what was offered. "Earlier in the week" and "before 9" are wishes of their own."""
    said = set(_words(without_accents(text)))
    compares = said & {"earlier", "sooner", "antes"} or ("mas" in said and said & {"temprano", "pronto"})
    return bool(compares) and said - {"earlier", "sooner", "antes", "temprano", "pronto", "mas", "than"} <= FILLERS


def visit_type_in(text: str, clinic: Clinic) -> str | None:
    """The one public visit type that the text names; None when it names none, or several."""
    named = [
        visit.id
        for visit in clinic.visit_types
        if visit.public and any(_stands_in(name, text) for name in _names_of(visit))
    ]
    return named[0] if len(named) == 1 else None


def _names_of(visit: VisitType) -> Iterator[str]:
    yield from (title.split(",")[0] for title in (visit.title, visit.title_es))
    yield from visit.also


def _stands_in(title: str, text: str) -> bool:
    if re.search(rf"\b{re.escape(title.casefold())}", text.casefold()):
        return True
    said = list(_words(text))
    return all(any(_is_misspelled(word, part) for word in said) for part in _words(title))


def _is_misspelled(word: str, meant: str) -> bool:
    allowed = 1 if len(meant) >= MISSPELLED_FROM else 0
    return OSA.distance(word, meant, score_cutoff=allowed) <= allowed


def provider_in(text: str, clinic: Clinic) -> str | None:
    """The one provider whose first or last name stands in the text; None when none does, or several do."""
    said = set(_words(text))
    named = [provider.id for provider in clinic.providers if said & (set(_words(provider.name)) - set(TITLES))]
    return named[0] if len(named) == 1 else None


def _words(text: str) -> Iterator[str]:
    for word in text.casefold().replace("'s", " ").split():
        if stripped := word.strip(".,;:!?¡¿()\"'"):
            yield stripped


def wish_in(text: str, language: Language, now: datetime, clinic: Clinic) -> str | None:
    """The windows wished for, ready for a slot."""
    wish = read_wish(text, language, now, clinic.zone)
    return pack_wish(wish) if wish else None


def pack_wish(wish: Wish) -> str:
    """`from-to,from-to` in minutes since 1970; `PAST` for a wish whose time has gone."""
    return (
        ",".join(f"{_minutes(window.starts_at)}-{_minutes(window.ends_at)}" for window in wish.windows[:WINDOWS])
        or PAST
    )


def unpack_wish(packed: str | None) -> Wish | None:
    """None for an empty slot, and for one that does not read."""
    if not packed:
        return None
    if packed == PAST:
        return Wish(())
    try:
        pairs = [pair.split("-") for pair in packed.split(",")]
        return Wish(tuple(Window(_moment(starts), _moment(ends)) for starts, ends in pairs))
    except ValueError:
        return None


def _minutes(moment: datetime) -> int:
    return int(moment.timestamp()) // MINUTE


def _moment(minutes: str) -> datetime:
    return datetime.fromtimestamp(int(minutes) * MINUTE, UTC)
