"""Tuning the sentence encoder together with a head: one schedule for all of our networks."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoModel, AutoTokenizer, PreTrainedTokenizerFast

from bot.encoder.weights import model_folder

HIDDEN = 384
BATCH = 32
POOL = 20  # batches' worth of messages that are sorted by length, so that little is padding
DROPOUT = 0.1
SMOOTHING = 0.02
NOT_COUNTED = -100
LONGEST_STEP = 1.0  # of the gradient
KEPT = 0.998  # of the running mean of the weights, a step; the mean is what is shipped: it errs less than any last step

type Labelled = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Schedule:
    epochs: int
    encoder_rate: float
    head_rate: float = 1e-3


class TunedEncoder(nn.Module):
    """The published encoder with one linear layer on top: over each word piece, or over their mean."""

    def __init__(self, labels: int, *, of_pieces: bool) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(model_folder())
        self.dropout = nn.Dropout(DROPOUT)
        self.head = nn.Linear(HIDDEN, labels)
        self.of_pieces = of_pieces

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        hidden: Tensor = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        if not self.of_pieces:
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            hidden = (hidden * mask).sum(1) / mask.sum(1)
        logits: Tensor = self.head(self.dropout(hidden))
        return logits


def encoding(longest: int) -> Callable[[Sequence[Labelled]], tuple[dict[str, Tensor], Tensor]]:
    """Of whole messages with one label each. `longest`: word pieces."""
    tokenizer = load_tokenizer()

    def encode(batch: Sequence[Labelled]) -> tuple[dict[str, Tensor], Tensor]:
        texts = [text for text, _ in batch]
        encoded = tokenizer(texts, padding=True, truncation=True, max_length=longest, return_tensors="pt")
        inputs = {name: encoded[name] for name in ("input_ids", "attention_mask")}
        return inputs, torch.tensor([label for _, label in batch])

    return encode


def load_tokenizer() -> PreTrainedTokenizerFast:
    tokenizer: PreTrainedTokenizerFast = AutoTokenizer.from_pretrained(model_folder())
    return tokenizer


def seed(number: int = 7) -> None:
    torch.manual_seed(number)
    random.seed(number)


def train[T](
    model: TunedEncoder,
    schedule: Schedule,
    examples_of: Callable[[], list[T]],
    encode: Callable[[Sequence[T]], tuple[dict[str, Tensor], Tensor]],
    length: Callable[[T], int],
) -> None:
    """`examples_of` gives the examples of an epoch, `encode` the network's input and the labels for `loss_of`."""
    batches = [batch for _ in range(schedule.epochs) for batch in batches_of(examples_of(), length)]
    optimizer = torch.optim.AdamW(
        [
            {"params": model.encoder.parameters(), "lr": schedule.encoder_rate},
            {"params": model.head.parameters(), "lr": schedule.head_rate},
        ],
        weight_decay=0.01,
    )
    rates = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, [schedule.encoder_rate, schedule.head_rate], total_steps=len(batches), pct_start=0.1
    )
    mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(KEPT))
    model.train()
    for number, batch in enumerate(batches):
        inputs, labels = encode(batch)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(**inputs).float()
        loss = loss_of(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), LONGEST_STEP)
        optimizer.step()
        rates.step()
        mean.update_parameters(model)
        if number % 50 == 0:
            sys.stderr.write(f"{number} of {len(batches)}, loss {loss.item():.3f}\n")
    model.load_state_dict(mean.module.state_dict())


def loss_of(logits: Tensor, labels: Tensor) -> Tensor:
    """`labels`: one a row, or `NOT_COUNTED`; or the share of each (of nothing, when the row is not counted)."""
    if labels.is_floating_point():
        return -(labels * logits.log_softmax(-1)).sum() / labels.sum()
    return nn.functional.cross_entropy(
        logits.reshape(-1, logits.shape[-1]),
        labels.reshape(-1),
        ignore_index=NOT_COUNTED,
        label_smoothing=SMOOTHING,
    )


def batches_of[T](examples: Sequence[T], length: Callable[[T], int]) -> list[list[T]]:
    """Shuffled, with messages of like length together."""
    shuffled = random.sample(examples, len(examples))
    pools = [
        sorted(shuffled[start : start + BATCH * POOL], key=length) for start in range(0, len(shuffled), BATCH * POOL)
    ]
    batches = [pool[start : start + BATCH] for pool in pools for start in range(0, len(pool), BATCH)]
    random.shuffle(batches)
    return batches


def export(model: TunedEncoder, path: Path) -> None:
    """As ONNX with 8-bit weights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = path.with_suffix(".float.onnx")
    example = torch.ones(1, 8, dtype=torch.long)
    torch.onnx.export(
        model.eval(),
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
