"""The figures of `frontdesk evaluate nlu`: how they are counted, and that they come without texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dialogue.classifying import Reading
from bot.dialogue.evaluate import UNSURE, Message, Outcome, as_lines, calibration_error, misses, outcomes, read_messages


def outcome(expected: str, acted_on: str, *ranking: str) -> Outcome:
    return Outcome(Message("where can i park", expected), Reading(acted_on, ranking or (acted_on,), 0.8, 2.0))


RIGHT = outcome("greet", "greet", "greet", "thank")
WRONG = outcome("greet", "thank", "thank", "greet")
ASKED_BUT_RIGHT = outcome("thank", UNSURE, "thank", "greet")
ASKED_AND_WRONG = outcome("thank", UNSURE, "greet", "thank")


@pytest.mark.parametrize(
    ("one", "right", "asked_back", "confident_wrong"),
    [
        (RIGHT, True, False, False),
        (WRONG, False, False, True),
        (ASKED_BUT_RIGHT, True, True, False),
        (ASKED_AND_WRONG, False, True, False),
    ],
)
def test_a_reading_is_right_asked_back_or_wrong(
    one: Outcome, right: bool, asked_back: bool, confident_wrong: bool
) -> None:
    assert (one.right, one.asked_back, one.confident_wrong) == (right, asked_back, confident_wrong)


def test_figures_have_intervals_and_no_texts() -> None:
    lines = list(as_lines([RIGHT, RIGHT, WRONG, ASKED_BUT_RIGHT, ASKED_AND_WRONG]))
    assert lines[:7] == [
        "likeliest intent right  60.0 % (23.1-88.2) of 5",
        "asked back              40.0 % (11.8-76.9)",
        "  likeliest was right   50.0 % (9.5-90.5) of 2",
        "confident and wrong     20.0 % (3.6-62.4)",
        "  of those acted on     33.3 % (6.1-79.2) of 3",
        "calibration error       20.0 %",
        "ms a message            p50 2.0  p99 2.0",
    ]
    by_intent = {line.split()[0]: line.split() for line in lines if line.startswith(("greet", "thank"))}
    assert by_intent["greet"][1:] == ["66.7", "%", "(20.8-93.9)", "3", "66.7", "%", "(20.8-93.9)", "3"]
    assert by_intent["thank"][1:] == ["50.0", "%", "(9.5-90.5)", "2", "50.0", "%", "(9.5-90.5)", "2"]
    assert lines[-2:] == ["  1  greet  ->  thank", "  1  thank  ->  greet"]
    assert not any("park" in line for line in lines)


def test_calibration_is_counted_by_how_sure_the_readings_are() -> None:
    def sure(confidence: float, right: str) -> Outcome:
        return Outcome(Message("where can i park", right), Reading("greet", ("greet",), confidence, 1.0))

    assert calibration_error([sure(1.0, "greet"), sure(1.0, "greet")]) == 0
    # Two sure ones of which one is wrong: half too much; two of 0.25 that are right: 0.75 too little.
    some = [sure(1.0, "greet"), sure(1.0, "thank"), sure(0.25, "greet"), sure(0.25, "greet")]
    assert calibration_error(some) == pytest.approx((2 * 0.5 + 2 * 0.75) / 4)


def test_misses_say_what_was_done_with_them() -> None:
    assert list(misses([RIGHT, WRONG, ASKED_BUT_RIGHT, ASKED_AND_WRONG])) == [
        "  - greet taken for thank, acted | where can i park",
        "  - thank taken for greet, asked back | where can i park",
    ]


def test_messages_are_read_from_rasa_files(tmp_path: Path) -> None:
    file = tmp_path / "nlu.yml"
    file.write_text(
        'nlu:\n- intent: greet\n  examples: |\n    - hi\n\n    - im [NAME]\n- intent: "no"\n  examples: "- x"\n'
    )
    messages = read_messages(file)
    assert messages == [Message("hi", "greet"), Message("im [NAME]", "greet"), Message("x", "no")]
    reading = Reading("greet", ("greet",), 0.9, 1.0)
    assert [one.right for one in outcomes(messages, [reading] * 3)] == [True, True, False]


@pytest.mark.parametrize("content", ["", "greet: 1", "nlu: []", "nlu:\n- intent: greet\n", "nlu: [1]", "a: b: c"])
def test_other_files_are_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "nlu.yml"
    file.write_text(content)
    with pytest.raises(ValueError, match=r"nlu\.yml: (not in Rasa's NLU format|no messages)"):
        read_messages(file)
