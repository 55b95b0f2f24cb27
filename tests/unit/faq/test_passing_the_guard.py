"""Every answer of the seed may be said on a social channel: the guard on the way out finds nothing in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.clinic import Clinic
from bot.faq.blanks import ClinicBlanks, fill
from bot.faq.content import FaqEntry
from bot.guard.build import build_guard
from bot.guard.guard import Guard
from bot.guard.lexicon.build import build_if_changed
from bot.messages.channel import Ceiling
from bot.messages.effects import Language


@pytest.fixture(scope="module")
def guard(clinic: Clinic, tmp_path_factory: pytest.TempPathFactory) -> Guard:
    artefacts = Path(tmp_path_factory.mktemp("artefacts"))
    build_if_changed(artefacts)
    return build_guard(clinic, artefacts, wide_model=False)


def test_every_answer_and_question_passes_the_guard_on_a_social_channel(
    entries: tuple[FaqEntry, ...], blanks: ClinicBlanks, guard: Guard
) -> None:
    refused = []
    for entry in entries:
        for language in Language:
            wording, filling = entry.wording(language), blanks.on(date(2026, 11, 21), language)
            answer = fill(f"{wording.answer} {wording.when_to_get_care}", filling)
            source = fill(f"{entry.sources[0].title}, {entry.sources[0].url}", filling)
            for text in (f"{answer}\n{source}", wording.question):
                if not guard.check(text, Ceiling.SOCIAL, known=None, fixed=False).allowed:
                    refused.append((entry.id, language.value))
    assert refused == []
