"""The forward pass of a small BERT in plain numpy: six layers, twelve heads, no training, no graph.

Shapes: B texts, T tokens, H hidden size. Source: Devlin et al., https://arxiv.org/abs/1810.04805, with the parameter
names of https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

HEADS = 12
LAYER_NORM_EPSILON = np.float32(1e-12)
HIDDEN_FROM_SOFTMAX = np.float32(-1e9)  # added to the score of padding


@dataclass(frozen=True)
class Linear:
    weight: Floats  # (in, out): the file has (out, in)
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        out: Floats = x @ self.weight
        out += self.bias
        return out


@dataclass(frozen=True)
class LayerNorm:
    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        centred: Floats = x - x.mean(axis=-1, keepdims=True)
        variance: Floats = np.square(centred).mean(axis=-1, keepdims=True, dtype=np.float32)
        deviation: Floats = np.sqrt(variance + LAYER_NORM_EPSILON, dtype=np.float32)
        out: Floats = centred / deviation * self.weight + self.bias
        return out


@dataclass(frozen=True)
class Layer:
    query_key_value: Linear  # the three projections side by side: one product instead of three
    attention_out: Linear
    attention_norm: LayerNorm
    widen: Linear
    narrow: Linear
    norm: LayerNorm

    def __call__(self, x: Floats, mask: Floats) -> Floats:
        x = self.attention_norm(x + self._attend(x, mask))
        return self.norm(x + self.narrow(gelu(self.widen(x))))

    def _attend(self, x: Floats, mask: Floats) -> Floats:
        batch, tokens, hidden = x.shape
        size = hidden // HEADS
        parts = self.query_key_value(x).reshape(batch, tokens, 3, HEADS, size).transpose(2, 0, 3, 1, 4)
        query, key, value = parts[0], parts[1], parts[2]  # each (B, heads, T, size)
        scores: Floats = query @ key.transpose(0, 1, 3, 2)
        scores *= np.float32(size**-0.5)
        scores += mask
        mixed: Floats = softmax(scores) @ value
        return self.attention_out(mixed.transpose(0, 2, 1, 3).reshape(batch, tokens, hidden))


@dataclass(frozen=True)
class Transformer:
    words: Floats
    positions: Floats  # the segment embedding is already added: there is one segment only
    norm: LayerNorm
    layers: tuple[Layer, ...]

    def __call__(self, ids: Integers, attended: Integers) -> Floats:
        """Token ids and 1/0 for token/padding, both (B, T), give hidden states (B, T, H)."""
        x = self.norm(self.words[ids] + self.positions[: ids.shape[1]])
        mask: Floats = (1 - attended[:, None, None, :]).astype(np.float32) * HIDDEN_FROM_SOFTMAX
        for layer in self.layers:
            x = layer(x, mask)
        return x


def gelu(x: Floats) -> Floats:
    """x·Φ(x). The error function is formula 7.1.26 of Abramowitz and Stegun: off by at most 1.5e-7."""
    scaled = np.abs(x) * np.float32(0.5**0.5)
    t = np.float32(1) / (np.float32(1) + np.float32(0.3275911) * scaled)
    series = np.full_like(t, 1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series *= t
        series += np.float32(factor)
    error_function = np.copysign(np.float32(1) - series * t * np.exp(-np.square(scaled)), x)
    out: Floats = x * (np.float32(1) + error_function) * np.float32(0.5)
    return out


def softmax(x: Floats) -> Floats:
    exponentials: Floats = np.exp(x - x.max(axis=-1, keepdims=True))
    exponentials /= exponentials.sum(axis=-1, keepdims=True)
    return exponentials


def build_transformer(tensors: Mapping[str, Floats]) -> Transformer:
    """From the tensors of `model.safetensors`. Raises KeyError when one is missing."""

    def linear(*names: str) -> Linear:
        weight = np.concatenate([tensors[f"{name}.weight"] for name in names])
        return Linear(np.ascontiguousarray(weight.T), np.concatenate([tensors[f"{name}.bias"] for name in names]))

    def norm(name: str) -> LayerNorm:
        return LayerNorm(tensors[f"{name}.weight"], tensors[f"{name}.bias"])

    def layer(name: str) -> Layer:
        attention = f"{name}.attention"
        return Layer(
            query_key_value=linear(*(f"{attention}.self.{part}" for part in ("query", "key", "value"))),
            attention_out=linear(f"{attention}.output.dense"),
            attention_norm=norm(f"{attention}.output.LayerNorm"),
            widen=linear(f"{name}.intermediate.dense"),
            narrow=linear(f"{name}.output.dense"),
            norm=norm(f"{name}.output.LayerNorm"),
        )

    depth = 1 + max(int(name.split(".")[2]) for name in tensors if name.startswith("encoder.layer."))
    positions: Floats = (
        tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
    )
    return Transformer(
        words=tensors["embeddings.word_embeddings.weight"],
        positions=positions,
        norm=norm("embeddings.LayerNorm"),
        layers=tuple(layer(f"encoder.layer.{number}") for number in range(depth)),
    )
