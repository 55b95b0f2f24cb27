from __future__ import annotations

from dataclasses import replace

import pytest
import regex  # type: ignore[import-untyped] # no types
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.port import Button
from bot.channels.splitting import fit, split_text
from bot.messages.channel import Capabilities, Ceiling, HandoffMode, LengthUnit

CHARACTERS, BYTES = LengthUnit.CHARACTERS, LengthUnit.UTF8_BYTES
ABLE = Capabilities(
    Ceiling.SOCIAL, HandoffMode.SECURE_CHAT, 60, CHARACTERS, 3, 20, typing=True, reply_window=None, sends_per_second=9
)
FAMILY = "👩‍👩‍👧"
LINK = "https://riverbend.example/s/abcdefghij?x=1"
BUTTONS = tuple(Button(title, title.lower()) for title in ("Office visit", "Vaccine", "Other"))


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("Short.", 20, ["Short."]),
        ("", 20, [""]),
        ("One sentence here. Another follows.", 25, ["One sentence here.", "Another follows."]),
        ("First line, longer\nsecond line. End.", 32, ["First line, longer", "second line. End."]),
        ("one two three four", 10, ["one two", "three four"]),
        ("ab cdefghijklmnopq", 10, ["ab", "cdefghijkl", "mnopq"]),
        ("abcdefghijklmnop", 10, ["abcdefghij", "klmnop"]),
        ("¿Está abierto? Sí, hasta las 6.", 20, ["¿Está abierto?", "Sí, hasta las 6."]),
        ("日本語です。次の文です。", 8, ["日本語です。", "次の文です。"]),
    ],
)
def test_break_falls_at_the_best_place(text: str, limit: int, parts: list[str]) -> None:
    assert split_text(text, limit, CHARACTERS) == parts


def test_link_is_never_cut_while_it_fits() -> None:
    parts = split_text(f"You can choose a time on our secure page: {LINK} Thank you.", len(LINK) + 2, CHARACTERS)
    assert LINK in parts


def test_link_over_the_limit_is_cut_rather_than_lost() -> None:
    assert "".join(split_text(LINK, 10, CHARACTERS)) == LINK


def test_emoji_family_stays_together() -> None:
    assert split_text(FAMILY * 3, 12, CHARACTERS) == [FAMILY * 2, FAMILY]


def test_japanese_text_fits_a_limit_in_bytes() -> None:
    parts = split_text("診" * 900, 1000, BYTES)
    assert [len(part.encode()) for part in parts] == [999, 999, 702]


@given(
    st.text(st.sampled_from(f"ab. \n!?é\u0301{FAMILY}。日🇺🇸") | st.characters(exclude_categories=["Cs"]), max_size=120)
    | st.lists(st.sampled_from([LINK, FAMILY, "word", "Sentence.", "\n\n", "日本。"])).map(" ".join),
    st.integers(45, 60),
    st.sampled_from(LengthUnit),
)
def test_parts_fit_and_only_space_is_lost(text: str, limit: int, unit: LengthUnit) -> None:
    parts = split_text(text, limit, unit)
    assert all(len(part.encode() if unit is BYTES else part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(parts) or parts == [""]


@given(st.lists(st.sampled_from([FAMILY, "e\u0301", "🇺🇸", "a", " ", "👍🏽", "क्षि"]), max_size=60).map("".join))
def test_grapheme_is_never_cut(text: str) -> None:
    parts = split_text(text, 40, BYTES)
    whole = [grapheme for grapheme in regex.findall(r"\X", text) if not grapheme.isspace()]
    assert [g for part in parts for g in regex.findall(r"\X", part) if not g.isspace()] == whole


def test_buttons_stand_on_the_last_part() -> None:
    parts = fit("A first sentence that is long enough. " * 3 + "Which visit?", BUTTONS, ABLE)
    assert len(parts) > 1
    assert [part.buttons for part in parts] == [()] * (len(parts) - 1) + [BUTTONS]


@pytest.mark.parametrize("quick_replies", [0, 2])
def test_choices_that_do_not_fit_are_numbered(quick_replies: int) -> None:
    (part,) = fit("Which visit?", BUTTONS, replace(ABLE, quick_replies=quick_replies))
    assert part.buttons == ()
    assert part.text == "Which visit?\n\n1. Office visit\n2. Vaccine\n3. Other"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Exactly twenty chars", "Exactly twenty chars"),
        ("Something else, in private", "Something else, in…"),
        ("Otro motivo, en privado", "Otro motivo, en…"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffah…"),
        (f"abcdefghijklmnop{FAMILY}x", "abcdefghijklmnop…"),
    ],
)
def test_long_title_is_shortened_at_a_word(title: str, shown: str) -> None:
    (part,) = fit("Which?", [Button(title, "id")], ABLE)
    assert part.buttons == (Button(shown, "id"),)


def test_text_of_ten_thousand_characters_is_split_whole() -> None:
    text = " ".join(f"word{number}" for number in range(1500))
    parts = fit(text, (), replace(ABLE, text_limit=2000))
    assert " ".join(part.text for part in parts) == text
