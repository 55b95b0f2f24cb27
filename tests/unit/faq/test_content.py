"""The seed content: complete, readable, careful, and harmless to `rasa train`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import textstat
import yaml

from bot.errors import StartupError
from bot.faq.blanks import BLANK, ClinicBlanks, fill
from bot.faq.content import MIN_PHRASINGS, SAMPLE, WORD_LIMIT, FaqEntry, Kind, load_content
from bot.messages.effects import Language
from tests.conftest import ROOT

WRITTEN_ON = date(2026, 11, 21)
SHORT_REVIEW_DAYS = 90
HIGHEST_GRADE = 8.5  # US school grade
RASA_KEYS = {"nlu", "responses", "rules", "stories", "intents"}
DIFFERS = {"flu-shot", "covid-vaccine", "hpv-vaccine", "child-vaccine-schedule", "vaccines-autism"}
PROFESSIONAL_BODIES = ("AAP", "ACOG", "AAFP", "AHA", "ADA", "IDSA", "NASEM", "WHO")
FEDERAL_BODIES = ("CDC", "MedlinePlus", "USPSTF", "FDA", "NIMH", "NIAAA", "NIAMS", "NINDS")
BODIES = PROFESSIONAL_BODIES + FEDERAL_BODIES
MYTHS = {
    "vaccines-autism": "do not cause",
    "flu-shot": "can't give you the flu",
    "covid-vaccine": "can't give you COVID",
    "antibiotics-viral": "don't work on viruses",
    "burn-first-aid": "Butter, ice and toothpaste harm",
}
# Amounts of a medicine, in English and Spanish. Ages, temperatures and screening intervals are not doses.
DOSING = re.compile(
    r"\b\d+\s*(mg|mcg|ml|milligrams?|tablets?|pills?|puffs?|drops?|doses?|dosis|tabletas?|gotas|miligramos)\b"
    r"|\b(dosage|dosis de|take (one|two|\d+) )|\b(twice|three times) (a|per) day",
    re.IGNORECASE,
)
SCHEDULE = re.compile(r"\b(\d+|two|three|dos|tres)[- ](dose|shot|dosis|vacuna)s?\b|\bat (age )?\d+\b", re.IGNORECASE)
DIAGNOSIS = re.compile(
    r"(?<!if )\b(you (probably|must|may|might|likely) have|this means you|usted tiene) (an?|the|una?|el|la)\b",
    re.IGNORECASE,
)


def answers(entries: tuple[FaqEntry, ...]) -> Iterator[tuple[str, Language, str]]:
    for entry in entries:
        for language in Language:
            wording = entry.wording(language)
            yield entry.id, language, f"{wording.answer} {wording.when_to_get_care}".strip()


def test_every_topic_is_there_once_and_of_its_kind(entries: tuple[FaqEntry, ...]) -> None:
    for kind in Kind:
        topics = (ROOT / "tests" / "sets" / "faq" / f"topics-{kind.value}.txt").read_text(encoding="utf-8").split()
        assert sorted(entry.id for entry in entries if entry.kind is kind) == sorted(topics)


def test_every_entry_is_marked_a_sample_and_due_for_review_within_a_year(entries: tuple[FaqEntry, ...]) -> None:
    assert all(entry.review == SAMPLE for entry in entries)
    assert all(0 < (entry.review_by - WRITTEN_ON).days <= 365 for entry in entries)


def test_both_languages_have_enough_phrasings(entries: tuple[FaqEntry, ...]) -> None:
    for entry in entries:
        for language, least in MIN_PHRASINGS.items():
            assert len(entry.wording(language).phrasings) >= least, entry.id
        assert entry.en.answer != entry.es.answer, entry.id
        assert entry.es.question.startswith("¿"), entry.id


def test_health_entries_name_a_recognised_source(entries: tuple[FaqEntry, ...]) -> None:
    for entry in entries:
        if entry.kind is Kind.HEALTH:
            assert all(source.title.startswith(PROFESSIONAL_BODIES + FEDERAL_BODIES) for source in entry.sources), (
                entry.id
            )
            assert all(source.url.startswith("https://") for source in entry.sources), entry.id


def test_answers_are_short_once_the_blanks_are_filled(entries: tuple[FaqEntry, ...], blanks: ClinicBlanks) -> None:
    for entry_id, language, answer in answers(entries):
        words = len(fill(answer, blanks.on(WRITTEN_ON, language)).split())
        assert words <= WORD_LIMIT, f"{entry_id} {language}: {words} words"


def test_english_answers_read_at_eighth_grade_or_below(entries: tuple[FaqEntry, ...]) -> None:
    # Both measures count letters, so they need no dictionary of syllables, which textstat would download.
    for entry_id, language, answer in answers(entries):
        if language is Language.ENGLISH:
            plain = BLANK.sub("x", answer)
            assert textstat.coleman_liau_index(plain) <= HIGHEST_GRADE, entry_id
            assert textstat.automated_readability_index(plain) <= HIGHEST_GRADE, entry_id


def test_no_answer_doses_or_diagnoses(entries: tuple[FaqEntry, ...]) -> None:
    for entry_id, _, answer in answers(tuple(entry for entry in entries if entry.kind is Kind.HEALTH)):
        assert not DOSING.search(answer), entry_id
        assert not DIAGNOSIS.search(answer), entry_id


@pytest.mark.parametrize("text", ["take two tablets", "200 mg", "10 ml of syrup", "twice a day", "5 gotas"])
def test_the_look_for_doses_would_find_one(text: str) -> None:
    assert DOSING.search(text)


def test_where_guidance_differs_the_answer_gives_no_schedule(entries: tuple[FaqEntry, ...]) -> None:
    assert {entry.id for entry in entries if entry.guidance_differs} == DIFFERS
    for entry in entries:
        if entry.guidance_differs:
            text = f"{entry.en.answer} {entry.es.answer}"
            assert not SCHEDULE.search(text), entry.id
            assert re.search(r"federal", text, re.IGNORECASE), entry.id
            assert re.search(r"clinician", entry.en.answer), entry.id
            assert entry.sources[0].title.startswith(PROFESSIONAL_BODIES), entry.id
            assert (entry.review_by - WRITTEN_ON).days <= SHORT_REVIEW_DAYS, entry.id


@pytest.mark.parametrize(("entry_id", "fact"), MYTHS.items())
def test_a_myth_is_corrected_in_the_first_sentences(by_id: dict[str, FaqEntry], entry_id: str, fact: str) -> None:
    assert fact in by_id[entry_id].en.answer[:80]


def test_emergencies_name_the_emergency_number(by_id: dict[str, FaqEntry]) -> None:
    for entry_id in ("stroke-signs", "heart-attack-signs", "headache-warning", "allergies", "asthma-triggers"):
        for language in Language:
            assert "{emergency_number}" in by_id[entry_id].wording(language).when_to_get_care, entry_id


def test_no_file_uses_a_key_that_rasa_reads() -> None:
    def keys(node: object) -> Iterator[str]:
        match node:
            case dict():
                for key, value in node.items():
                    yield str(key)
                    yield from keys(value)
            case list():
                for value in node:
                    yield from keys(value)

    for path in [*(ROOT / "data" / "faq").glob("*.yml"), ROOT / "data" / "clinic.yml"]:
        assert not RASA_KEYS & set(keys(yaml.safe_load(path.read_text(encoding="utf-8")))), path.name


GOOD = yaml.safe_load((ROOT / "data" / "faq" / "first-aid.yml").read_text(encoding="utf-8"))["entries"][0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "Tick Bite"}, "tick"),
        ({"sources": []}, "tick-bite.sources"),
        ({"review_by": "soon"}, "tick-bite.review_by"),
        ({"answer": "x"}, "tick-bite.answer"),
        ({"en": GOOD["en"] | {"phrasings": ["one"]}}, "at least 4 phrasings"),
        ({"en": GOOD["en"] | {"answer": "word " * 91}}, "at most 90"),
        ({"en": GOOD["en"] | {"question": "Where is {clinic_name}?"}}, "no blanks"),
        ({"es": None}, "tick-bite.es"),
    ],
)
def test_a_faulty_file_is_refused_naming_entry_and_field(tmp_path: Path, change: dict[str, object], says: str) -> None:
    (tmp_path / "x.yml").write_text(yaml.safe_dump({"theme": "x", "entries": [GOOD | change]}), encoding="utf-8")
    with pytest.raises(StartupError, match=f"(?i){says}"):
        load_content(tmp_path)


def test_two_entries_may_not_share_a_phrasing(tmp_path: Path) -> None:
    both = {"theme": "x", "entries": [GOOD, GOOD | {"id": "other"}]}
    (tmp_path / "x.yml").write_text(yaml.safe_dump(both), encoding="utf-8")
    with pytest.raises(StartupError, match="share the phrasing"):
        load_content(tmp_path)
