"""A log with a few entries, its export, and a folder of checkpoints that lies elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.audit.anchoring import Anchor, CheckpointFolder
from bot.audit.audit import Audit
from bot.audit.checkpoint import CheckpointSigner, create_signing_key, load_signing_key
from bot.audit.export import export_lines
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.vault.keyring import create_keyring
from tests.fakes.clock import FakeClock

ENTRIES = 10


@pytest.fixture
def audit(clock: FakeClock) -> Audit:
    return Audit(clock)


@pytest.fixture
def signer(tmp_path: Path, entropy: Entropy) -> CheckpointSigner:
    create_keyring(tmp_path / "keys", entropy)
    create_signing_key(tmp_path / "keys", entropy)
    return CheckpointSigner(load_signing_key(tmp_path / "keys"), "riverbend")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "held-by-the-privacy-officer"
    folder.mkdir()
    return folder


@pytest.fixture
def anchor(elsewhere: Path, tmp_path: Path, signer: CheckpointSigner, clock: FakeClock) -> Anchor:
    return Anchor(CheckpointFolder(elsewhere, tmp_path / "data"), signer, clock)


@pytest.fixture
def restarted(anchor: Anchor, elsewhere: Path, tmp_path: Path, signer: CheckpointSigner, clock: FakeClock) -> Anchor:  # noqa: ARG001 - after it
    """The same folder and key in a process that has read nothing yet."""
    return Anchor(CheckpointFolder(elsewhere, tmp_path / "data"), signer, clock)


async def record_some(database: Database, audit: Audit, count: int = ENTRIES) -> None:
    for number in range(count):
        async with database.work() as session:
            await audit.record(
                session,
                actor=f"staff:nurse-{number % 3}",
                action="transcript.read",
                subject=f"conversation:c{number}",
                details={"why": "handoff", "entries": number},
            )


async def export(database: Database) -> list[str]:
    async with database.work() as session:
        return [line async for line in export_lines(session, "riverbend")]
