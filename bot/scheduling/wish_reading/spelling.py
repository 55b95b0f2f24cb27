"""Plain text: lower case, no accents, no placeholders, shortened words written out, misspelled ones put right.

Only words about time are corrected, and only long ones: "tommorow" is worth a guess, "my" is not.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.letters import fold
from bot.messages.effects import Language
from bot.scheduling.wish_reading.typed import typed_out
from bot.scheduling.wish_reading.vocabulary import CORRECT, OTHER_WORDS, VARIANTS

PLACEHOLDER = re.compile(r"\[[A-Z_]+\]")
APOSTROPHE = re.compile(r"['\u2019`]")
NOISE = re.compile(r"[^a-z0-9:/,.;!?\-]+")
SEPARATE = re.compile(r"([,;!?]|(?<=[a-z])[/-](?=[a-z])|(?<=\d)/(?=[a-z])|(?<=\d(?:st|nd|rd|th))-(?=\d))")
FULL_STOP = re.compile(r"\.(?=\s|$)")
SHORTEST = 5  # characters of a word that may be corrected
TWO_MISTAKES = 8  # characters from which two mistakes are forgiven
CHOICES = {language: sorted(words) for language, words in CORRECT.items()}


def plain(text: str, language: Language) -> str:
    """Words and the marks that matter, single spaces between them."""
    text = fold(PLACEHOLDER.sub(" ", text))
    text = (
        APOSTROPHE.sub("", text)
        .replace("\u2013", "-")
        .replace("\u2014", ", ")
        .replace("@", " at ")
        .replace("&", " and ")
    )
    text = typed_out(text)
    text = FULL_STOP.sub(" . ", SEPARATE.sub(r" \1 ", NOISE.sub(" ", text)))
    return " ".join(corrected(word, language) for word in text.split())


def corrected(word: str, language: Language) -> str:
    """The word about time that was probably meant, or the word as it is."""
    if (meant := VARIANTS[language].get(word)) is not None:
        return meant
    if len(word) < SHORTEST or not word.isalpha() or word in CORRECT[language] or word in OTHER_WORDS:
        return word
    allowed = 2 if len(word) >= TWO_MISTAKES else 1
    match = extractOne(word, CHOICES[language], scorer=OSA.distance, score_cutoff=allowed)
    if match is None or (match[1] > 1 and match[0][0] != word[0]):
        return word
    return match[0]
