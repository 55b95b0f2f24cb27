"""`frontdesk holds`: legal holds, by conversation id. The id stands in the address of the conversation's page."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import load_settings
from bot.transcripts.hold_reason import HoldReason

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.core import Stores

app = typer.Typer(help="Keep a conversation from being deleted.", no_args_is_help=True)

Conversation = Annotated[str, typer.Argument(help="The conversation's id, as in the address of its page at the desk.")]
By = Annotated[str, typer.Option(help="Sign-in name of the privacy officer in whose name this is done.")]


@app.command()
def place(
    conversation: Conversation, reason: Annotated[HoldReason, typer.Option(help="Why, without details.")], by: By
) -> None:
    """Keep it, with the secure chats it led to and their appointments, until the hold is released."""
    placed = asyncio.run(_place(conversation, reason, by))
    typer.echo("Held." if placed else "A hold stands already.")


@app.command()
def release(conversation: Conversation, by: By) -> None:
    """Let it go. What is past its time is deleted by the running service within minutes."""
    released = asyncio.run(_release(conversation, by))
    typer.echo("Released." if released else "No hold stands.")


@app.command("list")
def list_holds() -> None:
    """Every hold that stands: conversation, reason, since when, in whose name."""
    lines = asyncio.run(_list())
    typer.echo("\n".join(lines) if lines else "No hold stands.")


async def _place(conversation: str, reason: HoldReason, by: str) -> bool:
    from bot.desk.audited import SYSTEM
    from bot.messages.clock import utc_now
    from bot.transcripts.holds import LegalHolds

    async with _opened() as stores, stores.database.work() as session:
        officer = await _officer(session, by)
        return await LegalHolds(stores.audit).place(
            session, conversation, reason=reason, staff_id=officer, actor=SYSTEM, now=utc_now()
        )


async def _release(conversation: str, by: str) -> bool:
    from bot.desk.audited import SYSTEM
    from bot.transcripts.holds import LegalHolds

    async with _opened() as stores, stores.database.work() as session:
        officer = await _officer(session, by)
        return await LegalHolds(stores.audit).release(session, conversation, staff_id=officer, actor=SYSTEM)


async def _list() -> list[str]:
    from bot.desk.accounts import get_row
    from bot.transcripts.holds import LegalHolds

    async with _opened() as stores, stores.database.reading() as session:
        return [
            f"{hold.conversation_id} {hold.reason.value} {hold.placed_at:%Y-%m-%d} "
            f"{(await get_row(session, hold.placed_by)).login}"
            for hold in await LegalHolds(stores.audit).all(session)
        ]


@asynccontextmanager
async def _opened() -> AsyncIterator[Stores]:
    """Raises StartupError for an id that nothing has."""
    from bot.core import open_stores
    from bot.errors import StartupError
    from bot.messages.clock import utc_now

    stores = await open_stores(load_settings(), utc_now, os.urandom)
    try:
        yield stores
    except LookupError:
        raise StartupError("there is no conversation of this id") from None
    finally:
        await stores.database.close()


async def _officer(session: AsyncSession, login: str) -> str:
    """The account's id. Raises StartupError for anyone who might not do the same at the desk."""
    from bot.desk.accounts import account_of, find_row
    from bot.desk.permissions import Permission, permissions_of
    from bot.errors import StartupError

    row = await find_row(session, login)
    account = None if row is None else account_of(row)
    if account is None or account.disabled_at or Permission.HOLD_RECORDS not in permissions_of(account.role):
        raise StartupError(f"{login} is not the sign-in name of a privacy officer")
    return account.id
