"""The reader beside the rules: what it adds, what it may drop, and that the rules go on without it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.encoder.weights import TOKENIZER_FILE, model_folder
from bot.safety.build import build_watch
from bot.safety.reader import FOLDER, MODELS, SETTLED, TEXTS, WEIGHTS, Reading, RedFlagReader
from bot.safety.watch import READER, SURE_FROM_ONE_WORD, SURE_OF_DANGER, SURE_OF_NONE, Alarm, SafetyWatch
from bot.texts.catalog import Texts

TOKENIZER = model_folder() / TOKENIZER_FILE


class Says(RedFlagReader):
    """A reader of one opinion."""

    def __init__(self, none: float, text: str = "emergency_general", *, fails: type[Exception] | None = None) -> None:
        self._none = none
        self._text = text
        self._fails = fails

    def read(self, text: str, *, suspected: bool = True) -> Reading:  # noqa: ARG002
        if self._fails is not None:
            raise self._fails("i have chest pain")
        return Reading(self._none, {name: (1 - self._none) * (name == self._text) for name in TEXTS})


@pytest.fixture(scope="module")
def reader() -> RedFlagReader:
    return RedFlagReader(TOKENIZER)


@pytest.mark.parametrize(
    ("text", "likeliest"),
    [
        ("i already wrote goodbye letters to my kids", "crisis_general"),
        ("grandpa drank antifreeze out of a soda bottle", "emergency_poison"),
        ("my boyfriend choked me last night and took my keys", "crisis_violence"),
        ("his lips turned blue and he wont wake up", "emergency_general"),
        ("el niño se tomó el cloro", "emergency_poison"),
    ],
)
def test_danger_is_read_and_the_fitting_text_with_it(reader: RedFlagReader, text: str, likeliest: str) -> None:
    reading = reader.read(text)
    assert reading.none < 0.5
    assert reading.likeliest == likeliest
    assert reading.none + sum(reading.texts.values()) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("text", ["what are your hours", "this wait is killing me", "hola, buenos días"])
def test_everyday_words_are_left(reader: RedFlagReader, text: str) -> None:
    assert reader.read(text).none > 0.9


def test_the_end_of_a_long_message_is_read_too(reader: RedFlagReader) -> None:
    long = "thank you for the form, i filled it in and sent it back yesterday. " * 150
    assert reader.read(long).none > 0.5
    assert reader.read(f"{long} he is not breathing and his lips are blue").none < 0.5


def test_the_reader_raises_an_alarm_of_its_own_only_when_it_is_sure() -> None:
    words = "i already wrote the letters"
    sure = SafetyWatch(reader=Says(1 - SURE_OF_DANGER - 0.01, "crisis_general")).look(words)
    assert sure is not None
    assert (sure.alarm, sure.rule, sure.text_name, sure.language) == (Alarm.CRISIS, READER, "crisis_general", None)
    assert SafetyWatch(reader=Says(1 - SURE_OF_DANGER + 0.01)).look(words) is None


def test_a_rules_alarm_is_dropped_only_when_the_reader_is_all_but_certain() -> None:
    words = "i have chest pain"
    assert SafetyWatch(reader=Says(SURE_OF_NONE - 0.01)).look(words) is not None
    assert SafetyWatch(reader=Says(SURE_OF_NONE + 0.001)).look(words) is None


@pytest.mark.parametrize("error", [RuntimeError, ValueError, KeyError])
def test_the_rules_go_on_without_it_and_its_words_are_not_logged(
    error: type[Exception], caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    assert SafetyWatch(reader=Says(0, fails=error)).look("i have chest pain") is not None
    printed = capsys.readouterr()
    assert "chest" not in caplog.text + printed.out + printed.err


def test_a_model_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    for name in MODELS:
        shutil.copy(FOLDER / name, tmp_path)
    changed = tmp_path / "red_flags_2.onnx"
    changed.write_bytes(changed.read_bytes()[:-1] + b"\0")
    with pytest.raises(ValueError, match=r"red_flags_2\.onnx is not the pinned model"):
        RedFlagReader(TOKENIZER, tmp_path)


def test_what_settles_it_for_the_first_network_could_be_no_alarm() -> None:
    """Even if all other networks were certain of danger."""
    none = SETTLED * WEIGHTS[0] / sum(WEIGHTS)
    assert none > 1 - SURE_OF_DANGER
    assert none > 1 - SURE_FROM_ONE_WORD


def test_every_text_that_it_may_call_for_exists(texts: Texts) -> None:
    for by_name in texts.by_language.values():
        assert set(TEXTS) <= set(by_name)


def test_the_service_watches_with_both() -> None:
    flag = build_watch().look("i already wrote goodbye letters to my kids, i wont be here friday")
    assert flag is not None
    assert flag.alarm is Alarm.CRISIS


@pytest.mark.parametrize(
    "text", ["i want a human", "asdkjh", "hii", "stop", "why not", "this is bs", "[NAME]", "12", "blue", "white"]
)
def test_what_means_nothing_to_it_alarms_nobody(text: str) -> None:
    assert build_watch().look(text) is None
