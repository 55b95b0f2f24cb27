"""`make bench-intents`: ways to tell intents apart, side by side; kept in `benchmarks/intents.md`.

Each pipeline learns from the examples of `data/nlu` and is asked about sets written apart from them; then, once for
each writer of `data/nlu/voices_*.yml`, it learns from all but that writer and is asked about theirs. With DIET this
takes hours; `--pipeline` and `--writer` take a part of it. The report is kept when nothing was left out.

Nothing here is a test: figures are for comparing, and say which machine they come from.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import this_machine
from benchmarks.intents.pipelines import EXAMPLES, PIPELINES, read, train
from bot.dialogue.evaluate import Outcome, calibration_error, read_messages
from bot.dialogue.install import RasaInstall
from bot.settings import ROOT, load_offline_settings
from bot.wilson import percent

REPORT = Path(__file__).parent.parent / "intents.md"
SETS = ("dev", "held_out", "unseen_2", "unseen_3")
WRITERS = tuple(sorted(path.stem for path in EXAMPLES.glob("voices_*.yml")))

COLUMNS = (
    "learned by", "asked about", "right", "calibration error", "asked back", "confident and wrong", "p50 / p99 ms",
    "training",
)  # fmt: skip
HEADER = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|"


@dataclass(frozen=True, slots=True)
class Row:
    pipeline: str
    asked_about: str
    results: Sequence[Outcome]
    training_seconds: float

    def __str__(self) -> str:
        results, total = self.results, len(self.results)
        cuts = statistics.quantiles([one.reading.milliseconds for one in results], n=100, method="inclusive")
        cells = (
            self.pipeline,
            f"{self.asked_about} ({total})",
            percent(sum(one.right for one in results), total),
            f"{100 * calibration_error(results):.1f} %",
            f"{100 * sum(one.asked_back for one in results) / total:.1f} %",
            f"{100 * sum(one.confident_wrong for one in results) / total:.1f} %",
            f"{cuts[49]:.1f} / {cuts[98]:.1f}",
            f"{self.training_seconds:.0f} s",
        )
        return f"| {' | '.join(cells)} |"


def measure(pipeline: str, writers: Sequence[str]) -> Iterator[Row]:
    config = PIPELINES[pipeline]
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as name:
        folder = Path(name)
        install = RasaInstall(load_offline_settings().rasa_python, ROOT, folder / "run")
        trained = train(install, config, folder / "all")
        for labelled in SETS:
            messages = read_messages(ROOT / "tests" / "sets" / "nlu" / f"{labelled}.yml")
            yield Row(pipeline, labelled, read(install, trained.model, messages), trained.seconds)
        for writer in writers:
            trained = train(install, config, folder / writer, leave_out=frozenset({writer}))
            messages = read_messages(EXAMPLES / f"{writer}.yml")
            yield Row(pipeline, f"{writer}, left out", read(install, trained.model, messages), trained.seconds)


def main(pipelines: Sequence[str], writers: Sequence[str]) -> None:
    lines = [HEADER]
    print(HEADER, flush=True)
    for pipeline in pipelines:
        for row in measure(pipeline, writers):
            lines.append(str(row))
            print(row, flush=True)
    if (set(pipelines), set(writers)) == (set(PIPELINES), set(WRITERS)):
        said = f"Measured {datetime.now(UTC).date().isoformat()} on {this_machine()} by `make bench-intents`."
        REPORT.write_text("\n".join(["# Intents", "", said, "", *lines, ""]), encoding="utf-8")
        print(f"Kept in {REPORT.relative_to(ROOT)}", file=sys.stderr)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make bench-intents", description=__doc__)
    parser.add_argument("--pipeline", nargs="*", choices=list(PIPELINES), default=list(PIPELINES))
    parser.add_argument("--writer", nargs="*", choices=WRITERS, default=list(WRITERS))
    arguments = parser.parse_args()
    main(arguments.pipeline, arguments.writer)
