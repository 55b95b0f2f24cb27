"""How a page says a day and a time, on the clinic's wall clock."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.messages.effects import Language
from bot.texts.catalog import Texts

NOON = 12


def say_moment(texts: Texts, language: Language, moment: datetime, zone: ZoneInfo) -> str:
    """Such as "Tuesday, November 24 at 9:20 AM"."""
    clock = say_clock(texts, language, moment, zone)
    return texts.say("page_moment", language, {**_day(texts, language, moment.astimezone(zone)), "time": clock})


def say_date(texts: Texts, language: Language, day: date) -> str:
    return texts.say("page_date", language, _day(texts, language, day))


def say_clock(texts: Texts, language: Language, moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    half = texts.say("page_half_am" if local.hour < NOON else "page_half_pm", language)
    hour = str(local.hour % NOON or NOON)
    return texts.say("page_clock", language, {"hour": hour, "minute": f"{local:%M}", "half": half})


def _day(texts: Texts, language: Language, day: date) -> dict[str, str]:
    return {
        "weekday": texts.say("page_weekdays", language).split()[day.weekday()],
        "month": texts.say("page_months", language).split()[day.month - 1],
        "day": str(day.day),
    }
