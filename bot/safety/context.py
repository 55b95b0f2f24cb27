"""Tells an alarm from talk about it: negated, past and over, a question for information, a mere "if".

Each doubt has cues (`language/context.yml`). A cue counts only when no break ("but", "and now my ...") stands between
it and what was found, so that "i had a stroke in 2015 but now my face droops" is an alarm. Some cues undo others:
"not sure if", "I don't know why" negate nothing; "now" and "again" undo the past; "I am having" undoes a question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum

from bot.safety.matching import Match, Pattern, Span, Spans, matches
from bot.safety.phrases import PhraseBook

NEGATION_REACH = 6  # words from "no" to what it negates
JUMPED = 3  # words from "not" to what it negates within a pattern
NAMING_REACH = 1  # words from a thing to what makes it a topic: "stroke support group"

type Cues = Mapping[str, Sequence[Span]]
type CuesBySentence = defaultdict[int, dict[str, list[Span]]]


class Doubt(StrEnum):
    NEGATED = "negated"
    PAST = "past"
    QUESTION = "question"
    HYPOTHETICAL = "hypothetical"  # "if I have chest pain"
    SUPPOSED = "supposed"  # "if someone has chest pain", "suppose I had"


class Context:
    """`cues` gives the patterns of each cue by its name in `language/context.yml`."""

    def __init__(self, book: PhraseBook, cues: Mapping[str, Sequence[str]], concepts: Mapping[str, list[str]]) -> None:
        self._names = tuple(cues)
        self._by_first_phrase: dict[int, list[tuple[Pattern, str]]] = defaultdict(list)
        for name, sources in cues.items():
            for source in sources:
                for pattern in book.pattern(source, concepts, "context"):
                    self._by_first_phrase[pattern.phrases[0]].append((pattern, name))

    def cues(self, spans: Spans) -> CuesBySentence:
        """Where the cues stand, by sentence."""
        found: CuesBySentence = defaultdict(lambda: {name: [] for name in self._names})
        for first in spans:
            for pattern, name in self._by_first_phrase.get(first, ()):
                for match in matches(pattern, spans):
                    whole = match.whole
                    found[whole.sentence][name].append(whole)
        return found


def doubt(match: Match, cues: CuesBySentence) -> set[Doubt]:
    """Why what was found may be no alarm. Cues of other sentences do not count."""
    near = cues[match.parts[0].sentence]
    checks = {
        Doubt.NEGATED: _negated,
        Doubt.PAST: _past,
        Doubt.QUESTION: _question,
        Doubt.HYPOTHETICAL: _hypothetical,
        Doubt.SUPPOSED: _supposed,
    }
    return {reason for reason, holds in checks.items() if holds(match, near)}


def _negated(match: Match, cues: Cues) -> bool:
    for cue in _without(cues["negation"], cues["no_negation"]):
        # "he does not really breathe"; but "fell, no helmet, confused" denies the helmet only
        if match.jumps_over(cue, before_next=0 if cue in cues["nothing"] else JUMPED):
            return True
        if cue.start < match.start <= cue.end + NEGATION_REACH and not _starts_anew(cue, match, cues):
            return True
    return any(0 <= cue.start - match.end <= NAMING_REACH for cue in cues["negation_after"])


def _starts_anew(cue: Span, match: Match, cues: Cues) -> bool:
    """True when words after the negation begin another statement: "no fever but ...", "I don't feel well, my ...".

    "no me duele" begins none: what follows the negation at once is what it denies.
    """
    return any(
        cue.end < one.start <= match.start or (cue.end == one.start and one.end <= match.start)
        for one in cues["negation_break"]
    )


def _past(match: Match, cues: Cues) -> bool:
    # "safe now" speaks of what is over, though "now" alone would not
    if any(not _broken(cue, match, cues["break"]) for cue in _without(cues["present"], cues["past"])):
        return False
    return any(not _broken(cue, match, cues["break"]) for cue in cues["past"])


def _question(match: Match, cues: Cues) -> bool:
    if any(cue.start <= match.start for cue in cues["personal"] if not _of_anyone(cue, cues["anyone"])):
        return False
    if any(cue.end == match.start for cue in cues["possessive"]):
        return False
    return (
        any(0 <= cue.start - match.end <= NAMING_REACH for cue in cues["topic_after"])
        or any(cue.start <= match.start and not _broken(cue, match, cues["break"]) for cue in cues["question"])
        or any(not _broken(cue, match, cues["break"]) for cue in cues["topic"])
    )


def _hypothetical(match: Match, cues: Cues) -> bool:
    return (
        not cues["present"]
        and bool(_ifs(match, cues))
        and not any(cue.start <= one.start < match.end for cue in _ifs(match, cues) for one in cues["real"])
    )


def _supposed(match: Match, cues: Cues) -> bool:
    if any(cue.start <= match.start and not _broken(cue, match, cues["break"]) for cue in cues["supposed"]):
        return True
    return any(cue.start <= one.start < match.end for cue in _ifs(match, cues) for one in cues["anyone"])


def _ifs(match: Match, cues: Cues) -> list[Span]:
    """What makes the match a mere condition."""
    return [
        cue
        for cue in _without(cues["if"], cues["no_if"])
        if cue.start <= match.start and not _broken(cue, match, cues["break"])
    ]


def _of_anyone(cue: Span, anyone: Sequence[Span]) -> bool:
    """ "Someone is having": nobody in particular."""
    return any(one.start <= cue.start <= one.end for one in anyone)


def _without(cues: Sequence[Span], undone_by: Sequence[Span]) -> list[Span]:
    """A longer cue stands: "would not" undoes "not", but not "not say it is"."""
    return [
        cue
        for cue in cues
        if not any(
            one.start < cue.end and cue.start < one.end and one.end - one.start >= cue.end - cue.start
            for one in undone_by
        )
    ]


def _broken(cue: Span, match: Match, breaks: Sequence[Span]) -> bool:
    """True when a break begins between the cue and the match, whichever comes first."""
    begin, end = (cue.end, match.start) if cue.start <= match.start else (match.end, cue.start + 1)
    return any(begin <= one.start < end for one in breaks)
