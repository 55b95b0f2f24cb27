"""Without its lexicon or its model there is no guard, and whatever breaks inside lets nothing out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from spacy.lang.en import English
from spacy.language import Language

from bot.clinic import Clinic
from bot.encoder.weights import TOKENIZER_FILE
from bot.encoder.weights import model_folder as encoder_folder
from bot.errors import GuardError, StartupError
from bot.guard.assets import Assets, clinic_facts
from bot.guard.build import build_guard
from bot.guard.cli import json_requests, plain_requests, run_explain, run_jsonl
from bot.guard.guard import LONGEST, Guard
from bot.guard.lexicon.load import FILE_NAME, load_lexicon
from bot.guard.reader import FOLDER, MODEL, PersonalReader
from bot.messages.channel import Ceiling
from tests.unit.guard.conftest import TODAY


def test_a_missing_lexicon_stops_the_start(clinic: Clinic, tmp_path: Path) -> None:
    with pytest.raises(StartupError):
        build_guard(clinic, tmp_path)


@pytest.mark.parametrize("damage", [b"", b"not gzip", b"\x1f\x8b\x08\x00"])
def test_a_damaged_lexicon_stops_the_start(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(damage)
    with pytest.raises(StartupError):
        load_lexicon(tmp_path)


@pytest.mark.parametrize("content", [None, b"", b"not a model", (FOLDER / MODEL).read_bytes() + b"\x00"])
def test_a_missing_damaged_or_changed_reader_stops_the_start(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / MODEL).write_bytes(content)
    with pytest.raises(StartupError):
        PersonalReader(encoder_folder() / TOKENIZER_FILE, tmp_path)


def test_a_failure_inside_says_nothing_of_the_text(clinic: Clinic, artefacts: Path) -> None:
    broken = English()

    @Language.component("breaks")
    def breaks(doc: object) -> object:
        raise ValueError(f"cannot read {doc}")

    broken.add_pipe("breaks")
    guard = Guard(broken, Assets(load_lexicon(artefacts), clinic_facts(clinic), lambda: TODAY))
    with pytest.raises(GuardError) as failure:
        guard.read("my name is Jon Alvarado", Ceiling.SOCIAL)
    assert "Alvarado" not in str(failure.value)
    assert failure.value.__cause__ is None


@pytest.mark.parametrize("at_once", [1, 3, 50])
def test_the_command_answers_one_line_for_each(guard: Guard, at_once: int) -> None:
    lines = [
        json.dumps({"text": "🙂 call 312-555-0199"}),
        json.dumps({"text": "call 312-555-0199", "channel": "webchat"}),
        json.dumps({"text": "what are your hours", "channel": "telegram"}),
        json.dumps({"text": "a" * (LONGEST + 1)}),
    ]
    out = io.StringIO()
    run_jsonl(json_requests(lines), out, guard, at_once=at_once)
    social, covered, clean, too_long = (json.loads(line) for line in out.getvalue().splitlines())
    assert social == {
        "phi": [{"category": "PHONE", "start": 7, "end": 19, "score": 0.95}],
        "masked": "🙂 call [PHONE]",
        "masked_rasa": "🙂 call [PHONE]",
        "action": "refuse",
    }
    assert covered["action"] == "keep"
    assert (clean["phi"], clean["action"]) == ([], "pass")
    assert (too_long["masked"], too_long["action"]) == ("", "block")


def test_explaining_names_recognizer_and_cue(guard: Guard) -> None:
    out = io.StringIO()
    run_explain(plain_requests(["¿my ssn is 123-45-6789?\n"]), out, guard)
    assert "refuse: ¿my ssn is [SSN]?" in out.getvalue()
    assert "SSN '123-45-6789': ssn, " in out.getvalue()
