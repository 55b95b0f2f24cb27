"""`frontdesk ask` behind the command: the journey without listeners, workers or networks.

The same inbox, guard, Rasa, actions and outbox as the service's; only nothing is ever sent, and everything lives in a
temporary folder that is removed at the end.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path

from sqlalchemy import insert, inspect, select
from sqlalchemy.exc import OperationalError

from bot.core import Core
from bot.errors import FrontdeskError, StartupError
from bot.faq.tables import FaqContentRow, FaqEntryRow, FaqPhrasingRow, FaqVersionRow, FaqWordingRow
from bot.messages.asking import Question
from bot.messages.clock import Clock
from bot.messages.inbound import InboundKind, InboundMessage
from bot.storage.base import Table
from bot.storage.engine import Database, make_engine
from bot.turns.trace import Trace

ACCOUNT = "ask"
FAQ_TABLES: tuple[type[Table], ...] = (FaqContentRow, FaqEntryRow, FaqVersionRow, FaqWordingRow, FaqPhrasingRow)


class Asking:
    def __init__(self, core: Core, clock: Clock) -> None:
        self._core = core
        self._clock = clock
        self._numbers = count(1)

    async def ask(self, question: Question) -> Trace:
        """Raises FrontdeskError when the message was lost on the way."""
        number = next(self._numbers)
        await self._core.inbox.accept([self._message(question, number)])
        event = await self._core.inbox.claim()
        trace = await self._core.journey.receive(event) if event is not None else None
        if trace is None:
            raise FrontdeskError("the message was not answered")
        return trace

    def _message(self, question: Question, number: int) -> InboundMessage:
        conversation = question.conversation
        return InboundMessage(
            channel=question.channel,
            account=ACCOUNT,
            event_id=f"ask-{number}",
            sender=f"line-{number}" if conversation is None else f"named-{conversation}",
            kind=InboundKind.TEXT,
            sent_at=self._clock(),
            text=question.text,
        )


async def copy_faq(source: Path, target: Database) -> None:
    """Copies the FAQ out of a clinic's database, which is opened for reading only. Raises StartupError."""
    if not source.is_file():
        raise StartupError(f"{source}: no such database")
    clinic = Database(make_engine(f"sqlite+aiosqlite:///file:{source.resolve()}?mode=ro&uri=true", read_only=True))
    try:
        async with clinic.reading() as reading, target.work() as writing:
            for row_type in FAQ_TABLES:
                columns = inspect(row_type).columns
                rows = (await reading.execute(select(*columns))).mappings().all()
                if rows:
                    await writing.execute(insert(row_type), [dict(row) for row in rows])
    except OperationalError as error:
        raise StartupError(f"{source}: not a database of this version") from error
    finally:
        await clinic.close()
