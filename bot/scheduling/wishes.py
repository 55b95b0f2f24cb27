"""Reads a wish for a time, English or Spanish, into windows of UTC."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.messages.effects import Language
from bot.scheduling.windows import Window, Wish

__all__ = ["Window", "Wish", "read_wish"]


def read_wish(text: str, language: Language, now: datetime, zone: ZoneInfo) -> Wish | None:
    """None when the text holds no wish for a time."""
    del text, language, now, zone
    return None
