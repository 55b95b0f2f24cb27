"""A message after the guard. Only `bot/guard/guard.py` can make one: it alone holds the `GuardMark`."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.messages.channel import Ceiling


class Category(StrEnum):
    """The Safe Harbor identifiers, 45 CFR 164.514(b)(2), and a health detail tied to a person."""

    NAME = "NAME"
    ADDRESS = "ADDRESS"
    DATE = "DATE"
    PHONE = "PHONE"
    FAX = "FAX"
    EMAIL = "EMAIL"
    SSN = "SSN"
    MRN = "MRN"
    HEALTH_PLAN_ID = "HEALTH_PLAN_ID"
    ACCOUNT_NUMBER = "ACCOUNT_NUMBER"
    LICENSE_NUMBER = "LICENSE_NUMBER"
    VEHICLE_ID = "VEHICLE_ID"
    DEVICE_ID = "DEVICE_ID"
    URL = "URL"
    IP_ADDRESS = "IP_ADDRESS"
    BIOMETRIC = "BIOMETRIC"
    PHOTO = "PHOTO"
    OTHER_ID = "OTHER_ID"
    AGE_OVER_89 = "AGE_OVER_89"
    HEALTH = "HEALTH"


class GuardAction(StrEnum):
    """What the guard decided for the refuse tier."""

    PASS = "pass"  # noqa: S105 - nothing was found
    MASK = "mask"  # masked without a word to the patient
    REFUSE = "refuse"  # masked, and the patient is told
    KEEP = "keep"  # covered channel: sealed as typed, masked for Rasa
    BLOCK = "block"  # the guard failed: nothing passes


@dataclass(frozen=True, slots=True)
class Finding:
    """Where an identifier stands. Offsets are code points into the original text, end exclusive."""

    category: Category
    start: int
    end: int
    score: float  # 0..1
    recognizer: str
    cue: str = ""  # the name of the cue that spoke for it, never its text


@dataclass(frozen=True, slots=True, repr=False)
class FoundValue:
    """A value this patient gave, normalised for comparison on the way out. Never shown, never logged."""

    category: Category
    normalised: str

    def __repr__(self) -> str:
        return f"FoundValue({self.category.value})"


@dataclass(frozen=True, slots=True, repr=False)
class Earlier:
    """A message that came before. `typed` is the short piece as it was typed, while it is still in memory."""

    kept: str
    typed: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Completed:
    """An earlier message in which a later one made an identifier whole."""

    entry: int  # its place in the window that the guard was given
    masked: str  # as it must be kept from now on


class GuardMark:
    """Proof that the guard is the maker. Named nowhere but in `bot/guard/` (a test looks)."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, repr=False)
class GuardedMessage:
    """`refuse` and `wide` are the text with typed placeholders such as `[PHONE]`."""

    mark: GuardMark
    ceiling: Ceiling
    action: GuardAction
    refuse: str  # what actions, FAQ search, and on social and public the transcript, may see
    wide: str  # what Rasa sees; never longer on meaning than `refuse`
    kept: str  # what the transcript seals: as typed on a covered channel, else the same as `refuse`
    findings: tuple[Finding, ...] = ()  # refuse tier
    wide_findings: tuple[Finding, ...] = ()
    values: tuple[FoundValue, ...] = field(default=(), repr=False)
    completed: tuple[Completed, ...] = ()
    reaches_back: bool = False  # a part of an identifier stands in earlier messages: what Rasa saw of them must go

    def __post_init__(self) -> None:
        if not isinstance(self.mark, GuardMark):
            raise TypeError("only the guard makes a GuardedMessage")

    def __repr__(self) -> str:
        kinds = ",".join(sorted({finding.category.value for finding in self.findings}))
        return f"GuardedMessage(action={self.action.value}, found=[{kinds}])"
