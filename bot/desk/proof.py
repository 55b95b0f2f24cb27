"""Who has proved to be the patient. Until secure pages ask for a proof, nobody has."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession


class NobodyVerified:
    """Implements `PatientProof`: staff always see "not verified"."""

    async def is_verified(self, session: AsyncSession, conversation_id: str) -> bool:  # noqa: ARG002 - the port's
        return False
