"""The rules: a pattern over the folded text each."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    alarm: str
    text_name: str
    language: str
    pattern: re.Pattern[str]


RULES = (
    Rule("suicide", "crisis", "crisis_general", "en", re.compile(
        r"\b(kill(ing)? myself|end (my life|it all)|suicid\w*|want to die|wanna die|better off dead|hurt myself)\b")),
    Rule("suicidio", "crisis", "crisis_general", "es", re.compile(
        r"\b(quiero morir(me)?|matarme|suicid\w*|no quiero vivir|quitarme la vida)\b")),
    Rule("chest_pain", "emergency", "emergency_general", "en", re.compile(
        r"\b(chest (pains?|hurts|tight\w*|pressure)|can'?t breathe|cannot breathe|not breathing|overdos\w*|unconscious"
        r"|having a (stroke|seizure|heart attack)|face (is )?droop\w*|bleeding (wont|won't) stop)\b")),
    Rule("dolor_pecho", "emergency", "emergency_general", "es", re.compile(
        r"\b(dolor (de|en el) pecho|me duele el pecho|no puedo respirar|no respira|sobredosis|inconsciente)\b")),
)  # fmt: skip
