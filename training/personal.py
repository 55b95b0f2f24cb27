"""Trains the guard's reader: `python -m training.personal OUTPUT_FOLDER`.

Two teachers learn from the marked messages of `data/guard`, a part of the build sets, and messages in which nobody
gives anything away (questions, small talk). The reader learns from those of more writers, and from messages without
marks; what it aims at is half the mark and half what its teachers think. So one network, which the guard has time for,
comes close to several. `tests/sets/guard/dev*.txt` choose the thresholds in `bot/guard/recognizers/learned.py`;
`unseen` is not looked at.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import Tensor

from bot.guard.evaluate import Example
from bot.guard.reader import LABELS
from training.data import GUARD, ROOT, faq_questions, intent_examples, red_flag_texts, written_by
from training.marked import Chances, Variations, load, normalised
from training.tuning import NOT_COUNTED, Schedule, TunedEncoder, export, load_tokenizer, seed, train

BUILD = [ROOT / "tests/sets/guard" / f"build{kind}.txt" for kind in ("", "_clean", "_voices", "_voices_clean")]
MAY_BE_PERSONAL = {
    "report_emergency", "report_crisis", "seek_clinical_advice", "inform", "book_appointment", "reschedule_appointment",
    "cancel_appointment", "check_appointment", "request_human", "request_refill", "request_results", "ask_billing",
    "request_records", "complaint",
}  # fmt: skip
TEACHERS = ((11, 7), (18, 11))  # writers, seed
TEACHING = Schedule(epochs=4, encoder_rate=1.5e-4)
LEARNING = Schedule(epochs=3, encoder_rate=1.5e-4)
SHARE_OF_MARK = 0.5
LONGEST = 128  # word pieces
OF_BUILD, OF_CLEAN, OF_UNMARKED = 700, 1_800, 5_000  # examples an epoch
LABEL_OF = {category.value: number for number, category in enumerate(LABELS, 1)}

type Batch = tuple[dict[str, Tensor], Tensor]


def main(output: Path) -> None:
    export(learned_from([taught(writers, number) for writers, number in TEACHERS]), output / "personal.onnx")


def learned_from(teachers: Sequence[TunedEncoder]) -> TunedEncoder:
    seed()
    of_epoch = examples_of(GUARD)
    unmarked = [normalised(Example(text, ())) for text in red_flag_texts()]
    not_marked = frozenset(one.text for one in unmarked)

    def with_unmarked(epoch: int) -> list[Example]:
        return [*of_epoch(epoch), *random.sample(unmarked, OF_UNMARKED)]

    encode = encoding()

    def as_taught(examples: Sequence[Example]) -> Batch:
        inputs, labels = encode(examples)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            thought = torch.stack([teacher(**inputs).float().softmax(-1) for teacher in teachers]).mean(0)
        counted = (labels != NOT_COUNTED).unsqueeze(-1)
        marked = torch.nn.functional.one_hot(labels.clamp(min=0), len(LABELS) + 1).float()
        share = torch.tensor([0.0 if one.text in not_marked else SHARE_OF_MARK for one in examples]).reshape(-1, 1, 1)
        return inputs, (share * marked + (1 - share) * thought) * counted

    model = TunedEncoder(len(LABELS) + 1, of_pieces=True)
    train(model, LEARNING, with_unmarked, as_taught, lambda one: len(one.text))
    return model


def taught(writers: int, number: int) -> TunedEncoder:
    seed(number)
    model = TunedEncoder(len(LABELS) + 1, of_pieces=True)
    train(model, TEACHING, examples_of(written_by(writers)), encoding(), lambda one: len(one.text))
    return model.eval()


def examples_of(voices: Sequence[Path]) -> Callable[[int], list[Example]]:
    """What an epoch consists of."""
    marked, build, variations = load(voices), load(BUILD), Variations(Chances())
    texts = [text for text, _ in intent_examples(leaving_out=MAY_BE_PERSONAL) if "[" not in text]
    clean = [normalised(Example(text, ())) for text in (*texts, *faq_questions())]

    def of_epoch(_: int) -> list[Example]:
        return variations.of([*marked, *random.sample(build, OF_BUILD), *random.sample(clean, OF_CLEAN)])

    return of_epoch


def encoding() -> Callable[[Sequence[Example]], Batch]:
    tokenizer = load_tokenizer()

    def encode(examples: Sequence[Example]) -> Batch:
        encoded = tokenizer(
            [one.text for one in examples],
            padding=True,
            truncation=True,
            max_length=LONGEST,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = encoded.pop("offset_mapping").tolist()
        labels = [[label(one, *piece) for piece in row] for one, row in zip(examples, offsets, strict=True)]
        return {name: encoded[name] for name in ("input_ids", "attention_mask")}, torch.tensor(labels)

    return encode


def label(example: Example, start: int, end: int) -> int:
    if start == end:  # the encoder's own marks
        return NOT_COUNTED
    for span in example.spans:
        if start < span.end and span.start < end:
            return LABEL_OF.get(span.category, NOT_COUNTED)  # IGNORE: may be masked or left
    return 0


if __name__ == "__main__":
    main(Path(sys.argv[1]))
