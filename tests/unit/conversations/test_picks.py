"""What people type instead of pressing a button, and which button it picks."""

from __future__ import annotations

import pytest

from bot.conversations.picks import Offered, picked

VISITS = (Offered(1, "Office visit"), Offered(2, "Vaccine"), Offered(3, "Something else, in private"))
VISITAS = (Offered(1, "Consulta"), Offered(2, "Vacuna"), Offered(3, "Otro motivo, en privado"))
TIMES = (
    Offered(1, "Mon Nov 23, 10:40 AM"),
    Offered(2, "Mon Nov 23, 2:00 PM"),
    Offered(3, "Tue Nov 24, 9:00 AM"),
    Offered(4, "Other times", is_more=True),
)
HORAS = (
    Offered(1, "lun 23 nov, 10:40 am"),
    Offered(2, "lun 23 nov, 2:00 pm"),
    Offered(3, "mar 24 nov, 9:00 am"),
    Offered(4, "Otros horarios", is_more=True),
)
MEANT = (
    Offered(1, "How much is a visit without insurance?"),
    Offered(2, "Do you take my insurance?"),
    Offered(3, "Talk to a person", is_aside=True),
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        *((text, 1) for text in ("1", "one", "number one", "first", "the frist one", "office", "ofice visit please")),
        *(
            (text, 2)
            for text in (
                "2",
                "#2",
                "the secnd one",
                "2nd",
                "second",
                "option 2",
                "ok the second",
                "ok the 2nd one then",
            )
        ),
        *((text, 2) for text in ("vacine", "VACCINE!", "vaccines", "a vaccine pls", "i'd like the vaccine")),
        *(
            (text, 3)
            for text in ("the last one", "something else", "in private", "3 please", "the thrid one", "bottom")
        ),
    ],
)
def test_a_visit_is_picked(text: str, place: int) -> None:
    assert picked(text, VISITS) == place - 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        *((text, 1) for text in ("la primera", "el primero", "uno", "opción 1", "consulta", "la consulta por favor")),
        *((text, 2) for text in ("la segunda", "la segnda", "dos", "vacuna", "una vacuna porfa")),
        *((text, 3) for text in ("la última", "la tercera", "otro motivo", "en privado", "3")),
    ],
)
def test_a_visit_is_picked_in_spanish(text: str, place: int) -> None:
    assert picked(text, VISITAS) == place - 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        *((text, 1) for text in ("1", "10:40", "the 10:40 one", "10:40 works", "monday at 10:40am", "nov 23 at 10:40")),
        *(
            (text, 2)
            for text in ("at 2", "2 o'clock", "2pm", "2:00 pm please", "monday 2 pm", "second one", "the 2nd one")
        ),
        *((text, 3) for text in ("9", "9am", "tuesday at 9", "tues 9 a.m.", "the last one", "the 24th at 9")),
        *((text, 4) for text in ("other times", "anything later?", "later", "something else", "none of these work")),
    ],
)
def test_a_time_is_picked(text: str, place: int) -> None:
    assert picked(text, TIMES) == place - 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        *((text, 1) for text in ("10:40", "el lunes a las 10:40", "la primera", "la 1")),
        *((text, 2) for text in ("a las 2", "el de las 2", "la segunda", "2 pm")),
        *((text, 3) for text in ("martes a las 9", "9 am", "la última")),
        *((text, 4) for text in ("otros horarios", "más tarde", "algo más tarde", "tiene otro horario?")),
    ],
)
def test_a_time_is_picked_in_spanish(text: str, place: int) -> None:
    assert picked(text, HORAS) == place - 1


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        *(
            (text, VISITS)
            for text in ("", "ok", "sure", "yes please", "that one", "the one", "4", "no", "nvm", "maybe")
        ),
        *(
            (text, VISITS)
            for text in ("not the vaccine", "is the vaccine safe", "something", "how much is an office visit")
        ),
        *(
            (text, VISITS)
            for text in ("book 2 visits", "my 2 kids", "office hours", "office visit or vaccine", "first thing")
        ),
        *(
            (text, VISITS)
            for text in ("first of december", "vacation", "a visa", "my last visit", "one moment", "two weeks")
        ),
        *((text, TIMES) for text in ("monday", "friday", "the 3rd", "the 24th", "11", "nov", "2 days", "later today")),
        *(
            (text, TIMES)
            for text in ("before 2", "after 9", "not 9", "9 or 2", "something earlier", "later in the week")
        ),
        *((text, MEANT) for text in ("insurance", "do you", "how much", "the other insurance", "how much is parking")),
    ],
)
def test_what_is_no_pick_is_left_to_the_dialogue(text: str, offered: tuple[Offered, ...]) -> None:
    assert picked(text, offered) is None


def test_nothing_is_picked_when_nothing_is_offered() -> None:
    assert picked("2", ()) is None


def test_a_number_is_no_pick_when_two_replies_offer_choices() -> None:
    assert picked("1", (Offered(1, "Office visit"), Offered(2, "Vaccine"), Offered(1, "Opening hours"))) is None


def test_a_number_is_of_the_open_question_when_another_reply_offers_something_aside() -> None:
    aside = (Offered(1, "How much is a visit?", is_aside=True), Offered(2, "Talk to a person", is_aside=True))
    assert picked("1", (*aside, *TIMES)) == 2
    assert picked("2", (*aside, *VISITS[:1])) == 1


def test_a_question_may_be_picked_by_most_of_its_words() -> None:
    assert picked("a visit without insurance", MEANT) == 0
    assert picked("a person please", MEANT) == 2


def test_a_number_that_is_a_place_and_another_ones_clock_is_no_pick() -> None:
    times = (Offered(1, "Mon Nov 23, 10:40 AM"), Offered(2, "Mon Nov 23, 1:00 PM"), Offered(3, "Mon Nov 23, 2:00 PM"))
    assert picked("2", times) is None
    assert picked("3", times) == 2
    assert picked("at 2", times) == 2
