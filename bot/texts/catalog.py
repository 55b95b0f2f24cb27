"""The fixed texts: `bot/texts/en/*.yml` and `bot/texts/es/*.yml`, one file a topic, `name: text`.

A text may have blanks in braces, such as `{clinic_phone}`. Clinic blanks are filled at start; the others must be given
when the text is rendered, and a missing one is an error, not an empty place.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.clinic import Clinic
from bot.errors import StartupError
from bot.messages.effects import Language

FOLDER = Path(__file__).parent
LIMIT = 300  # characters of a fixed text
EMERGENCY_LIMIT = 600  # characters of the texts whose name starts with "emergency" or "crisis"


@dataclass(frozen=True, slots=True)
class Texts:
    """Render with `texts.say(name, language, **blanks)`."""

    by_language: Mapping[Language, Mapping[str, str]]
    clinic: Mapping[str, str]

    def say(self, name: str, language: Language, blanks: Mapping[str, str] | None = None) -> str:
        """Raises KeyError for an unknown name or a blank nobody filled."""
        return self.by_language[language][name].format_map({**self.clinic, **(blanks or {})})

    def has_own_blanks(self, name: str) -> bool:
        """True when the text has blanks besides the clinic's own facts."""
        fields = {
            field for _, field, _, _ in string.Formatter().parse(self.by_language[Language.ENGLISH][name]) if field
        }
        return bool(fields - self.clinic.keys())

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.by_language[Language.ENGLISH])


def clinic_blanks(clinic: Clinic) -> dict[str, str]:
    """The clinic's facts that a fixed text may name."""
    numbers = clinic.emergency
    return {
        "clinic_name": clinic.name,
        "clinic_phone": clinic.phone,
        "nurse_line": clinic.nurse_line,
        "emergency_number": numbers.emergency,
        "crisis_number": numbers.crisis,
        "poison_number": numbers.poison,
        "violence_number": numbers.violence,
        "violence_text": numbers.violence_text,
        "violence_text_es": numbers.violence_text.replace(" to ", " al "),
        "child_number": numbers.child,
    }


def load_texts(clinic: Clinic, folder: Path = FOLDER) -> Texts:
    """Raises StartupError when a name stands twice, or in one language only."""
    by_language = {language: _load_language(folder / language.value) for language in Language}
    english, spanish = (set(by_language[language]) for language in (Language.ENGLISH, Language.SPANISH))
    if english != spanish:
        raise StartupError(f"fixed texts in one language only: {sorted(english ^ spanish)}")
    return Texts(by_language, clinic_blanks(clinic))


def _load_language(folder: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted(folder.glob("*.yml")):
        topic: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
        if twice := texts.keys() & topic.keys():
            raise StartupError(f"{path}: fixed texts that stand elsewhere too: {sorted(twice)}")
        texts |= {name: text.strip() for name, text in topic.items()}
    return texts
