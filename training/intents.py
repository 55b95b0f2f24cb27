"""Tunes the sentence encoder that Rasa tells intents apart with: `python -m training.intents OUTPUT_FOLDER`.

It learns from `data/nlu`, which Rasa's own classifier then learns from again, on top of this encoder: new examples
count with the next `make train`, without this script. `tests/sets/nlu/dev.yml` is for looking; `unseen_2.yml` is not
looked at.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from bot.encoder.tuned import packed
from training.data import intent_examples
from training.tuning import Schedule, TunedEncoder, load_tokenizer, seed, train

SCHEDULE = Schedule(epochs=3, encoder_rate=8e-5)
LONGEST = 64  # word pieces
MISTYPED = 0.15  # of the messages, anew in each epoch

type Example = tuple[str, int]


def main(output: Path) -> None:
    seed()
    examples = list(intent_examples())
    intents = sorted({intent for _, intent in examples})
    number_of = {intent: number for number, intent in enumerate(intents)}
    tokenizer = load_tokenizer()

    def encode(batch: Sequence[Example]) -> tuple[dict[str, Tensor], Tensor]:
        texts = [text for text, _ in batch]
        encoded = tokenizer(texts, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        inputs = {name: encoded[name] for name in ("input_ids", "attention_mask")}
        return inputs, torch.tensor([label for _, label in batch])

    def examples_of(_: int) -> list[Example]:
        return [
            (mistyped(text) if random.random() < MISTYPED else text, number_of[intent]) for text, intent in examples
        ]

    model = TunedEncoder(len(intents), of_pieces=False)
    train(model, SCHEDULE, examples_of, encode, lambda one: len(one[0]))
    tensors = {
        name: tensor.numpy()
        for name, tensor in model.encoder.state_dict().items()
        if tensor.is_floating_point() and not name.startswith("pooler.")
    }
    output.mkdir(parents=True, exist_ok=True)
    (output / "intents.safetensors").write_bytes(packed(tensors))


def mistyped(text: str) -> str:
    """One letter dropped, doubled or exchanged with the next, as thumbs do; placeholders are left alone."""
    places = [index for index, letter in enumerate(text) if letter.isalpha() and not letter.isupper()]
    if not places:
        return text
    at = random.choice(places)
    slips = (text[:at] + text[at + 1 :], text[:at] + text[at] + text[at:])
    swapped = text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
    return random.choice((*slips, swapped))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
