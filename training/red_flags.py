"""Trains the red-flag reader's two networks: `python -m training.red_flags OUTPUT_FOLDER`.

They learn from the labelled messages of `data/safety` and `tests/sets/safety/build`, from those of `data/guard`, and
from those of `data/nlu` that nobody writes in danger: which fixed text a message calls for, or none.
`tests/sets/safety/dev.jsonl` chooses the thresholds in `bot/safety/watch.py`; `unseen` is not looked at.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.guard.evaluate import load_examples
from bot.safety.reader import LONGEST, TEXTS
from training.data import READ_FOR_ALARMS, RED_FLAGS, ROOT, intent_examples, mistyped
from training.tuning import Labelled, Schedule, TunedEncoder, encoding, export, seed, train

SETS = (*RED_FLAGS, ROOT / "tests/sets/safety/build.jsonl")
NOT_HARMLESS = {"report_emergency", "report_crisis", "seek_clinical_advice", "opt_out"}
SCHEDULE = Schedule(epochs=3, encoder_rate=1e-4)
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
    """The second network learns from more messages, and from mistyped ones: it errs elsewhere than the first."""
    labelled = [one for path in SETS for one in read(path)]
    harmless = [(text, 0) for text, _ in intent_examples(leaving_out=NOT_HARMLESS)]
    learn([*labelled, *harmless], mistyped_share=0.0, to=output / "red_flags_1.onnx")
    learn([*labelled, *messages_for_the_guard(), *harmless], mistyped_share=MISTYPED, to=output / "red_flags_2.onnx")


def learn(messages: Sequence[Labelled], *, mistyped_share: float, to: Path) -> None:
    seed()
    examples = [*messages, *((keys_at_random(), 0) for _ in range(GIBBERISH))]

    def examples_of(_: int) -> list[Labelled]:
        return [(mistyped(text) if random.random() < mistyped_share else text, label) for text, label in examples]

    model = TunedEncoder(len(TEXTS) + 1, of_pieces=False)
    train(model, SCHEDULE, examples_of, encoding(LONGEST), lambda one: len(one[0]))
    export(model, to)


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
