"""What the recognizers look things up in: the lexicon, and the clinic's own facts, which are nobody's PHI."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.clinic import Clinic
from bot.guard.lexicon.load import Lexicon
from bot.guard.normalise import normalise

TITLES = frozenset({"dr", "doctor", "doctora", "dra", "nurse", "np", "md", "rn", "pa", "do", "phd"})
PUBLIC_LINES = ("911", "988", "311", "211", "411", "18002738255", "8002738255", "741741", "88788")
LOCAL_DIGITS = 7  # a number without its area code
NATIONAL_DIGITS = 10


@dataclass(frozen=True, slots=True)
class ClinicFacts:
    """Numbers as digits, names as lower-case words, hosts without `www`."""

    numbers: frozenset[str]
    people: tuple[tuple[str, ...], ...]
    addresses: tuple[str, ...]
    own_lines: tuple[str, ...]  # address, mail and site as people write them
    street: str
    zip: str
    emails: frozenset[str]
    hosts: frozenset[str]
    name_words: frozenset[str]  # of the clinic itself
    pages: re.Pattern[str] | None  # made of its name: "@riverbend"; None without Latin letters


@dataclass(frozen=True, slots=True)
class Assets:
    lexicon: Lexicon
    clinic: ClinicFacts
    today: Callable[[], date]  # in the clinic's zone


def clinic_facts(clinic: Clinic) -> ClinicFacts:
    emergency = clinic.emergency
    lines = [clinic.phone, clinic.nurse_line, clinic.fax or "", emergency.emergency, emergency.crisis]
    lines += [emergency.poison, emergency.violence, emergency.violence_text, emergency.child, *PUBLIC_LINES]
    lines += [number for fact in clinic.facts.values() for number in re.findall(r"\d[\d\-. ()]{5,}\d", fact)]
    host = re.sub(r"^https?://(www\.)?|/.*$", "", clinic.website.lower())
    mails = [clinic.email.lower()] if clinic.email else []
    people = [*(provider.name for provider in clinic.providers), *clinic.staff_names]
    return ClinicFacts(
        numbers=frozenset(spelling for line in lines for spelling in _spellings(line)),
        people=tuple(_name_words(person) for person in people),
        addresses=(_plain(clinic.address.line), _plain(clinic.address.street)),
        own_lines=(normalise(clinic.address.line).text, _plain(clinic.address.line), *mails, host),
        street=_plain(clinic.address.street),
        zip=clinic.address.zip,
        emails=frozenset(mails),
        hosts=frozenset({host}),
        name_words=frozenset(_plain(clinic.name).split()),
        pages=_pages(_plain(clinic.name).split()),
    )


def _pages(name: Sequence[str]) -> re.Pattern[str] | None:
    if not name:
        return None
    word = "|".join(sorted(map(re.escape, name), key=len, reverse=True))
    return re.compile(
        rf"(?:https?://)?(?:www\.)?@?(?={re.escape(name[0])})(?:(?:{word})[-_.]?)+?(?:\.(?:com|org|net))?/?"
    )


def _spellings(line: str) -> set[str]:
    """The digits with and without country and area code."""
    digits = re.sub(r"\D", "", line)
    return {digits, digits[-NATIONAL_DIGITS:], digits[-LOCAL_DIGITS:]} - {""}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", normalise(text).text.lower()))


def _name_words(person: str) -> tuple[str, ...]:
    return tuple(word for word in _plain(person).split() if word not in TITLES)
