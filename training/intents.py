"""Tunes the sentence encoder that Rasa tells intents apart with: `python -m training.intents OUTPUT_FOLDER`.

It learns from `data/nlu`, which Rasa's own classifier then learns from again, on top of this encoder: new examples
count with the next `make train`, without this script. `tests/sets/nlu/dev.yml` is for looking; `unseen_2.yml` is not
looked at.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from bot.encoder.tuned import packed
from training.data import intent_examples, mistyped
from training.tuning import Labelled, Schedule, TunedEncoder, encoding, seed, train

SCHEDULE = Schedule(epochs=3, encoder_rate=8e-5)
LONGEST = 64  # word pieces
MISTYPED = 0.15  # of the messages, anew in each epoch


def main(output: Path) -> None:
    seed()
    examples = list(intent_examples())
    intents = sorted({intent for _, intent in examples})
    number_of = {intent: number for number, intent in enumerate(intents)}

    def examples_of() -> list[Labelled]:
        return [
            (mistyped(text) if random.random() < MISTYPED else text, number_of[intent]) for text, intent in examples
        ]

    model = TunedEncoder(len(intents), of_pieces=False)
    train(model, SCHEDULE, examples_of, encoding(LONGEST), lambda one: len(one[0]))
    tensors = {
        name: tensor.numpy()
        for name, tensor in model.encoder.state_dict().items()
        if tensor.is_floating_point() and not name.startswith("pooler.")
    }
    output.mkdir(parents=True, exist_ok=True)
    (output / "intents.safetensors").write_bytes(packed(tensors))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
