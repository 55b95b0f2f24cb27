"""Names without a cue, by the gazetteers: a given name, a given name with a surname, "Alvarado, Jon", "Sarah P."

Negative evidence frees: a title of a provider, a known place, brand, eponym or medicine, "disease" after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from bot.guard.assets import TITLES, Assets
from bot.guard.recognizers.base import FAIR, LIKELY, STRONG, WEAK, Found, Recognizer
from bot.guard.recognizers.known_things import free_ranges
from bot.guard.words import CALENDAR, FUNCTION_WORDS, PARTICLES, WORD, Kind, WordJudge
from bot.messages.guarded import Category

TITLE_BEFORE = re.compile(
    rf"\b(?:{'|'.join(sorted(TITLES))}|drs|prof|professor|provider|therapist|dentist|specialist|st|saint"
    rf"|san|santa|fort|mount|lake|port|hurricane|mt|ft)\.?,? (?:[A-Z]\.? )?$",
    re.I,
)
TITLE_AFTER = re.compile(r"^,? (?:np|md|rn|do|pa|phd|dds|lcsw|aprn|arnp|fnp|pa-c|m\.d)\b", re.I)
THING_AFTER = re.compile(
    r"^(?:'s|s')?[ \-](?:disease|syndrome|sign|signs|test|score|scale|criteria|index|lymphoma|sarcoma"
    r"|tumor|palsy|thyroiditis|procedure|maneuver|method|reflex|phenomenon|contracture|esophagus"
    r"|classification|hospital|clinic"
    r"|medical|health|center|centre|university|college|school|street|st|ave|avenue|road|rd|county|park"
    r"|airport|island|beach|city|insurance|pharmacy|foundation|institute|virus|chorea|ataxia|cyst|rule"
    r"|law|effect|drive|building|stage|type|disorder|anemia|protocol|catheter|monitor|mart|bank|hotel"
    r"|mall|store|church)\b",
    re.I,
)
WHO_WAS = re.compile(r"\b(?:who was|who were|quien fue) $", re.I)
WHAT_DID = re.compile(r"\b(?:what|when|where|why|how) did $", re.I)
DID = re.compile(r"^ (?:discover|invent|write|say|die|have|win|find|create)\b", re.I)
STANDS_ALONE = re.compile(
    r"\s*(?:$|[.,;!?\n]|(?:is|was|has|had|will|would|can|could|at|and|on|for|please|here|there|called|wants"
    r"|needs)\b)",
    re.I,
)
INITIAL_AFTER = re.compile(r" (?P<initial>[A-Z])(?:\.(?!\w)|(?![\w.'’]))")
OTHER_DOCTOR = re.compile(r"\b(?:dr|doctor|dra|doctora)\.?,? (?:[A-Z]\. )?$", re.I)
LOOK_BACK, LOOK_AHEAD = 40, 24  # characters
SHORTEST = 3


class NameKnownRecognizer(Recognizer):
    name = "name_known"
    category = Category.NAME

    def __init__(self, assets: Assets) -> None:
        super().__init__(assets)
        self._judge = WordJudge(assets.lexicon)

    def find(self, doc: Doc) -> Iterable[Found]:
        text = doc.text
        free = free_ranges(doc)
        words = list(WORD.finditer(text))
        position = 0
        while position < len(words):
            length, score, cue = self._name_at(text, words, position)
            if length:
                start, end = words[position].start(), words[position + length - 1].end()
                if text[start:end].endswith(("'s", "'S")):
                    end -= len("'s")
                if initial := INITIAL_AFTER.match(text, end):
                    end, score, cue = initial.end(), STRONG, "initial"
                if not any(first <= start and end <= last for first, last, _ in free):
                    yield from self._unless_freed(text, Found(start, end, score, cue))
            position += max(length, 1)
        yield from self._turned_round(text)

    def _unless_freed(self, text: str, name: Found) -> Iterator[Found]:
        if not is_freed(text, name.start, name.end):
            yield name
        elif doctor := OTHER_DOCTOR.search(text[max(0, name.start - LOOK_BACK) : name.start]):
            # Another clinic's doctor says little alone, but much beside a date and a name.
            yield Found(name.start - len(doctor.group()), name.end, WEAK, "doctor")

    def _name_at(self, text: str, words: list[re.Match[str]], position: int) -> tuple[int, float, str]:
        """(number of words, score, cue); no words when no name starts here."""
        first = words[position].group()
        kind = self._judge.kind(first)
        if first.lower() in FUNCTION_WORDS or kind is Kind.WORD:
            return 0, 0.0, ""
        length = self._with_surname(text, words, position)
        if length:
            kinds = {self._judge.kind(word.group()) for word in words[position : position + length]}
            return length, LIKELY if Kind.NAME in kinds else WEAK, "full name"
        if kind is Kind.NAME and len(first) >= SHORTEST:
            if self._judge.is_first_name(first):
                return 1, FAIR, "given name"
            alone = STANDS_ALONE.match(text, words[position].end()) and first[0].isupper() and not first.isupper()
            return 1, FAIR if alone else WEAK, "surname"
        if (
            kind is Kind.MAYBE
            and first[0].isupper()
            and self._judge.is_first_name(first)
            and INITIAL_AFTER.match(text, words[position].end())
        ):
            return 1, FAIR, "initial"
        return 0, 0.0, ""

    def _with_surname(self, text: str, words: list[re.Match[str]], position: int) -> int:
        """How many words a given name and its surname take; 0 when there is no surname."""
        first = words[position]
        foreign = first.group()[0].isupper() and self._judge.kind(first.group()) in {Kind.UNKNOWN, Kind.NAME}
        if not foreign and not self._judge.is_first_name(first.group()):
            return 0
        last = position
        while last + 1 < len(words) and last - position < 4 and _adjacent(text, words[last], words[last + 1]):  # noqa: PLR2004
            word = words[last + 1].group()
            if not self._continues(first.group(), word):
                break
            last += 1
        while last > position and words[last].group().lower() in PARTICLES:
            last -= 1
        return last - position + 1 if last > position else 0

    def _continues(self, first: str, word: str) -> bool:
        """Whether `word` is a surname, or part of one, behind the given name `first`."""
        kind, first_kind = self._judge.kind(word), self._judge.kind(first)
        if word.lower() in PARTICLES:
            return first_kind is Kind.NAME
        if word.lower() in FUNCTION_WORDS | CALENDAR or kind is Kind.WORD:
            return False
        if first_kind is Kind.MAYBE and THING_AFTER.match(f" {word} "):
            return False  # "Lincoln Park"
        both_capital = first[0].isupper() and word.rsplit("-", maxsplit=1)[-1][:1].isupper() and not word.isupper()
        sure_first = first_kind is Kind.NAME and self._judge.is_first_name(first)
        if kind is Kind.NAME:
            return sure_first or both_capital or (self._judge.is_first_name(first) and self._judge.is_last_name(word))
        if kind is Kind.MAYBE and first_kind is not Kind.UNKNOWN:
            return self._judge.is_last_name(word) and (both_capital or (sure_first and not word.islower()))
        return (sure_first or first_kind is Kind.UNKNOWN) and both_capital

    def _turned_round(self, text: str) -> Iterator[Found]:
        for found in re.finditer(r"\b([A-Z][A-Za-z'\-]+), ([A-Z][A-Za-z'\-]+)\b", text):
            last, first = found.groups()
            if (
                self._judge.is_last_name(last)
                and self._judge.is_first_name(first)
                and Kind.NAME in {self._judge.kind(last), self._judge.kind(first)}
            ):
                yield Found(found.start(), found.end(), FAIR, "surname first")


def _adjacent(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    return text[left.end() : right.start()] in {" ", ". ", "  "}


def is_freed(text: str, start: int, end: int) -> bool:
    """What stands beside a name says that it is a provider, a place or a thing named after somebody."""
    before, after = text[max(0, start - LOOK_BACK) : start], text[end : end + LOOK_AHEAD]
    of_history = WHO_WAS.search(before) or (WHAT_DID.search(before) and DID.match(after))
    return bool(of_history or TITLE_BEFORE.search(before) or TITLE_AFTER.match(after) or THING_AFTER.match(after))
