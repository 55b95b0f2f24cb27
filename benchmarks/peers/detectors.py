"""Those compared: the guard's two tiers, what it is measured against, and how each is run.

Each reads all messages before the next is built, so that no two are in memory, or at work, at once.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers import patterns
from benchmarks.peers.detector import WARM_UP, Detector, Reading, Stretch, timed
from bot.clinic import load_clinic
from bot.errors import StartupError
from bot.guard.build import build_guard
from bot.guard.guard import Guard
from bot.guard.lexicon.build import build_if_changed
from bot.guard.rampart import Rampart, model_folder
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
    """Found as it runs, beside the wide model, which lifts a few findings into this tier; timed without that model."""
    whole, alone = _guard(wide_model=True), _guard(wide_model=False)
    times = timed(lambda text: alone.read(text, Ceiling.SOCIAL).findings, texts)
    return [
        Reading(whole.read(text, Ceiling.SOCIAL).findings, time.milliseconds)
        for text, time in zip(texts, times, strict=True)
    ]


def read_wide(texts: Sequence[str]) -> list[Reading]:
    """Its time is that of both tiers: there is no wide tier without the other."""
    guard = _guard(wide_model=True)
    return timed(lambda text: guard.read(text, Ceiling.SOCIAL).wide_findings, texts)


def read_rampart(texts: Sequence[str]) -> list[Reading]:
    """The model as it is, at its own decision: the guard's gate, cues and lexicons are left out."""
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
    try:
        ran = subprocess.run(
            [str(python), str(PRESIDIO), size],
            input="".join(json.dumps(text) + "\n" for text in (*WARM_UP, *texts)),
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise StartupError(f"Presidio could not be run by {python}; run `make bench-guard`") from error
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    if len(answers) != len(texts):
        raise StartupError(f"Presidio gave {len(answers)} answers to {len(texts)} messages")
    return [Reading(tuple(Stretch(*found) for found in answer["found"]), answer["ms"]) for answer in answers]


def _guard(*, wide_model: bool) -> Guard:
    build_if_changed(ARTEFACTS)
    return build_guard(load_clinic(ROOT / "data" / "clinic.yml"), ARTEFACTS, wide_model=wide_model)
