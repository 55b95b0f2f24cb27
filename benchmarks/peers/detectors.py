"""Those compared: the guard's two tiers, what it is measured against, and how each is run.

Each reads all messages before the next is built, so that no two are in memory, or at work, at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers import patterns
from benchmarks.peers.detector import WARM_UP, Detector, Reading, Stretch, timed
from benchmarks.peers.rampart import Rampart, model_folder
from bot.clinic import load_clinic
from bot.errors import StartupError
from bot.guard.build import build_guard
from bot.guard.guard import Guard
from bot.guard.lexicon.build import build_if_changed
from bot.line_program import ask
from bot.messages.channel import Ceiling
from bot.settings import ROOT

REFUSE, WIDE = "Frontdesk, refuse tier", "Frontdesk, wide tier"
ARTEFACTS = ROOT / "var" / "artefacts"
PRESIDIO = Path(__file__).parent / "presidio_lines.py"


def all_detectors(peers_python: Path) -> list[Detector]:
    """`peers_python`: the interpreter of the peers' environment."""
    return [
        Detector(REFUSE, read_refuse),
        Detector(WIDE, read_wide),
        Detector("Presidio, en_core_web_sm", lambda texts: read_presidio(peers_python, "sm", texts)),
        Detector("Presidio, en_core_web_md", lambda texts: read_presidio(peers_python, "md", texts)),
        Detector("Rampart alone", read_rampart),
        Detector("patterns alone", lambda texts: timed(patterns.find, texts)),
    ]


def read_refuse(texts: Sequence[str]) -> list[Reading]:
    guard = _guard()
    return timed(lambda text: guard.read(text, Ceiling.SOCIAL).findings, texts)


def read_wide(texts: Sequence[str]) -> list[Reading]:
    """Its time is that of both tiers: there is no wide tier without the other."""
    guard = _guard()
    return timed(lambda text: guard.read(text, Ceiling.SOCIAL).wide_findings, texts)


def read_rampart(texts: Sequence[str]) -> list[Reading]:
    """The model as it is, at its own decision."""
    rampart = Rampart(model_folder())

    def find(text: str) -> list[Stretch]:
        return [Stretch(piece.start, piece.end, piece.label, "rampart") for piece in rampart.tag(text)]

    return timed(find, texts)


def check_presidio(python: Path) -> None:
    """A peer that is set up wrong would only look bad. Raises StartupError when it misses what nobody misses."""
    text = "my name is Sarah Miller, my mail is ana@mail.example.com"
    for size in ("sm", "md"):
        (reading,) = read_presidio(python, size, [text])
        if not {("PERSON", "Sarah Miller"), ("EMAIL_ADDRESS", "ana@mail.example.com")} <= {
            (one.category, text[one.start : one.end]) for one in reading.masked
        }:
            raise StartupError(
                f"Presidio with en_core_web_{size} does not run as it should; run `make bench-guard` anew"
            )


def read_presidio(python: Path, size: str, texts: Sequence[str]) -> list[Reading]:
    """Raises StartupError when it could not be run. What it printed is not shown: it may hold the texts."""
    answers = ask(
        [str(python), str(PRESIDIO), size],
        [*WARM_UP, *texts],
        failed=f"Presidio could not be run by {python}; run `make bench-guard`",
        unanswered=len(WARM_UP),
    )
    return [Reading(tuple(Stretch(*found) for found in answer["found"]), answer["ms"]) for answer in answers]


def _guard() -> Guard:
    build_if_changed(ARTEFACTS)
    return build_guard(load_clinic(ROOT / "data" / "clinic.yml"), ARTEFACTS)
