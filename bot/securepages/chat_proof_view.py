"""What the chat page shows of the patient's proof: the form on offer, and the earlier chats that the proof opens."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages.effects import Language
from bot.proof.family import family_of
from bot.proof.passphrases import SHORTEST, Offers
from bot.securepages.chat_parts import Chat
from bot.securepages.chat_view import Bubble, Bubbles
from bot.securepages.pages import SecurePages


@dataclass(frozen=True, slots=True, repr=False)
class ProofView:
    """`earlier`: the bubbles of each earlier chat, oldest chat first. `trying`: a form was sent and did not succeed."""

    offers: Offers
    earlier: tuple[tuple[Bubble, ...], ...]
    trying: bool
    shortest: int = SHORTEST


async def view_proof(
    session: AsyncSession, pages: SecurePages, parts: Chat, chat_id: str, language: Language, *, trying: bool
) -> ProofView:
    """Each earlier chat that is shown is a view of it, with its audit entry."""
    family = await family_of(session, chat_id)
    offers = await parts.passphrases.offers(session, family)
    earlier = []
    for other in await parts.proofs.opened_to(session, family) if family is not None else ():
        entries = await parts.transcripts.read_as_patient(session, other)
        if entries:
            earlier.append(tuple(Bubbles(pages, language).show(entries)))
    return ProofView(offers, tuple(earlier), trying)
