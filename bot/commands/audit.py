"""`frontdesk audit`: export the log, anchor it, hand out witnesses, verify it offline."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.audit.checkpoint import Checkpoint

app = typer.Typer(help="The tamper-evident log.", no_args_is_help=True)


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What `frontdesk audit export` wrote.")],
    checkpoints: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="The checkpoints that you hold.")
    ] = None,
    public_key: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="By default the one beside the checkpoints.")
    ] = None,
    witness: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="The lines of `frontdesk audit witness` you kept.")
    ] = None,
) -> None:
    """Verify an export against what you hold. Needs neither the database nor the service, and trusts neither."""
    from bot.audit.anchoring import PUBLIC_KEY_FILE
    from bot.audit.verify import HeldFolder, verify_files
    from bot.errors import StartupError

    if checkpoints is None and witness is None:
        raise StartupError("name what you hold: --checkpoints, --witness, or both")
    held = HeldFolder(checkpoints, public_key or checkpoints / PUBLIC_KEY_FILE) if checkpoints else None
    try:
        result = verify_files(file, held, witness)
    except (OSError, ValueError) as error:
        raise StartupError("the public key or the witness cannot be read") from error
    for finding in result.findings:
        typer.echo(f"{finding.fault.value} at {finding.place}")
    tail = result.entries - result.covered
    typer.echo(f"{result.entries} entries, {result.covered} of them proven, {tail} since then.")
    typer.echo("Whole." if result.ok else "Not whole.")
    raise typer.Exit(0 if result.ok else 1)


@app.command()
def export(file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Write the whole log to a file, as JSON lines. The export itself is recorded first."""
    typer.echo(f"{asyncio.run(_export(file))} entries.")


@app.command()
def checkpoint() -> None:
    """Sign the log as it stands now, into the checkpoint folder (FRONTDESK_CHECKPOINT_FOLDER)."""
    typer.echo(asyncio.run(_checkpoint()))


@app.command("witness")
def print_witness() -> None:
    """Print one line for somebody who does not run this machine to keep: how long the log is, and its root."""
    typer.echo(asyncio.run(_witness()), nl=False)


async def _export(file: Path) -> int:
    from bot.audit.export import export_lines
    from bot.core import open_stores
    from bot.messages.clock import utc_now
    from bot.vault.keyring import write_private_file

    stores = await open_stores(load_settings(), utc_now, os.urandom)
    async with stores.database.work() as session:
        await stores.audit.record(session, actor="system", action="audit.export", subject="audit")
    async with stores.database.reading() as session:
        lines = [line async for line in export_lines(session, stores.settings.organisation)]
    await stores.database.close()
    write_private_file(file, "".join(lines).encode())
    return len(lines) - 1


async def _checkpoint() -> str:
    written = await _write_checkpoint()
    if written is None:
        return "Nothing was recorded since the last checkpoint."
    return f"{written.size} entries, root {written.root}, key {written.key}"


async def _witness() -> str:
    from bot.audit.anchoring import CheckpointFolder
    from bot.audit.witness import witness_of
    from bot.errors import StartupError

    settings = load_settings()
    newest = await _write_checkpoint() or CheckpointFolder(settings.checkpoint_folder, settings.data_folder).last()
    if newest is None:
        raise StartupError("nothing was recorded yet")
    return witness_of(newest).to_line()


async def _write_checkpoint() -> Checkpoint | None:
    from bot.audit.anchoring import Places, open_anchor
    from bot.core import open_stores
    from bot.messages.clock import utc_now

    settings = load_settings()
    stores = await open_stores(settings, utc_now, os.urandom)
    places = Places(settings.key_folder, settings.checkpoint_folder, settings.data_folder)
    try:
        anchor = open_anchor(places, stores.settings.organisation, utc_now, os.urandom)
        async with stores.database.reading() as session:
            return await anchor.write(session)
    finally:
        await stores.database.close()
