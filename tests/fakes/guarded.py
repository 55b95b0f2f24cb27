"""A message as the guard would have made it, for tests of what comes after the guard."""

from __future__ import annotations

from bot.messages.channel import Ceiling
from bot.messages.guarded import GuardAction, GuardedMessage, GuardMark


def guarded(text: str, ceiling: Ceiling = Ceiling.SOCIAL) -> GuardedMessage:
    """`text` stands as it is in every tier: write the placeholders yourself."""
    return GuardedMessage(GuardMark(), ceiling, GuardAction.PASS, refuse=text, wide=text, kept=text)
