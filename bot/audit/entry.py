"""One entry of the log, and its hash. `docs/audit-log.md` specifies the bytes.

Nothing of a patient enters the log: every field is an identifier or an enumeration, details have a list of names that
they may use, and a value with a space in it is refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.vault.fields import join_fields, u64

GENESIS = "0" * 64
MOMENT = "%Y-%m-%dT%H:%M:%S.%fZ"
HASH_INFO = b"frontdesk/audit/v1"
TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:,/@+-]{0,119}")
ACTION = re.compile(r"[a-z]+(?:[._][a-z]+)*")
# fmt: off
DETAIL_KEYS = frozenset(
    {
        "action", "after", "attempts", "before", "bytes", "categories", "channel", "conversation", "count",
        "days", "entries", "entry", "expires", "from", "hold", "kek_version", "keys", "kind", "language",
        "method", "outbox", "owner", "previous", "provider", "purpose", "reason", "role", "scope",
        "sequence", "session", "setting", "size", "staff", "status", "ticket", "to", "urgent", "until",
        "version", "visit_type", "why",
    }
)
# fmt: on


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """`hash` covers all the other fields, and through `prev` all earlier entries."""

    seq: int
    at: datetime
    actor: str
    action: str
    subject: str
    outcome: str
    details: str
    prev: str
    hash: str


def chain(
    *, seq: int, at: datetime, actor: str, action: str, subject: str, outcome: str, details: str, prev: str
) -> AuditEntry:
    """The entry with its hash."""
    fields = join_fields(
        HASH_INFO,
        u64(seq),
        moment_text(at).encode(),
        actor.encode(),
        action.encode(),
        subject.encode(),
        outcome.encode(),
        details.encode(),
        bytes.fromhex(prev),
    )
    return AuditEntry(seq, at, actor, action, subject, outcome, details, prev, hashlib.sha256(fields).hexdigest())


def moment_text(at: datetime) -> str:
    """Microseconds, in UTC, such as `2026-11-23T15:00:00.000000Z`."""
    return at.astimezone(UTC).strftime(MOMENT)


def parse_moment(text: str) -> datetime:
    """The opposite of `moment_text`. Raises ValueError for any other way of writing it."""
    at = datetime.strptime(text, MOMENT).replace(tzinfo=UTC)
    if moment_text(at) != text:
        raise ValueError("not a moment of the audit log")
    return at


def rehash(entry: AuditEntry) -> str:
    """What the entry's hash ought to be. Raises ValueError when its fields can not be hashed."""
    return chain(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        outcome=entry.outcome,
        details=entry.details,
        prev=entry.prev,
    ).hash


def details_text(details: Mapping[str, str | int]) -> str:
    """Canonical JSON. Raises ValueError for a name that is not listed or a value that could be free text."""
    for name, value in details.items():
        if name not in DETAIL_KEYS:
            raise ValueError(f"audit details may not hold {name!r}")
        if isinstance(value, str) and value and not TOKEN.fullmatch(value):
            raise ValueError(f"audit detail {name!r} is not an identifier")
    return json.dumps(dict(details), sort_keys=True, separators=(",", ":"))


def require_identifiers(*, actor: str, action: str, subject: str, outcome: str) -> None:
    """Raises ValueError, naming the field, for anything that could be free text."""
    for name, value, shape in (
        ("actor", actor, TOKEN),
        ("action", action, ACTION),
        ("subject", subject, TOKEN),
        ("outcome", outcome, ACTION),
    ):
        if not shape.fullmatch(value):
            raise ValueError(f"audit {name} is not an identifier")
