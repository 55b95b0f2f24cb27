"""Writes checkpoints into a folder outside of the data: one that is copied, mounted from, or owned by somebody else.

Rules: a checkpoint is written once and never over another; a log that has become shorter than the last checkpoint, or
whose beginning has another root, is not anchored again but reported.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.audit.checkpoint import (
    SIGNING_FILE,
    Checkpoint,
    CheckpointSigner,
    create_signing_key,
    load_signing_key,
    read_checkpoint,
    write_public_key,
)
from bot.audit.merkle import Frontier
from bot.audit.tables import AuditRow
from bot.errors import AuditError, StartupError
from bot.messages.clock import Clock
from bot.messages.ids import Entropy

PATTERN = "checkpoint-*.json"
PUBLIC_KEY_FILE = "audit-signing.pub"


class CheckpointFolder:
    def __init__(self, folder: Path, data_folder: Path) -> None:
        """Raises StartupError when the folder is missing or inside the data folder."""
        if not folder.is_dir():
            raise StartupError(f"{folder}: no such folder; audit checkpoints belong there")
        if folder.resolve().is_relative_to(data_folder.resolve()):
            raise StartupError(f"{folder}: audit checkpoints may not lie inside the data folder {data_folder}")
        self._folder = folder

    def last(self) -> Checkpoint | None:
        """Raises AuditError when the newest file is no checkpoint."""
        paths = sorted(self._folder.glob(PATTERN))
        if not paths:
            return None
        try:
            return read_checkpoint(paths[-1].read_text(encoding="utf-8"))
        except ValueError as error:
            raise AuditError from error

    def write(self, checkpoint: Checkpoint) -> Path:
        path = self._folder / f"checkpoint-{checkpoint.size:012d}.json"
        draft = path.with_suffix(".draft")
        with draft.open("w", encoding="utf-8") as file:
            file.write(checkpoint.to_json())
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(draft)  # unlike a rename, refuses to take another's place
        except FileExistsError:
            raise AuditError from None
        finally:
            draft.unlink()
        return path

    def publish(self, signer: CheckpointSigner) -> None:
        """Puts the public key beside the checkpoints, unless one is there."""
        path = self._folder / PUBLIC_KEY_FILE
        if not path.exists():
            write_public_key(path, signer.public_key)


class Anchor:
    """Keep one for as long as the service runs: each checkpoint then reads only the entries since the last."""

    def __init__(self, folder: CheckpointFolder, signer: CheckpointSigner, clock: Clock) -> None:
        self._folder = folder
        self._signer = signer
        self._clock = clock
        self._frontier = Frontier()
        folder.publish(signer)

    async def write(self, session: AsyncSession) -> Checkpoint | None:
        """None when nothing was recorded since the last checkpoint. Raises AuditError when the log is not whole."""
        last = self._folder.last()
        grown = await self._read(session, last)
        if last is not None and grown.size <= last.size:
            if grown.size < last.size:
                raise AuditError
            return None
        if grown.size == 0:
            return None
        checkpoint = self._signer.sign(size=grown.size, root=grown.root(), at=self._clock())
        self._folder.write(checkpoint)
        self._frontier = grown
        return checkpoint

    async def _read(self, session: AsyncSession, last: Checkpoint | None) -> Frontier:
        """The tree with the entries that are new, held against the last checkpoint on the way."""
        grown = self._frontier.copy()
        query = select(AuditRow.seq, AuditRow.hash).where(AuditRow.seq > grown.size).order_by(AuditRow.seq)
        async for seq, digest in await session.stream(query):
            grown.add(bytes.fromhex(digest))
            if seq != grown.size:
                raise AuditError
            if last is not None and seq == last.size and grown.root().hex() != last.root:
                raise AuditError
        return grown


@dataclass(frozen=True, slots=True)
class Places:
    keys: Path
    checkpoints: Path
    data: Path


def open_anchor(places: Places, organisation: str, clock: Clock, entropy: Entropy) -> Anchor:
    """Makes the signing key at the first time. Raises StartupError when it is missing and checkpoints are there: a new
    key must not take an old one's place unnoticed.
    """
    folder = CheckpointFolder(places.checkpoints, places.data)
    if not (places.keys / SIGNING_FILE).exists() and folder.last() is None:
        create_signing_key(places.keys, entropy)
    return Anchor(folder, CheckpointSigner(load_signing_key(places.keys), organisation), clock)
