"""The encoder against published figures and the properties that search and NLU rely on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from bot.encoder.sentences import DIMENSIONS, SentenceEncoder
from bot.encoder.weights import model_folder


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(model_folder())


def test_similarities_equal_the_published_ones(encoder: SentenceEncoder) -> None:
    """Source: https://sbert.net/docs/quickstart.html, for this very model."""
    vectors = encoder.encode(
        ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."],
    )
    published = [[1.0, 0.6660, 0.1046], [0.6660, 1.0, 0.1411], [0.1046, 0.1411, 1.0]]
    np.testing.assert_allclose(vectors @ vectors.T, published, atol=2e-4)


@pytest.mark.parametrize(
    ("question", "paraphrase", "unrelated"),
    [
        ("what time do you open", "when are you open?", "do you take insurance"),
        ("can I get a flu shot", "do you offer influenza vaccines", "where can I park my car"),
        ("I need to talk to a human", "let me speak with a real person", "how long does a cold last"),
        ("book an appointment", "schedule a visit please", "how much does it cost"),
    ],
)
def test_paraphrases_are_closer_than_unrelated_texts(
    encoder: SentenceEncoder, question: str, paraphrase: str, unrelated: str
) -> None:
    asked, same, other = encoder.encode([question, paraphrase, unrelated])
    assert asked @ same > asked @ other + 0.1


def test_every_vector_has_length_one(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(["", "hi", "¿Están abiertos el sábado?", "🙂🙂", "word " * 2000, "\x00"])
    assert vectors.shape == (6, DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_give_no_vectors(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_text_has_the_same_vector_alone_and_in_a_batch(encoder: SentenceEncoder) -> None:
    texts = [f"question {number} about " + "opening hours " * (number % 9) for number in range(70)]
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_the_same_text_has_the_same_vector_every_time(encoder: SentenceEncoder) -> None:
    again = SentenceEncoder(model_folder())
    np.testing.assert_array_equal(encoder.encode(["my knee hurts"]), again.encode(["my knee hurts"]))


def test_a_text_is_cut_after_the_models_length(encoder: SentenceEncoder) -> None:
    first, second = encoder.encode(["knee " * 400 + "hurts", "knee " * 500 + "is fine"])
    np.testing.assert_allclose(first, second, atol=1e-5)


def test_threads_may_share_one_encoder(encoder: SentenceEncoder) -> None:
    texts = [f"is parking free on day {number}" for number in range(16)]
    expected = encoder.encode(texts)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda text: encoder.encode([text])[0], texts))
    np.testing.assert_allclose(np.stack(results), expected, atol=1e-5)
