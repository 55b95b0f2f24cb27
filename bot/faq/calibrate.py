"""Fits `calibration.json`: `python -m bot.faq.calibrate data/faq tests/sets/faq/tuning.jsonl`.

The tuning questions come from the content itself: each stored phrasing is asked of an index without it (and once more
with a typing error), so its own entry is right; and each is asked of an index without its entry, so nothing is right.
A written list is added, in voices unlike the phrasings', of which many are answered by no entry. The sets whose figures
are reported are never read here.
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
from bot.faq.content import FaqEntry, Wording, load_content
from bot.faq.document import Document, Floats, Texts, sentences, take_apart
from bot.faq.evaluate import Question, read_questions
from bot.faq.index import FaqIndex, Measured
from bot.faq.words import WordWeights, load_word_ranks
from bot.messages.effects import Language

FOLDS = 5
NEAREST = 24  # documents of a question that are fitted: the rest have no chance
STEPS, RATE, DECAY = 1_500, 0.05, 2e-4  # of the gradient descent (Adam)
# How much a question counts: the written ones are most like life, those without their entry harder than life.
WRITTEN, WITHOUT_PHRASING, MISTYPED, WITHOUT_ENTRY = 4.0, 1.0, 0.5, 0.3
SURE, WORTH = 0.5, 0.08  # chosen on the written tuning questions
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
            (number, language): self._encoder.encode([*wording.asked, *_said(wording)])
            for number, entry in enumerate(entries)
            for language in Language
            for wording in (entry.wording(language),)
        }

    def samples(self, written: Sequence[Question]) -> list[Sample]:
        found = [*self._without_phrasing(), *self._without_entry()]
        index = self._index(set(self._asked))
        numbers = {entry.id: number for number, entry in enumerate(self._entries)}
        for question in written:
            entry = None if question.expected is None else numbers[question.expected]
            found.append(self._sample(index, question.text, entry, WRITTEN))
        return found

    def _without_phrasing(self) -> Iterator[Sample]:
        fold = {asked: self._random.randrange(FOLDS) for asked in self._asked}
        for number in range(FOLDS):
            left_out = [asked for asked in self._asked if fold[asked] == number]
            index = self._index(set(self._asked) - set(left_out))
            for asked in left_out:
                yield self._sample(index, asked.text, asked.entry, WITHOUT_PHRASING)
                yield self._sample(index, self._mistype(asked.text), asked.entry, MISTYPED)

    def _without_entry(self) -> Iterator[Sample]:
        fold = [self._random.randrange(FOLDS) for _ in self._entries]
        for number in range(FOLDS):
            index = self._index({asked for asked in self._asked if fold[asked.entry] != number})
            for asked in self._asked:
                if fold[asked.entry] == number:
                    yield self._sample(index, asked.text, None, WITHOUT_ENTRY)

    def _index(self, kept: Set[Asked]) -> FaqIndex:
        documents = []
        for (number, language), vectors in self._vectors.items():
            wording = self._entries[number].wording(language)
            places = [place for place, text in enumerate(wording.asked) if Asked(number, language, place, text) in kept]
            if places:
                texts = Texts(tuple(wording.asked[place] for place in places), _said(wording))
                rows = [*places, *range(len(wording.asked), len(vectors))]
                documents.append(Document(number, language, take_apart(texts, vectors[rows])))
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


def _said(wording: Wording) -> tuple[str, ...]:
    return sentences(BLANK.sub("", f"{wording.answer} {wording.when_to_get_care}"))


def fit(samples: Sequence[Sample]) -> Calibration:
    """Least cross-entropy of the right entry, or of "none of them"."""
    columns, present, right = _stack(samples)
    share = np.array([sample.weight for sample in samples])
    share /= share.sum()
    weights = np.zeros(columns.shape[2])
    moments, squares = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        gradient = _gradient(weights, columns, present, right, share) + DECAY * weights
        moments = 0.9 * moments + 0.1 * gradient
        squares = 0.999 * squares + 0.001 * gradient**2
        weights -= RATE * (moments / (1 - 0.9**step)) / (np.sqrt(squares / (1 - 0.999**step)) + 1e-8)
    english, spanish = np.split(weights.round(4), 2)
    return Calibration(tuple(english.tolist()), tuple(spanish.tolist()), SURE, WORTH)


def _stack(samples: Sequence[Sample]) -> tuple[Numbers, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """(question, document, column) of the nearest documents, which of them there are, and which are right.

    English documents fill the first half of the columns, Spanish ones the second, so that each half has its weights.
    """
    nearest = min(NEAREST, max(len(sample.right) for sample in samples))
    width = expand(samples[0].measured.features).shape[1]
    columns = np.zeros((len(samples), nearest, 2 * width))
    present, right = (np.zeros((len(samples), nearest), dtype=np.bool_) for _ in range(2))
    for row, sample in enumerate(samples):
        front = np.argsort(-sample.measured.features.sum(axis=1))[:nearest]
        weighed, spanish = expand(sample.measured.features[front]), sample.measured.spanish[front, None]
        columns[row, : len(front)] = np.concatenate([weighed * ~spanish, weighed * spanish], axis=1)
        present[row, : len(front)], right[row, : len(front)] = True, sample.right[front]
    return columns, present, right


def _gradient(
    weights: Numbers,
    columns: Numbers,
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


def main(content: str, written: str) -> None:
    samples = Tuning(load_content(Path(content))).samples(read_questions([Path(written)]))
    fitted = fit(samples)
    raw = {"english": fitted.english, "spanish": fitted.spanish, "sure": fitted.sure, "worth": fitted.worth}
    FILE.write_text(json.dumps(raw, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
