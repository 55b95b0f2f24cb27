"""The comparison as Markdown, which reads well on a terminal too. Counts only, no texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.figures import percentiles
from benchmarks.peers.detector import Reading
from benchmarks.peers.sets import LabelledSet
from bot.guard.evaluate import Tally
from bot.wilson import percent

SHARES = ("fully masked", "identifiers masked", "spans covered", "spans touched", "false alarms")
HEAD = ("detector", *SHARES, "p50 ms", "p99 ms")


@dataclass(frozen=True, slots=True)
class Result:
    """Of one detector on one set."""

    tally: Tally
    milliseconds: tuple[float, ...]


def result_of(labelled: LabelledSet, readings: Sequence[Reading]) -> Result:
    tally = Tally()
    for example, reading in zip(labelled.examples, readings, strict=True):
        tally.add(example, reading.masked)
    return Result(tally, tuple(reading.milliseconds for reading in readings))


def as_markdown(labelled: LabelledSet, results: Mapping[str, Result], ours: Sequence[str]) -> Iterator[str]:
    """`results` by the detector's name, in order; the misses of `ours` follow, by category."""
    counted = next(iter(results.values())).tally
    yield f"## {labelled.name}"
    yield ""
    yield (
        f"{counted.with_phi} messages with PHI ({counted.identified} of them with identifiers, {counted.spans.total()} "
        f"spans), {counted.without_phi} without."
    )
    yield ""
    yield from _table(HEAD, [_cells(name, result) for name, result in results.items()])
    missed = {name: results[name].tally.spans - results[name].tally.covered for name in ours}
    if any(missed.values()):
        rows = [
            [category, str(total), *(str(missed[name][category]) for name in ours)]
            for category, total in sorted(counted.spans.items())
            if any(missed[name][category] for name in ours)
        ]
        yield ""
        yield from _table(("spans that ours misses", "spans", *ours), rows)
    for name in ours:
        if alarmed := results[name].tally.alarmed:
            yield ""
            by = ", ".join(f"{count} {which}" for which, count in alarmed.most_common())
            yield f"False alarms of {name}: {by}."


def _cells(name: str, result: Result) -> list[str]:
    tally, times = result.tally, percentiles(name, result.milliseconds)
    return [
        name,
        percent(tally.masked, tally.with_phi),
        percent(tally.masked_identified, tally.identified),
        percent(tally.covered.total(), tally.spans.total()),
        percent(tally.touched.total(), tally.spans.total()),
        percent(tally.false_alarms, tally.without_phi),
        *(f"{figure.value:.1f}" for figure in times),
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(head, *rows, strict=True)]
    for cells in (head, ["-" * width for width in widths], *rows):
        yield f"| {' | '.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))} |"
