"""What may leave below the covered ceiling."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from bot.guard.guard import Guard
from bot.guard.port import Refusal
from bot.messages.channel import Ceiling
from bot.messages.effects import Language
from bot.texts.catalog import Texts
from tests.conftest import ROOT


@pytest.mark.parametrize(
    "text",
    [
        "Your results are in.",
        "your test results came back normal",
        "Reminder of your appointment with Dr. Reyes",
        "See you Tuesday at 3!",
        "As our patient you can use the portal.",
        "Thank you for visiting us yesterday.",
        "We reviewed your lab work.",
        "You are scheduled for Monday.",
        "Your prescription is ready for pickup.",
        "Su cita con el doctor es el lunes",
        "Sus resultados ya están",
        "Dr. Okafor asked me to call you",
    ],
)
def test_what_confirms_a_relationship_is_refused(guard: Guard, text: str) -> None:
    assert Refusal.RELATIONSHIP in guard.check(text, Ceiling.SOCIAL, known=None, fixed=False).refusals


@pytest.mark.parametrize("text", ["Hi Jon Alvarado!", "we will call 773-555-0142", "your dob 4/12/1988"])
def test_an_identifier_is_refused(guard: Guard, text: str) -> None:
    assert Refusal.IDENTIFIER in guard.check(text, Ceiling.SOCIAL, known=None, fixed=False).refusals


@pytest.mark.parametrize(
    "text",
    [
        "We are open Monday to Friday, 8 to 6.",
        "Dr. Maya Okafor sees patients on Tuesdays.",
        "Please call 312-555-0100 or visit 240 Riverbend Avenue, Chicago, IL 60614.",
        "HIV is not hereditary. If you have symptoms, see a doctor.",
        "Tuesday at 3:00 PM is free. Shall I hold it?",
        "In an emergency call 911.",
    ],
)
def test_general_answers_and_the_clinics_facts_pass(guard: Guard, text: str) -> None:
    assert guard.check(text, Ceiling.SOCIAL, known=None, fixed=False).allowed


def test_a_public_page_takes_fixed_texts_only(guard: Guard) -> None:
    assert not guard.check("We are open today.", Ceiling.PUBLIC, known=None, fixed=False).allowed
    assert guard.check("We are open today.", Ceiling.PUBLIC, known=None, fixed=True).allowed


@pytest.mark.parametrize(
    ("given", "reply"),
    [
        ("call 312-555-0199", "Shall we use 312.555.0199?"),
        ("call 312-555-0199", "is it 555 0199"),
        ("call 312-555-0199", "three one two five five five oh one nine nine"),
        ("my name is Jon Alvarado", "Hello Mr. ALVARADO"),
        ("my dob is 4/12/1988", "born April 12, 1988?"),
        ("mail me at jon@mail.com", "we wrote to Jon (at) mail (dot) com"),
    ],
)
def test_what_the_patient_gave_is_not_repeated_in_any_spelling(guard: Guard, given: str, reply: str) -> None:
    known = {value.normalised for value in guard.read(given, Ceiling.SOCIAL).values}
    assert not guard.check(reply, Ceiling.SOCIAL, known=known, fixed=False).allowed


def test_even_a_fixed_text_does_not_repeat_a_known_value(guard: Guard) -> None:
    verdict = guard.check("Ask for Alvarado.", Ceiling.SOCIAL, known={"alvarado"}, fixed=True)
    assert verdict.refusals == (Refusal.KNOWN_VALUE,)


def test_a_covered_channel_may_carry_it(guard: Guard) -> None:
    assert guard.check("Your results are in, Jon Alvarado.", Ceiling.COVERED, known=None, fixed=False).allowed


@pytest.mark.parametrize("language", Language)
def test_every_fixed_text_without_blanks_passes(guard: Guard, texts: Texts, language: Language) -> None:
    names = [name for name in sorted(texts.names) if not texts.has_own_blanks(name)]
    refused = [
        name
        for name in names
        if not guard.check(texts.say(name, language), Ceiling.SOCIAL, known=set(), fixed=True).allowed
    ]
    assert names
    assert refused == []


def test_every_seed_answer_passes_as_own_words(guard: Guard) -> None:
    answers = list(seed_answers())
    refused = [
        (name, verdict.refusals)
        for name, answer in answers
        if not (verdict := guard.check(answer, Ceiling.SOCIAL, known=None, fixed=False)).allowed
    ]
    assert len(answers) > 20
    assert refused == []


def seed_answers() -> Iterator[tuple[str, str]]:
    """(where, text) of each answer in both languages."""
    for path in sorted((ROOT / "data" / "faq").glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]:
            for language in Language:
                for part in ("answer", "when_to_get_care"):
                    if text := entry[language.value].get(part):
                        yield f"{entry['id']} {language.value} {part}", text
