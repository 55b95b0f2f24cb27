"""Fits `calibration.json`: `python -m bot.faq.calibrate data/faq tests/sets/faq/tuning-unanswerable.jsonl`.

The tuning questions come from the content itself: each stored phrasing is asked of an index without it (and once more
with a typing error), so its own entry is right; and each is asked of an index without its entry, so nothing is right.
A list of questions that no entry answers is added. The sets whose figures are reported are never read here.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.encoder.sentences import SentenceEncoder
from bot.encoder.weights import model_folder
from bot.faq.blanks import BLANK
from bot.faq.calibration import FILE, Calibration, expand
from bot.faq.content import FaqEntry, load_content
from bot.faq.evaluate import read_questions
from bot.faq.index import Document, FaqIndex, Floats, Measured
from bot.faq.words import WordWeights, load_word_ranks
from bot.messages.effects import Language

FOLDS = 5
STEPS, RATE, DECAY = 3_000, 0.05, 2e-4  # of the gradient descent (Adam)
NOTHING_WEIGHT = 0.5  # of a question asked without its entry: its neighbours are harder than life
SURE, WORTH = 0.55, 0.12
SEED = 7

type Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """A measured question; `right`: the documents that answer it, none when nothing does."""

    measured: Measured
    right: npt.NDArray[np.bool_]
    weight: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A phrasing, and where it stands."""

    entry: int
    language: Language
    place: int
    text: str


class Tuning:
    def __init__(self, entries: Sequence[FaqEntry]) -> None:
        self._encoder = SentenceEncoder(model_folder())
        self._weights = WordWeights(load_word_ranks(model_folder()))
        self._random = random.Random(SEED)  # noqa: S311 - repeatable on purpose
        self._entries = entries
        self._encoded: dict[str, Floats] = {}
        self._asked = [
            Asked(number, language, place, text)
            for number, entry in enumerate(entries)
            for language in Language
            for place, text in enumerate(entry.wording(language).asked)
        ]
        self._vectors = {
            (number, language): self._encoder.encode([*wording.asked, BLANK.sub("", wording.answer)])
            for number, entry in enumerate(entries)
            for language in Language
            for wording in (entry.wording(language),)
        }

    def samples(self, unanswerable: Sequence[str]) -> list[Sample]:
        found = [*self._without_phrasing(), *self._without_entry()]
        index = self._index(set(self._asked))
        found.extend(self._sample(index, text, None, 1.0) for text in unanswerable)
        return found

    def _without_phrasing(self) -> Iterator[Sample]:
        fold = {asked: self._random.randrange(FOLDS) for asked in self._asked}
        for number in range(FOLDS):
            left_out = [asked for asked in self._asked if fold[asked] == number]
            index = self._index(set(self._asked) - set(left_out))
            for asked in left_out:
                yield self._sample(index, asked.text, asked.entry, 1.0)
                yield self._sample(index, self._mistype(asked.text), asked.entry, 0.5)

    def _without_entry(self) -> Iterator[Sample]:
        fold = [self._random.randrange(FOLDS) for _ in self._entries]
        for number in range(FOLDS):
            index = self._index({asked for asked in self._asked if fold[asked.entry] != number})
            for asked in self._asked:
                if fold[asked.entry] == number:
                    yield self._sample(index, asked.text, None, NOTHING_WEIGHT)

    def _index(self, kept: Set[Asked]) -> FaqIndex:
        documents = []
        for (number, language), vectors in self._vectors.items():
            wording = self._entries[number].wording(language)
            places = [place for place, text in enumerate(wording.asked) if Asked(number, language, place, text) in kept]
            if places:
                documents.append(
                    Document(
                        entry=number,
                        language=language,
                        asked=tuple(wording.asked[place] for place in places),
                        answer=BLANK.sub("", wording.answer),
                        vectors=vectors[[*places, len(wording.asked)]],
                    )
                )
        return FaqIndex(documents, self._weights)

    def _sample(self, index: FaqIndex, text: str, entry: int | None, weight: float) -> Sample:
        spelled = index.spelled_right(text)
        if spelled not in self._encoded:
            self._encoded[spelled] = self._encoder.encode([spelled])[0]
        measured = index.measure(text, self._encoded[spelled])
        return Sample(measured, measured.entries == (-1 if entry is None else entry), weight)

    def _mistype(self, text: str) -> str:
        """Swaps, drops or doubles a letter of a longer word."""
        words = text.split()
        long = [place for place, word in enumerate(words) if len(word) > 4]  # noqa: PLR2004 - short words stay readable
        if not long:
            return text
        place = self._random.choice(long)
        word = words[place]
        at = self._random.randrange(1, len(word) - 1)
        words[place] = self._random.choice(
            (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at + 1 :],
                word[:at] + word[at] + word[at:],
            )
        )
        return " ".join(words)


def fit(samples: Sequence[Sample]) -> Calibration:
    """Least cross-entropy of the right entry, or of "none of them"."""
    columns = [expand(sample.measured.features) for sample in samples]
    width = columns[0].shape[1]
    weights = np.zeros(2 * width)
    both = [
        np.concatenate([some * ~sample.measured.spanish[:, None], some * sample.measured.spanish[:, None]], axis=1)
        for some, sample in zip(columns, samples, strict=True)
    ]
    moments, squares = np.zeros_like(weights), np.zeros_like(weights)
    size = max(len(some) for some in both)
    stacked = np.zeros((len(both), size, 2 * width), dtype=np.float32)
    present, right = np.zeros((len(both), size), dtype=bool), np.zeros((len(both), size), dtype=bool)
    for row, (some, sample) in enumerate(zip(both, samples, strict=True)):
        stacked[row, : len(some)], present[row, : len(some)] = some, True
        right[row, : len(some)] = sample.right
    share = np.array([sample.weight for sample in samples])
    share /= share.sum()
    for step in range(1, STEPS + 1):
        gradient = _gradient(weights, stacked, present, right, share) + DECAY * weights
        moments = 0.9 * moments + 0.1 * gradient
        squares = 0.999 * squares + 0.001 * gradient**2
        weights -= RATE * (moments / (1 - 0.9**step)) / (np.sqrt(squares / (1 - 0.999**step)) + 1e-8)
    english, spanish = weights[:width].round(4), weights[width:].round(4)
    return Calibration(tuple(english.tolist()), tuple(spanish.tolist()), SURE, WORTH)


def _gradient(
    weights: Numbers,
    columns: npt.NDArray[np.float32],
    present: npt.NDArray[np.bool_],
    right: npt.NDArray[np.bool_],
    share: Numbers,
) -> Numbers:
    scores = np.where(present, columns @ weights, -np.inf)
    top = np.maximum(scores.max(axis=1, keepdims=True), 0.0)
    odds = np.exp(scores - top)
    given = odds / (odds.sum(axis=1, keepdims=True) + np.exp(-top))
    rightly = np.where(right, odds, 0.0)
    wanted = rightly / np.maximum(rightly.sum(axis=1, keepdims=True), 1e-300)
    slope: Numbers = np.einsum("q,qd,qdc->c", share, given - wanted, columns, optimize=True)
    return slope


def main(content: str, unanswerable: str) -> None:
    questions = [question.text for question in read_questions([Path(unanswerable)])]
    samples = Tuning(load_content(Path(content))).samples(questions)
    fitted = fit(samples)
    raw = {"english": fitted.english, "spanish": fitted.spanish, "sure": fitted.sure, "worth": fitted.worth}
    FILE.write_text(json.dumps(raw, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
