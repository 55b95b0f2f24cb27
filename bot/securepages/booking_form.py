"""The booking form: what was typed stays as it was typed, so that nothing is lost when something is wrong.

Everything in it is PHI: it goes into the page that answers the request and into the vault, nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date

import phonenumbers

from bot.scheduling.identity import Identity

EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
OLDEST = 1900
FIRST_AND_LAST = 2  # words
LIMITS: Mapping[str, int] = {"name": 100, "phone": 40, "email": 254, "reason": 500}  # characters


@dataclass(frozen=True, slots=True, repr=False)
class BookingForm:
    """The fields by the names they have on the page."""

    action: str = ""
    visit: str = ""
    provider: str = ""
    from_day: str = ""
    choosing: str = ""  # "1" while another time than the held one is being chosen
    time: str = ""
    name: str = ""
    birth_month: str = ""
    birth_day: str = ""
    birth_year: str = ""
    phone: str = ""
    email: str = ""
    patient: str = ""  # "new" or "returning"
    reason: str = ""
    warned: str = ""  # the name of the emergency text already shown for this reason

    def __repr__(self) -> str:
        return f"BookingForm(action={self.action!r})"


@dataclass(frozen=True, slots=True)
class FieldError:
    """`text` names a fixed text; `input_id` is the first input it is about."""

    input_id: str
    text: str
    blanks: Mapping[str, str] = field(default_factory=dict)


def read_form(data: Mapping[str, object]) -> BookingForm:
    """Takes the known text fields and trims them; uploads and unknown fields are left out."""
    known = {each.name for each in fields(BookingForm)}
    return BookingForm(
        **{name: value.strip() for name, value in data.items() if name in known and isinstance(value, str)}
    )


def read_identity(form: BookingForm, *, today: date, region: str) -> Identity | tuple[FieldError, ...]:
    """The identity, or everything that is wrong with it in the order of the page.

    `region` is the country whose numbers need no prefix, such as "US".
    """
    birth = _date_of_birth(form)
    phone = _phone(form.phone, region)
    errors: list[FieldError] = []
    if len(form.name.split()) < FIRST_AND_LAST:
        errors.append(FieldError("name", "page_error_name"))
    elif len(form.name) > LIMITS["name"]:
        errors.append(_too_long("name"))
    if birth is None:
        errors.append(FieldError("birth_month", "page_error_birth"))
    elif birth > today:
        errors.append(FieldError("birth_year", "page_error_birth_future"))
    if phone is None:
        errors.append(FieldError("phone", "page_error_phone"))
    if form.email and (len(form.email) > LIMITS["email"] or not EMAIL.fullmatch(form.email)):
        errors.append(FieldError("email", "page_error_email"))
    if form.patient not in ("new", "returning"):
        errors.append(FieldError("patient_new", "page_error_patient"))
    if not form.reason:
        errors.append(FieldError("reason", "page_error_reason"))
    elif len(form.reason) > LIMITS["reason"]:
        errors.append(_too_long("reason"))
    if errors or birth is None or phone is None:
        return tuple(errors)
    return Identity(
        name=form.name,
        date_of_birth=birth,
        phone=phone,
        email=form.email or None,
        reason=form.reason,
        new_patient=form.patient == "new",
    )


def _too_long(name: str) -> FieldError:
    return FieldError(name, "page_error_long", {"limit": str(LIMITS[name])})


def _date_of_birth(form: BookingForm) -> date | None:
    try:
        birth = date(int(form.birth_year), int(form.birth_month), int(form.birth_day))
    except ValueError:
        return None
    return birth if birth.year >= OLDEST else None


def _phone(typed: str, region: str) -> str | None:
    """E.164. Possible rather than assigned numbers: lists of assigned ones are behind the times."""
    if len(typed) > LIMITS["phone"]:
        return None
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
