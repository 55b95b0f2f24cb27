"""What the recognizers read, and the way back to what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guard.normalise import normalise


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Nací el", "Naci el"),
        ("３１２-５５５-０１９９", "312-555-0199"),
        ("5️⃣5️⃣5️⃣0️⃣1️⃣4️⃣2️⃣", "5550142"),
        ("Jоhn Smіth", "John Smith"),
        ("jo\u200bhn", "john"),
        ("🅹🄾🅗🇳", "JOHN"),
        ("j o h n  s m i t h", "john smith"),
        ("J-o-h-n", "John"),
        ("3l2-555-OI42", "312-555-0142"),
        ("five five five oh one four two", "5550142"),
        ("5 5 5 0 1 4 2", "5550142"),
        ("march third nineteen eighty eight", "march third 1988"),
        ("“quoted” — dash", '"quoted" - dash'),
        ("١٢٣", "123"),
    ],
)
def test_disguises_come_off(typed: str, read: str) -> None:
    assert normalise(typed).text == read


@pytest.mark.parametrize("typed", ["one or two", "I was 2 hours late", "vitamin b12", "a b c", "see you at eight"])
def test_ordinary_words_stay(typed: str) -> None:
    assert normalise(typed).text == typed


def test_offsets_lead_back_to_what_was_typed() -> None:
    typed = "my number: five five five oh one four two ok"
    text = normalise(typed)
    start = text.text.index("5550142")
    first, last = text.original(start, start + len("5550142"))
    assert typed[first:last] == "five five five oh one four two"


@given(st.text(max_size=300))
def test_every_range_maps_into_the_original(typed: str) -> None:
    text = normalise(typed)
    assert len(text.starts) == len(text.ends) == len(text.text)
    for index in range(len(text.text)):
        start, end = text.original(index, index + 1)
        assert 0 <= start < end <= len(typed)
    assert list(text.starts) == sorted(text.starts)
