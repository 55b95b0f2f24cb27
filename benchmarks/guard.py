"""The guard alone, one thread: milliseconds a message for both tiers, with the wide model and without it."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure, percentiles
from benchmarks.messages import MESSAGES
from bot.clinic import load_clinic
from bot.guard.build import build_guard
from bot.messages.channel import Ceiling
from bot.settings import ROOT

ROUNDS = 30
WARM_UP = 2


async def measure_guard(_folder: Path) -> list[Figure]:
    clinic = load_clinic(ROOT / "data" / "clinic.yml")
    figures: list[Figure] = []
    for what, wide in (("guard", False), ("guard with en_core_web_md", True)):
        guard = build_guard(clinic, ROOT / "var" / "artefacts", wide_model=wide)
        taken = []
        for number in range(ROUNDS + WARM_UP):
            for message in MESSAGES:
                started = perf_counter()
                guard.read(message, Ceiling.SOCIAL)
                if number >= WARM_UP:
                    taken.append((perf_counter() - started) * 1_000)
        figures += percentiles(what, taken)
    return figures
