"""The bounded tracker store, run where it lives: in Rasa's environment."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from bot.dialogue.install import RasaInstall
from tests.contract.conftest import ROOT

pytestmark = pytest.mark.rasa

EXPECTED = {
    "silent longest goes first": ["a", "c", "d"],
    "silent for too long is forgotten": [["d"], True],
    "long enough is kept": [False, True],
    "over-long is dropped whole": [True, True],
    "unknown is not over-long": False,
    "form and slots come back": ["booking_form", "x"],
}


@pytest.fixture(scope="module")
def observed(rasa_install: RasaInstall) -> dict[str, Any]:
    script = ROOT / "tests" / "contract" / "rasa_memory.py"
    ran = subprocess.run(
        [str(rasa_install.python), str(script), "domain.yml"],
        cwd=rasa_install.project,
        env=rasa_install.environment(),
        capture_output=True,
        check=True,
        text=True,
    )
    seen: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return seen


@pytest.mark.parametrize("behaviour", EXPECTED)
def test_memory_is_bounded(observed: dict[str, Any], behaviour: str) -> None:
    assert observed[behaviour] == EXPECTED[behaviour]
