"""What an entry is, as it stands in `data/faq/*.yml` and as an admin edits it.

Rules enforced here: both languages present; question and answer short enough to be read on a phone; sources named;
nothing in an entry may address the reader's own case (`tests/unit/faq` looks for doses and diagnoses).
A file never uses the keys `nlu responses rules stories intents`: Rasa reads every YAML file under `data/`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.errors import StartupError
from bot.messages.effects import Language

WORD_LIMIT = 90  # words of an answer together with its "when to get care"
SAMPLE = "sample, not clinically reviewed"
MIN_PHRASINGS = {Language.ENGLISH: 4, Language.SPANISH: 3}


class Kind(StrEnum):
    HEALTH = "health"  # needs a clinician's approval outside demo mode
    CLINIC = "clinic"  # the clinic's own facts: a template over clinic.yml


class Audience(StrEnum):
    """Who the answer is written for. Entries for `patients` are never offered where anyone reads along."""

    EVERYONE = "everyone"
    ADULTS = "adults"
    OLDER_ADULTS = "older adults"
    PARENTS = "parents"
    PREGNANCY = "pregnancy"
    PATIENTS = "patients"


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(_Content):
    title: str = Field(min_length=3)
    url: str = Field(pattern=r"^(https://|\{website\})")


class Wording(_Content):
    """One language of an entry. `question` is how the clinic puts it, `phrasings` how people ask it."""

    question: str = Field(min_length=8, max_length=120)
    phrasings: tuple[str, ...]
    answer: str = Field(min_length=20)
    when_to_get_care: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        return (self.question, *self.phrasings)

    @model_validator(mode="after")
    def _short_enough(self) -> Self:
        words = len(f"{self.answer} {self.when_to_get_care}".split())
        if words > WORD_LIMIT:
            raise ValueError(f"{words} words; an answer has at most {WORD_LIMIT}")
        return self

    @model_validator(mode="after")
    def _asked_without_blanks(self) -> Self:
        if any("{" in text for text in self.asked):
            raise ValueError("a question has no blanks: people do not know the clinic's facts yet")
        folded = [text.casefold() for text in self.asked]
        if len(set(folded)) < len(folded):
            raise ValueError("the same phrasing stands twice")
        return self


class FaqEntry(_Content):
    """`guidance_differs`: federal and professional bodies disagree, so the answer gives no schedule or dose count."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)
    kind: Kind
    audience: Audience
    review: str = ""  # `SAMPLE` in the seed; an entry of a clinic's own says nothing here
    review_by: date
    guidance_differs: bool = False
    sources: tuple[Source, ...] = Field(min_length=1, max_length=3)
    sources_checked_on: date | None = None
    en: Wording
    es: Wording

    def wording(self, language: Language) -> Wording:
        return self.es if language is Language.SPANISH else self.en

    @model_validator(mode="after")
    def _enough_phrasings(self) -> Self:
        for language, least in MIN_PHRASINGS.items():
            if len(self.wording(language).phrasings) < least:
                raise ValueError(f"{language.value}: at least {least} phrasings")
        return self


class _Theme(_Content):
    theme: str
    entries: tuple[FaqEntry, ...]


def load_content(folder: Path) -> tuple[FaqEntry, ...]:
    """Every entry of `folder/*.yml`, by file name. Raises StartupError naming the file, the entry and the field."""
    entries: list[FaqEntry] = []
    for path in sorted(folder.glob("*.yml")):
        entries.extend(_load_theme(path))
    if not entries:
        raise StartupError(f"{folder}: no FAQ entries")
    _refuse_repeats(entries)
    return tuple(entries)


def _load_theme(path: Path) -> tuple[FaqEntry, ...]:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise StartupError(f"{path}: not valid YAML") from error
    try:
        return _Theme.model_validate(raw).entries
    except ValidationError as error:
        first = error.errors()[0]
        raise StartupError(f"{path}: {_where(raw, first['loc'])}: {first['msg']}") from error


def _where(raw: object, location: tuple[int | str, ...]) -> str:
    """`entries.3.en` with the entry's id instead of its number, where it has one."""
    parts = [str(part) for part in location]
    match raw, location:
        case {"entries": list(entries)}, ("entries", int(number), *_) if number < len(entries):
            match entries[number]:
                case {"id": str(entry_id)}:
                    parts[:2] = [entry_id]
    return ".".join(parts) or "the file"


def _refuse_repeats(entries: Iterable[FaqEntry]) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.id in seen.values():
            raise StartupError(f"FAQ entry {entry.id} stands twice")
        for language in Language:
            for text in entry.wording(language).asked:
                other = seen.setdefault(f"{language.value}:{text.casefold()}", entry.id)
                if other != entry.id:
                    raise StartupError(f"FAQ entries {other} and {entry.id} share the phrasing {text!r}")
