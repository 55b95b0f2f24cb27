"""Which new passwords and passphrases will not do.

Rules (OWASP ASVS 5.0, 6.2): a least length, up to 256, any characters, no composition rules; common passwords and what
is known of the clinic are refused. The list in `common_passwords.txt` was written by hand for this product: stems, to
which people add endings. It is no collection of leaked passwords.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

LONGEST = 256  # characters: bounds the work of a hash
STEMS = Path(__file__).parent / "common_passwords.txt"
SHORTEST_STEM = 4  # characters of a clinic's own word that count
DISGUISES = str.maketrans("@43015$7!", "aaeoissti")
RUN = 4  # so many different characters are the least a password has


class Weakness(StrEnum):
    SHORT = "short"
    LONG = "long"
    MONOTONOUS = "monotonous"  # too few different characters
    COMMON = "common"  # one of those that are tried first


def weakness_of(password: str, known_words: Iterable[str] = (), *, shortest: int) -> Weakness | None:
    """None when it will do. `known_words` are the person's and the clinic's names; `shortest` counts characters."""
    if len(password) < shortest:
        return Weakness.SHORT
    if len(password) > LONGEST:
        return Weakness.LONG
    if len(set(password.casefold())) < RUN:
        return Weakness.MONOTONOUS
    words = {word for text in known_words for word in re.split(r"\W+", text.casefold()) if len(word) >= SHORTEST_STEM}
    return Weakness.COMMON if _stems(password) & (_common() | words) else None


def _stems(password: str) -> set[str]:
    """What is left of a password without the usual decoration: digits and signs around it, letters as digits."""
    plain = password.casefold()
    half = len(plain) // 2
    once = {plain, plain[:half]} if plain[:half] == plain[half:] else {plain}
    bare = once | {re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text) for text in once}
    bare |= {re.sub(r"[\W\d_]+$", "", text) for text in once}
    return (bare | {text.translate(DISGUISES) for text in bare}) - {""}


@cache
def _common() -> frozenset[str]:
    lines = STEMS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
