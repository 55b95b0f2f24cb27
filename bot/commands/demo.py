"""`frontdesk demo`: a sample clinic, a desk with staff accounts, and a page that plays a social network."""

from __future__ import annotations

import asyncio
import os
import sys

import typer
from rich.console import Console
from rich.panel import Panel
from rich.table import Table

from bot.settings import Settings, load_settings

STAFF = (
    ("alicia", "Alicia Grant", "staff"),
    ("rosa", "Rosa Jimenez", "faq_admin"),
    ("paul", "Paul Osei", "privacy_officer"),
    ("tom", "Tom Becker", "admin"),
)


def register(app: typer.Typer) -> None:
    app.command()(demo)


def demo() -> None:
    """Run the sample clinic on this machine: nothing leaves it, no account anywhere is needed."""
    from bot.commands.serve import run_until_told
    from bot.logs import configure_logs

    configure_logs(readable=sys.stderr.isatty())
    settings = load_settings(demo=True)
    asyncio.run(_prepare(settings))
    asyncio.run(run_until_told(settings))


async def _prepare(settings: Settings) -> None:
    from bot.vault.keyring import create_keyring

    if not settings.key_folder.exists():
        create_keyring(settings.key_folder, os.urandom)
    settings.checkpoint_folder.mkdir(parents=True, exist_ok=True)
    _show(settings, await _fresh_passwords(settings))


async def _fresh_passwords(settings: Settings) -> list[tuple[str, str, str]]:
    """Every start gives the demo staff new passwords: they are printed once and kept nowhere."""
    from bot.core import open_stores
    from bot.desk.accounts import find_row
    from bot.desk.desk import build_accounts
    from bot.desk.permissions import Role
    from bot.messages.clock import utc_now
    from bot.passwords.hashing import Passwords

    stores = await open_stores(settings, utc_now, os.urandom)
    passwords = Passwords()
    accounts = build_accounts(stores.vault, stores.audit, passwords, os.urandom, stores.clinic)
    shown = []
    async with stores.database.work() as session:
        for login, name, role in STAFF:
            password = accounts.temporary_password()
            known = await find_row(session, login)
            if known is None:
                await accounts.create(
                    session,
                    name=name,
                    login=login,
                    role=Role(role),
                    password=password,
                    now=utc_now(),
                    temporary=False,
                )
            else:
                await accounts.set_password(session, known.id, await passwords.hash(password))
            shown.append((login, password, role))
    passwords.close()
    await stores.database.close()
    return shown


def _show(settings: Settings, staff: list[tuple[str, str, str]]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("sign in as", "password", "role"):
        table.add_column(heading, no_wrap=True)
    for row in staff:
        table.add_row(*row)
    console = Console(stderr=True)
    console.print(
        Panel.fit(
            f"Demo social network   {settings.demo_url}/demo\n"
            f"The clinic's web chat {settings.public_url}/chat\n"
            f"The staff's desk      {settings.staff_url}/",
            title="Frontdesk demo",
        )
    )
    console.print(table)
    console.print("The first answers may take half a minute while the language models load.\n")
