"""`frontdesk keys`: the files that everything is sealed with, and the audit signed."""

from __future__ import annotations

import asyncio
import os
from typing import Annotated

import typer

from bot.errors import StartupError
from bot.settings import load_settings

app = typer.Typer(help="Create and rotate the keys that seal transcripts.", no_args_is_help=True)


@app.command()
def create() -> None:
    """Create the key folder (FRONTDESK_KEY_FOLDER) with its first keys. Back it up away from the database."""
    from bot.audit.checkpoint import create_signing_key
    from bot.vault.keyring import create_keyring

    folder = load_settings().key_folder
    create_keyring(folder, os.urandom)
    create_signing_key(folder, os.urandom)  # here, so that the copy that is made now is a whole one
    typer.echo(f"Created {folder}. Keep a copy in a safe place that is not a backup of the database.")


@app.command()
def rotate() -> None:
    """Add the next key. It seals from the next start on; then run `frontdesk keys rewrap`."""
    from bot.vault.keyring import add_kek

    folder = load_settings().key_folder
    version = add_kek(folder, os.urandom)
    typer.echo(f"Created version {version} in {folder}. Restart the service, then run: frontdesk keys rewrap")


@app.command()
def rewrap() -> None:
    """Wrap every data key under the newest key. May be stopped and run again; nothing is sealed anew."""
    typer.echo(asyncio.run(_rewrap()))


@app.command()
def destroy(
    version: Annotated[int, typer.Argument(help="The version to remove for good.")],
    restarted: Annotated[
        bool, typer.Option(prompt="Was every running service restarted since the newer key was made?")
    ],
) -> None:
    """Remove an old key. Refused while a data key is still wrapped under it."""
    if not restarted:
        raise StartupError("restart first: a service that still has the old key as its newest goes on sealing with it")
    asyncio.run(_destroy(version))
    typer.echo(f"Version {version} is gone.")


async def _rewrap() -> str:
    from bot.core import open_stores
    from bot.messages.clock import utc_now
    from bot.storage.wrapped_keys import StoredKeys
    from bot.vault.keyring import load_keyring
    from bot.vault.rotation import Rotation

    settings = load_settings()
    stores = await open_stores(settings, utc_now, os.urandom)
    keyring = load_keyring(settings.key_folder, settings.data_folder)
    rotation = Rotation(keyring, stores.settings.organisation, os.urandom)
    rewrapped = failed = 0
    after: bytes | None = b""
    while after is not None:
        async with stores.database.work() as session:
            batch = await rotation.rewrap_batch(StoredKeys(session), after=after)
        rewrapped, failed, after = rewrapped + batch.rewrapped, failed + batch.failed, batch.last
    async with stores.database.reading() as session:
        behind = await rotation.behind(StoredKeys(session))
    await stores.database.close()
    return (
        f"{rewrapped} wrapped anew under version {keyring.newest}, {failed} could not be opened, {behind} still behind."
    )


async def _destroy(version: int) -> None:
    from bot.core import open_stores
    from bot.messages.clock import utc_now
    from bot.storage.wrapped_keys import StoredKeys
    from bot.vault.keyring import load_keyring
    from bot.vault.rotation import Rotation

    settings = load_settings()
    stores = await open_stores(settings, utc_now, os.urandom)
    keyring = load_keyring(settings.key_folder, settings.data_folder)
    rotation = Rotation(keyring, settings.organisation, os.urandom)
    try:
        async with stores.database.work() as session:
            await rotation.destroy(StoredKeys(session), settings.key_folder, version)
    finally:
        await stores.database.close()
