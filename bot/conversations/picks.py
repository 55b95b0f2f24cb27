"""Which of the offered buttons a typed message picks: by its place, its title, the clock in its title, or "later".

The whole message must be the pick. Words that only carry it ("the … one, please") are passed over; any other word
speaks of something else, and the message is left to the dialogue. So is one that fits two buttons alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.conversations.pick_words import CARRIERS, LAST, MORE, PLACE_OF, SAY_NOTHING
from bot.letters import fold_apostrophes

FUZZY_FROM = 5  # letters from which one mistake is forgiven
TWO_MISTAKES_FROM = 9
SHORTENED = 3  # letters of "Mon" and "Nov" in a title

_CLOCK = re.compile(
    r"\b(\d{1,2})(?: ?[:.h] ?(\d\d))? ?(am|pm)\b|\b(\d{1,2})[:.](\d\d)\b|\b(?:at|a la|las) (\d{1,2})\b(?![:.])"
    r"|\b(\d{1,2}) ?o ?clock\b"
)
_HALF = re.compile(r"\b([ap])\.? ?m\b\.?")
_DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")


@dataclass(frozen=True, slots=True)
class Offered:
    """`place` counts from 1 within its reply. `is_more`: the button for other ones than these; `is_aside`: one that
    is no answer to the question, such as a person.
    """

    place: int
    title: str
    is_more: bool = False
    is_aside: bool = False


def picked(text: str, offered: Sequence[Offered]) -> int | None:
    """Index of the one that is meant; None when none is, or more than one may be."""
    plain = _plain(text)
    if not plain or not offered:
        return None
    for index, one in enumerate(offered):
        if plain == _plain(one.title):
            return index
    core = [word for word in plain.split() if word not in CARRIERS]
    found = _by_place(plain, core, offered)
    if found is None:
        found = _by_title(plain, offered)
    if found is None and MORE.fullmatch(plain):
        found = _only(offered, lambda one: one.is_more)
    return found


def _by_place(plain: str, core: Sequence[str], offered: Sequence[Offered]) -> int | None:
    answers = [index for index, one in enumerate(offered) if not (one.is_more or one.is_aside)]
    if len(core) != 1:
        alone = not core and re.search(r"\bone\b", plain) and not re.search(r"\b(?:that|this|the|it)\b", plain)
        return _only(offered, lambda one: one.place == 1) if alone else None
    if core[0] in LAST:
        return answers[-1] if answers else None
    place = PLACE_OF.get(core[0]) or next(
        (place for word, place in PLACE_OF.items() if len(word) >= FUZZY_FROM and _is_misspelled(core[0], word)), None
    )
    if place is None or _is_day_or_clock(plain, core[0], offered):
        return None
    index = _only(offered, lambda one: one.place == place and not one.is_aside)
    if index is None:
        index = _only(offered, lambda one: one.place == place)
    if core[0].isdigit() and any(
        other != index and f"{core[0]}:00" in _title_words(one.title) for other, one in enumerate(offered)
    ):
        return None  # "2" may be the second one, or the one at two
    return index


def _is_day_or_clock(plain: str, word: str, offered: Sequence[Offered]) -> bool:
    """ "At 2"; or "the 3rd" among times, where it is a day unless it says "the 3rd one"."""
    if re.search(rf"\b(?:at|a la|las) {re.escape(word)}\b", plain):
        return True
    among_times = any(":" in one.title for one in offered)
    return among_times and word[0].isdigit() and not word.isdigit() and not re.search(r"\b(?:one|option)\b", plain)


def _by_title(plain: str, offered: Sequence[Offered]) -> int | None:
    words = [word for word in _with_clocks(plain).split() if word not in CARRIERS]
    if len(words) == 1 and words[0].isdigit() and all(str(one.place) != words[0] for one in offered):
        words = [f"{words[0]}:00"]
    fitting = [index for index, one in enumerate(offered) if _fits(words, one.title)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(words: Sequence[str], title: str) -> bool:
    """Every word is in the title, and together they are a good half of what it says, or its clock."""
    parts = _title_words(title)
    said = [next((part for part in parts if _is_same(word, part)), None) for word in words]
    if not said or None in said:
        return False
    if any(":" in part for part in parts):
        return any(part is not None and ":" in part for part in said)
    telling = {part for part in parts if part not in SAY_NOTHING}
    return bool(telling) and 2 * len(telling & set(said)) >= len(telling)


def _only(offered: Sequence[Offered], condition: Callable[[Offered], bool]) -> int | None:
    found = [index for index, one in enumerate(offered) if condition(one)]
    return found[0] if len(found) == 1 else None


def _is_same(word: str, part: str) -> bool:
    if word == part or ((number := _DAY_NUMBER.fullmatch(word)) and number[1] == part):
        return True
    if len(part) == SHORTENED and part.isalpha() and len(word) > SHORTENED:
        return word.startswith(part)  # "monday" for "Mon"
    return _is_misspelled(word, part)


def _is_misspelled(word: str, meant: str) -> bool:
    if len(meant) < FUZZY_FROM or not word.isalpha() or word[:1] != meant[:1]:
        return False
    allowed = 2 if len(meant) >= TWO_MISTAKES_FROM else 1
    plural = word in (f"{meant}s", f"{meant}es")
    return plural or OSA.distance(word, meant, score_cutoff=allowed) <= allowed


def _title_words(title: str) -> list[str]:
    return _with_clocks(_plain(title)).split()


def _with_clocks(plain: str) -> str:
    """ "9am", "at 9" and "9:00 am" alike: `9:00`, with am or pm beside it where it was said."""

    def written(match: re.Match[str]) -> str:
        hour, minute = match[1] or match[4] or match[6] or match[7], match[2] or match[5] or "00"
        return f"{int(hour)}:{minute} {match[3] or ''}"

    return _CLOCK.sub(written, plain)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w:]+", " ", _HALF.sub(r"\1m ", fold_apostrophes(text))).strip(": ").split())
