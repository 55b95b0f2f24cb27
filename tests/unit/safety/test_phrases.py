"""The little language of the rules."""

from __future__ import annotations

import pytest

from bot.safety.matching import matches
from bot.safety.phrases import PhraseBook

CONCEPTS = {"CHEST": ["chest", "breast bone"], "HURT": ["hurt*", "in pain", "CHEST pain"]}


def _found(source: str, *sentences: str) -> bool:
    book = PhraseBook()
    patterns = book.pattern(source, CONCEPTS, "test")
    spans = book.spans([[(word,) for word in sentence.split()] for sentence in sentences])
    return any(True for pattern in patterns for _ in matches(pattern, spans))


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("CHEST HURT", "my chest hurts", True),
        ("CHEST HURT", "my chest really hurts", False),
        ("CHEST ~1 HURT", "my chest really hurts", True),
        ("CHEST ~1 HURT", "my breast bone is in pain", True),
        ("CHEST ~1 HURT", "it hurts in my chest", False),
        ("CHEST & HURT", "it hurts in my chest", True),
        ("CHEST && HURT", "it hurts so much since i woke up this morning right here in my chest", True),
        ("HURT", "chest pain", True),
        ("can|could not breathe", "could not breathe", True),
        ("throwing_up|vomit* blood", "throwing up blood", True),
        ("throwing_up|vomit* blood", "vomiting blood", True),
        ("throwing_up|vomit* blood", "throwing blood", False),
        ("half ~ face", "half my face", True),
        ("broke my? arm", "broke arm", True),
        ("took <many> pills", "took 30 pills", True),
        ("took <many> pills", "took thirty pills", True),
        ("took <many> pills", "took 2 pills", False),
        ("has <fever>", "has 101.2", True),
        ("has <fever>", "has 38.5", True),
        ("has <fever>", "has 98.6", False),
    ],
)
def test_a_pattern_is_found(source: str, text: str, found: bool) -> None:
    assert _found(source, text) is found


def test_a_gap_ends_with_the_sentence_unless_it_may_cross() -> None:
    assert not _found("CHEST ~3 HURT", "my chest", "it hurts")
    assert _found("CHEST ~~3 HURT", "my chest", "it hurts")


@pytest.mark.parametrize("source", ["UNKNOWN", "CHEST & HURT & CHEST", "~3", "word?"])
def test_a_malformed_pattern_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PhraseBook().pattern(source, CONCEPTS, "test")
