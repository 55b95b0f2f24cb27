"""The log as a file that anyone can verify without the database: a header line, then one entry a line, as JSON."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.entry import AuditEntry, moment_text, parse_moment
from bot.audit.tables import AuditRow

FORMAT = "frontdesk-audit/1"
NAMES = tuple(field.name for field in fields(AuditEntry))
TYPES = {"seq": int}  # the others are text


async def export_lines(session: AsyncSession, organisation: str) -> AsyncIterator[str]:
    """Every line of the file, newline included."""
    yield _line({"format": FORMAT, "organisation": organisation})
    rows = await session.stream_scalars(select(AuditRow).order_by(AuditRow.seq))
    async for row in rows:
        yield _line({name: getattr(row, name) for name in NAMES} | {"at": moment_text(row.at)})


def read_header(line: str) -> str:
    """The organisation. Raises ValueError when this is no export."""
    header = json.loads(line)
    if not isinstance(header, dict) or header.get("format") != FORMAT or not isinstance(header["organisation"], str):
        raise ValueError("not an audit export")
    return header["organisation"]


def read_entry(line: str) -> AuditEntry:
    """Raises ValueError when the line is no entry, or has anything more or less than one."""
    values = json.loads(line)
    if not isinstance(values, dict) or values.keys() != set(NAMES):
        raise ValueError("not an audit entry")
    if any(type(values[name]) is not TYPES.get(name, str) for name in NAMES):
        raise ValueError("not an audit entry")
    return AuditEntry(**{**values, "at": parse_moment(values["at"])})


def _line(values: dict[str, object]) -> str:
    return json.dumps(values, sort_keys=True, separators=(",", ":")) + "\n"
