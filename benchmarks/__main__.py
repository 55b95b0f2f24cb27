"""`make bench`: figures measured on this machine, printed as a table and kept in `benchmarks/results.md`.

Nothing here is a test: figures are for comparing, and say which machine they come from.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.figures import Figure, table, this_machine
from benchmarks.guard import measure_guard
from benchmarks.memory import measure_memory
from benchmarks.service import measure_acknowledgement, measure_journey, measure_start
from benchmarks.understanding import measure_understanding

RESULTS = Path(__file__).parent / "results.md"

type Measure = Callable[[Path], Awaitable[list[Figure]]]

MEASURES: dict[str, Measure] = {
    "start": measure_start,
    "guard": measure_guard,
    "understanding": measure_understanding,
    "journey": measure_journey,
    "acknowledgement": measure_acknowledgement,
    "memory": measure_memory,
}


async def main(names: list[str]) -> None:
    figures: list[Figure] = []
    for name in names:
        print(f"Measuring {name} …", flush=True)
        with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder:
            figures += await MEASURES[name](Path(folder))
    report = table(figures)
    print(report)
    if set(names) == set(MEASURES):
        day = datetime.now(UTC).date().isoformat()
        RESULTS.write_text(
            f"# Figures\n\nMeasured {day} on {this_machine()} by `make bench`.\n\n{report}\n", encoding="utf-8"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", default=list(MEASURES), metavar="NAME", help=", ".join(MEASURES))
    asyncio.run(main(parser.parse_args().names))
