"""Choosing, changing and entering a passphrase.

1. It belongs to the chat on the network, so that any later link of that chat finds it.
2. Only the first secure chat may choose it, and only a chat that chose or entered it may change it, with the old one.
   A later chat may enter it. So what a page offers depends on the chats there are, never on the passphrase: who
   merely holds a link learns nothing, whatever is tried.
3. A try costs the same and counts the same whether it is wrong or there is nothing to be right about.
4. Kept is an argon2id hash, sealed under the conversation's own data key. The words themselves are kept nowhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.audit import Audit
from bot.conversations.store import scope_of
from bot.messages.clock import Clock
from bot.passwords.hashing import Passwords
from bot.passwords.strength import weakness_of
from bot.proof.family import Family, family_of
from bot.proof.proofs import How, Proofs
from bot.proof.tables import PassphraseRow
from bot.proof.tries import forgive, locked_until, take_try
from bot.storage.engine import Database
from bot.storage.wrapped_keys import StoredKeys
from bot.vault.context import SealContext
from bot.vault.vault import Vault

SHORTEST = 12  # characters: nothing else stands beside it, so it is longer than a staff password

type OnProof = Callable[[AsyncSession, str], Awaitable[None]]
"""The chat with this id is proven now, in the transaction given: what waited for it may go out."""


class Verdict(StrEnum):
    DONE = "done"
    WEAK = "weak"
    REFUSED = "refused"  # wrong, or there is none: nobody is told which
    LOCKED = "locked"
    NOT_OFFERED = "not_offered"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`until` is when a lock ends, None without one."""

    verdict: Verdict
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """What a chat's page may offer. `proven`: the passphrase was entered here."""

    choose: bool = False
    change: bool = False
    enter: bool = False
    proven: bool = False


NOTHING = Offers()


