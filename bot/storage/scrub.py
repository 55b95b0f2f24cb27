"""Takes deleted bytes out of the database's files.

SQLite overwrites deleted rows (`secure_delete`), but the write-ahead log beside the file still holds the old pages
until it is checkpointed and cut to nothing. PostgreSQL reuses dead rows after VACUUM and keeps its own log as long as
it is told to; neither can be overwritten from here, so the answer is honest about it. Backups hold what they held.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine


class Scrubbed(StrEnum):
    CLEAN = "clean"  # the live files hold the deleted bytes no more
    LATER = "later"  # a reader held the log open: scrub again
    UNKNOWN = "unknown"  # this database does not let us say


async def scrub(engine: AsyncEngine) -> Scrubbed:
    """Call it after the deleting transaction has committed, outside of any other."""
    if engine.dialect.name != "sqlite":
        return Scrubbed.UNKNOWN
    async with engine.connect() as connection:
        return Scrubbed.CLEAN if await connection.run_sync(_truncate_log) else Scrubbed.LATER


def _truncate_log(connection: Connection) -> bool:
    # Through the driver's own cursor: SQLAlchemy would begin a transaction, in which no checkpoint can run.
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    row = cursor.fetchone()
    cursor.close()
    return row is not None and not row[0]  # the first column says that somebody was in the way
