"""Blanks of the clinic topics: hours and closures are computed, the rest is looked up, and none stays empty."""

from __future__ import annotations

from datetime import date

import pytest

from bot.clinic import Clinic
from bot.errors import StartupError
from bot.faq.blanks import ClinicBlanks, day_in_words, fill
from bot.faq.content import FaqEntry
from bot.messages.effects import Language
from bot.texts.catalog import Texts

NOVEMBER = date(2026, 11, 21)  # the sample clinic is closed on the 27th


def test_every_blank_of_the_seed_is_filled(entries: tuple[FaqEntry, ...], blanks: ClinicBlanks) -> None:
    for entry in entries:
        blanks.check(entry)
        for language in Language:
            wording = entry.wording(language)
            filled = fill(f"{wording.answer} {wording.when_to_get_care}", blanks.on(NOVEMBER, language))
            assert not set("{}") & set(filled), entry.id


@pytest.mark.parametrize(
    ("language", "table"),
    [
        (
            Language.ENGLISH,
            "Monday to Thursday: 8 AM to 6 PM; Friday: 8 AM to 5 PM; Saturday: 9 AM to 1 PM; Sunday: closed",
        ),
        (
            Language.SPANISH,
            "lunes a jueves: 8 AM a 6 PM; viernes: 8 AM a 5 PM; sábado: 9 AM a 1 PM; domingo: cerrado",
        ),
    ],
)
def test_hours_are_said_by_runs_of_days(blanks: ClinicBlanks, language: Language, table: str) -> None:
    assert blanks.on(NOVEMBER, language)["hours_table"] == table


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 11, 21), "Also closed 27 November."),
        (date(2026, 11, 27), "Also closed 27 November."),
        (date(2026, 11, 28), ""),
        (date(2026, 9, 1), ""),
    ],
)
def test_closures_come_and_go(blanks: ClinicBlanks, today: date, said: str) -> None:
    assert blanks.on(today, Language.ENGLISH)["closures"] == said


@pytest.mark.parametrize("blank", ["{facts.helipad}", "{helipad}", "{clinic_name.__class__}", "{}", "{ clinic_name }"])
def test_a_blank_that_nothing_fills_stops_the_start(
    blanks: ClinicBlanks, by_id: dict[str, FaqEntry], blank: str
) -> None:
    hours = by_id["hours"]
    faulty = hours.model_copy(update={"es": hours.es.model_copy(update={"answer": f"Abrimos {blank} cada día."})})
    with pytest.raises(StartupError, match="FAQ entry hours, es"):
        blanks.check(faulty)


def test_facts_missing_in_spanish_stop_the_start(clinic: Clinic, texts: Texts, by_id: dict[str, FaqEntry]) -> None:
    english_only = ClinicBlanks(clinic.model_copy(update={"facts_es": {}}), texts)
    with pytest.raises(StartupError, match=r"es: nothing fills \{facts\.parking\}"):
        english_only.check(by_id["location-parking"])


def test_days_are_written_as_each_language_writes_them() -> None:
    assert day_in_words(date(2026, 5, 3), Language.ENGLISH) == "3 May 2026"
    assert day_in_words(date(2026, 5, 3), Language.SPANISH) == "3 de mayo de 2026"
