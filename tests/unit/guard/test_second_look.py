"""What the reader sees, and what it makes of findings that rest on little."""

from __future__ import annotations

import pytest
from spacy.language import Language

from bot.encoder.weights import TOKENIZER_FILE, model_folder
from bot.guard.guard import Guard
from bot.guard.reader import PersonalReader
from bot.guard.recognizers.learned import leaves_doubt
from bot.guard.shapes.impersonal import is_impersonal, is_supposed
from bot.messages.channel import Ceiling
from bot.messages.guarded import Category


@pytest.fixture(scope="module")
def reader() -> PersonalReader:
    return PersonalReader(model_folder() / TOKENIZER_FILE)


def test_words_are_read_whole_and_in_place(reader: PersonalReader) -> None:
    text = "its zyanya quetzalcoatl, my kneecap is acting up"
    words = {text[word.start : word.end]: word for word in reader.read(text)}
    assert words["quetzalcoatl"].category is Category.NAME
    assert words["kneecap"].category is Category.HEALTH
    assert min(words["quetzalcoatl"].personal, words["kneecap"].personal) > 0.5 > words["is"].personal - 0.5


def test_a_detail_far_into_a_long_text_is_read(reader: PersonalReader) -> None:
    text = "thank you for the flyer about the farmers market. " * 60 + "my son has been throwing up since sunday"
    seen = [text[word.start : word.end] for word in reader.read(text) if word.personal > 0.8]
    assert "throwing" in seen


@pytest.mark.parametrize(
    "text", ["romeo santos tickets are 400 dollars", "who sang that, johnny cash", "romeo and juliet is so long"]
)
def test_a_name_that_nobody_here_bears_is_left(guard: Guard, text: str) -> None:
    assert guard.read(text, Ceiling.SOCIAL).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "99214 vs 99213 whats the price difference",
        "aetna.com says youre in network",
        "do you stock the omron bp7000 cuff",
    ],
)
def test_a_number_or_a_site_that_is_nobodys_is_left(guard: Guard, text: str) -> None:
    assert guard.read(text, Ceiling.SOCIAL).findings == ()


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("i need an appt for my daughter lily on friday afternoon, she has a rash", "friday afternoon"),
        ("jon alvarado 8 12 90 2135550199 tuesday at 3", "tuesday at 3"),
        ("im maria lopez 312-555-0148 can i come thursday the 4th at 10", "thursday the 4th at 10"),
    ],
)
def test_a_wished_time_stays_beside_identifiers(guard: Guard, text: str, wish: str) -> None:
    masked = guard.read(text, Ceiling.SOCIAL).refuse
    assert wish in masked
    assert "[NAME]" in masked


@pytest.mark.parametrize("text", ["2", "230", "555", "0142", "1040."])
def test_a_few_digits_alone_are_nobodys(guard: Guard, text: str) -> None:
    assert guard.read(text, Ceiling.SOCIAL).findings == ()


@pytest.mark.parametrize("text", ["padezco de depresión", "hace dos días que tengo fiebre"])
def test_a_complaint_in_spanish_is_not_doubted(guard: Guard, text: str) -> None:
    assert "[HEALTH]" in guard.read(text, Ceiling.SOCIAL).refuse


@pytest.mark.parametrize("text", ["covid 19", "lice going around school", "do i need to see a doctor for hives"])
def test_what_is_asked_in_general_is_masked_for_rasa_only(guard: Guard, text: str) -> None:
    message = guard.read(text, Ceiling.SOCIAL)
    assert message.refuse == text
    assert message.wide_findings


@pytest.mark.parametrize("text", ["my name is romeo santos", "romeo santos here, need to move my visit"])
def test_the_same_name_is_masked_when_it_is_somebodys(guard: Guard, text: str) -> None:
    assert "santos" not in guard.read(text, Ceiling.SOCIAL).refuse


def test_a_doubted_name_is_still_kept_from_rasa(guard: Guard) -> None:
    message = guard.read("romeo and juliet is so long", Ceiling.SOCIAL)
    assert "romeo" in message.refuse
    assert "romeo" not in message.wide


@pytest.mark.parametrize(
    "text",
    [
        "What are the differential diagnoses for a 60-year-old female with elevated CRP and a Chaddock reflex?",
        "Guidelines for insulin in a 55yo male with an HbA1c of 10",
        "What is Ohdo syndrome?",
        "how many people are affected by enteropathy",
    ],
)
def test_what_is_spoken_of_in_general_stays(guard: Guard, text: str) -> None:
    assert is_impersonal(text)
    assert guard.read(text, Ceiling.SOCIAL).findings == ()


@pytest.mark.parametrize(
    "text", ["im a 60 year old female with copd", "what is wrong with him, he keeps throwing up", "tengo fiebre"]
)
def test_what_is_somebodys_is_not_general(text: str) -> None:
    assert not is_impersonal(text)


def test_a_supposed_matter_is_nobodys_unless_it_is_called_ones_own() -> None:
    assert is_supposed("what should i do if i forget a dose of cyclosporine", 36)
    assert not is_supposed("what if i forget my eliquis", 20)
    assert not is_supposed("what if my knee hurts", 8)


def test_what_leaves_is_not_judged_by_the_reader(guard: Guard, pipeline: Language) -> None:
    text = "still dragging the foot after that"
    assert pipeline(text).spans["learned"]
    assert guard.check(text, Ceiling.SOCIAL, known=None, fixed=False).findings == ()


def test_words_that_could_be_nobodys_are_not_read() -> None:
    assert not leaves_doubt("hello, yes please")
    assert leaves_doubt("its 555 0142")


@pytest.mark.parametrize(
    "text", ["Mon Nov 23, 8:00 AM", "tue dec 1 works", "can i come dec 3 at 2 pm", "viernes 4 de diciembre"]
)
def test_a_time_to_come_by_is_nobodys_date(guard: Guard, text: str) -> None:
    assert guard.read(text, Ceiling.SOCIAL).findings == ()


def test_a_birthday_is_still_a_date(guard: Guard) -> None:
    assert "march" not in guard.read("my birthday is march 14 1988", Ceiling.SOCIAL).refuse
