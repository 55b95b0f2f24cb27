"""What booking says on a social channel gets past our own guard: every time, provider and language."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from actions.asking import numbered
from actions.moments import say_moment
from bot.clinic import Clinic
from bot.guard.guard import Guard
from bot.messages.channel import Ceiling
from bot.messages.effects import Language
from bot.texts.catalog import Texts

DAYS, STEP = 40, timedelta(minutes=55)


def _moments(clinic: Clinic, texts: Texts, language: Language) -> list[str]:
    first = datetime(2026, 11, 23, 8, 0, tzinfo=clinic.zone)
    return [
        say_moment(texts, language, first + timedelta(days=day) + number * STEP)
        for day in range(DAYS)
        for number in range(11)
    ]


OFFERS = (
    *("booking_times", "booking_times_again", "booking_times_stuck", "booking_times_earliest"),
    *("booking_times_nearest", "booking_times_past", "booking_times_too_far"),
)


@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize("language", list(Language))
def test_open_times_may_be_offered(guard: Guard, clinic: Clinic, texts: Texts, language: Language, offer: str) -> None:
    names = [provider.name for provider in clinic.providers]
    moments = _moments(clinic, texts, language)
    refused = []
    for start in range(0, len(moments) - 3, 3):
        shown = moments[start : start + 3]
        lines = [f"{moment}, {name}" for moment, name in zip(shown, names, strict=True)]
        numbers = offer.endswith(("_again", "_stuck"))
        listed = numbered(lines) if numbers else "\n".join(f"• {line}" for line in lines)
        text = "\n".join((texts.say(offer, language, {"times": listed}), *shown))
        if not guard.check(text, Ceiling.SOCIAL, known=None, fixed=False).allowed:
            refused.append(shown)
    assert refused == []


@pytest.mark.parametrize("say", ["booking_visit_type_again", "booking_visit_type_noted", "booking_visit_type_stuck"])
@pytest.mark.parametrize("language", list(Language))
def test_the_visits_may_be_named(guard: Guard, clinic: Clinic, texts: Texts, language: Language, say: str) -> None:
    spanish = language is Language.SPANISH
    titles = [visit.title_es if spanish else visit.title for visit in clinic.visit_types if visit.public]
    text = "\n".join((texts.say(say, language, {"visits": numbered(titles)}), *titles))
    assert guard.check(text, Ceiling.SOCIAL, known=None, fixed=False).allowed


@pytest.mark.parametrize("language", list(Language))
def test_the_chosen_time_may_be_repeated_with_the_link(
    guard: Guard, clinic: Clinic, texts: Texts, language: Language
) -> None:
    refused = [
        moment
        for moment in _moments(clinic, texts, language)[::7]
        if not guard.check(
            texts.say("booking_held", language, {"time": moment}), Ceiling.SOCIAL, known=None, fixed=False
        ).allowed
    ]
    assert refused == []


@pytest.mark.parametrize("language", list(Language))
def test_every_fixed_text_may_be_said(guard: Guard, texts: Texts, language: Language) -> None:
    refused = [
        name
        for name in sorted(texts.names)
        if not name.startswith("page_") and not texts.has_own_blanks(name)
        if not guard.check(texts.say(name, language), Ceiling.SOCIAL, known=None, fixed=False).allowed
    ]
    assert refused == []
