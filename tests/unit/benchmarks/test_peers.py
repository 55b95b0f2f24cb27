"""The comparison of the guard with other detectors: what is read, counted and printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.peers import patterns
from benchmarks.peers.__main__ import REQUIREMENTS, compare, introduction
from benchmarks.peers.detector import WARM_UP, Detector, Reading, Stretch, timed
from benchmarks.peers.detectors import read_presidio, read_rampart
from benchmarks.peers.report import as_markdown
from benchmarks.peers.sets import LabelledSet, read_sets
from bot.errors import StartupError
from bot.guard.evaluate import from_marks

ONE = LabelledSet(
    "one", tuple(map(from_marks, ("im {NAME|ana}, {PHONE|312-555-0147}", "i have {HEALTH|lupus}", "is lupus rare?")))
)
OTHER = LabelledSet("other", tuple(map(from_marks, ("my mail is {EMAIL|ana@mail.example}", "open on 7/4/2026?"))))


def everything(texts: Sequence[str]) -> list[Reading]:
    return [Reading((Stretch(0, len(text), "ALL", "everything"),), 2.0) for text in texts]


def nothing(texts: Sequence[str]) -> list[Reading]:
    return [Reading((), 1.0) for _ in texts]


def rows(lines: Sequence[str]) -> list[list[str]]:
    """The cells of each line of a table, intervals left out."""
    without = (re.sub(r" \([\d.-]+\)", "", line) for line in lines if line.startswith("|"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in without]


def test_each_detector_reads_all_sets_and_is_counted_by_set() -> None:
    detectors = [Detector("nothing", nothing), Detector("everything", everything)]
    of_one, of_other = compare(detectors, [ONE, OTHER])
    table = rows(list(as_markdown(ONE, of_one, ("nothing", "everything"))))
    assert table[2:4] == [
        ["nothing", "0.0 %", "0.0 %", "0.0 %", "0.0 %", "0.0 %", "1.0", "1.0"],
        ["everything", "100.0 %", "100.0 %", "100.0 %", "100.0 %", "100.0 %", "2.0", "2.0"],
    ]
    assert table[6:] == [["HEALTH", "1", "1", "0"], ["NAME", "1", "1", "0"], ["PHONE", "1", "1", "0"]]
    assert (of_other["everything"].tally.spans.total(), of_other["everything"].tally.without_phi) == (1, 1)


def test_the_report_says_who_raised_false_alarms_and_repeats_no_text() -> None:
    (results,) = compare([Detector("everything", everything)], [ONE])
    report = "\n".join(as_markdown(ONE, results, ("everything",)))
    assert "2 messages with PHI (1 of them with identifiers, 3 spans), 1 without." in report
    assert "False alarms of everything: 1 everything ALL." in report
    for text in ("ana", "lupus", "555"):
        assert text not in report


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("ssn {123-45-6789}", "SSN"),
        ("call {(312) 555-0147} now", "PHONE"),
        ("or {+1 312.555.0147}", "PHONE"),
        ("write {ana.prieto@mail.example}", "EMAIL"),
        ("born {5/4/1980}", "DATE"),
        ("born {May 4th, 1980}", "DATE"),
        ("{MRN: 0012345} please", "MRN"),
        ("from {192.0.2.17}", "IP_ADDRESS"),
        ("see {https://clinic.example/a?b}", "URL"),
        ("card {4111 1111 1111 1111}", "ACCOUNT_NUMBER"),
        ("my name is ana prieto and i may come at 5", None),
    ],
)
def test_the_baseline_knows_shapes_and_no_names(text: str, category: str | None) -> None:
    start, end = text.find("{"), text.find("}") - 1
    found = [(one.start, one.end, one.category) for one in patterns.find(text.replace("{", "").replace("}", ""))]
    assert found == ([(start, end, category)] if category else [])


def test_the_warm_up_is_not_among_the_readings() -> None:
    seen: list[str] = []

    def find(text: str) -> list[Stretch]:
        seen.append(text)
        return []

    assert len(timed(find, ["a", "b"])) == 2
    assert seen == [*WARM_UP, "a", "b"]


def test_sets_are_the_reported_one_and_what_a_folder_holds(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"text": "hi", "spans": []}\n' * 3)
    (tmp_path / "a.txt").write_text("im {NAME|ana}\n")
    (tmp_path / "README.md").write_text("not labelled")
    sets = read_sets(tmp_path, most=2)
    assert [(labelled.name, len(labelled.examples)) for labelled in sets] == [("reported", 8), ("a", 1), ("b", 2)]
    assert [labelled.name for labelled in read_sets(None)] == ["reported"]


def test_a_folder_without_labelled_files_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no \.jsonl or \.txt file"):
        read_sets(tmp_path)


def test_the_model_alone_finds_a_name() -> None:
    text = "my name is Sarah Miller"
    (reading,) = read_rampart([text])
    assert {text[one.start : one.end] for one in reading.masked} >= {"Sarah"}
    assert reading.milliseconds > 0


def test_what_is_compared_with_is_pinned_and_named() -> None:
    pins = [line for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines() if re.match(r"\w", line)]
    assert all(re.match(r"[\w-]+==[\w.]+( \\)?$", pin) for pin in pins)
    assert "presidio-analyzer 2." in introduction()


def test_a_missing_environment_is_said_without_the_messages(tmp_path: Path) -> None:
    with pytest.raises(StartupError, match="make bench-guard") as raised:
        read_presidio(tmp_path / "python", "sm", ["my name is ana"])
    assert "ana" not in str(raised.value)
