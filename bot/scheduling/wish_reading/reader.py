"""Reads a wish: words into clauses, clauses into days with their times.

1. The text is made plain, what is no wish is left out (`spelling`, `remarks`), Spanish is rephrased in English, English
   in fewer words (`spanish`, `english`).
2. From left to right, days, times of day and joining words are picked out; all other words are passed over.
3. What stands together makes a clause. "Or", "and" and commas join what is alike ("monday or tuesday afternoon") and
   part what is complete ("tuesday afternoon or thursday morning").
4. After "not" or "except" a clause takes away instead of adding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.messages.effects import Language
from bot.scheduling.wish_reading import english, spanish
from bot.scheduling.wish_reading.clauses import Clause, combine
from bot.scheduling.wish_reading.day_items import Dates, Weekdays
from bot.scheduling.wish_reading.days import DayReader
from bot.scheduling.wish_reading.english_remarks import ENGLISH
from bot.scheduling.wish_reading.hours import HourReader, Hours
from bot.scheduling.wish_reading.remarks import without_remarks
from bot.scheduling.wish_reading.spanish_remarks import SPANISH
from bot.scheduling.wish_reading.spelling import plain

REMARKS = {Language.ENGLISH: ENGLISH, Language.SPANISH: SPANISH}

JOINING = re.compile(r"(or not|but not|and not|or|and|,|;|&|/)(?= |$)")
OTHERWISE = re.compile(r"(otherwise)(?= |$)")
STOP = re.compile(r"(\.|!|\?|but|instead|only|just)(?= |$)")
AGAINST = re.compile(r"(not|except)(?= |$)")
ANY = re.compile(r"(anyday|asap)(?= |$)")
NO_GOOD = re.compile(
    r"((?:(?!\bbut\b)[^.;,])*?)\b(?:(?:does|do|will|would|is|are|can) not(?: really)?(?: be)?(?: going to)?"
    r"(?: (?:work|either|good|suit|possible|ok|okay|great|do|available|open)\b|(?= [.,;]|$))"
    r"|(?:is |are )?(?:no good|not good)\b|(?:is|are|all) (?:no good|bad|out|full|impossible|hard|tough|rough"
    r"|difficult|tricky|terrible|hectic|packed|jammed|swamped|slammed|blocked|taken|worse|worst)\b"
    r"|(?<=\w )(?:no|nope|nah)(?= [.,;]|$)|(?:not included|excluded)\b)(?: for me)?"
)
APART = ("against", "otherwise")
"""What joins nothing: a clause of its own follows."""
LONGEST = 600  # characters that are read: a wish is short, and stands near the front
WORD = re.compile(r"\S+ ?")
AFTERNOON = re.compile(r"\b(afternoon|evening|tarde|pm)")
MORNING = re.compile(r"\b(morning|firstthing)")


@dataclass(slots=True)
class _Reading:
    clauses: list[Clause] = field(default_factory=list)
    anything: bool = False  # "any day", "as soon as possible"
    against: str = ""  # "not" or "except" while it lasts
    joined_by: str = ""
    beside: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WishedDays:
    """`days`: for each the cells of its wall clock at which a visit may begin. `beside`: words of no meaning here."""

    days: Mapping[date, frozenset[int]]
    beside: tuple[str, ...]


def read(text: str, language: Language, now: datetime) -> WishedDays | None:
    """None when there is no wish in it. `now` is on the clinic's wall clock."""
    heard = without_remarks(plain(text[:LONGEST], language), REMARKS[language])
    words = heard.words
    if language is Language.SPANISH:
        words = spanish.rephrase(words)
    words = english.rephrase(words)
    words = NO_GOOD.sub(r" not \1 ,", words)
    words = " ".join(words.split())
    days = DayReader(now.date(), day_first=language is Language.SPANISH)
    reading = _pick_out(words, days, HourReader((now.hour * 60 + now.minute) // 5, _half_of_day(words)))
    if not reading.clauses and not reading.anything:
        return None
    return WishedDays(combine(reading.clauses, days), (*reading.beside, *heard.beside))


def _half_of_day(words: str) -> bool | None:
    """Which half of the day bare hours mean, when the words speak of one half only."""
    afternoon, morning = bool(AFTERNOON.search(words)), bool(MORNING.search(words))
    return None if afternoon == morning else afternoon


def _pick_out(words: str, days: DayReader, hours: HourReader) -> _Reading:
    reading = _Reading()
    position = 0
    while position < len(words):
        found: Weekdays | Dates | Hours
        if (day := days.read(words, position)) is not None:
            found, position = day
            _add(reading, found)
        elif (hour := hours.read(words, position)) is not None:
            found, position = hour
            _add(reading, found)
        elif match := ANY.match(words, position):
            reading.anything = True
            reading.against = ""
            position = match.end()
        elif match := AGAINST.match(words, position):
            reading.against, reading.joined_by = match[1], "against"
            position = match.end()
        elif match := JOINING.match(words, position):
            _join(reading, "or" if match[1] == "/" else match[1])
            position = match.end()
        elif match := OTHERWISE.match(words, position):
            reading.against, reading.joined_by = "", "otherwise"
            position = match.end()
        elif match := STOP.match(words, position):
            reading.against = ""
            if match[1] not in ("only", "just") or reading.joined_by not in ("or", "and"):
                reading.joined_by = "stop" if match[1] in ".!?" else ","
            position = match.end()
        elif match := WORD.match(words, position):
            reading.beside.append(match[0].strip())
            position = match.end()
        while position < len(words) and words[position] == " ":
            position += 1
    return reading


def _join(reading: _Reading, word: str) -> None:
    if word.endswith("not"):
        reading.against, reading.joined_by = "not", "against"
    elif word in (",", ";") and reading.against == "not" and not reading.anything:
        reading.against, reading.joined_by = "", ","  # "not monday, tuesday": the comma turns
    elif reading.joined_by not in ("against", "otherwise"):
        reading.joined_by = word


def _add(reading: _Reading, found: Weekdays | Dates | Hours) -> None:
    joined_by, reading.joined_by = reading.joined_by, ""
    clauses = reading.clauses
    last = clauses[-1] if clauses and clauses[-1].against == bool(reading.against) else None
    if isinstance(found, Hours):
        if reading.against and last is not None and last.days and not found.narrows_exclusion:
            # "any day but monday after 3": the limit is for the days that are left.
            reading.against = ""
            last = next((clause for clause in reversed(clauses) if not clause.against), None)
        if last is None or joined_by in APART or not last.takes_hours(found, joined_by):
            last = Clause(against=bool(reading.against), joined_by=joined_by)
            clauses.append(last)
        last.add_hours(found, as_alternative=joined_by == "or")
        return
    if last is None or joined_by in APART or not last.takes_days(found, joined_by):
        last = Clause(against=bool(reading.against), joined_by=joined_by)
        clauses.append(last)
    last.add_days(found)
