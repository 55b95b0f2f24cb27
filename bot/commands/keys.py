"""`frontdesk keys`: the files that everything is sealed with."""

from __future__ import annotations

import os

import typer

from bot.settings import load_settings

app = typer.Typer(help="Create and rotate the keys that seal transcripts.", no_args_is_help=True)


@app.command()
def create() -> None:
    """Create the key folder (FRONTDESK_KEY_FOLDER) with its first keys. Back it up away from the database."""
    from bot.vault.keyring import create_keyring

    folder = load_settings().key_folder
    create_keyring(folder, os.urandom)
    typer.echo(f"Created {folder}. Keep a copy in a safe place that is not a backup of the database.")
