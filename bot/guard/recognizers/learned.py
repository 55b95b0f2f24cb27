"""What the reader sees: any category, by the sense of the whole message rather than by a cue or a shape.

A word that is surely personal starts a finding; its neighbours join with less, because people's details have no sharp
edges ("my {left knee is still kind of} swollen"). Runs where all words are everyday function words are not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.guard.assets import Assets
from bot.guard.health_words import HealthWords
from bot.guard.reader import PersonalReader, ReadWord
from bot.guard.recognizers.age import end_of_age
from bot.guard.recognizers.base import FAINT, FAIR, WEAK, Found, Recognizer
from bot.guard.recognizers.known_things import CLINIC, free_ranges
from bot.guard.shapes.impersonal import is_impersonal, is_supposed
from bot.guard.words import CHAT_WORDS, FUNCTION_WORDS, words_of
from bot.messages.guarded import Category

# Chosen on tests/sets/guard/dev*.txt; of SURE see ADR 0010.
SURE = 0.8  # for both tiers
PERHAPS = 0.08  # for the wide tier
RAISABLE = 0.12  # for the wide tier, and for both in a form
JOINS = 0.05  # beside one of these
JOINS_FOR_RASA = 0.02  # likewise, for the wide tier only: its edges may be drawn further out
READ = "read_words"
IN_GENERAL = frozenset({Category.HEALTH, Category.DATE, Category.AGE_OVER_89})
YOUNGEST = 90
BESIDE = 12  # characters
TOPIC = 2  # words
EVERYDAY = FUNCTION_WORDS | CHAT_WORDS
FEW_DIGITS = re.compile(r"\W*\d{1,4}\W*")
"""Alone they say nothing; beside a question of ours, or the pieces before them, `context.py` knows what they are."""
WEIGHT_OR_AGE = re.compile(
    r"(?:weigh(?:s|ed)? )?\d{2,3} ?(?:lbs?|pounds?|kilos?|kg)"
    r"|(?:baby|newborn|son|daughter|kid|child|boy|girl|twins) (?:is|are) \d{1,2} ?(?:weeks?|months?|years?)(?: old)?",
    re.I,
)
WISHED = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b|\b(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo)\b"
    r"|\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b",
    re.I,
)
"""A day with its weekday or a time of day is one to come by on: nobody names their birthday so."""


class LearnedRecognizer(Recognizer):
    name = "learned"
    category = Category.OTHER_ID

    def __init__(self, assets: Assets, vocab: Vocab, reader: PersonalReader) -> None:
        super().__init__(assets)
        self._reader = reader
        self._health_words = HealthWords(assets.lexicon, vocab)

    def find(self, doc: Doc) -> Iterable[Found]:
        text = doc.text  # each look at it makes the string anew
        if not leaves_doubt(text):
            return
        words = doc.user_data[READ] = self._reader.read(text)
        free, impersonal = free_ranges(doc), is_impersonal(text)
        for run in _runs(words, JOINS):
            for found in self._findings(doc, text, run, _score(run)):
                if not _is_nobodys(found, free):
                    doubted = _is_doubted(text, found, impersonal=impersonal)
                    yield replace(found, score=FAINT) if doubted else found
        for run in _runs(words, JOINS_FOR_RASA):
            for found in self._findings(doc, text, run, min(FAINT, _score(run))):
                if not _is_nobodys(found, free):
                    yield found

    def _findings(self, doc: Doc, text: str, run: Sequence[ReadWord], score: float) -> Iterator[Found]:
        if not score:
            return
        for category, part in groupby(_settled(run), key=lambda word: word.category):
            words = list(part)
            start, end = words[0].start, words[-1].end
            if category is Category.AGE_OVER_89:
                end = end_of_age(text, end)
            if any(character.isalnum() for character in text[start:end]):
                cue = self._health_words.sensitivity(doc, start, end) if category is Category.HEALTH else "learned"
                yield Found(start, end, score, cue, category)


def _is_nobodys(found: Found, free: Sequence[tuple[int, int, str]]) -> bool:
    """The clinic's own address; a place or a brand that was taken for a name or a home."""
    for start, end, what in free:
        if what == CLINIC and start < found.end and found.start < end:
            return True
        if found.category in {Category.NAME, Category.ADDRESS} and start <= found.start and found.end <= end:
            return True
    return False


def _is_doubted(text: str, found: Found, *, impersonal: bool) -> bool:
    if FEW_DIGITS.fullmatch(text):
        return True
    if found.category is Category.AGE_OVER_89:
        numbers = [int(digits) for digits in re.findall(r"\d+", text[found.start : found.end])]
        if numbers and max(numbers) < YOUNGEST:
            return True
    if found.category is Category.HEALTH and (is_supposed(text, found.start) or _is_a_topic(text, found)):
        return True
    if found.category is Category.DATE and WISHED.search(text[max(0, found.start - BESIDE) : found.end + BESIDE]):
        return True
    return impersonal and found.category in IN_GENERAL


def _is_a_topic(text: str, found: Found) -> bool:
    """One or two words and nothing else ("covid 19"): as good a question as an answer. Or a weight, a child's age."""
    rest = text[: found.start] + text[found.end :]
    alone = len(text.split()) <= TOPIC and not any(character.isalnum() for character in rest)
    return alone or WEIGHT_OR_AGE.fullmatch(text, found.start, found.end) is not None


def leaves_doubt(text: str) -> bool:
    """False for "hiya", "yes please": nothing in it could be anybody's."""
    return any(character.isdigit() for character in text) or not set(words_of(text)) <= EVERYDAY


def _runs(words: Sequence[ReadWord], needed: float) -> Iterator[list[ReadWord]]:
    for joins, run in groupby(words, key=lambda word: word.personal >= needed):
        if joins:
            yield list(run)


def _score(run: Sequence[ReadWord]) -> float:
    """The score to report; 0 for nothing."""
    surest = max(word.personal for word in run)
    for needed, score in ((SURE, FAIR), (RAISABLE, WEAK), (PERHAPS, FAINT)):
        if surest >= needed:
            return score
    return 0.0


def _settled(run: Sequence[ReadWord]) -> Iterator[ReadWord]:
    """A word that is not sure of itself goes with the one before it, at the beginning with the first sure one."""
    sure = [word for word in run if word.personal >= PERHAPS]
    category = sure[0].category if sure else run[0].category
    for word in run:
        if word.personal >= PERHAPS:
            category = word.category
        yield ReadWord(word.start, word.end, word.personal, category)
