"""The figures of `frontdesk evaluate guard`: how they are counted, and that they come without texts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.guard.evaluate import Example, Scores, Span, Tally, from_marks, load_examples, report, score
from bot.guard.guard import Guard
from bot.messages.guarded import Category, Finding

NAME_AND_PHONE = from_marks("{NAME|ana prieto}, {PHONE|(312) 555-0147}")
BOTH = {"NAME", "PHONE"}
HARMLESS = "are you open on saturday?"


def found(start: int, end: int, category: Category = Category.NAME, recognizer: str = "one") -> Finding:
    return Finding(category, start, end, 1.0, recognizer)


def test_marks_become_spans_of_the_text_without_them() -> None:
    spans = (Span("NAME", 0, 10), Span("PHONE", 12, 26))
    assert from_marks("{NAME|ana prieto}, {PHONE|(312) 555-0147}") == Example("ana prieto, (312) 555-0147", spans)


@pytest.mark.parametrize(
    ("findings", "covered", "touched", "typed", "fully"),
    [
        ([found(0, 10), found(12, 26, Category.PHONE)], BOTH, BOTH, BOTH, True),
        ([found(0, 26)], BOTH, BOTH, {"NAME"}, True),  # masked under another category is masked
        ([found(0, 3), found(4, 10), found(13, 16), found(18, 26)], BOTH, BOTH, {"NAME"}, True),
        ([found(0, 9), found(12, 26, Category.PHONE)], {"PHONE"}, BOTH, BOTH, False),  # one letter is left
        ([found(0, 13)], {"NAME"}, {"NAME"}, {"NAME"}, False),  # of the number the bracket alone
        ([], set(), set(), set(), False),
    ],
)
def test_a_span_counts_when_all_its_letters_and_digits_are_masked(
    findings: list[Finding], covered: set[str], touched: set[str], typed: set[str], fully: bool
) -> None:
    tally = Tally()
    missed = tally.add(NAME_AND_PHONE, findings)
    assert {span.category for span in missed} == BOTH - covered
    assert {category for category, count in tally.covered.items() if count} == covered
    assert {category for category, count in tally.touched.items() if count} == touched
    assert {category for category, count in tally.typed.items() if count} == typed
    assert (tally.with_phi, tally.masked, tally.without_phi) == (1, int(fully), 0)


def test_health_details_are_counted_apart_from_identifiers() -> None:
    tally = Tally()
    tally.add(from_marks("im {NAME|ana} and have {HEALTH|lupus}"), [found(3, 6)])
    tally.add(from_marks("i have {HEALTH|lupus}"), [])
    assert (tally.masked, tally.with_phi) == (0, 2)
    assert (tally.masked_identified, tally.identified) == (1, 1)


def test_what_is_masked_beside_a_span_is_counted() -> None:
    tally = Tally()
    tally.add(from_marks("im {NAME|ana}, call {IGNORE|bo} at ten"), [found(3, 6), found(5, 10), found(13, 15)])
    assert (tally.masked_beside, tally.beside) == (2, 11)  # "ca" of "im", "call", "at" and "ten"


@pytest.mark.parametrize(
    ("text", "findings", "alarmed"),
    [
        (HARMLESS, [], {}),
        (HARMLESS, [found(24, 25)], {}),  # no letter is masked
        (HARMLESS, [found(0, 3, recognizer="a"), found(8, 12, recognizer="a")], {"a NAME": 1}),
        (HARMLESS, [found(0, 3, recognizer="a"), found(8, 12, recognizer="b")], {"a NAME": 1, "b NAME": 1}),
        ("who runs {IGNORE|Acme}?", [found(9, 13)], {}),
        ("who runs {IGNORE|Acme}?", [found(4, 13)], {"one NAME": 1}),
    ],
)
def test_a_false_alarm_counts_once_a_message_and_recognizer(
    text: str, findings: list[Finding], alarmed: dict[str, int]
) -> None:
    tally = Tally()
    tally.add(from_marks(text), findings)
    assert (tally.without_phi, tally.false_alarms, dict(tally.alarmed)) == (1, int(bool(alarmed)), alarmed)


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "hello"}',
        '{"text": "ana", "spans": [{"category": "NAME", "start": 0, "end": 9}]}',
        '{"text": "ana", "spans": [{"category": "NAME", "start": 2, "end": 2}]}',
        '["ana"]',
        "ana",
    ],
)
def test_a_line_that_is_no_example_is_named_without_its_text(tmp_path: Path, line: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text('{"text": "hi", "spans": []}\n' + line, encoding="utf-8")
    with pytest.raises(ValueError, match="not an example") as raised:
        list(load_examples(file))
    assert str(raised.value) == f"{file}:2: not an example"


def test_the_report_has_both_tiers_and_texts_only_when_asked(guard: Guard) -> None:
    scores = score(guard, [NAME_AND_PHONE, from_marks("{NAME|are you} open on saturday?"), from_marks(HARMLESS)])
    silent, telling = printed(scores, show_misses=False), printed(scores, show_misses=True)
    assert "messages fully masked (2)          50.0 % (9.5-90.5)      50.0 % (9.5-90.5)" in silent
    assert "false alarms (1)                   0.0 % (0.0-79.3)       0.0 % (0.0-79.3)" in silent
    assert "PHONE (1)" in silent
    assert "saturday" not in silent
    assert "missed by both NAME:are you | are you open on saturday?" in telling


def printed(scores: Scores, *, show_misses: bool) -> str:
    out = io.StringIO()
    report("set", scores, out, show_misses=show_misses)
    return out.getvalue()


@pytest.fixture
def run(artefacts: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setenv("FRONTDESK_ARTEFACT_FOLDER", str(artefacts))
    monkeypatch.setenv("FRONTDESK_WIDE_MODEL", "false")
    return CliRunner().invoke(app, ["evaluate", "guard", "tests/sets/guard/build_clean.txt"])


def test_the_command_measures_a_file(run: Result) -> None:
    assert run.exit_code == 0, run.output
    assert "tests/sets/guard/build_clean.txt" in run.output
    assert "false alarms" in run.output


@pytest.mark.parametrize("command", ["guard", "nlu"])
def test_misses_are_not_written_where_nobody_looks(tmp_path: Path, command: str) -> None:
    file = tmp_path / "set.txt"
    file.write_text(HARMLESS, encoding="utf-8")
    result = CliRunner().invoke(app, ["evaluate", command, "--misses", str(file)])
    assert result.exit_code != 0
    assert "terminal only" in result.output
    assert "saturday" not in result.output
