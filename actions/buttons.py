"""Buttons that stand under more than one reply. A title is a fixed text; its meaning an intent with opaque slots."""

from __future__ import annotations

from collections.abc import Iterable

from bot.messages.effects import Language
from bot.messages.reply import Choice, Meaning
from bot.texts.catalog import Texts

MEANINGS = {
    "person": Meaning("request_human"),
    "book": Meaning("book_appointment"),
    "appointment": Meaning("check_appointment"),
    "refill": Meaning("request_refill"),
    "results": Meaning("request_results"),
    "billing": Meaning("ask_billing"),
    "records": Meaning("request_records"),
    "nurse": Meaning("seek_clinical_advice"),
    "privacy": Meaning("ask_privacy"),
    "hours": Meaning("ask_faq", {"faq_entry": "hours"}),
    "privacy_notice": Meaning("ask_faq", {"faq_entry": "privacy-notice"}),
}
"""Name of the button to what it stands for. Its title is the fixed text `button_<name>`."""

FOR_INTENT = {
    "book_appointment": "book",
    "reschedule_appointment": "appointment",
    "cancel_appointment": "appointment",
    "check_appointment": "appointment",
    "request_refill": "refill",
    "request_results": "results",
    "ask_billing": "billing",
    "request_records": "records",
    "seek_clinical_advice": "nurse",
    "ask_privacy": "privacy",
}
"""The button that offers what an intent asks for, where there is one to offer."""


class Buttons:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def make(self, names: Iterable[str], language: Language) -> tuple[Choice, ...]:
        """Raises KeyError for a name that is not in `MEANINGS`."""
        return tuple(Choice(self._texts.say(f"button_{name}", language), MEANINGS[name]) for name in names)
