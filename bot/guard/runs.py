"""Rewrites that make sense only inside a run: digits as words, `o` and `l` among digits, letters spaced out.

A word such as "two" or a letter such as "l" is left alone outside such a run, so ordinary sentences stay as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

UNITS = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "cero": "0", "uno": "1", "dos": "2", "tres": "3", "cuatro": "4",
    "cinco": "5", "seis": "6", "siete": "7", "ocho": "8", "nueve": "9",
}  # fmt: skip
TEENS = {
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "diez": "10", "once": "11",
    "doce": "12", "trece": "13", "catorce": "14", "quince": "15", "dieciseis": "16", "diecisiete": "17",
    "dieciocho": "18", "diecinueve": "19", "veintiuno": "21", "veintidos": "22", "veintitres": "23",
    "veinticuatro": "24", "veinticinco": "25", "veintiseis": "26", "veintisiete": "27", "veintiocho": "28",
    "veintinueve": "29",
}  # fmt: skip
TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fourty": "4", "fifty": "5", "sixty": "6", "seventy": "7",
    "eighty": "8", "ninety": "9", "veinte": "2", "treinta": "3", "cuarenta": "4", "cincuenta": "5",
    "sesenta": "6", "setenta": "7", "ochenta": "8", "noventa": "9",
}  # fmt: skip
REPEATS = {"double": 2, "triple": 3, "doble": 2}
CENTURIES = {
    "nineteen": "19", "twenty": "20", "two thousand and": "20", "two thousand": "20", "mil novecientos": "19",
    "dos mil": "20",
}  # fmt: skip
"""What a year begins with; "nineteen" and "twenty" by themselves are none."""

SPOKEN_SINGLY = UNITS.keys() | REPEATS.keys()
"""A run of these alone is one number; with teens and tens among them it may be a date."""

FEWEST_WORDS = 3  # number words that make a run by themselves: "one or two" is none
FEWEST_DIGITS = 7  # digits that make a run when only one of them is a word

_UNIT = "|".join(UNITS)
_TENS = "|".join(TENS)
_TEENS = "|".join(TEENS)
_BELOW_HUNDRED = rf"(?:{_TENS})(?:(?:[ -]| y )(?:{_UNIT}))?|{_TEENS}"
_YEAR = (
    rf"(?:nineteen|twenty)[ -](?:{_BELOW_HUNDRED}|oh[ -](?:{_UNIT}))"
    rf"|(?:two thousand(?: and)?|mil novecientos|dos mil)(?: (?:{_BELOW_HUNDRED}|{_UNIT}))?"
)
_NUMBER = (
    rf"(?:{_YEAR}"
    rf"|(?:{_TENS})(?:(?:-| y | )(?:{_UNIT}))?|(?:{'|'.join(REPEATS)}) (?:{_UNIT})|{_TEENS}|{_UNIT})"
)
YEAR = re.compile(_YEAR, re.IGNORECASE)
NUMBER_WORD = re.compile(rf"\b{_NUMBER}\b", re.IGNORECASE)
NUMBER_RUN = re.compile(rf"\b(?:{_NUMBER}|\d+|o)\b(?:[\s,.\-()/]{{1,3}}(?:{_NUMBER}|\d+|o)\b)+", re.IGNORECASE)
LETTERED_DIGITS = re.compile(r"(?<![A-Za-z0-9])(?=[OolI|]*\d[OolI|]*\d)(?=\d*[OolI|])[0-9OolI|]{3,}(?![A-Za-z0-9])")
SPACED_LETTERS = re.compile(r"(?<![A-Za-z0-9'])[A-Za-z](?: {1,3}[A-Za-z]){5,}(?![A-Za-z0-9'])")
PUNCTUATED_LETTERS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z](?:([.\-_*])[A-Za-z])(?:\1[A-Za-z]){2,}(?![A-Za-z0-9])")
SPACED_DIGITS = re.compile(r"(?<![\d/])\d(?:[ ,]{1,2}\d){4,}(?!\d)|(?<!\d)\d([-._*])\d(?:\1\d){4,}(?!\d)")
LETTER_FOR_DIGIT = str.maketrans("OolI|", "00111")


@dataclass(frozen=True, slots=True)
class Rewrite:
    start: int
    end: int
    text: str


def rewrites(text: str) -> list[Rewrite]:
    return [*_number_words(text), *_spaced_digits(text), *_lettered_digits(text), *_spaced_letters(text)]


def _number_words(text: str) -> Iterator[Rewrite]:
    for run in NUMBER_RUN.finditer(text):
        words = list(NUMBER_WORD.finditer(text, run.start(), run.end()))
        digits = sum(character.isdigit() for character in run.group()) + len(words)
        if len(words) < FEWEST_WORDS and not (words and digits >= FEWEST_DIGITS) and not _is_year(words):
            continue
        for word in words:
            yield Rewrite(word.start(), word.end(), _digits_of(word.group().lower()))
        for zero in re.finditer(r"\b[oO]\b", run.group()):
            yield Rewrite(run.start() + zero.start(), run.start() + zero.end(), "0")
        if all(word.group().lower().split()[0] in SPOKEN_SINGLY for word in words):
            for gap in re.finditer(r"[ ,]+", run.group()):
                if not _inside(run.start() + gap.start(), words):
                    yield Rewrite(run.start() + gap.start(), run.start() + gap.end(), "")


def _inside(position: int, words: list[re.Match[str]]) -> bool:
    return any(word.start() <= position < word.end() for word in words)


def _spaced_digits(text: str) -> Iterator[Rewrite]:
    for found in SPACED_DIGITS.finditer(text):
        for gap in re.finditer(r"\D+", found.group()):
            yield Rewrite(found.start() + gap.start(), found.start() + gap.end(), "")


def _is_year(words: list[re.Match[str]]) -> bool:
    return any(YEAR.fullmatch(word.group()) for word in words)


def _digits_of(words: str) -> str:
    """'eighty eight' is 88, 'double five' 55, 'nineteen eighty eight' 1988, 'dos mil cinco' 2005."""
    words = words.replace("-", " ")
    if YEAR.fullmatch(words):
        century = max((start for start in CENTURIES if words.startswith(start)), key=len)
        rest = words[len(century) :].strip().removeprefix("oh ")
        return CENTURIES[century] + (_digits_of(rest).zfill(2) if rest else "00")
    parts = [part for part in words.split() if part != "y"]
    if parts[0] in REPEATS:
        return UNITS[parts[1]] * REPEATS[parts[0]]
    if parts[0] in TENS:
        return TENS[parts[0]] + (UNITS[parts[1]] if len(parts) > 1 else "0")
    return TEENS.get(parts[0]) or UNITS[parts[0]]


def _lettered_digits(text: str) -> Iterator[Rewrite]:
    for found in LETTERED_DIGITS.finditer(text):
        yield Rewrite(found.start(), found.end(), found.group().translate(LETTER_FOR_DIGIT))


def _spaced_letters(text: str) -> Iterator[Rewrite]:
    for found in SPACED_LETTERS.finditer(text):
        for gap in re.finditer(r" +", found.group()):
            word_break = len(gap.group()) > 1
            yield Rewrite(found.start() + gap.start(), found.start() + gap.end(), " " if word_break else "")
    for found in PUNCTUATED_LETTERS.finditer(text):
        for offset in range(1, len(found.group()), 2):
            yield Rewrite(found.start() + offset, found.start() + offset + 1, "")
