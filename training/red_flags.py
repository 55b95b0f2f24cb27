"""Trains the red-flag reader: `python -m training.red_flags OUTPUT_FOLDER`.

It learns from the labelled messages of `data/safety` and `tests/sets/safety/build`, and from those of `data/nlu` that
nobody writes in danger: which fixed text a message calls for, or none. `tests/sets/safety/dev.jsonl` chooses the
thresholds in `bot/safety/watch.py`; `unseen` is not looked at.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor

from bot.safety.reader import LONGEST, TEXTS
from training.data import ROOT, intent_examples
from training.tuning import Schedule, TunedEncoder, export, load_tokenizer, seed, train

SETS = (*sorted((ROOT / "data/safety").glob("*.jsonl")), ROOT / "tests/sets/safety/build.jsonl")
NOT_HARMLESS = {"report_emergency", "report_crisis", "seek_clinical_advice", "opt_out"}
SCHEDULE = Schedule(epochs=3, encoder_rate=1e-4)
TEXT_OF = {
    "poisoning": "emergency_poison", "poison": "emergency_poison", "overdose": "emergency_poison",
    "suicide": "crisis_general", "self_harm": "crisis_general", "wish_to_die": "crisis_general",
    "abuse": "crisis_violence", "violence": "crisis_violence", "child_abuse": "crisis_child",
    "violence_to_others": "crisis_harm_others", "harm_others": "crisis_harm_others",
}  # fmt: skip
GIBBERISH = 150

type Example = tuple[str, int]


def main(output: Path) -> None:
    seed()
    examples = [one for path in SETS for one in read(path)]
    examples += [(text, 0) for text, _ in intent_examples(leaving_out=NOT_HARMLESS)]
    examples += [(keys_at_random(), 0) for _ in range(GIBBERISH)]
    tokenizer = load_tokenizer()

    def encode(batch: Sequence[Example]) -> tuple[dict[str, Tensor], Tensor]:
        texts = [text for text, _ in batch]
        encoded = tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        inputs = {name: encoded[name] for name in ("input_ids", "attention_mask")}
        return inputs, torch.tensor([label for _, label in batch])

    model = TunedEncoder(len(TEXTS) + 1, of_pieces=False)
    train(model, SCHEDULE, lambda _: examples, encode, lambda one: len(one[0]))
    export(model, output / "red_flags.onnx")


def read(path: Path) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text_name = TEXT_OF.get(row["kind"], "emergency_general")
        yield row["text"], 0 if row["safety"] is None else 1 + TEXTS.index(text_name)


def keys_at_random() -> str:
    return "".join(random.choices("asdfghjkl qwertyuiop", k=random.randint(2, 12)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