class Passphrases:
    """`known_words`: the clinic's names, which are guessed first. `close` when done."""

    def __init__(
        self,
        *,
        database: Database,
        vault: Vault,
        audit: Audit,
        proofs: Proofs,
        passwords: Passwords,
        on_proof: OnProof,
        clock: Clock,
        known_words: Sequence[str],
    ) -> None:
        self._database = database
        self._vault = vault
        self._audit = audit
        self._proofs = proofs
        self._passwords = passwords
        self._on_proof = on_proof
        self._clock = clock
        self._known_words = known_words

    def close(self) -> None:
        self._passwords.close()

    async def offers(self, session: AsyncSession, family: Family | None) -> Offers:
        """Nothing for a chat that was begun on the clinic's own site: no link could lead back to it."""
        if family is None:
            return NOTHING
        how = await self._proofs.how(session, family.chat_id)
        return Offers(
            choose=how is None and family.is_first,
            change=how is not None,
            # Who may choose and has not yet is asked to choose, not to enter: one form at a time.
            enter=how is not How.ENTERED and bool(family.siblings) and not (how is None and family.is_first),
            proven=how is How.ENTERED,
        )

    async def choose(self, chat_id: str, passphrase: str) -> Outcome:
        """Raises BusyError."""
        words = _normalised(passphrase)
        async with self._database.reading() as session:
            offered = (await self.offers(session, await family_of(session, chat_id))).choose
        if not offered:
            return Outcome(Verdict.NOT_OFFERED)
        if weakness_of(words, self._known_words, shortest=SHORTEST) is not None:
            return Outcome(Verdict.WEAK)
        hashed = await self._passwords.hash(words)
        async with self._database.work() as session:
            family = await family_of(session, chat_id, lock=True)
            if family is None or not (await self.offers(session, family)).choose:
                return Outcome(Verdict.NOT_OFFERED)  # chosen meanwhile, in another tab
            await self._keep(session, family, hashed)
            await self._proofs.record(session, family, How.CHOSEN, self._clock())
            await self._record(session, family, "passphrase.choose")
        return Outcome(Verdict.DONE)

    async def change(self, chat_id: str, old: str, new: str) -> Outcome:
        """Raises BusyError. The old one is tried as when it is entered: with a count and a lock."""
        words = _normalised(new)
        async with self._database.reading() as session:
            offered = (await self.offers(session, await family_of(session, chat_id))).change
        if not offered:
            return Outcome(Verdict.NOT_OFFERED)
        if weakness_of(words, self._known_words, shortest=SHORTEST) is not None:
            return Outcome(Verdict.WEAK)
        hashed = await self._passwords.hash(words)

        async def replace(session: AsyncSession, family: Family) -> None:
            await self._keep(session, family, hashed)
            await self._record(session, family, "passphrase.change")

        return await self._try(chat_id, old, replace)

    async def enter(self, chat_id: str, passphrase: str) -> Outcome:
        """Raises BusyError."""
        async with self._database.reading() as session:
            offered = (await self.offers(session, await family_of(session, chat_id))).enter
        if not offered:
            return Outcome(Verdict.NOT_OFFERED)

        async def prove(session: AsyncSession, family: Family) -> None:
            if await self._proofs.is_verified(session, chat_id):
                return  # the form was sent twice
            await self._proofs.record(session, family, How.ENTERED, self._clock())
            await self._on_proof(session, chat_id)
            await self._record(session, family, "passphrase.enter")

        return await self._try(chat_id, passphrase, prove)

    async def _try(
        self, chat_id: str, passphrase: str, when_right: Callable[[AsyncSession, Family], Awaitable[None]]
    ) -> Outcome:
        async with self._database.work() as session:
            family = await family_of(session, chat_id, lock=True)  # before the tries, as below: else a deadlock
            if family is None:
                return Outcome(Verdict.NOT_OFFERED)
            until = await take_try(session, family.network_id, self._clock())
            if until is not None:
                await self._record(session, family, "passphrase.enter", outcome="locked")
                return Outcome(Verdict.LOCKED, until)
            row = await session.get(PassphraseRow, family.network_id, populate_existing=True)
            stored = await self._reveal(session, row) if row is not None else None
        # Outside of any transaction: a hash takes long, and others must write meanwhile.
        right = await self._passwords.matches(stored, _normalised(passphrase))
        async with self._database.work() as session:
            family = await family_of(session, chat_id, lock=True) or family
            if right:
                await forgive(session, family.network_id)
                await when_right(session, family)
                return Outcome(Verdict.DONE)
            until = await locked_until(session, family.network_id, self._clock())
            await self._record(session, family, "passphrase.enter", outcome="refused")
            if until is not None:
                await self._record(session, family, "passphrase.lock")
        return Outcome(Verdict.LOCKED if until is not None else Verdict.REFUSED, until)

    async def _keep(self, session: AsyncSession, family: Family, hashed: str) -> None:
        sealed = await self._vault.seal(StoredKeys(session), _context(family.network_id), hashed.encode())
        row = await session.get(PassphraseRow, family.network_id, populate_existing=True)
        if row is None:
            row = PassphraseRow(conversation_id=family.network_id)
            session.add(row)
        row.sealed_hash, row.chosen_at = sealed, self._clock()
        await session.flush()

    async def _reveal(self, session: AsyncSession, row: PassphraseRow) -> str:
        context = _context(row.conversation_id)
        return (await self._vault.reveal(StoredKeys(session), context, row.sealed_hash)).decode()

    async def _record(self, session: AsyncSession, family: Family, action: str, outcome: str = "ok") -> None:
        await self._audit.record(
            session,
            actor="patient",
            action=action,
            subject=scope_of(family.network_id),
            outcome=outcome,
            details={"conversation": family.chat_id},
        )


def _context(network_id: str) -> SealContext:
    return SealContext(scope=scope_of(network_id), record="passphrase")


def _normalised(passphrase: str) -> str:
    """One spelling for what different keyboards send: composed characters, single spaces, none around."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", passphrase)).strip()
