"""How people write dates, English and Spanish, and the one spelling to compare them by.

Shapes only: whether a date is anybody's is the date recognizer's question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import MAXYEAR, date

MONTHS = {
    "january": 1, "jan": 1, "enero": 1, "february": 2, "feb": 2, "febuary": 2, "febrero": 2, "march": 3, "mar": 3,
    "marzo": 3, "april": 4, "apr": 4, "abril": 4, "may": 5, "mayo": 5, "june": 6, "jun": 6, "junio": 6, "july": 7,
    "jul": 7, "julio": 7, "august": 8, "aug": 8, "agosto": 8, "september": 9, "sept": 9, "sep": 9, "septiembre": 9,
    "setiembre": 9, "october": 10, "oct": 10, "octubre": 10, "november": 11, "nov": 11, "noviembre": 11,
    "december": 12, "dec": 12, "diciembre": 12,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty first": 21, "twenty second": 22,
    "twenty third": 23, "twenty fourth": 24, "twenty fifth": 25, "twenty sixth": 26, "twenty seventh": 27,
    "twenty eighth": 28, "twenty ninth": 29, "thirtieth": 30, "thirty first": 31, "primero": 1, "uno": 1, "dos": 2,
    "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11,
    "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18,
    "diecinueve": 19, "veinte": 20, "veintiuno": 21, "veintidos": 22, "veintitres": 23, "veinticuatro": 24,
    "veinticinco": 25, "veintiseis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29, "treinta": 30,
    "treinta y uno": 31,
}  # fmt: skip
"""Days as words; Spanish counts them."""

_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_ORDINAL_WORD = "|".join(word.replace(" ", "[ -]") for word in sorted(ORDINALS, key=len, reverse=True))
_DAY = rf"(?P<day>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?|{_ORDINAL_WORD})"
_YEAR = r"(?P<year>(?:19|20)\d\d|'\d\d|\d\d(?!:\d|\s?[ap]\.?m\b))"  # "Nov 24, 11:00": that is an hour
_OF = r"(?:\s?,?\s?(?:of|de|del)?\s?|[-/.])"

WITH_YEAR = (
    re.compile(rf"\b{_MONTH}[ \-/]?(?:the )?{_DAY}(?:\s?,\s?|\s|[-/]|\s?of\s|\s(?:in|de|del)\s){_YEAR}(?!\w)", re.I),
    re.compile(rf"\b{_DAY}{_OF}{_MONTH}{_OF}{_YEAR}(?!\w)", re.I),
    re.compile(rf"\b(?P<year>(?:19|20)\d\d)[ ,]{{1,2}}{_MONTH} {_DAY}(?!\w)", re.I),
    re.compile(r"(?<![\d/.\-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/. ])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d/])"),
    re.compile(
        r"(?<![\d/.\-$])(?P<m>\d{1,2})\s?(?P<sep>[-/.])\s?(?P<d>\d{1,2})\s?(?P=sep)\s?(?P<year>(?:19"
        r"|20)\d\d|'?\d\d)(?!\d|[/\-]\d)"
    ),
    re.compile(
        r"(?<![\d/.\-$] )(?<![\d/.\-$])(?P<m>\d{1,2}) (?P<d>\d{1,2}) (?P<year>(?:19|20)\d\d|\d\d)(?! ?\d{1,3}\b|[\d%])"
    ),
)
WITHOUT_YEAR = (
    re.compile(rf"\b{_MONTH}[ \-/]?(?:the )?{_DAY}(?!\w)", re.I),
    re.compile(rf"\b{_DAY}{_OF}{_MONTH}(?!\w)", re.I),
    re.compile(r"(?<![\d/.\-$])(?P<m>\d{1,2})(?P<sep>[-/])(?P<d>\d{1,2})(?![\d/%]|-\d)"),
)
COMPACT = re.compile(r"(?<!\d)(?:(?P<m>\d\d)(?P<d>\d\d)(?P<year>(?:19|20)\d\d|\d\d)|(?P<iso>(?:19|20)\d{6}))(?!\d)")
MONTH_AND_YEAR = re.compile(rf"\b{_MONTH}(?:,| of| de| del)? (?P<year>(?:19|20)\d\d)(?!\w)", re.I)

LAST_MONTH, LAST_DAY = 12, 31
CENTURY_TURN = 30  # two digits up to this are 20xx


def parts(found: re.Match[str]) -> tuple[int | None, int, int] | None:
    """(year, month, day) of a match of the shapes above; None when no calendar has such a day."""
    groups = found.groupdict()
    if groups.get("iso"):
        year: int | None = int(groups["iso"][:4])
        month, day = int(groups["iso"][4:6]), int(groups["iso"][6:])
    else:
        year = _year(groups.get("year"))
        month, day = _month_and_day(groups)
    if month > LAST_MONTH >= day:  # the day first, as most of the world writes
        month, day = day, month
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return year, month, day


def canonical_dates(text: str) -> Iterator[tuple[str, int, int]]:
    """Each date with a day as ("YYYYMMDD" or "MMDD", start, end)."""
    for pattern in (*WITH_YEAR, *WITHOUT_YEAR):
        for found in pattern.finditer(text):
            if (date_parts := parts(found)) is not None:
                year, month, day = date_parts
                yield f"{year or ''}{month:02}{day:02}", found.start(), found.end()


def _year(written: str | None) -> int | None:
    if not written:
        return None
    year = int(written.strip("'"))
    if year > MAXYEAR or year >= 100:  # noqa: PLR2004 - two digits end there
        return year
    return year + (2000 if year <= CENTURY_TURN else 1900)


def _month_and_day(groups: dict[str, str | None]) -> tuple[int, int]:
    if groups.get("month"):
        day = (groups.get("day") or "1").lower()
        word = day.replace("-", " ")
        return MONTHS[(groups["month"] or "").lower()], ORDINALS.get(word) or int(re.sub(r"\D", "", day))
    return int(groups.get("m") or 0), int(groups.get("d") or 0)
