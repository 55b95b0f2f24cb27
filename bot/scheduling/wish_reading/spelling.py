"""Plain text: lower case, no accents, no placeholders, shortened words written out, misspelled ones put right.

Only words about time are corrected, and only long ones: "tommorow" is worth a guess, "my" is not.
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.letters import fold
from bot.messages.effects import Language
from bot.scheduling.wish_reading.vocabulary import CORRECT, OTHER_WORDS, VARIANTS

PLACEHOLDER = re.compile(r"\[[A-Z_]+\]")
APOSTROPHE = re.compile(r"['\u2019`]")
NOISE = re.compile(r"[^a-z0-9:/,.;!?\-]+")
SEPARATE = re.compile(r"([,;!?]|(?<=[a-z])[/-](?=[a-z])|(?<=\d)/(?=[a-z])|(?<=\d(?:st|nd|rd|th))-(?=\d))")
TITLES = re.compile(r"\b(dr|mr|mrs|ms|sra?)\.")
GLUED = re.compile(  # "dec4", "fri3pm"
    r"\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu|thurs?|fri|sat|sun)(?=\d)"
)
SHORTENED = re.compile(  # "dec. 9"
    r"\b(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu|thurs?|fri|sat|sun|ene|abr|ago|dic)\.(?= ?\d)"
)
TOGETHER = re.compile(  # "730", "1230", but neither a year nor "100 dollars"
    r"(?<![\d$:/.#-])(?<!\d )(?<!room )(?<!suite )\b(1[0-2]|[1-9])((?:15|30|45|[1245]0)"
    r"|(?<=\bat .)00|(?<=\bat ..)00|00(?= ?[ap]m?\b))"
    r"(?= ?[ap]m?\b|\+|ish\b|\b(?! ?\d| (?:dollars|bucks|mg|street|st|ave|road|rd|people)\b))"
)
FROM_ON = re.compile(r"\b(\d{1,2}(?::\d\d)?(?: ?[ap]m)?)\+")  # "4+", "3:30pm+"
INITIALS = tuple(
    (re.compile(rf"\b{initials}\b"), days)
    for initials, days in (
        (r"m ?/ ?w ?/ ?f", "monday wednesday friday"),
        (r"m ?/ ?w", "monday wednesday"),
        (r"tu? ?/ ?th(?:u|ur)?", "tuesday thursday"),
        (r"m ?- ?f", "monday - friday"),
        (r"m ?- ?th", "monday - thursday"),
        (r"w/c|week (?:commencing|beginning|starting)", "week of"),
        (r"ooo", "out of office"),
    )
)
MILITARY = re.compile(  # "0900", "1430 hrs", "at 1430"
    r"\b(0[6-9]|(?<=\bat )1[3-9]|(?<=after )1[3-9]|(?<=before )1[3-9]|1[0-9](?=\d\d ?(?:hrs|hours|h)\b))(00|15|30|45)"
    r"(?: ?(?:hrs|hours|h)\b|\b)"
)
DRAWN_OUT = re.compile(r"([a-z])\1{2,}")  # "earlyyy"
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
    for pattern, days in INITIALS:
        text = pattern.sub(days, text)
    text = MILITARY.sub(r"\1:\2", text)
    text = DRAWN_OUT.sub(r"\1", text)
    text = TOGETHER.sub(_clock, text)
    text = FROM_ON.sub(r" after \1 ", text)
    text = GLUED.sub(r"\1 ", TITLES.sub(r"\1", text))
    text = SHORTENED.sub(r"\1 ", text)
    text = FULL_STOP.sub(" . ", SEPARATE.sub(r" \1 ", NOISE.sub(" ", text)))
    return " ".join(corrected(word, language) for word in text.split())


def _clock(match: re.Match[str]) -> str:
    return f"{match[1]}:{match[2]}"


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
