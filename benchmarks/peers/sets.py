"""The messages to compare on: the project's reported set, and whatever labelled files a folder holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.guard.evaluate import Example, load_examples
from bot.settings import ROOT

REPORTED = ROOT / "tests" / "sets" / "guard"
ENDINGS = (".jsonl", ".txt")


@dataclass(frozen=True, slots=True)
class LabelledSet:
    name: str
    examples: tuple[Example, ...]


def read_sets(folder: Path | None, most: int | None = None) -> list[LabelledSet]:
    """`most`: messages of each file. Raises ValueError for a file that is not labelled, or a folder without any."""
    reported = sorted(REPORTED.glob("reported*.txt"))
    sets = [LabelledSet("reported", tuple(example for file in reported for example in _first(file, most)))]
    if folder is not None:
        files = sorted(file for file in folder.iterdir() if file.suffix in ENDINGS)
        if not files:
            raise ValueError(f"{folder}: no {' or '.join(ENDINGS)} file")
        sets += [LabelledSet(file.name.removesuffix(file.suffix), tuple(_first(file, most))) for file in files]
    return sets


def _first(file: Path, most: int | None) -> Iterator[Example]:
    for number, example in enumerate(load_examples(file)):
        if number == most:
            return
        yield example
