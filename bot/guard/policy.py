"""What happens to what was found: the channel's ceiling and the kind of finding decide. Data, not code.

On `social` and `public` an identifier is refused and the patient is told; an everyday symptom is masked without a
word, because nagging teaches people to ignore the notice. On `covered` everything is kept, masked for Rasa only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from bot.messages.channel import Ceiling
from bot.messages.guarded import Category, Finding, GuardAction


class Sensitivity(StrEnum):
    """How much a health detail gives away. 42 CFR Part 2 and state law protect the highest class by itself."""

    EVERYDAY = "everyday"  # a sore knee, a cold
    SENSITIVE = "sensitive"  # a diagnosis, a test result, a regular medicine
    PROTECTED = "protected"  # HIV, mental health, substance use, reproduction, genetics


IDENTIFIER = "identifier"
"""Stands for every category but HEALTH, which goes by its sensitivity."""

ACTIONS: Mapping[tuple[Ceiling, str], GuardAction] = MappingProxyType(
    {
        (Ceiling.PUBLIC, IDENTIFIER): GuardAction.REFUSE,
        (Ceiling.PUBLIC, Sensitivity.EVERYDAY): GuardAction.MASK,
        (Ceiling.PUBLIC, Sensitivity.SENSITIVE): GuardAction.REFUSE,
        (Ceiling.PUBLIC, Sensitivity.PROTECTED): GuardAction.REFUSE,
        (Ceiling.SOCIAL, IDENTIFIER): GuardAction.REFUSE,
        (Ceiling.SOCIAL, Sensitivity.EVERYDAY): GuardAction.MASK,
        (Ceiling.SOCIAL, Sensitivity.SENSITIVE): GuardAction.REFUSE,
        (Ceiling.SOCIAL, Sensitivity.PROTECTED): GuardAction.REFUSE,
        (Ceiling.COVERED, IDENTIFIER): GuardAction.KEEP,
        (Ceiling.COVERED, Sensitivity.EVERYDAY): GuardAction.KEEP,
        (Ceiling.COVERED, Sensitivity.SENSITIVE): GuardAction.KEEP,
        (Ceiling.COVERED, Sensitivity.PROTECTED): GuardAction.KEEP,
    }
)

STRICTEST_LAST = (GuardAction.PASS, GuardAction.MASK, GuardAction.KEEP, GuardAction.REFUSE, GuardAction.BLOCK)

CEILINGS: Mapping[str, Ceiling] = MappingProxyType(
    {
        "messenger": Ceiling.SOCIAL,
        "instagram": Ceiling.SOCIAL,
        "whatsapp": Ceiling.SOCIAL,
        "telegram": Ceiling.SOCIAL,
        "webchat": Ceiling.COVERED,
        "sms": Ceiling.COVERED,
    }
)
"""The networks' own ceilings, for looking inside; in the service a channel's `Capabilities` say."""


def decide(ceiling: Ceiling, findings: Iterable[Finding]) -> GuardAction:
    """The strictest action that any finding of the refuse tier asks for."""
    wanted = [ACTIONS[ceiling, _kind(finding)] for finding in findings]
    return max(wanted, key=STRICTEST_LAST.index, default=GuardAction.PASS)


def _kind(finding: Finding) -> str:
    if finding.category is not Category.HEALTH:
        return IDENTIFIER
    try:
        return Sensitivity(finding.cue)
    except ValueError:  # an unnamed class is treated as a diagnosis
        return Sensitivity.SENSITIVE
