"""Postal addresses: streets, post boxes, crossings, and ZIP codes after a cue or a state.

A city or a state alone stays free; after "I live in" it is part of where somebody lives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from bot.guard.recognizers.base import FAIR, LIKELY, STRONG, WEAK, Found, Recognizer
from bot.guard.shapes.wording import either, word_set
from bot.guard.words import words_of
from bot.messages.guarded import Category

SUFFIX = (
    r"(?:street|str|st|avenue|aven|ave|av|boulevard|blvd|road|rd|drive|drv|dr|lane|ln|court|ct|place|pl"
    r"|way|terrace|terr|ter|circle|cir|trail|trl|parkway|pkwy|highway|hwy|square|sq|loop|alley"
    r"|plaza|plz|pike|crossing|xing|run|row|walk|path|ridge|rdg|point|pt|cove|cv|bend|heights|hts|hollow"
    r"|manor|mews|park|pass|expressway|turnpike|tpke|route|rte|broadway)"
)
DIRECTION = r"(?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west|northeast|northwest|southeast|southwest)\b\.?)"
STATE = (
    r"(?:AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY"
    r"|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|PR)"
)
STATE_NAME = (
    r"(?:alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii"
    r"|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan"
    r"|minnesota"
    r"|mississippi|missouri|montana|nebraska|nevada|new (?:hampshire|jersey|mexico|york)|(?:north"
    r"|south) (?:carolina|dakota)|ohio|oklahoma|oregon|pennsylvania|rhode island|tennessee|texas|utah"
    r"|vermont|(?:west )?virginia|washington|wisconsin|wyoming)"
)
ZIP = r"\d{5}(?:-\d{4})?"
UNIT = (
    r"(?:,?\s?(?:\b(?:apt|apartment|apart|unit|suite|ste|rm|room|floor|fl|lot|bldg|building|depto"
    r"|departamento|apto|interior|int|piso|trlr|trailer|space|spc)\b\.?\s?#?\s?"
    r"|#\s?)[A-Za-z0-9\-]{1,5}(?![A-Za-z]))"
)
LOWER_STATE = either("""
        il tx ca ny fl oh az nj wa ga nc sc va md mi mn mo wi ct tn ky nv nm ut ia ks ne wv nh vt ri dc
        wy ak ar ms
        """)
ANY_STATE = rf"(?:(?-i:{STATE})|{LOWER_STATE}|{STATE_NAME})\b\.?"
CITY = r"[A-Za-z.'\-]{2,15}(?:\s[A-Za-z.'\-]{2,15}){0,2}?"
TAIL = (
    rf"{UNIT}{{0,2}}(?:,?\s{{1,2}}(?:in\s)?(?:{CITY},?\s)?{ANY_STATE}(?:,?\s{{1,2}}{ZIP}(?!\d))?"
    rf"|,?\s{{1,2}}(?:{CITY},?\s)?{ZIP}(?!\d)|,\s{{1,2}}(?-i:[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?![A-Za-z]))?"
)
WORD = r"(?:[A-Za-z][A-Za-z.'\-]*|\d{1,3}(?:st|nd|rd|th))"
STREET = re.compile(
    rf"(?<![\w$.,/\-])(?P<number>\d{{1,6}}(?:-\d{{1,4}})?[A-Za-z]?(?:\s1/2)?),?\s(?:{DIRECTION}\s)?(?P<name"
    rf">{WORD}\s(?:{WORD}\s){{0,3}}?)?{SUFFIX}\b\.?(?:\s{SUFFIX}\b\.?)?(?:\s{DIRECTION})?{TAIL}",
    re.I,
)
SPANISH = re.compile(
    rf"\b(?:calle|avenida|av|calz(?:ada)?|colonia|col|paseo|camino|carrera|privada|callejon|boulevard|blvd"
    rf"|carretera)\b\.?\s(?:[A-Za-z0-9.'\-]+\s){{0,5}}?(?:#\s?|no\.?\s?"
    rf"|num(?:ero)?\.?\s?)?\d{{1,6}}[A-Za-z]?\b{TAIL}",
    re.I,
)
POST_BOX = re.compile(
    rf"\b(?:p\.?\s?o\.?\s?b(?:ox|x)?|post(?:al)? (?:office )?box|apartado(?: postal)?|rr \d+ box"
    rf"|box)\s?#?\s?(?:number\s)?\d{{1,7}}\b{TAIL}",
    re.I,
)
LABELLED_ZIP = re.compile(
    rf"\b(?:zip(?: ?code)?|postal(?: ?code)?|postcode|area code zip|codigo postal|c\.?p\.?)\b(?:[\s:#=,.]"
    rf"|\b(?:is|es|number|my|mi|of|the|it's|in|de|ending)\b){{0,20}}?(?P<value>{ZIP}|\d{{3}}(?=\W|$))(?!\d)",
    re.I,
)
STATE_ZIP = re.compile(
    rf"(?:\b[A-Z][a-z]+(?:\s[A-Z][a-z]+)?,?\s)?\b{ANY_STATE},?\s{ZIP}(?!\d)",
    re.I,
)
STREET_WORD = r"(?:street|st|avenue|ave|boulevard|blvd|road|rd|lane|ln|drive|court|parkway|pkwy|highway|hwy|calle)"
CROSSING = re.compile(
    rf"\b(?P<value>(?:the )?(?:corner of|intersection of|cross ?streets?(?: are| is)?|esquina de)\s"
    rf"(?:the\s)?{WORD}(?:\s{WORD}){{0,2}}?\s(?:and|&|y|/)\s{WORD}(?:\s{STREET_WORD}\b)?)"
    rf"|\b(?P<both>{WORD}(?:\s{STREET_WORD}\b\.?)?\s?(?:and|&|/|@)\s?{WORD}\s(?:street|st|avenue|ave|road|rd|blvd)\b)",
    re.I,
)
LOOK_BACK = 50  # characters
UNNUMBERED = re.compile(
    rf"\b(?:on|at|off|off of|near|from|to)\s(?P<value>(?:{DIRECTION}\s)?(?:{WORD}\s){{1,3}}?{STREET_WORD}\b\.?)", re.I
)
SOMEBODY = re.compile(r"\b(?:i|i'm|im|i am|we|we're|my|our|me|mi|vivo|house|home|apartment|apt)\b", re.I)
NOT_A_STREET = word_set("""
        of to a an mg ml pills pill times time days day hours hour minutes minute weeks week months
        month years year and or for in my on at is are was the i you we it per if have has had that this
        with from by times people patients doctors different more less than miles mile blocks block feet
        foot steps pm am po old dose doses shots shot tablets percent degrees mins hrs kids children
        sons daughters visits visit appointments way ways long far only other first second third next
        last every each about around off one two three de la el y
        """)


class AddressRecognizer(Recognizer):
    name = "address"
    category = Category.ADDRESS

    def find(self, doc: Doc) -> Iterable[Found]:
        text = doc.text
        yield from self._streets(text)
        for pattern, cue in ((SPANISH, "calle"), (POST_BOX, "box")):
            for found in pattern.finditer(text):
                yield Found(found.start(), found.end(), STRONG if cue == "box" else LIKELY, cue)
        for found in LABELLED_ZIP.finditer(text):
            yield Found(found.start("value"), found.end("value"), STRONG, "zip")
        for found in STATE_ZIP.finditer(text):
            yield Found(found.start(), found.end(), LIKELY, "state and zip")
        for found in UNNUMBERED.finditer(text):
            if NOT_A_STREET.isdisjoint(words_of(found.group("value"))):
                score = FAIR if SOMEBODY.search(text[: found.start()][-LOOK_BACK:]) else WEAK
                yield Found(found.start("value"), found.end("value"), score, "street alone")
        for found in CROSSING.finditer(text):
            name = "value" if found.group("value") else "both"
            words = set(re.findall(r"[a-z]+", found.group(name).lower()))
            if words.isdisjoint(NOT_A_STREET - {"and", "y", "the", "of", "corner", "intersection", "de"}):
                yield Found(found.start(name), found.end(name), FAIR, "crossing")

    def _streets(self, text: str) -> Iterator[Found]:
        for found in STREET.finditer(text):
            name = (found.group("name") or "").lower().split()
            if found.group("name") is None and "broadway" not in found.group().lower():
                continue
            if NOT_A_STREET.isdisjoint(name):
                yield Found(found.start(), found.end(), LIKELY, "street")
