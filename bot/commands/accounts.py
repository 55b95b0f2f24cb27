"""`frontdesk accounts`: people who may sign in to the desk."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer

from bot.settings import load_settings

app = typer.Typer(help="Staff accounts of the desk.", no_args_is_help=True)


@app.command()
def create(
    login: Annotated[str, typer.Argument(help="What they sign in with, such as an e-mail address.")],
    name: Annotated[str, typer.Option(prompt=True, help="As patients and colleagues see it.")],
    role: Annotated[str, typer.Option(prompt=True, help="staff, faq_admin, privacy_officer or admin")] = "staff",
) -> None:
    """Create an account. Prints a temporary password once; it is replaced at the first sign-in."""
    typer.echo(asyncio.run(_create(login, name, role)))


async def _create(login: str, name: str, role: str) -> str:
    from bot.core import open_stores
    from bot.desk.desk import build_accounts
    from bot.desk.permissions import Role
    from bot.errors import StartupError
    from bot.messages.clock import utc_now
    from bot.passwords.hashing import Passwords

    try:
        wanted = Role(role)
    except ValueError:
        raise StartupError(f"there is no role {role!r}: choose {', '.join(Role)}") from None
    stores = await open_stores(load_settings(), utc_now, os.urandom)
    passwords = Passwords()
    accounts = build_accounts(stores.vault, stores.audit, passwords, os.urandom, stores.clinic)
    password = accounts.temporary_password()
    async with stores.database.work() as session:
        await accounts.create(session, name=name, login=login, role=wanted, password=password, now=utc_now())
    passwords.close()
    await stores.database.close()
    return f"{login} can sign in with the temporary password {password}"
