"""What a patient told anywhere is not said back on a network: not by staff who answer in the network's own chat."""

from __future__ import annotations

import pytest

from bot.conversations.conversation import Owner
from bot.core import Core
from tests.fakes.clock import FakeClock
from tests.journey.conftest import Patient
from tests.journey.secure_chats import STAFF, Links, book


@pytest.fixture
async def network_id(core: Core, clock: FakeClock, patient: Patient) -> str:
    """A conversation that staff have claimed, on a clinic's page where they may answer."""
    await patient.writes("hello")
    conversation_id = await patient.conversation_id()
    async with core.stores.database.work() as session:
        await core.stores.conversations.change_owner(
            session, conversation_id, expected=Owner.BOT, to=Owner.PERSON, staff=STAFF, now=clock()
        )
    return conversation_id


@pytest.mark.parametrize(
    "words",
    [
        "Hello Quimby",
        "is that rosalind?",
        "We have 312-555-0148 on file, right?",
        "4/12/1961?",
        "R O S A L I N D quimby",
    ],
)
async def test_who_somebody_said_they_are_when_they_booked_is_not_said_on_the_network(
    core: Core, clock: FakeClock, network_id: str, words: str
) -> None:
    await book(core, clock, network_id)
    sent = await core.announcing.send_as_staff(network_id, STAFF, words)
    assert sent.replaced


async def test_what_was_told_in_the_secure_chat_is_not_said_on_the_network(
    core: Core, clock: FakeClock, network_id: str
) -> None:
    chat = await Links(core, clock, network_id).open()
    await chat.writes("you can use the code word zinnia-44871")
    assert (await core.announcing.send_as_staff(network_id, STAFF, "zinnia 44871 works")).replaced


async def test_anything_else_is_said(core: Core, clock: FakeClock, network_id: str) -> None:
    await book(core, clock, network_id)
    sent = await core.announcing.send_as_staff(network_id, STAFF, "We are open until six today.")
    assert sent.sent
    assert not sent.replaced
