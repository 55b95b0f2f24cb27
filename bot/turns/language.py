"""Which language to answer in: the conversation's, until the patient clearly writes the other one."""

from __future__ import annotations

import re
import unicodedata

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bot.letters import fold
from bot.messages.effects import Language

SURE = 0.95  # probability; short texts are noisy, and a wrong switch is more annoying than a late one
FEWEST_LETTERS = 8
SHORT_SPANISH = frozenset({"hola", "buenas", "buenos dias", "buenas tardes", "gracias", "si", "cita", "ayuda", "adios"})
FOREIGN_SHARE = 0.5  # of the letters that are not Latin


class LanguageReader:
    def __init__(self) -> None:
        self._identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        self._identifier.set_languages([language.value for language in Language])

    def read(self, text: str, current: Language) -> Language:
        words = _plain(text)
        if words in SHORT_SPANISH:
            return Language.SPANISH
        if len(words.replace(" ", "")) < FEWEST_LETTERS:
            return current
        code, probability = self._identifier.classify(words)
        return Language(code) if probability >= SURE else current

    def is_foreign(self, text: str) -> bool:
        """True when most letters are of a script that neither language uses."""
        letters = [character for character in text if character.isalpha()]
        foreign = sum("LATIN" not in unicodedata.name(letter, "") for letter in letters)
        return bool(letters) and foreign / len(letters) > FOREIGN_SHARE


def _plain(text: str) -> str:
    without_placeholders = re.sub(r"\[[A-Z_0-9]+\]", " ", text)
    return re.sub(r"[^a-z]+", " ", fold(without_placeholders)).strip()
