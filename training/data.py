"""Where labelled messages lie, and which of them are nobody's emergency or nobody's detail."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
NLU = sorted((ROOT / "data/nlu").glob("*.yml"))
FAQ = sorted((ROOT / "data/faq").glob("*.yml"))


def _in_order(path: Path) -> int:
    return int(path.stem.rpartition("_")[2])


GUARD = sorted((ROOT / "data/guard").glob("voices_*.txt"), key=_in_order)
RED_FLAGS = sorted((ROOT / "data/safety").glob("voices_*.jsonl"), key=_in_order)
"""A file a writer, in the order in which they wrote."""
READ_FOR_ALARMS = GUARD[:8]
"""Their messages were also read through for alarms (`data/safety/among_guard_messages.jsonl`)."""


def intent_examples(*, leaving_out: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """(text, intent) of what was written for Rasa to learn from."""
    for path in NLU:
        for intent, texts in examples_by_intent(path).items():
            if intent not in leaving_out:
                yield from ((text, intent) for text in texts)


def examples_by_intent(path: Path) -> dict[str, list[str]]:
    examples: dict[str, list[str]] = {}
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        if "examples" in block and block.get("intent"):
            texts = (line.removeprefix("- ").strip() for line in block["examples"].splitlines())
            examples.setdefault(block["intent"], []).extend(texts)
    return examples


def faq_questions() -> Iterator[str]:
    for path in FAQ:
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]:
            for language in ("en", "es"):
                yield entry[language]["question"]
                yield from entry[language].get("phrasings", ())


def red_flag_texts() -> Iterator[str]:
    """Messages full of health details, without marks."""
    for path in RED_FLAGS:
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]


def mistyped(text: str) -> str:
    """One letter dropped, doubled or exchanged with the next, as thumbs do; placeholders are left alone."""
    places = [index for index, letter in enumerate(text) if letter.isalpha() and not letter.isupper()]
    if not places:
        return text
    at = random.choice(places)
    slips = (text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:])
    swapped = text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
    return random.choice((*slips, swapped))
