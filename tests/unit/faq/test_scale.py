"""Ten thousand entries: measuring a question takes milliseconds, and an edit does not take the index apart again."""

from __future__ import annotations

import random
import time
from statistics import median

import numpy as np
import pytest

from bot.faq.calibration import load_calibration
from bot.faq.content import FaqEntry
from bot.faq.document import Document, Texts, sentences, take_apart
from bot.faq.index import FaqIndex
from bot.faq.words import WordWeights, words_of
from bot.messages.effects import Language

ENTRIES = 10_000
FORMS = 8
BUDGET = 0.010  # seconds of computing a question, besides encoding it (7 ms)


@pytest.mark.slow
def test_measuring_a_question_against_ten_thousand_entries_takes_milliseconds(
    entries: tuple[FaqEntry, ...], weights: WordWeights
) -> None:
    chance = random.Random(1)  # noqa: S311 - repeatable on purpose
    noise = np.random.default_rng(1)
    words = sorted({word for entry in entries for word in words_of(entry.en.answer)})
    documents = []
    for number in range(ENTRIES):
        for language in Language:
            wording = entries[number % len(entries)].wording(language)
            asked = tuple(f"{form} {chance.choice(words)}" for form in wording.asked[:FORMS])
            texts = Texts(asked, sentences(wording.answer))
            vectors = noise.standard_normal((len(texts.all), 384), dtype=np.float32)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            documents.append(Document(number, language, take_apart(texts, vectors)))
    index, calibration = FaqIndex(documents, weights), load_calibration()
    taken = []
    for entry in entries:
        started = time.thread_time()
        calibration.probabilities(
            index.measure(entry.en.question, documents[0].parts.asked_vectors[0].astype(np.float32))
        )
        taken.append(time.thread_time() - started)
    assert median(taken) <= BUDGET
