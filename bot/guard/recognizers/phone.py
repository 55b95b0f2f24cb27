"""Telephone numbers, with or without area code, in any punctuation, and parts of one after a cue.

Shapes of the North American plan first; `phonenumbers` is a second vote for numbers written the international way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import phonenumbers
from spacy.tokens import Doc

from bot.guard.recognizers.base import LIKELY, STRONG, Found, Recognizer
from bot.messages.guarded import Category

AREA = r"\(?\d{3}\)?"
SEP = r"[ .\-/*~_]{0,3}"
EXTENSION = r"(?:\s?,?\s?(?:x|ext\.?|extension|anexo)\s?\d{1,6})?"
TEN = re.compile(rf"(?<![\d.\-$#])(?:\+?1{SEP})?{AREA}{SEP}\d{{3}}{SEP}\d{{4}}{EXTENSION}(?![\d%]|-\d)", re.I)
PAIRED = re.compile(r"(?<![\d.\-$#])(?:\+?1[ .\-])?\(?\d{3}\)?[ .\-]\d{3}[ .\-]\d{2}[ .\-]\d{2}(?!\d)")
SEVEN = re.compile(rf"(?<![\d.\-$#/])\d{{3}}[\-. ]\d{{4}}{EXTENSION}(?![\d%/]|-\d)", re.I)
FOREIGN = re.compile(r"(?<![\d\w])(?:\+|00)\d{1,3}[\d ().\-/]{6,16}\d(?!\d)")
CUE = (
    r"(?:phone|phones|ph|cell|cellphone|mobile|tel|telephone|telefono|celular|movil|call|calls|text|texts"
    r"|txt|contact|contactme|dial|ring"
    r"|reach|whatsapp|whats app|landline|home|work|voicemail|llame|llamame|llamar|llamen|marque|numero"
    r"|number|numbr|nmbr|digits"
    r"|callback|call back|beeper|pager|hotline|sms)"
)
AFTER_CUE = re.compile(
    rf"(?<![A-Za-z])(?P<cue>{CUE})(?![A-Za-z])(?:[\s:#=,.\-]|\b(?:number|num|no|is|was|you|have|i|gave|me|us|at|on|back|him|her"
    rf"|them|my|mi|al|es|s|it's|its|the|"
    r"phone|cell|home|work|mobile|can|you|be|reached|anytime|after|please|pls|his|mom|moms|dads?"
    r"|husbands?|wifes?|ending|ends|in|last|four|4|digits)\b){0,40}?"
    r"(?<![\dA-Za-z$])(?P<value>(?:\+?\d{1,3}[ .\-])?\(?\d[\d ().\-/]{5,16}\d|\d{4}(?= *(?:$|[.!?\n])))(?![\d%])",
    re.I,
)
ANY_NUMBER = re.compile(r"numero|number|numbr|nmbr|digits", re.I)
"""Cues that name no telephone: whoever knows what number it is knows better."""
UNITS_AFTER = re.compile(
    r"\s?(?:mg|mcg|ml|iu|units?|usd|dollars?|bucks|people|patients|steps|calories|cal|kcal|miles|years?)\b", re.I
)
FEWEST_DIGITS, MOST_DIGITS = 7, 15
LAST_FOUR = 4
PART_OF_ONE = re.compile(r"\b(?:last|ends?|ending)\b", re.I)


class PhoneRecognizer(Recognizer):
    name = "phone"
    category = Category.PHONE

    def find(self, doc: Doc) -> Iterable[Found]:
        text = doc.text
        for found in TEN.finditer(text):
            yield Found(found.start(), found.end(), STRONG, "ten")
        for found in PAIRED.finditer(text):
            yield Found(found.start(), found.end(), LIKELY, "pairs")
        for found in SEVEN.finditer(text):
            if not UNITS_AFTER.match(text, found.end()):
                yield Found(found.start(), found.end(), LIKELY, "seven")
        for found in FOREIGN.finditer(text):
            yield Found(found.start(), found.end(), LIKELY, "foreign")
        yield from self._after_cue(text)
        yield from self._second_vote(text)

    def _after_cue(self, text: str) -> Iterator[Found]:
        for found in AFTER_CUE.finditer(text):
            digits = sum(character.isdigit() for character in found.group("value"))
            right_length = FEWEST_DIGITS <= digits <= MOST_DIGITS or (
                digits == LAST_FOUR and PART_OF_ONE.search(found.group()) is not None
            )
            if right_length and not UNITS_AFTER.match(text, found.end()):
                score = LIKELY if ANY_NUMBER.fullmatch(found.group("cue")) else STRONG
                yield Found(found.start("value"), found.end("value"), score, "label")

    def _second_vote(self, text: str) -> Iterator[Found]:
        if "+" not in text:
            return
        for match in phonenumbers.PhoneNumberMatcher(text, "US", leniency=phonenumbers.Leniency.VALID):
            yield Found(match.start, match.end, STRONG, "phonenumbers")
