"""A moment in the patient's words, short enough for a button: "Tue Nov 24, 2:40 PM"."""

from __future__ import annotations

from datetime import datetime

from bot.messages.effects import Language
from bot.texts.catalog import Texts

NOON = 12


def say_moment(texts: Texts, language: Language, local: datetime) -> str:
    """`local` is in the clinic's zone."""
    half = "morning" if local.hour < NOON else "afternoon"
    return texts.say(
        "moment",
        language,
        {
            "weekday": texts.say(f"weekday_{local.isoweekday()}", language),
            "month": texts.say(f"month_{local.month}", language),
            "day": str(local.day),
            "hour": str((local.hour - 1) % NOON + 1),
            "minute": f"{local.minute:02}",
            "half": texts.say(f"clock_{half}", language),
        },
    )
