"""A message read in the light of what came before it.

Two cases count. An identifier split over messages ("555", then "0142"): a short piece is read together with the last
ones. An answer: after "what number can we reach you at?" the message is read as if its label stood before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.messages.guarded import Category, Finding

LABELS: Mapping[Category, str] = MappingProxyType(
    {
        Category.NAME: "my name is ",
        Category.ADDRESS: "my address is ",
        Category.DATE: "my date of birth is ",
        Category.PHONE: "my phone number is ",
        Category.FAX: "my fax number is ",
        Category.EMAIL: "my email is ",
        Category.SSN: "my ssn is ",
        Category.MRN: "my mrn is ",
        Category.HEALTH_PLAN_ID: "my member id is ",
        Category.ACCOUNT_NUMBER: "my account number is ",
        Category.LICENSE_NUMBER: "my license number is ",
        Category.VEHICLE_ID: "my license plate is ",
        Category.DEVICE_ID: "my serial number is ",
        Category.URL: "my profile is ",
        Category.BIOMETRIC: "my fingerprint id is ",
        Category.OTHER_ID: "my confirmation number is ",
        Category.AGE_OVER_89: "my age is ",
        Category.HEALTH: "i have ",
    }
)
MOST_ENTRIES = 5
PIECE_WORDS = 4  # a longer message is a sentence of its own
ENDS_WITH_CUE = re.compile(
    r"\b(?:name|dob|born|birthday|number|phone|cell|ssn|social|mrn|id|email|address|zip|is|called|nombre"
    r"|llamo|telefono|numero|correo|direccion|es|"
    r"live (?:at|in|on)|first name|last name|policy|plan|account|plate)\W*$",
    re.I,
)
PIECE = re.compile(r"\W*(?:[\w@.\-/+()#]+\W+){0,3}[\w@.\-/+()#]+\W*")


@dataclass(frozen=True, slots=True)
class Context:
    """`text` with what stands before it; findings come back with offsets into `text` alone."""

    text: str
    before: str = ""

    @property
    def whole(self) -> str:
        return self.before + self.text

    def own(self, finding: Finding) -> Finding | None:
        """The part of a finding that lies in the message itself."""
        start, end = finding.start - len(self.before), finding.end - len(self.before)
        return replace(finding, start=max(0, start), end=end) if end > 0 else None


def read_in_context(text: str, window: Sequence[str], asked: Category | None) -> Context:
    if asked is not None and asked in LABELS:
        return Context(text, LABELS[asked])
    if not window or PIECE.fullmatch(text) is None:
        return Context(text)
    has_digits = any(character.isdigit() for character in text)
    pieces: list[str] = []
    for earlier in reversed(window[-MOST_ENTRIES:]):
        if PIECE.fullmatch(earlier) is None:
            if ENDS_WITH_CUE.search(earlier):
                pieces.insert(0, earlier)
            break
        pieces.insert(0, earlier)
    if not pieces or not (has_digits or ENDS_WITH_CUE.search(pieces[-1]) or ENDS_WITH_CUE.search(pieces[0])):
        return Context(text)
    return Context(text, " ".join(pieces) + " ")
