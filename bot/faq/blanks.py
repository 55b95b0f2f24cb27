"""The blanks of the clinic topics, such as `{clinic_phone}`, `{hours_table}` or `{facts.parking}`.

A blank is a name, or `facts.` and a name from `clinic.yml`; nothing else stands between braces. This is a plain
look-up on purpose: `str.format` would let the author of an entry reach into objects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from itertools import groupby
from typing import get_args

from bot.clinic import Clinic, Hours, Weekday
from bot.errors import StartupError
from bot.faq.content import FaqEntry
from bot.messages.effects import Language
from bot.texts.catalog import Texts

BLANK = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)?)\}")
CLOSURE_NOTICE = timedelta(days=30)

DAYS: Mapping[Language, tuple[str, ...]] = {
    Language.ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    Language.SPANISH: ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
MONTHS: Mapping[Language, tuple[str, ...]] = {
    Language.ENGLISH: (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    Language.SPANISH: (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
TO = {Language.ENGLISH: "to", Language.SPANISH: "a"}
NOON = 12


class ClinicBlanks:
    """What every blank stands for."""

    def __init__(self, clinic: Clinic, texts: Texts) -> None:
        self._clinic = clinic
        self._texts = texts

    def on(self, today: date, language: Language) -> dict[str, str]:
        """In this language, as of this day in the clinic's zone: coming closures come and go."""
        clinic = self._clinic
        facts = clinic.facts_es if language is Language.SPANISH else clinic.facts
        blanks = {
            "clinic_name": clinic.name,
            "clinic_phone": clinic.phone,
            "nurse_line": clinic.nurse_line,
            "website": clinic.website,
            "address": clinic.address.line,
            "hours_table": self._hours_table(language),
            "closures": self._closures(today, language),
            "emergency_number": clinic.emergency.emergency,
            "crisis_number": clinic.emergency.crisis,
            "poison_number": clinic.emergency.poison,
        }
        return blanks | {f"facts.{name}": text for name, text in facts.items()}

    def check(self, entry: FaqEntry) -> None:
        """Raises StartupError naming the entry and the blank that the clinic's facts do not fill."""
        for language in Language:
            blanks = self.on(date.min, language)
            wording = entry.wording(language)
            sources = (part for source in entry.sources for part in (source.title, source.url))
            for text in (wording.answer, wording.when_to_get_care, *sources):
                for name in BLANK.findall(text):
                    if name not in blanks:
                        raise StartupError(f"FAQ entry {entry.id}, {language.value}: nothing fills {{{name}}}")
                if set("{}") & set(BLANK.sub("", text)):
                    raise StartupError(f"FAQ entry {entry.id}, {language.value}: a brace that is no blank")

    def _hours_table(self, language: Language) -> str:
        """Runs of days with the same hours: "Monday to Thursday: 8 AM to 6 PM; …"."""
        week = [(number, self._clinic.hours.get(day)) for number, day in enumerate(get_args(Weekday))]
        spans = []
        for hours, run in groupby(week, key=lambda day: day[1]):
            numbers = [number for number, _ in run]
            spans.append(f"{_day_span(numbers, language)}: {self._hour_span(hours, language)}")
        return "; ".join(spans)

    def _hour_span(self, hours: Hours | None, language: Language) -> str:
        if hours is None:
            return self._texts.say("faq_closed", language)
        return f"{_clock_time(hours.opens)} {TO[language]} {_clock_time(hours.closes)}"

    def _closures(self, today: date, language: Language) -> str:
        """The closed days of the coming month, or nothing."""
        soon = [day for day in sorted(self._clinic.closed_on) if timedelta() <= day - today <= CLOSURE_NOTICE]
        if not soon:
            return ""
        days = ", ".join(day_in_words(day, language, year=False) for day in soon)
        return self._texts.say("faq_also_closed", language, {"days": days})


def fill(text: str, blanks: Mapping[str, str]) -> str:
    """Raises KeyError for a blank that nothing fills."""
    return BLANK.sub(lambda match: blanks[match[1]], text).strip()


def day_in_words(day: date, language: Language, *, year: bool = True) -> str:
    """3 May 2026, 3 de mayo de 2026."""
    joint = " de " if language is Language.SPANISH else " "
    parts = [str(day.day), MONTHS[language][day.month - 1]]
    return joint.join([*parts, str(day.year)] if year else parts)


def _day_span(numbers: list[int], language: Language) -> str:
    first, last = DAYS[language][numbers[0]], DAYS[language][numbers[-1]]
    return first if first == last else f"{first} {TO[language]} {last}"


def _clock_time(moment: time) -> str:
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes} {'AM' if moment.hour < NOON else 'PM'}"
