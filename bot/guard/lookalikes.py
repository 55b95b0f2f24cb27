"""Characters that look like plain ones: of Unicode Technical Standard 39 (confusables) the part that occurs in chat."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ENCLOSED_RANGES = ((0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189), (0x1F1E6, 0x1F1FF))
"""Squared, circled and regional-indicator letters: each range runs from A to Z."""

_CYRILLIC = dict(zip("аеорсухіјѕԁԛԝһгкмтвнпАВЕКМНОРСТУХІЈЅԌԚԜ", "aeopcyxijsdqwhrkmtbnnABEKMHOPCTYXIJSGQW", strict=True))
_GREEK = dict(zip("αορνικτυχεΑΒΕΖΗΙΚΜΝΟΡΤΥΧγημ", "aopviktuxeABEZHIKMNOPTYXynu", strict=True))
_LATIN = {
    "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ȷ": "j", "ħ": "h", "ŋ": "n", "ɡ": "g",
    "ɑ": "a", "ǀ": "l", "ⅼ": "l", "ʟ": "L", "ɪ": "I", "ᴏ": "o", "ℓ": "l",
}  # fmt: skip
_MARKS = {
    "\u2024": ".", "\u3002": ".", "\uff0e": ".", "\uff61": ".", "\u2219": ".", "\u00b7": ".", "\u2022": ".",
    "\uff20": "@", "\ufe6b": "@", "\u2044": "/", "\u2215": "/", "\u2236": ":", "\ua789": ":", "\u02d0": ":",
    "\uff3f": "_", "\u203f": "_", "\u2017": "_",
}  # fmt: skip

_DASHES = dict.fromkeys(
    "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2e3a\u2e3b\u30fc\ufe58\ufe63\uff0d\u02d7", "-"
)
_SINGLE_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\uff07\u02b9", "'")
_DOUBLE_QUOTES = dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02", '"')
_LINE_ENDS = dict.fromkeys("\x85\u2028\u2029", "\n")

LOOKALIKES: Mapping[str, str] = MappingProxyType(
    _CYRILLIC | _GREEK | _LATIN | _MARKS | _DASHES | _SINGLE_QUOTES | _DOUBLE_QUOTES | _LINE_ENDS
)
