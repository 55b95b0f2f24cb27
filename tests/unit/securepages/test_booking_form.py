"""Every field of the booking form: what is taken, what is refused, and that nothing of it shows in a repr."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from bot.scheduling.identity import Identity
from bot.securepages.booking_form import BookingForm, read_form, read_identity

TODAY = date(2026, 11, 23)
GOOD = BookingForm(
    name="Ada Example",
    birth_month="4",
    birth_day="27",
    birth_year="1985",
    phone="(312) 555-0142",
    email="ada@example.com",
    patient="new",
    reason="sore throat",
)


def errors_of(**changed: str) -> list[tuple[str, str]]:
    read = read_identity(replace(GOOD, **changed), today=TODAY, region="US")
    return [] if isinstance(read, Identity) else [(error.input_id, error.text) for error in read]


def test_a_complete_form_becomes_an_identity() -> None:
    assert read_identity(GOOD, today=TODAY, region="US") == Identity(
        name="Ada Example",
        date_of_birth=date(1985, 4, 27),
        phone="+13125550142",
        email="ada@example.com",
        reason="sore throat",
        new_patient=True,
    )


def test_the_email_may_be_left_out() -> None:
    read = read_identity(replace(GOOD, email=""), today=TODAY, region="US")
    assert isinstance(read, Identity)
    assert read.email is None


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"name": ""}, ("name", "page_error_name")),
        ({"name": "Ada"}, ("name", "page_error_name")),
        ({"name": "Ada " + "x" * 100}, ("name", "page_error_long")),
        ({"birth_month": ""}, ("birth_month", "page_error_birth")),
        ({"birth_month": "13"}, ("birth_month", "page_error_birth")),
        ({"birth_month": "2", "birth_day": "30"}, ("birth_month", "page_error_birth")),
        ({"birth_month": "2", "birth_day": "29", "birth_year": "2025"}, ("birth_month", "page_error_birth")),
        ({"birth_year": "85"}, ("birth_month", "page_error_birth")),
        ({"birth_year": "1899"}, ("birth_month", "page_error_birth")),
        ({"birth_day": "x"}, ("birth_month", "page_error_birth")),
        ({"birth_month": "11", "birth_day": "24", "birth_year": "2026"}, ("birth_year", "page_error_birth_future")),
        ({"phone": ""}, ("phone", "page_error_phone")),
        ({"phone": "555-0142"}, ("phone", "page_error_phone")),
        ({"phone": "call me"}, ("phone", "page_error_phone")),
        ({"phone": "312555" + "0" * 40}, ("phone", "page_error_phone")),
        ({"email": "ada"}, ("email", "page_error_email")),
        ({"email": "ada@example"}, ("email", "page_error_email")),
        ({"email": "ada @example.com"}, ("email", "page_error_email")),
        ({"email": "a" * 250 + "@example.com"}, ("email", "page_error_email")),
        ({"patient": ""}, ("patient_new", "page_error_patient")),
        ({"patient": "maybe"}, ("patient_new", "page_error_patient")),
        ({"reason": ""}, ("reason", "page_error_reason")),
        ({"reason": "x" * 501}, ("reason", "page_error_long")),
    ],
)
def test_a_field_that_is_wrong_is_named(changed: dict[str, str], expected: tuple[str, str]) -> None:
    assert errors_of(**changed) == [expected]


@pytest.mark.parametrize(
    ("changed", "attribute", "expected"),
    [
        ({"phone": "+34 912 345 678"}, "phone", "+34912345678"),
        ({"phone": "312.555.0142"}, "phone", "+13125550142"),
        ({"birth_month": "02", "birth_day": "29", "birth_year": "2024"}, "date_of_birth", date(2024, 2, 29)),
        ({"birth_month": "11", "birth_day": "23", "birth_year": "2026"}, "date_of_birth", TODAY),
        ({"name": "María José Ñandú-O'Neill"}, "name", "María José Ñandú-O'Neill"),
        ({"patient": "returning"}, "new_patient", False),
    ],
)
def test_what_people_write_is_understood(changed: dict[str, str], attribute: str, expected: object) -> None:
    read = read_identity(replace(GOOD, **changed), today=TODAY, region="US")
    assert isinstance(read, Identity)
    assert getattr(read, attribute) == expected


def test_everything_wrong_is_told_at_once_in_the_order_of_the_page() -> None:
    assert [name for name, _ in errors_of(name="", birth_day="", phone="", email="x", patient="", reason="")] == [
        "name",
        "birth_month",
        "phone",
        "email",
        "patient_new",
        "reason",
    ]


def test_unknown_fields_are_left_out_and_the_known_ones_trimmed() -> None:
    form = read_form({"name": "  Ada Example ", "owner": "me", "reason": 3})
    assert form == BookingForm(name="Ada Example")


def test_neither_form_nor_identity_shows_anything() -> None:
    identity = read_identity(GOOD, today=TODAY, region="US")
    shown = repr(GOOD) + repr(identity)
    values = [getattr(GOOD, field.name) for field in fields(GOOD)]
    assert not [value for value in values if value and value in shown]
