"""A red flag in a page comment is answered where everyone reads along."""

from __future__ import annotations

import pytest

from bot.core import Core
from bot.messages.effects import Language
from bot.messages.inbound import InboundKind
from tests.journey.conftest import Patient


@pytest.mark.parametrize(
    ("comment", "name", "language"),
    [
        ("my chest hurts so bad and my arm is numb", "emergency_public", Language.ENGLISH),
        ("my son drank bleach", "emergency_public", Language.ENGLISH),
        ("i want to kill myself", "crisis_public", Language.ENGLISH),
        ("my husband beats me", "crisis_public", Language.ENGLISH),
        ("mi bebé no respira", "emergency_public", Language.SPANISH),
        ("ya no quiero vivir", "crisis_public", Language.SPANISH),
    ],
)
async def test_a_comment_gets_the_text_that_says_nothing_of_its_writer(
    core: Core, patient: Patient, comment: str, name: str, language: Language
) -> None:
    trace = await patient.writes(comment, InboundKind.COMMENT, refers_to="comment-1")
    assert [reply["text"] for reply in trace["replies"]] == [core.stores.texts.say(name, language)]
    assert trace["handoff"]


async def test_the_same_words_in_private_get_the_private_text(core: Core, patient: Patient) -> None:
    trace = await patient.writes("my son drank bleach")
    assert [reply["text"] for reply in trace["replies"]] == [
        core.stores.texts.say("emergency_poison", Language.ENGLISH)
    ]
