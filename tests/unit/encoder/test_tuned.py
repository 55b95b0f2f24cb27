"""The tuned encoder: stored small, pinned, and as good as before it was packed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from bot.encoder.sentences import SentenceEncoder
from bot.encoder.tuned import load_tuned, packed, unpacked
from bot.encoder.weights import WEIGHTS_FILE, WeightsError, model_folder

TEXTS = ["can i move my appointment", "is the flu shot safe", "quiero una cita"]


def test_another_file_is_refused_and_a_missing_one_named(tmp_path: Path) -> None:
    (tmp_path / "intents.safetensors").write_bytes(b"something else")
    with pytest.raises(WeightsError, match="not the pinned one"):
        load_tuned(tmp_path / "intents.safetensors")
    with pytest.raises(WeightsError, match="is missing"):
        load_tuned(tmp_path / "none.safetensors")


def test_packing_hardly_moves_a_vector() -> None:
    published = load_file(model_folder() / WEIGHTS_FILE)
    whole = {name: tensor for name, tensor in published.items() if tensor.dtype == np.float32}
    before = SentenceEncoder(model_folder(), whole).encode(TEXTS)
    after = SentenceEncoder(model_folder(), unpacked(packed(whole))).encode(TEXTS)
    assert (before * after).sum(axis=1).min() > 0.99


def test_it_tells_apart_what_the_published_one_thinks_alike() -> None:
    pair = ["how do i get my records", "send my records to my new doctor"]
    published, tuned = SentenceEncoder(model_folder()), SentenceEncoder(model_folder(), load_tuned())
    first, second = published.encode(pair)
    own, other = tuned.encode(pair)
    assert own @ other < first @ second
