"""What the booking page shows: the held time or the times to choose from, the form as typed, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages.effects import Language
from bot.scheduling.holds import Hold
from bot.scheduling.times import OpenTime
from bot.securepages.booking_form import BookingForm, FieldError
from bot.securepages.moments import say_clock, say_date, say_moment
from bot.securepages.pages import SecurePages, UrgentText

DAYS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class DayChoice:
    """One day with its open times; unfolded when it holds the chosen one, or is the first of all."""

    title: str
    times: tuple[Option, ...]
    unfolded: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """A time with all that is said about it."""

    when: str
    title: str
    minutes: int
    provider: str
    held_until: str = ""


@dataclass(frozen=True, slots=True)
class UrgentNotice:
    """In the language of the words that called for it, whatever the page speaks."""

    words: str
    language: Language


@dataclass(frozen=True, slots=True, repr=False)
class BookingView:
    form: BookingForm
    held: Visit | None
    days: tuple[DayChoice, ...]
    visits: tuple[Option, ...]
    providers: tuple[Option, ...]
    later_from: str  # the day to go on from, "" when nothing is shown
    alert: str  # the name of a fixed text, "" for none
    urgent: UrgentNotice | None
    errors: tuple[FieldError, ...]

    def error_of(self, input_id: str) -> FieldError | None:
        return next((error for error in self.errors if error.input_id == input_id), None)


def time_value(time: OpenTime) -> str:
    """What a time's radio button sends: visit type and `OpenTime.key`."""
    return f"{time.visit_type}/{time.key}"


def read_time_value(value: str) -> tuple[str, str]:
    visit_type, _, key = value.partition("/")
    return visit_type, key


def describe(pages: SecurePages, language: Language, time: OpenTime, held_until: datetime | None = None) -> Visit:
    visit = next(visit for visit in pages.clinic.visit_types if visit.id == time.visit_type)
    provider = next((each.name for each in pages.clinic.providers if each.id == time.provider_id), "")
    zone = pages.clinic.zone
    return Visit(
        when=say_moment(pages.texts, language, time.starts_at, zone),
        title=visit.title_es if language is Language.SPANISH else visit.title,
        minutes=visit.minutes,
        provider=provider,
        held_until=say_clock(pages.texts, language, held_until, zone) if held_until else "",
    )


async def view_booking(
    pages: SecurePages,
    session: AsyncSession,
    language: Language,
    form: BookingForm,
    hold: Hold | None,
    *,
    alert: str = "",
    urgent: UrgentText | None = None,
    errors: Sequence[FieldError] = (),
) -> BookingView:
    """`hold` is the live one, or None to let a time be chosen."""
    clinic = pages.clinic
    visit_ids = [visit.id for visit in clinic.visit_types]
    visit_id = form.visit if form.visit in visit_ids else visit_ids[0]
    provider_ids = {each.id for each in clinic.providers}
    provider_id = form.provider if form.provider in provider_ids else None
    choosing = hold is None or form.choosing == "1"
    open_days: dict[date, list[OpenTime]] = {}
    if choosing:
        open_days = await pages.availability.open_days(
            session, visit_id, pages.clock(), days=DAYS_SHOWN, from_day=read_day(form.from_day), provider_id=provider_id
        )
    return BookingView(
        form=form,
        held=describe(pages, language, hold.time, hold.expires_at) if hold and not choosing else None,
        days=_day_choices(pages, language, open_days, form.time),
        visits=tuple(
            Option(visit.id, visit.title_es if language is Language.SPANISH else visit.title, visit.id == visit_id)
            for visit in clinic.visit_types
        ),
        providers=tuple(Option(each.id, each.name, each.id == provider_id) for each in clinic.providers),
        later_from=(max(open_days) + timedelta(days=1)).isoformat() if open_days else "",
        alert=alert,
        urgent=_notice(pages, urgent, urgent.language or language) if urgent else None,
        errors=tuple(errors),
    )


def _notice(pages: SecurePages, urgent: UrgentText, language: Language) -> UrgentNotice:
    return UrgentNotice(pages.texts.say(urgent.name, language), language)


def read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day_choices(
    pages: SecurePages, language: Language, open_days: dict[date, list[OpenTime]], chosen: str
) -> tuple[DayChoice, ...]:
    choices: list[DayChoice] = []
    holds_chosen = {day for day, times in open_days.items() if any(time_value(time) == chosen for time in times)}
    for day, times in open_days.items():
        by_start = {time.starts_at: time for time in reversed(times)}  # one a start: the clinic's first provider
        if day in holds_chosen:
            by_start |= {time.starts_at: time for time in times if time_value(time) == chosen}
        options = tuple(
            Option(
                time_value(time),
                say_clock(pages.texts, language, time.starts_at, pages.clinic.zone),
                time_value(time) == chosen,
            )
            for _start, time in sorted(by_start.items())
        )
        unfolded = day in holds_chosen or (not holds_chosen and not choices)
        choices.append(DayChoice(say_date(pages.texts, language, day), options, unfolded))
    return tuple(choices)
