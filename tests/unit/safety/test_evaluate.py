"""The figures of `frontdesk evaluate safety`, and that the bars hold on our own sets."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.safety.build import build_watch
from bot.safety.evaluate import Share, evaluate, read_examples

SETS = Path("tests/sets/safety")


def test_the_command_lists_figures_misses_and_false_alarms(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(
        '{"text": "i want to die", "safety": "crisis", "kind": "suicide"}\n'
        '{"text": "where do i park", "safety": "emergency", "kind": "wrong on purpose"}\n'
        '{"text": "my chest hurts", "safety": null}\n'
        '{"text": "are you open", "safety": null}\n',
        encoding="utf-8",
    )
    result = CliRunner().invoke(app, ["evaluate", "safety", str(file)])
    assert result.exit_code == 0
    assert "caught        50.00% (1 of 2" in result.output
    assert "false alarms  50.00% (1 of 2" in result.output
    assert "missed (emergency): where do i park" in result.output
    assert "false alarm (cardiac.chest_pain): my chest hurts" in result.output


def test_of_an_unseen_set_the_figures_alone_are_shown(tmp_path: Path) -> None:
    file = tmp_path / "unseen_9.jsonl"
    file.write_text('{"text": "where do i park", "safety": "crisis"}\n{"text": "my chest hurts", "safety": null}\n')
    result = CliRunner().invoke(app, ["evaluate", "safety", str(file)])
    assert "false alarms  100.00% (1 of 1" in result.output
    assert "park" not in result.output
    assert "chest hurts" not in result.output


@pytest.mark.parametrize("line", ["{}", "[]", '{"text": "a", "safety": "sort of"}', "not json"])
def test_a_line_that_is_no_example_is_refused(tmp_path: Path, line: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"set\.jsonl:1"):
        read_examples([file])


def test_the_interval_is_wilsons() -> None:
    assert Share(98, 100).interval() == pytest.approx((0.930, 0.994), abs=0.001)
    assert Share(0, 0).interval() == (0.0, 1.0)


@pytest.mark.parametrize(
    ("name", "caught", "false"),
    [
        ("build.jsonl", 0.99, 0.005),  # rules and reader were made with it
        # Written apart, and mended from. A tenth names no symptom or wish at all ("they'll find me in the garage").
        ("reported.jsonl", 0.99, 0.02),
        ("dev.jsonl", 0.935, 0.015),  # the thresholds were chosen on it
        ("unseen.jsonl", 0.95, 0.031),  # nobody has looked at its misses
    ],
)
def test_the_bars_hold(name: str, caught: float, false: float) -> None:
    report = evaluate(build_watch(), read_examples([SETS / name]))
    assert report.caught.hits / report.caught.total >= caught
    assert report.false_alarms.hits / report.false_alarms.total <= false
