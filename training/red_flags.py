"""Trains a network of the red-flag reader: `python -m training.red_flags OUTPUT_FOLDER`.

It learns from the labelled messages of `data/safety` and `tests/sets/safety/build`, from those of `data/guard` that
were read for alarms, and from those of `data/nlu` that nobody writes in danger: which fixed text a message calls for,
or none. The reader asks several (`bot/safety/reader.py`): this is how the newest is made; those before it learned from
what there was at their time. `tests/sets/safety/dev.jsonl` chooses the thresholds in `bot/safety/watch.py`; `unseen` is
not looked at.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.guard.evaluate import load_examples
from bot.safety.reader import LONGEST, TEXTS
from training.data import READ_FOR_ALARMS, RED_FLAGS, ROOT, intent_examples, mistyped
from training.tuning import Labelled, Schedule, TunedEncoder, encoding, export, seed, train

SETS = (*RED_FLAGS, ROOT / "tests/sets/safety/build.jsonl")
NOT_HARMLESS = {"report_emergency", "report_crisis", "seek_clinical_advice", "opt_out"}
SCHEDULE = Schedule(epochs=3, encoder_rate=1e-4)
OF_HARMLESS, OF_GUARD = 4_000, 4_000  # examples an epoch
TEXT_OF = {
    "poisoning": "emergency_poison", "poison": "emergency_poison", "overdose": "emergency_poison",
    "suicide": "crisis_general", "self_harm": "crisis_general", "wish_to_die": "crisis_general",
    "abuse": "crisis_violence", "violence": "crisis_violence", "child_abuse": "crisis_child",
    "violence_to_others": "crisis_harm_others", "harm_others": "crisis_harm_others",
}  # fmt: skip
GIBBERISH = 150
MISTYPED = 0.15  # of the messages, anew in each epoch
AMONG_GUARD = ROOT / "data/safety/among_guard_messages.jsonl"
UNSURE = "unsure"


def main(output: Path) -> None:
    seed()
    model = TunedEncoder(len(TEXTS) + 1, of_pieces=False)
    train(model, SCHEDULE, examples_of(), encoding(LONGEST), lambda one: len(one[0]))
    export(model, output / "red_flags.onnx")


def examples_of() -> Callable[[], list[Labelled]]:
    """What an epoch consists of: all labelled messages, and some of the many harmless ones."""
    labelled = [one for path in SETS for one in read(path)]
    harmless = [(text, 0) for text, _ in intent_examples(leaving_out=NOT_HARMLESS)]
    for_the_guard = list(messages_for_the_guard())

    def of_epoch() -> list[Labelled]:
        some = [*labelled, *random.sample(harmless, OF_HARMLESS), *random.sample(for_the_guard, OF_GUARD)]
        typed = [(mistyped(text) if random.random() < MISTYPED else text, label) for text, label in some]
        return [*typed, *((keys_at_random(), 0) for _ in range(GIBBERISH))]

    return of_epoch


def messages_for_the_guard() -> Iterator[Labelled]:
    """Written for the guard, with names and numbers; `AMONG_GUARD` lists those that are alarms, or may be."""
    alarms = dict(read(AMONG_GUARD))
    unsure = {text for text, safety, _ in rows(AMONG_GUARD) if safety == UNSURE}
    for path in READ_FOR_ALARMS:
        for example in load_examples(path):
            if example.text not in unsure:
                yield example.text, alarms.get(example.text, 0)


def read(path: Path) -> Iterator[Labelled]:
    for text, safety, kind in rows(path):
        yield text, 0 if safety is None else 1 + TEXTS.index(TEXT_OF.get(kind, "emergency_general"))


def rows(path: Path) -> Iterator[tuple[str, str | None, str]]:
    """(text, "emergency", "crisis", "unsure" or None, kind)"""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], row["safety"], row["kind"]


def keys_at_random() -> str:
    return "".join(random.choices("asdfghjkl qwertyuiop", k=random.randint(2, 12)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
