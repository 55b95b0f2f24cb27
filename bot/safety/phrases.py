"""The little language that the rules are written in, and how it is found in a sentence.

A concept is a name in capitals for words or phrases that mean the same here: `HURT: [hurt*, ache|aches, in pain]`.
A phrase is words in a row; `a|b` is either, `hurt*` begins with, `word?` may be missing, `~` is any one word, `a_b` is
one of several longer choices (`vomit*|throwing_up`), `<many>` is a class of number,
and a concept may stand in a phrase. A pattern is phrases with gaps: `CHEST ~3 HURT` (at most three words between),
`CHEST & HURT` (either order, at most six words between), `FELL ~~9 CONFUSED` (the gap may hold the end of a sentence).
`^` and `$` are the begin and the end of the message.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

ANY = "~"
EITHER_ORDER = 6  # words that may stand between the two sides of "&"
VARIANTS = 20_000  # of one pattern part; more is a mistake in the rules
BEGINNING = 3  # letters that a "word*" must have
NUMBERS = {
    word: str(number)
    for number, words in {
        1: "one uno una",
        2: "two dos",
        3: "three tres",
        4: "four cuatro",
        5: "five cinco",
        6: "six seis",
        7: "seven siete",
        8: "eight ocho",
        9: "nine nueve",
        10: "ten diez",
        12: "twelve doce dozen docena",
        15: "fifteen quince",
        20: "twenty veinte",
        30: "thirty treinta",
        40: "forty cuarenta",
        50: "fifty cincuenta",
        100: "hundred cien",
    }.items()
    for word in words.split()
}

type Words = tuple[str, ...]
type Spans = Mapping[int, Sequence[Span]]
type Concepts = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Gap:
    """Words that may stand between, and whether a sentence may end there."""

    words: int = 0
    crosses: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """Phrase numbers, and the gap before each but the first."""

    phrases: tuple[int, ...]
    gaps: tuple[Gap, ...]

    def may_match(self, spans: Spans) -> bool:
        """False when a phrase is nowhere in the message: most patterns, most of the time."""
        return all(map(spans.__contains__, self.phrases))


class Span(NamedTuple):
    """Word positions, end exclusive, and the number of the sentence."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Match:
    """The spans of a pattern's phrases, in order."""

    parts: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def whole(self) -> Span:
        return Span(self.start, self.end, self.parts[0].sentence)

    def jumps_over(self, span: Span, before_next: int) -> bool:
        """True of a span in a gap between two phrases, with at most that many words to the second."""
        return any(
            before.end <= span.start and 0 <= after.start - span.end <= before_next
            for before, after in pairwise(self.parts)
        )


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


class PhraseBook:
    """All phrases of all rules in one tree, so that a sentence is read once."""

    def __init__(self) -> None:
        self._root = _Node()
        self._numbers: dict[tuple[str, str], int] = {}
        self._by_ways: dict[frozenset[Words], int] = {}  # what means the same in two files is looked for once
        self.beginnings: set[str] = set()  # of "word*"
        self.words: set[str] = set()

    def pattern(self, source: str, concepts: Concepts, scope: str) -> list[Pattern]:
        """`scope` keeps equal names of different rule files apart. Raises ValueError for a malformed pattern."""
        sides = [self._side(side.split(), concepts, scope) for side in source.split(" & ")]
        if len(sides) == 1:
            return sides
        if len(sides) != 2:  # noqa: PLR2004 - a pair
            raise ValueError(f"{source!r}: & stands between two sides")
        return [
            Pattern((*one.phrases, *other.phrases), (*one.gaps, Gap(EITHER_ORDER), *other.gaps))
            for one, other in (sides, sides[::-1])
        ]

    def _side(self, pieces: Sequence[str], concepts: Concepts, scope: str) -> Pattern:
        parts, gaps = _parts(pieces)
        return Pattern(tuple(self._phrase(part, concepts, scope) for part in parts), tuple(gaps))

    def spans(self, sentences: Sequence[Sequence[Words]]) -> Spans:
        """Where each phrase stands, by phrase number, in the order of the message. A word has one or more readings."""
        found: defaultdict[int, list[Span]] = defaultdict(list)
        before = 0
        for number, words in enumerate(sentences):
            forms = [tuple(dict.fromkeys(form for one in word for form in self._forms(one))) for word in words]
            for start in range(len(words)):
                for phrases, end in self._walk(self._root, forms, start):
                    span = Span(before + start, before + end, number)
                    for phrase in phrases:
                        found[phrase].append(span)
            before += len(words)
        return found

    def _walk(self, node: _Node, forms: Sequence[Words], at: int) -> Iterator[tuple[Sequence[int], int]]:
        if at == len(forms):
            return
        for form in forms[at]:
            after = node.next.get(form)
            if after is not None:
                if after.ends:
                    yield after.ends, at + 1
                yield from self._walk(after, forms, at + 1)

    def _forms(self, word: str) -> Iterator[str]:
        yield word
        yield ANY
        if word in NUMBERS:
            yield from number_classes(NUMBERS[word])
        if word[0].isdigit():
            yield from number_classes(word)
        for end in range(BEGINNING, len(word) + 1):
            if word[:end] in self.beginnings:
                yield f"{word[:end]}*"

    def _phrase(self, part: str, concepts: Concepts, scope: str) -> int:
        known = self._numbers.get((part, scope))
        if known is not None:
            return known
        ways = frozenset(_variants(part, concepts))
        if not ways or not ways.isdisjoint({(), (ANY,)}):
            raise ValueError(f"{part!r} may be empty")
        number = self._by_ways.setdefault(ways, len(self._by_ways))
        self._numbers[part, scope] = number
        if number == len(self._by_ways) - 1:
            for words in ways:
                self._add(words, number)
        return number

    def _add(self, words: Words, number: int) -> None:
        node = self._root
        for word in words:
            node = node.next.setdefault(word, _Node())
            if word.endswith("*"):
                self.beginnings.add(word[:-1])
                self.words.add(word[:-1])
            elif word.isalnum():
                self.words.add(word)
        if number not in node.ends:
            node.ends.append(number)


