"""The weights are the published ones, and anything else is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.encoder import weights
from bot.encoder.weights import WeightsError, model_folder, verify


def test_the_installed_weights_are_the_published_ones() -> None:
    verify(model_folder())


def test_other_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / weights.WEIGHTS_FILE).write_bytes(b"something else")
    with pytest.raises(WeightsError, match="not the published one"):
        verify(tmp_path)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package_of_weights")
    with pytest.raises(WeightsError, match="no_such_package_of_weights"):
        model_folder()
