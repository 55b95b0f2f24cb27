"""What the service does by itself, every few minutes: forgets what is old, and anchors the audit log.

| what | kept for |
|---|---|
| done inbox rows, without body, to recognise a repeated delivery | 9 days |
| keys of a past day's inbox, and with them its dead letters' bodies | 2 days |
| finished outbox rows, without body | 30 days |
| buttons, links, page sessions, holds | until they run out |
| tries of a passphrase, replies that wait for a proof | 30 days |
| unanswered questions | 6 months |
| transcripts, unless under legal hold | `transcript_days` |
| past appointments, unless under legal hold | `appointment_days` |
| times that were held and never booked | 30 days |
| requests to erase | 90 days after they were settled |

Tickets, staff sessions and sign-in counts are tidied by the desk.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.anchoring import Anchor
from bot.conversations.choices import Choices
from bot.core import Stores
from bot.deliveries.retention import Chore, forget_deliveries
from bot.erasure.requests import forget_settled
from bot.faq.unanswered import Unanswered
from bot.messages.ids import Entropy
from bot.proof.tries import forget_old_tries
from bot.proof.waiting import forget_old_replies
from bot.scheduling.retention import AppointmentRetention
from bot.securepages.sessions import PageSessions
from bot.storage.wrapped_keys import StoredKeys
from bot.transcripts.retention import Retention

INBOX_KEYS = timedelta(days=2)
UNANSWERED = timedelta(days=183)
LOOK_BACK = 30  # days: a service that stood still for longer shreds the rest at its next start


def chores(stores: Stores, anchor: Anchor, entropy: Entropy) -> list[Chore]:
    """The anchor comes last, so that it covers what the others have recorded."""
    retention = Retention(stores.vault, stores.audit)
    appointments = AppointmentRetention(stores.vault, stores.audit)
    unanswered = Unanswered(stores.vault, entropy)

    async def forget_transcripts(session: AsyncSession, now: datetime) -> None:
        older_than = timedelta(days=stores.settings.transcript_days)
        await retention.purge_batch(session, older_than=older_than, now=now)

    async def forget_appointments(session: AsyncSession, now: datetime) -> None:
        older_than = timedelta(days=stores.settings.appointment_days)
        await appointments.purge_batch(session, older_than=older_than, now=now)

    async def forget_questions(session: AsyncSession, now: datetime) -> None:
        await unanswered.forget(session, now - UNANSWERED)

    async def shred_inbox_keys(session: AsyncSession, now: datetime) -> None:
        keys = StoredKeys(session)
        for days in range(LOOK_BACK):
            day = now - INBOX_KEYS - timedelta(days=days)
            await stores.vault.shred(keys, f"inbox:{day:%Y-%m-%d}")

    async def write_checkpoint(session: AsyncSession, _now: datetime) -> None:
        await anchor.write(session)

    return [
        forget_deliveries,
        shred_inbox_keys,
        Choices(entropy).forget_expired,
        stores.links.purge,
        PageSessions().purge,
        forget_old_tries,
        forget_old_replies,
        stores.holds.expire,
        forget_questions,
        forget_transcripts,
        forget_appointments,
        appointments.forget_unbooked,
        forget_settled,
        write_checkpoint,
    ]
