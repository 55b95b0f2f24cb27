"""Figures and how they are printed."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    what: str
    value: float
    unit: str
    samples: int


def this_machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def percentiles(what: str, milliseconds: Sequence[float]) -> list[Figure]:
    """The 50th and the 99th, by nearest rank on what was measured."""
    ordered = sorted(milliseconds)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] for share in (0.5, 0.99)]
    return [
        Figure(f"{what}, p50", at[0], "ms", len(ordered)),
        Figure(f"{what}, p99", at[1], "ms", len(ordered)),
    ]


def median(what: str, values: Sequence[float], unit: str) -> Figure:
    return Figure(f"{what}, median", statistics.median(values), unit, len(values))


def table(figures: Sequence[Figure]) -> str:
    """Markdown, which reads well on a terminal too."""
    width = max((len(figure.what) for figure in figures), default=4)
    lines = [
        f"| {'what':<{width}} | {'figure':>10} | unit | samples |",
        f"|{'-' * (width + 2)}|-----------:|------|--------:|",
    ]
    lines += [
        f"| {figure.what:<{width}} | {figure.value:>10.1f} | {figure.unit:<4} | {figure.samples:>7} |"
        for figure in figures
    ]
    return "\n".join(lines)
