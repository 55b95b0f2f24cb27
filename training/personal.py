"""Trains the guard's reader's two networks: `python -m training.personal OUTPUT_FOLDER`.

They learn from the marked messages of `data/guard`, a part of the build sets, and messages in which nobody gives
anything away (questions, small talk). Values are exchanged anew in each epoch, so that they learn where a name or a
number stands and not which. `tests/sets/guard/dev*.txt` choose the thresholds in `bot/guard/recognizers/learned.py`;
`unseen` is not looked at.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from bot.guard.evaluate import Example, Span, load_examples
from bot.guard.masking import OPAQUE
from bot.guard.normalise import normalise
from bot.guard.reader import LABELS
from bot.messages.guarded import Category
from training.data import FIRST_OF_GUARD, GUARD, ROOT, faq_questions, intent_examples
from training.tuning import Schedule, TunedEncoder, export, load_tokenizer, seed, train

BUILD = [ROOT / "tests/sets/guard" / f"build{kind}.txt" for kind in ("", "_clean", "_voices", "_voices_clean")]
WORDS = ROOT / "bot/guard/lexicon/words"
MAY_BE_PERSONAL = {
    "report_emergency", "report_crisis", "seek_clinical_advice", "inform", "book_appointment", "reschedule_appointment",
    "cancel_appointment", "check_appointment", "request_human", "request_refill", "request_results", "ask_billing",
    "request_records", "complaint",
}  # fmt: skip
SCHEDULE = Schedule(epochs=5, encoder_rate=1.5e-4)
LONGEST = 128  # word pieces
OF_BUILD, OF_CLEAN = 700, 1_800  # examples an epoch
HIDDEN = 0.08  # of the values, for the second network: the guard reads again what it has masked
JOINED = 0.12  # of the messages: two run together, as people do
WITH_DIGITS = {
    Category.PHONE, Category.FAX, Category.SSN, Category.MRN, Category.HEALTH_PLAN_ID, Category.ACCOUNT_NUMBER,
    Category.LICENSE_NUMBER, Category.VEHICLE_ID, Category.DEVICE_ID, Category.OTHER_ID, Category.ADDRESS,
}  # fmt: skip
LABEL_OF = {category.value: number for number, category in enumerate(LABELS, 1)}


def main(output: Path) -> None:
    """The second network learns from more writers, and from texts that are masked in part: it errs elsewhere."""
    learn(FIRST_OF_GUARD, hidden=0.0, to=output / "personal_1.onnx")
    learn(GUARD, hidden=HIDDEN, to=output / "personal_2.onnx")


def learn(voices: Sequence[Path], *, hidden: float, to: Path) -> None:
    """`hidden`: share of the values that are masked already."""
    seed()
    names = Names()
    marked = [one for path in voices for one in map(normalised, load_examples(path))]
    build = [one for path in BUILD for one in map(normalised, load_examples(path))]
    texts = [text for text, _ in intent_examples(leaving_out=MAY_BE_PERSONAL) if "[" not in text]
    clean = [normalised(Example(text, ())) for text in (*texts, *faq_questions())]

    def examples_of(_: int) -> list[Example]:
        chosen = [*marked, *random.sample(build, OF_BUILD)]
        return with_joined([*(varied(one, names, hidden) for one in chosen), *random.sample(clean, OF_CLEAN)])

    tokenizer = load_tokenizer()

    def encode(examples: Sequence[Example]) -> tuple[dict[str, Tensor], Tensor]:
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

    model = TunedEncoder(len(LABELS) + 1, of_pieces=True)
    train(model, SCHEDULE, examples_of, encode, lambda one: len(one.text))
    export(model, to)


def normalised(example: Example) -> Example:
    """As the guard's pipeline reads it."""
    text = normalise(example.text)
    spans = []
    for span in example.spans:
        covered = [
            index
            for index, (start, end) in enumerate(zip(text.starts, text.ends, strict=True))
            if start < span.end and span.start < end
        ]
        if covered:
            spans.append(Span(span.category, covered[0], covered[-1] + 1))
    return Example(text.text, tuple(spans))


def label(example: Example, start: int, end: int) -> int:
    if start == end:  # the encoder's own marks
        return -100
    for span in example.spans:
        if start < span.end and span.start < end:
            return LABEL_OF[span.category]
    return 0


class Names:
    def __init__(self) -> None:
        self.first, self.world, self.last = (
            lines(WORDS / f"{name}.txt") for name in ("first_names", "first_names_world", "last_names")
        )

    def like(self, name: str) -> str:
        first = random.choice(random.choice((self.first, self.world)))
        return first if " " not in name else f"{first} {random.choice(self.last)}"


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def varied(example: Example, names: Names, hidden: float) -> Example:
    """The same message with other values, sometimes one masked already, sometimes without its punctuation."""
    text, spans, position = "", [], 0
    for span in example.spans:
        text += example.text[position : span.start]
        position = span.end
        if random.random() < hidden:
            text += OPAQUE * len(f"[{span.category}]")
            continue
        value = exchanged(Category(span.category), example.text[span.start : span.end], names)
        spans.append(Span(span.category, len(text), len(text) + len(value)))
        text += value
    text += example.text[position:]
    if random.random() < 0.15:
        text = re.sub(r"[.,!?;]", " ", text)
    return Example(text, tuple(spans))


def exchanged(category: Category, value: str, names: Names) -> str:
    chance = random.random()
    if category is Category.NAME and chance < 0.35:
        return names.like(value)
    if category in WITH_DIGITS and chance < 0.6:
        return re.sub(r"\d", lambda _: str(random.randint(0, 9)), value)
    if category is Category.AGE_OVER_89 and chance < 0.5 and value.isdigit():
        return str(random.randint(90, 108))
    if category is Category.DATE and chance < 0.4:
        return re.sub(r"(?<!\d)\d(?!\d)", lambda _: str(random.randint(1, 9)), value)
    return value


def with_joined(examples: list[Example]) -> list[Example]:
    random.shuffle(examples)
    pairs = int(JOINED * len(examples)) // 2
    return [joined(*examples[2 * pair : 2 * pair + 2]) for pair in range(pairs)] + examples[2 * pairs :]


def joined(first: Example, second: Example) -> Example:
    text = first.text + random.choice((" ", ". ", "\n", ", "))
    moved = (Span(span.category, span.start + len(text), span.end + len(text)) for span in second.spans)
    return Example(text + second.text, (*first.spans, *moved))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