def matches(pattern: Pattern, spans: Spans) -> Iterator[Match]:
    """Where the phrases of the pattern stand in order with at most its gaps between."""
    if not pattern.may_match(spans):
        return
    for first in spans[pattern.phrases[0]]:
        yield from _continued((first,), pattern, spans)


def _continued(parts: tuple[Span, ...], pattern: Pattern, spans: Spans) -> Iterator[Match]:
    if len(parts) == len(pattern.phrases):
        yield Match(parts)
        return
    candidates = spans[pattern.phrases[len(parts)]]
    last, gap = parts[-1], pattern.gaps[len(parts) - 1]
    for at in range(bisect_left(candidates, last.end, key=lambda span: span.start), len(candidates)):
        candidate = candidates[at]
        if candidate.start > last.end + gap.words:
            break
        if gap.crosses or candidate.sentence == last.sentence:
            yield from _continued((*parts, candidate), pattern, spans)


def number_classes(word: str) -> Iterator[str]:
    """The classes of a number: `<many>` pills, a `<fever>` (100.4 °F or 38 °C and up; AAP), a baby's `<few>` months."""
    digits = word.rstrip("abcdefghijklmnopqrstuvwxyz").replace(",", ".")
    try:
        value = float(digits)
    except ValueError:
        return
    yield "<number>"
    if 1900 <= value <= 2100:  # noqa: PLR2004
        yield "<year>"
    elif value >= 8 and digits == word:  # noqa: PLR2004 - "20mg" is a strength, no count
        yield "<many>"
    if 100.4 <= value <= 110 or 38 <= value <= 43:  # noqa: PLR2004
        yield "<fever>"
    if value <= 3:  # noqa: PLR2004
        yield "<few>"


def _parts(pieces: Sequence[str]) -> tuple[list[str], list[Gap]]:
    """Words in a row are one part; a concept is a part of its own, so that the tree stays small."""
    parts: list[str] = []
    gaps: list[Gap] = []
    gap, row = Gap(), False  # before the next part; whether the last part can grow
    for piece, following in itertools.zip_longest(pieces, pieces[1:]):
        if piece.startswith("~") and piece != ANY:
            gap, row = Gap(int(piece.lstrip("~")), crosses=piece.startswith("~~")), False
            continue
        if piece.endswith("?") and not row and (following is None or following[0] == "~" or _is_concept(following)):
            gap = Gap(gap.words + 1, gap.crosses)  # it cannot be a part: parts are never missing
            continue
        alone = _is_concept(piece)
        if row and not alone:
            parts[-1] += f" {piece}"
            continue
        if parts:
            gaps.append(gap)
        parts.append(piece)
        gap, row = Gap(), not alone
    if not parts:
        raise ValueError("a pattern needs a phrase")
    return parts, gaps


def _is_concept(piece: str) -> bool:
    return piece.isupper() and "|" not in piece and not piece.endswith("?")


def _variants(phrase: str, concepts: Concepts) -> list[Words]:
    """All ways to say it. Raises ValueError for an unknown concept and for far too many ways."""
    choices: list[list[Words]] = []
    for piece in phrase.split():
        ways: list[Words] = [()] if piece.endswith("?") else []
        for choice in piece.rstrip("?").split("|"):
            if choice.isupper():
                if choice not in concepts:
                    raise ValueError(f"{phrase!r}: unknown concept {choice}")
                ways += [words for one in concepts[choice] for words in _variants(str(one), concepts)]
            else:
                ways.append(tuple(choice.split("_")))
        choices.append(ways)
    if _product(choices) > VARIANTS:
        raise ValueError(f"{phrase!r} has too many variants")
    return [tuple(itertools.chain.from_iterable(way)) for way in itertools.product(*choices)]


def _product(choices: Sequence[Sequence[Words]]) -> int:
    total = 1
    for ways in choices:
        total *= len(ways)
    return total
