"""The little language that the rules are written in, and how its phrases are found in a message.

A concept is a name in capitals for words or phrases that mean the same here: `HURT: hurt*, ache|aches, in pain`.
A phrase is words in a row: `a|b` is either, `hurt*` begins with, `word?` may be missing, `~` is any one word, `a_b` is
one of several longer choices (`vomit*|throwing_up`), `<many>` is a class of number (`numbers.py`), `^` and `$` are the
begin and the end of the message.

A pattern is phrases with gaps: `CHEST ~3 HURT` has at most three words between, `FELL ~~9 CONFUSED` at most nine, and
a sentence may end there; `CHEST & HURT` is either order, six words; `PREGNANT && BLEED` either order, fourteen, also
across sentences.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.safety.matching import Gap, Pattern, Span, Spans
from bot.safety.numbers import number_classes

ANY = "~"
VARIANTS = 20_000  # of one pattern part; more is a mistake in the rules
BEGINNING = 3  # letters that a "word*" must have
type Words = tuple[str, ...]
type Concepts = Mapping[str, Sequence[str]]


EITHER_ORDER = {" && ": Gap(14, crosses=True), " & ": Gap(6)}  # between the two sides


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
        joint, gap = next(((joint, gap) for joint, gap in EITHER_ORDER.items() if joint in source), (" & ", Gap()))
        sides = [self._side(side.split(), concepts, scope) for side in source.split(joint)]
        if len(sides) == 1:
            return sides
        if len(sides) != 2:  # noqa: PLR2004 - a pair
            raise ValueError(f"{source!r}:{joint}stands between two sides")
        return [
            Pattern((*one.phrases, *other.phrases), (*one.gaps, gap, *other.gaps))
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
