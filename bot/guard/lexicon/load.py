"""Loads the lexicon that set-up built. A missing or damaged file stops the start: no lexicon, no guard."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StartupError

DEFAULT_FOLDER = Path("var/artefacts")
FILE_NAME = "guard-lexicon.json.gz"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything lower case and folded as the normaliser folds. Phrases may have several words."""

    first_names: frozenset[str]
    last_names: frozenset[str]
    ambiguous_names: frozenset[str]  # ordinary words, places or titles too
    common_words: frozenset[str]
    places: tuple[str, ...]
    brands: tuple[str, ...]
    eponyms: tuple[str, ...]
    drugs: tuple[str, ...]
    body: tuple[str, ...]
    health: Mapping[str, tuple[str, ...]]  # by sensitivity


def load_lexicon(folder: Path = DEFAULT_FOLDER) -> Lexicon:
    """Raises StartupError."""
    path = folder / FILE_NAME
    try:
        content = json.loads(gzip.decompress(path.read_bytes()))
        if content["format"] != FORMAT:
            raise StartupError(f"{path} was built by another version; run `make setup`")
        return Lexicon(
            first_names=frozenset(content["first"]),
            last_names=frozenset(content["last"]),
            ambiguous_names=frozenset(content["ambiguous"]),
            common_words=frozenset(content["common"]),
            places=tuple(content["places"]),
            brands=tuple(content["brands"]),
            eponyms=tuple(content["eponyms"]),
            drugs=tuple(content["drugs"]),
            body=tuple(content["body"]),
            health={name: tuple(phrases) for name, phrases in content["health"].items()},
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise StartupError(f"{path} is missing or damaged; run `make setup`") from error
