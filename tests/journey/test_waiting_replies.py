"""Replies of staff in a secure chat that name what was told elsewhere: they wait for the patient's proof."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.conversation import Owner
from bot.core import Core
from bot.desk.ports import StaffSend
from bot.messages.effects import Language
from bot.messages.reply import LinkPurpose
from bot.passwords.hashing import Passwords
from bot.proof.passphrases import Passphrases, Verdict
from bot.securepages.sessions import PageSessions
from bot.storage.wrapped_keys import StoredKeys
from tests.fakes.clock import FakeClock
from tests.fakes.desk import QUICK_HASHER
from tests.journey.conftest import Patient
from tests.journey.secure_chats import STAFF, Links, book

PASSPHRASE = "lantern otter quilt"
SENT = StaffSend(sent=True, replaced=False)
WAITS = StaffSend(sent=False, replaced=False, waits=True)


@pytest.fixture
def passphrases(core: Core, clock: FakeClock) -> Passphrases:
    async def on_proof(session: AsyncSession, chat_id: str) -> None:
        await core.announcing.deliver_waiting(session, chat_id)

    return Passphrases(
        database=core.stores.database,
        vault=core.stores.vault,
        audit=core.stores.audit,
        proofs=core.stores.proofs,
        passwords=Passwords(QUICK_HASHER),
        on_proof=on_proof,
        clock=clock,
        known_words=[],
    )


@pytest.fixture
async def links(core: Core, clock: FakeClock, patient: Patient) -> Links:
    await patient.writes("hello")
    return Links(core, clock, await patient.conversation_id())


async def test_what_was_told_in_another_browser_waits_and_goes_out_after_the_proof(
    links: Links, passphrases: Passphrases
) -> None:
    first, second = await links.open(), await links.open()
    await first.writes("my phone is 312-555-0148")
    await passphrases.choose(first.id, PASSPHRASE)
    assert await first.hears("We call you at 312-555-0148.") == SENT, "this browser told it"
    assert await second.hears("How can we help?") == SENT
    assert await second.hears("We call you at (312) 555 0148.") == WAITS
    assert await second.by_staff() == ["How can we help?"]
    assert await second.waiting() == ["We call you at (312) 555 0148."]
    assert (await passphrases.enter(second.id, "not the passphrase")).verdict is Verdict.REFUSED
    assert await second.waiting(), "a wrong one delivers nothing"
    assert (await passphrases.enter(second.id, PASSPHRASE)).verdict is Verdict.DONE
    assert await second.by_staff() == ["How can we help?", "We call you at (312) 555 0148."]
    assert await second.waiting() == []
    assert await second.hears("So 312.555.0148 it is.") == SENT


async def test_what_an_unproven_chat_told_goes_on_waiting_after_the_proof_of_another(
    links: Links, passphrases: Passphrases
) -> None:
    """Whoever came first chose the passphrase; that earns nothing of what others told."""
    first, unproven, third = await links.open(), await links.open(), await links.open()
    await passphrases.choose(first.id, PASSPHRASE)
    await unproven.writes("write to rosalind@example.com")
    assert await third.hears("Is it rosalind@example.com?") == WAITS
    await passphrases.enter(third.id, PASSPHRASE)
    assert await third.by_staff() == []
    assert await third.waiting() == ["Is it rosalind@example.com?"]


async def test_what_is_told_here_may_be_said_here(links: Links) -> None:
    first, second = await links.open(), await links.open()
    await first.writes("my phone is 312-555-0148")
    assert await second.hears("312-555-0148?") == WAITS
    await second.writes("you can call 312-555-0148")
    assert await second.hears("312-555-0148, thank you.") == SENT


@pytest.mark.parametrize(
    "words",
    [
        "Hello Ms. Quimby!",
        "Is rosalind quimby your name?",
        "We have 312-555-0148.",
        "Born 4/12/1961, right?",
        "See you on November 23.",
        "We wrote to rosalind@example.com",
    ],
)
async def test_what_stands_in_a_booking_waits(core: Core, clock: FakeClock, links: Links, words: str) -> None:
    await book(core, clock, links.network_id)
    chat = await links.open()
    assert await chat.hears(words) == WAITS
    assert await chat.hears("Good morning. May I ask what it is about?") == SENT


async def test_a_booking_may_be_spoken_of_in_the_browser_that_made_it(
    core: Core, clock: FakeClock, links: Links
) -> None:
    appointment = await book(core, clock, links.network_id)
    chat, other = await links.open(), await links.open()
    async with core.stores.database.work() as session:
        for token, chat_id, booked in (("a", None, appointment), ("b", chat.id, None)):
            await PageSessions().open(
                session,
                token,
                conversation_id=links.network_id,
                purpose=LinkPurpose.SECURE_CHAT,
                subject="",
                browser_id="the same browser",
                language=Language.ENGLISH,
                now=clock(),
                chat_conversation_id=chat_id,
                appointment_id=booked,
            )
    assert await chat.hears("Hello Ms. Quimby!") == SENT
    assert await other.hears("Hello Ms. Quimby!") == WAITS


async def test_a_removed_booking_key_holds_up_nobody(core: Core, clock: FakeClock, links: Links) -> None:
    appointment = await book(core, clock, links.network_id)
    async with core.stores.database.work() as session:
        await core.stores.vault.shred(StoredKeys(session), f"appointment:{appointment}")
    assert await (await links.open()).hears("Hello Ms. Quimby!") == SENT


async def test_a_chat_of_the_site_waits_for_nothing(core: Core, clock: FakeClock, patient: Patient) -> None:
    await patient.writes("hello")
    links = Links(core, clock, await patient.conversation_id())
    other = await links.open()
    await other.writes("my phone is 312-555-0148")
    site = Patient(core, clock, channel="webchat", sender="site-visitor")
    await site.writes("hello")
    chat_id = await site.conversation_id()
    async with core.stores.database.work() as session:
        await core.stores.conversations.change_owner(
            session, chat_id, expected=Owner.BOT, to=Owner.PERSON, staff=STAFF, now=clock()
        )
    assert await core.announcing.send_as_staff(chat_id, STAFF, "312-555-0148?") == SENT


async def test_asking_for_the_passphrase_is_a_fixed_text(core: Core, links: Links) -> None:
    chat = await links.open()
    assert await core.announcing.ask_for_proof(chat.id, STAFF)
    assert not await core.announcing.ask_for_proof(chat.id, "somebody-else")
    async with core.stores.database.reading() as session:
        (entry,) = await core.stores.transcripts.follow_as_patient(session, chat.id, after=0)
    assert entry.text == core.stores.texts.say("proof_please", Language.ENGLISH)
