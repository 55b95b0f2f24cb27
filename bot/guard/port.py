"""What the guard asks of others, and what it answers about an outgoing text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.messages.guarded import Finding


class KnownValues(Protocol):
    """The normalised values that this conversation's patient has given, for example behind HMACs."""

    def __contains__(self, normalised: str) -> bool: ...


class Refusal(StrEnum):
    """Why an outgoing text may not be sent."""

    NOT_FIXED = "not_fixed"  # a public page takes fixed texts only
    IDENTIFIER = "identifier"
    RELATIONSHIP = "relationship"  # confirms that the reader is a patient
    KNOWN_VALUE = "known_value"  # repeats what the patient gave


@dataclass(frozen=True, slots=True)
class OutboundVerdict:
    """`findings` point into the checked text, in code points; a refusal may come without any."""

    refusals: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def allowed(self) -> bool:
        return not self.refusals
