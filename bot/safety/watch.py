"""Looks for red flags in raw text, before and independent of everything else.

Rules first: fold the text into sentences of plain words; put misspelled key words right; find the phrases of all rules;
join them into patterns; drop what is denied, past, asked about or supposed. When several fire, the gravest text wins
(`GRAVEST_FIRST`): whoever is in danger and wants to die is told both.

Then the reader, which knows what the rules have no words for. It raises an alarm of its own only when it is sure, and
drops a rule's only when it is all but certain that there is none. Without it the rules stand alone. No network, no
state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import structlog

from bot.messages.effects import Language
from bot.safety.context import CuesBySentence, doubt
from bot.safety.fold import fold
from bot.safety.matching import Match, Spans, matches
from bot.safety.reader import Reading, RedFlagReader
from bot.safety.rules import Rule, RuleBook, load_rules
from bot.safety.spelling import Speller, Word

STRETCH = 100  # words looked at together, so that the time grows no faster than the text
OVERLAP = 20

# Someone who harms themself and is in bodily danger gets one text with both numbers, the ambulance first.
SELF_HARM = "crisis_general"
SELF_HARM_AND_DANGER = "crisis_emergency"
GRAVEST_FIRST = (
    SELF_HARM_AND_DANGER,
    "crisis_child",
    "crisis_violence",
    SELF_HARM,
    "crisis_harm_others",
    "emergency_poison",
    "emergency_general",
)


# Chosen on tests/sets/safety/dev.jsonl.
SURE_OF_DANGER = 0.75  # the reader's own alarm
SURE_FROM_ONE_WORD = 0.99  # "blue" and "black" answer many questions
SURE_OF_NONE = 0.93  # drops what a rule found

READER = "reader"  # the name of its alarms where a rule's would stand


class Alarm(StrEnum):
    EMERGENCY = "emergency"
    CRISIS = "crisis"


@dataclass(frozen=True, slots=True)
class RedFlag:
    alarm: Alarm
    rule: str  # the rule's name, safe to log
    text_name: str  # the fixed text to send
    language: Language | None  # of the rule that fired; None: the reader reads both


class SafetyWatch:
    """Reads its rules once, when it is made. Thread-safe: nothing changes afterwards."""

    def __init__(self, rules: RuleBook | None = None, reader: RedFlagReader | None = None) -> None:
        self._rules = rules or load_rules()
        self._reader = reader
        phrases = self._rules.phrases
        self._speller = Speller(
            phrases.words | self._rules.shorthand.keys(), self._rules.ordinary_words, phrases.beginnings
        )

    def look(self, raw_text: str) -> RedFlag | None:
        by_rule = self._look_by_rule(raw_text)
        reading = self._reading(raw_text, suspected=by_rule is not None)
        if reading is None:
            return by_rule
        if by_rule is not None:
            return by_rule if reading.none < SURE_OF_NONE else None
        needed = SURE_OF_DANGER if len(raw_text.split()) > 1 else SURE_FROM_ONE_WORD
        if reading.none > 1 - needed:
            return None
        text_name = reading.likeliest
        return RedFlag(Alarm(text_name.partition("_")[0]), READER, text_name, None)

    def _reading(self, raw_text: str, *, suspected: bool) -> Reading | None:
        if self._reader is None or not any(character.isalpha() for character in raw_text):
            return None
        try:
            return self._reader.read(raw_text, suspected=suspected)
        except Exception as error:  # noqa: BLE001 - whatever it was, the rules must not fall silent with it
            # Its words may be a patient's: only its kind is logged.
            structlog.get_logger().error("safety.reader_failed", error=type(error).__name__)
            return None

    def _look_by_rule(self, raw_text: str) -> RedFlag | None:
        fired: dict[str, Rule] = {}
        for sentences in self._stretches(raw_text):
            fired |= self._fired(sentences)
        flags = [RedFlag(Alarm(rule.alarm), name, rule.text_name, rule.language) for name, rule in fired.items()]
        if not flags:
            return None
        gravest = min(flags, key=lambda flag: GRAVEST_FIRST.index(flag.text_name))
        in_danger = any(flag.alarm is Alarm.EMERGENCY for flag in flags)
        if gravest.text_name == SELF_HARM and in_danger:
            return replace(gravest, text_name=SELF_HARM_AND_DANGER)
        return gravest

    def _stretches(self, raw_text: str) -> Iterator[Sequence[Sequence[Word]]]:
        """The message, or overlapping stretches of a long one, as sentences of rightly spelled words."""
        sentences = [list(self._read(words)) for words in fold(raw_text)]
        if not sentences:
            return
        sentences[0].insert(0, ("^",))
        sentences[-1].append(("$",))
        stretch: list[Sequence[Word]] = []
        length = 0
        for piece in _pieces(sentences):
            if length + len(piece) > STRETCH and stretch:
                yield stretch
                # The last sentence again: what it begins may be finished by the next.
                stretch, length = stretch[-1:], len(stretch[-1])
            stretch.append(piece)
            length += len(piece)
        yield stretch

    def _read(self, words: Sequence[str]) -> Iterator[Word]:
        for word in self._speller.read(words):
            meant = self._rules.shorthand.get(word[0]) if len(word) == 1 else None
            yield from ((one,) for one in meant) if meant is not None else (word,)

    def _fired(self, sentences: Sequence[Sequence[Word]]) -> dict[str, Rule]:
        spans = self._rules.phrases.spans(sentences)
        fired: dict[str, Rule] = {}
        cues: CuesBySentence | None = None
        for first in spans:
            for pattern, rule in self._rules.by_first_phrase.get(first, ()):
                if rule.name in fired or not pattern.may_match(spans):
                    continue
                cues = self._rules.context.cues(spans) if cues is None else cues
                if any(_stands(match, rule, spans, cues) for match in matches(pattern, spans)):
                    fired[rule.name] = rule
        return fired


def _stands(match: Match, rule: Rule, spans: Spans, cues: CuesBySentence) -> bool:
    return not doubt(match, cues) - rule.despite and not _means_else(match, rule, spans)


def _pieces(sentences: Sequence[Sequence[Word]]) -> Iterator[Sequence[Word]]:
    """Sentences, endless ones cut into overlapping pieces."""
    for words in sentences:
        for start in range(0, max(1, len(words) - OVERLAP), STRETCH - OVERLAP):
            yield words[start : start + STRETCH]


def _means_else(match: Match, rule: Rule, spans: Spans) -> bool:
    return any(
        other.parts[0].sentence == match.parts[0].sentence
        for pattern in rule.unless
        for other in matches(pattern, spans)
    )
