"""Trains the guard's reader: `python -m training.personal OUTPUT_FOLDER`.

It learns from the marked messages of `data/guard`, a part of the build sets, messages in which nobody gives anything
away (questions, small talk), and messages without marks. What it aims at is partly the marks and partly what the reader
before it thinks, the one that lies in `bot/guard/model`: marks by many hands err, and two readers err less than one.
`tests/sets/guard/dev*.txt` choose the thresholds in `bot/guard/recognizers/learned.py`; `unseen` is not looked at.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import onnxruntime
import torch
from torch import Tensor

from bot.guard.evaluate import Example
from bot.guard.reader import LABELS
from training.data import GUARD, ROOT, faq_questions, intent_examples, red_flag_texts
from training.marked import Chances, Variations, load, normalised
from training.tuning import NOT_COUNTED, Schedule, TunedEncoder, export, load_tokenizer, seed, train

BUILD = [ROOT / "tests/sets/guard" / f"build{kind}.txt" for kind in ("", "_clean", "_voices", "_voices_clean")]
MAY_BE_PERSONAL = {
    "report_emergency", "report_crisis", "seek_clinical_advice", "inform", "book_appointment", "reschedule_appointment",
    "cancel_appointment", "check_appointment", "request_human", "request_refill", "request_results", "ask_billing",
    "request_records", "complaint",
}  # fmt: skip
BEFORE = ROOT / "bot/guard/model/personal.onnx"
KNOWN_BEFORE = 20  # writers whom the reader before has learned from; of the others its word counts less
SHARE_OF_MARK, SHARE_OF_NEW_MARK = 0.5, 0.8
SCHEDULE = Schedule(epochs=3, encoder_rate=1.5e-4)
LONGEST = 128  # word pieces
OF_KNOWN, OF_BUILD, OF_CLEAN, OF_UNMARKED = 20_000, 700, 1_800, 5_000  # examples an epoch
LABEL_OF = {category.value: number for number, category in enumerate(LABELS, 1)}

type Batch = tuple[dict[str, Tensor], Tensor]
type Lesson = tuple[Example, float]  # with the share of its marks in what is aimed at; the rest is the reader's before


def main(output: Path) -> None:
    seed()
    before, encode = ReaderBefore(BEFORE), encoding()

    def as_taught(lessons: Sequence[Lesson]) -> Batch:
        inputs, labels = encode([example for example, _ in lessons])
        counted = (labels != NOT_COUNTED).unsqueeze(-1)
        marked = torch.nn.functional.one_hot(labels.clamp(min=0), len(LABELS) + 1).float()
        share = torch.tensor([share for _, share in lessons]).reshape(-1, 1, 1)
        return inputs, (share * marked + (1 - share) * before(inputs)) * counted

    model = TunedEncoder(len(LABELS) + 1, of_pieces=True)
    train(model, SCHEDULE, lessons_of(GUARD), as_taught, lambda lesson: len(lesson[0].text))
    export(model, output / "personal.onnx")


class ReaderBefore:
    def __init__(self, model: Path) -> None:
        self._session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])

    def __call__(self, inputs: dict[str, Tensor]) -> Tensor:
        """How likely each label is, for each word piece."""
        (logits,) = self._session.run(["logits"], {name: tensor.numpy() for name, tensor in inputs.items()})
        return torch.from_numpy(logits).softmax(-1)


def lessons_of(voices: Sequence[Path]) -> Callable[[], list[Lesson]]:
    """What an epoch consists of."""
    known, new = load(voices[:KNOWN_BEFORE]), load(voices[KNOWN_BEFORE:])
    build, variations = load(BUILD), Variations(Chances())
    texts = [text for text, _ in intent_examples(leaving_out=MAY_BE_PERSONAL) if "[" not in text]
    clean = [normalised(Example(text, ())) for text in (*texts, *faq_questions())]
    unmarked = [normalised(Example(text, ())) for text in red_flag_texts()]

    def of_epoch() -> list[Lesson]:
        some = [*random.sample(known, OF_KNOWN), *random.sample(build, OF_BUILD), *random.sample(clean, OF_CLEAN)]
        return [
            *((one, SHARE_OF_MARK) for one in variations.of(some)),
            *((one, SHARE_OF_NEW_MARK) for one in variations.of(new)),
            *((one, 0.0) for one in random.sample(unmarked, OF_UNMARKED)),
        ]

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
