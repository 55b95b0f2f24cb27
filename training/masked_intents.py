"""Writes what Rasa gets of the examples of `data/nlu`: `python -m training.masked_intents`.

Patients' messages reach Rasa as the guard masks them, and its wide masking takes more than what had to be masked:
"still waiting on that xray of my hand" arrives as "still waiting on [HEALTH]". An example that looks otherwise behind
the guard stands once more, so masked, in a file of the same name in `data/nlu/as_masked`. To be run again when the
guard's reader or the examples have changed.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence

from bot.clinic import load_clinic
from bot.errors import GuardError
from bot.guard.build import build_guard
from bot.guard.guard import Guard
from bot.guard.masking import PLACEHOLDER
from bot.messages.channel import Ceiling
from training.data import NLU, ROOT, examples_by_intent

FOLDER = ROOT / "data/nlu/as_masked"
NEVER_REACH_RASA = {"report_emergency", "report_crisis", "opt_out"}
"""Found before, in the text as typed."""
HEAD = "# Made by training/masked_intents.py from the file of the same name.\n"
LOOKS_LIKE_AN_ENTITY = re.compile(r"\][({]")  # to Rasa


def main() -> None:
    guard = build_guard(load_clinic(ROOT / "data/clinic.yml"), ROOT / "var/artefacts")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    for path in NLU:
        masked = {
            intent: kept
            for intent, texts in examples_by_intent(path).items()
            if intent not in NEVER_REACH_RASA and (kept := [*dict.fromkeys(changed_by(guard, texts))])
        }
        if masked:
            (FOLDER / path.name).write_text(as_yaml(masked), encoding="utf-8")


def changed_by(guard: Guard, texts: Sequence[str]) -> Sequence[str]:
    """As masked, where that is another text, and there are words left to go by."""
    changed = []
    for text in texts:
        try:
            masked = guard.read(text, Ceiling.SOCIAL).wide
        except GuardError:
            continue
        words_left = any(letter.isalpha() for letter in PLACEHOLDER.sub("", masked))
        if masked != text and words_left and not LOOKS_LIKE_AN_ENTITY.search(masked):
            changed.append(masked)
    return changed


def as_yaml(masked: Mapping[str, Sequence[str]]) -> str:
    blocks = (
        f"- intent: {intent}\n  examples: |\n" + "".join(f"    - {text}\n" for text in texts)
        for intent, texts in masked.items()
    )
    return HEAD + 'version: "3.1"\nnlu:\n' + "".join(blocks)


if __name__ == "__main__":
    main()
