"""Every recognizer against its table in `tables/`: what it must find, marked in braces, and what it must leave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from spacy.language import Language

from bot.guard.normalise import normalise

TABLES = Path(__file__).parent / "tables"
MARKS_ONLY = {"known_things", "second_look"}


def cases(kind: str) -> Iterator[tuple[str, str]]:
    for path in sorted(TABLES.glob("*.yml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))[kind]:
            yield path.stem, case


@pytest.mark.parametrize(("recognizer", "case"), list(cases("hits")))
def test_what_belongs_to_somebody_is_found_whole(pipeline: Language, recognizer: str, case: str) -> None:
    before, wanted, after = case.replace("}", "{").split("{")
    text = normalise(before + wanted + after)
    doc = pipeline(text.text)
    found = [text.original(span.start_char, span.end_char) for span in doc.spans[recognizer]]
    start, end = len(before), len(before) + len(wanted)
    assert any(first <= start and end <= last for first, last in found), found


@pytest.mark.parametrize(("recognizer", "case"), list(cases("misses")))
def test_what_belongs_to_nobody_is_left(pipeline: Language, recognizer: str, case: str) -> None:
    doc = pipeline(normalise(case).text)
    assert [span.text for span in doc.spans[recognizer]] == []


def test_every_recognizer_has_a_table(pipeline: Language) -> None:
    tables = {path.stem for path in TABLES.glob("*.yml")}
    assert tables == set(pipeline.pipe_names) - MARKS_ONLY
    for path in TABLES.glob("*.yml"):
        table = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert len(table["hits"]) >= 3, path
        assert len(table["misses"]) >= 3, path
