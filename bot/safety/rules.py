"""Reads the rules: `rules/*.yml`, one family a file, and the shared words of both languages in `language/`.

A family has `alarm`, `text` (the fixed text to send), `sources`, and per language `words` (concepts of its own),
`rules` (name: patterns) and `unless` (patterns that mean something else wherever they stand in the sentence). Words
and `unless` are separated by commas.
A rule may be a mapping with `patterns`, a `text` and `unless` of its own, and `despite`: doubts that do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.messages.effects import Language
from bot.safety.context import Context, Doubt
from bot.safety.matching import Pattern
from bot.safety.phrases import PhraseBook

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Rule:
    name: str  # family and rule: "cardiac.chest_pain"
    alarm: str
    text_name: str
    language: Language
    despite: frozenset[Doubt]
    unless: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    phrases: PhraseBook
    context: Context
    by_first_phrase: Mapping[int, Sequence[tuple[Pattern, Rule]]]
    rules: tuple[Rule, ...]
    shorthand: Mapping[str, tuple[str, ...]]
    ordinary_words: frozenset[str]


def load_rules(folder: Path = FOLDER) -> RuleBook:
    """Raises ValueError for a malformed pattern, KeyError for a missing part: mistakes in our own files."""
    book = PhraseBook()
    shared = _read(folder / "language" / "words.yml")
    cues = _read(folder / "language" / "context.yml")
    everything = _concepts({**shared["en"], **shared["es"]})
    every_cue = {name: [*_listed(both["en"]), *_listed(both["es"])] for name, both in cues.items()}
    context = Context(book, every_cue, everything)
    by_first: dict[int, list[tuple[Pattern, Rule]]] = defaultdict(list)
    rules: list[Rule] = []
    for path in sorted((folder / "rules").glob("*.yml")):
        family = _read(path)
        for language in Language:
            section = family[language.value]
            scope = f"{path.stem}.{language.value}"
            words = _concepts({**shared[language.value], **section.get("words", {})})
            for name, stated in section["rules"].items():
                given = stated if isinstance(stated, dict) else {"patterns": stated}
                rule = Rule(
                    name=f"{path.stem}.{name}",
                    alarm=family["alarm"],
                    text_name=given.get("text", family["text"]),
                    language=language,
                    despite=frozenset(Doubt(one) for one in given.get("despite", ())),
                    unless=tuple(
                        pattern
                        for source in (*_listed(section.get("unless", "")), *_listed(given.get("unless", "")))
                        for pattern in book.pattern(source, words, scope)
                    ),
                )
                rules.append(rule)
                for source in given["patterns"]:
                    for pattern in book.pattern(source, words, scope):
                        by_first[pattern.phrases[0]].append((pattern, rule))
    return RuleBook(
        phrases=book,
        context=context,
        by_first_phrase=by_first,
        rules=tuple(rules),
        shorthand=_read_shorthand(folder),
        ordinary_words=frozenset((folder / "language" / "ordinary_words.txt").read_text(encoding="utf-8").split()),
    )


def _read(path: Path) -> dict:  # type: ignore[type-arg] # our own file, read once here
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert isinstance(loaded, dict), path  # noqa: S101
    return loaded


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _concepts(words: Mapping[str, str]) -> dict[str, list[str]]:
    return {name: _listed(phrases) for name, phrases in words.items()}


def _read_shorthand(folder: Path) -> dict[str, tuple[str, ...]]:
    """`word = what it stands for`."""
    both = _read(folder / "language" / "shorthand.yml")
    pairs = (one.split("=") for language in Language for one in _listed(both[language.value]))
    return {word.strip(): tuple(meant.split()) for word, meant in pairs}
