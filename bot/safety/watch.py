"""Looks for red flags. The rules live beside this file; here is only how they are read.

Crisis comes before emergency when both fire: the crisis text names both lines.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from bot.messages.effects import Language
from bot.safety.rules import RULES


class Alarm(StrEnum):
    EMERGENCY = "emergency"
    CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class RedFlag:
    alarm: Alarm
    rule: str  # the rule's name, safe to log
    text_name: str  # the fixed text to send
    language: Language  # of the rule that fired


class SafetyWatch:
    def look(self, raw_text: str) -> RedFlag | None:
        """None when no rule fires."""
        text = _plain(raw_text)
        for rule in RULES:
            if rule.pattern.search(text):
                return RedFlag(Alarm(rule.alarm), rule.name, rule.text_name, Language(rule.language))
        return None


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    return "".join(character for character in folded if not unicodedata.combining(character))
