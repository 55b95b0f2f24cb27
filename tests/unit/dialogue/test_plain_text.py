"""Nothing that Rasa would obey is left of a text, and nothing that it would not is lost."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.plain_text import LONGEST, as_plain_text


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("/inform{}", "inform{}"),
        ("///inform{}", "inform{}"),
        (" \t\n/inform{}", "inform{}"),
        ("/ / /inform{}", "inform{}"),
        ("\N{FULLWIDTH SOLIDUS}inform{}", "inform{}"),
        ("\N{DIVISION SLASH}inform{}", "inform{}"),
        ("\N{FRACTION SLASH}inform{}", "inform{}"),
        ("\N{BIG SOLIDUS}inform{}", "inform{}"),
        ("\N{MATHEMATICAL RISING DIAGONAL}inform{}", "inform{}"),
        ("\N{ZERO WIDTH SPACE}/inform{}", "inform{}"),
        ("/\N{ZERO WIDTH JOINER}/inform{}", "inform{}"),
        ("\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}/inform{}", "inform{}"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}/inform{}", "inform{}"),
        ("\N{NO-BREAK SPACE}/inform{}", "inform{}"),
        ("\N{IDEOGRAPHIC SPACE}\N{EM SPACE}/inform{}", "inform{}"),
        ("\x00\x1f\x85/inform{}", "inform{}"),
        ("\N{COMBINING LONG SOLIDUS OVERLAY}/inform{}", "inform{}"),
        ("\N{BRAILLE PATTERN BLANK}/inform{}", "inform{}"),
        ("\N{HANGUL FILLER}/inform{}", "inform{}"),
        ("\N{VARIATION SELECTOR-16}/inform{}", "inform{}"),
        ("/", ""),
        (" / / ", ""),
        ("", ""),
    ],
)
def test_what_rasa_would_obey_is_taken_off(typed: str, plain: str) -> None:
    assert as_plain_text(typed) == plain


@pytest.mark.parametrize(
    "text",
    [
        "is it 24/7?",
        "and/or",
        "¿Están abiertos?",
        "[PHONE] is my number",
        "🙂 thanks",
        "-5 degrees",
        "#1 question",
        "\\inform{}",
        "“hello”",
    ],
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert as_plain_text(text) == text


def test_a_very_long_text_is_cut() -> None:
    assert len(as_plain_text("word " * 5000)) == LONGEST


@given(st.text(alphabet=st.characters() | st.sampled_from("/\N{FULLWIDTH SOLIDUS}\N{ZERO WIDTH SPACE} "), max_size=40))
def test_no_text_at_all_begins_with_a_command(typed: str) -> None:
    plain = as_plain_text(typed)
    assert not plain.strip().startswith("/")
    assert not unicodedata.normalize("NFKC", plain).strip().startswith("/")
    assert as_plain_text(plain) == plain
