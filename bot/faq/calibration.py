"""From how well documents fit to how likely each entry is what was meant.

A multinomial logistic model: every document in front competes with the others and with "none of them", so two entries
that fit equally well share the probability and neither is sure. The constants in `calibration.json` are fitted by
`python -m bot.faq.calibrate` on a tuning set that is apart from the set whose figures are reported.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from bot.faq.document import Floats
from bot.faq.index import Measured

FILE = Path(__file__).with_name("calibration.json")


@dataclass(frozen=True, slots=True)
class Calibration:
    """`english` and `spanish` weigh `expand`'s columns for a document in that language.

    `sure`: from this probability on the answer is given. `worth`: from this one on an entry is offered as a choice.
    """

    english: tuple[float, ...]
    spanish: tuple[float, ...]
    sure: float
    worth: float

    def probabilities(self, measured: Measured) -> dict[int, float]:
        """By entry; what is missing to 1 is the probability that none of them is meant."""
        if not len(measured.entries):
            return {}
        scores = score(measured, np.array(self.english), np.array(self.spanish))
        top = max(float(scores.max()), 0.0)
        weights = np.exp(scores - top)
        total = float(weights.sum() + np.exp(-top))
        found: dict[int, float] = {}
        for entry, weight in zip(measured.entries.tolist(), weights.tolist(), strict=True):
            found[entry] = found.get(entry, 0.0) + weight / total
        return found


def expand(features: Floats) -> npt.NDArray[np.float64]:
    """The columns that are weighed: a constant, the features, and what two of them say together."""
    asked, _, mean, _, spelling, whole, asked_words, all_words = (columns := features.astype(np.float64)).T
    together = (asked * asked_words, mean * all_words, asked**2, whole * all_words, spelling * asked_words)
    return np.column_stack([np.ones_like(asked), columns, *together])


def score(
    measured: Measured, english: npt.NDArray[np.float64], spanish: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Log-odds of each document against "none of them"."""
    columns = expand(measured.features)
    return cast(npt.NDArray[np.float64], np.where(measured.spanish, columns @ spanish, columns @ english))


def load_calibration(path: Path = FILE) -> Calibration:
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Calibration(tuple(raw["english"]), tuple(raw["spanish"]), raw["sure"], raw["worth"])
