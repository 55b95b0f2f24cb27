"""Tokens for the guard: a run of letters, a run of digits, or one other character.

spaCy's own English rules keep `dob:4/12/88` or `555-0142x9` in one piece. Here a span can end wherever an identifier
ends, so nothing beside it is masked and nothing of it is left.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

PIECES = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_|\s")


class ChatTokenizer:
    """Keeps every character: `doc.text` is the text it was given."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for piece in PIECES.findall(text):
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self._vocab, words=words, spaces=spaces)

    # spaCy asks every tokenizer for these when it saves a pipeline; this one has no state.
    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> ChatTokenizer:
        return self
