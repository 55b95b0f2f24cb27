"""Checkpoints: the tree of RFC 9162, where they are written, and what is not anchored."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import delete, text

from bot.audit.anchoring import Anchor, CheckpointFolder, Places, open_anchor
from bot.audit.audit import Audit
from bot.audit.checkpoint import CheckpointSigner, create_signing_key, load_signing_key, read_checkpoint
from bot.audit.merkle import merkle_root
from bot.audit.tables import AuditRow
from bot.errors import AuditError, StartupError
from bot.messages.ids import Entropy
from bot.storage.engine import Database
from bot.vault.keyring import create_keyring
from tests.fakes.clock import FakeClock
from tests.unit.audit.conftest import record_some


def root_by_definition(leaves: list[bytes]) -> bytes:
    """RFC 9162, section 2.1.1, word for word."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + root_by_definition(leaves[:split]) + root_by_definition(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(40))
def test_the_root_is_that_of_the_rfc(size: int) -> None:
    leaves = [bytes([number]) * 32 for number in range(size)]
    assert merkle_root(leaves) == root_by_definition(leaves)


async def test_a_checkpoint_is_written_only_when_something_was_recorded(
    database: Database, audit: Audit, anchor: Anchor, elsewhere: Path
) -> None:
    written = []
    for count in (0, 2, 0, 3):
        await record_some(database, audit, count)
        async with database.work() as session:
            written.append(await anchor.write(session))
    assert [checkpoint and checkpoint.size for checkpoint in written] == [None, 2, None, 5]
    files = sorted(path.name for path in elsewhere.iterdir())
    assert files == ["audit-signing.pub", "checkpoint-000000000002.json", "checkpoint-000000000005.json"]


async def test_a_restarted_service_goes_on_where_it_was(
    database: Database, audit: Audit, anchor: Anchor, restarted: Anchor, signer: CheckpointSigner
) -> None:
    await record_some(database, audit, 2)
    async with database.work() as session:
        await anchor.write(session)
    await record_some(database, audit, 2)
    async with database.work() as session:
        checkpoint = await restarted.write(session)
    assert checkpoint is not None
    assert checkpoint.size == 4
    assert checkpoint.is_signed_by(signer.public_key)


@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM audit WHERE seq = 3",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE seq = 1",
        "UPDATE audit SET hash = prev WHERE seq = 2",
    ],
)
async def test_a_log_that_is_not_what_it_was_is_not_anchored_again(
    database: Database, audit: Audit, anchor: Anchor, restarted: Anchor, tampering: str
) -> None:
    await record_some(database, audit, 3)
    async with database.work() as session:
        await anchor.write(session)
    async with database.work() as session:
        await session.execute(text(tampering))
    for _ in range(2):  # the second time it must not have forgotten
        async with database.work() as session:
            with pytest.raises(AuditError):
                await restarted.write(session)


async def test_a_restored_backup_is_not_anchored_even_after_it_has_grown(
    database: Database, audit: Audit, anchor: Anchor, restarted: Anchor
) -> None:
    await record_some(database, audit, 5)
    async with database.work() as session:
        await anchor.write(session)
        await session.execute(delete(AuditRow).where(AuditRow.seq > 3))
        await session.execute(text("UPDATE audit_head SET seq = 3, hash = (SELECT hash FROM audit WHERE seq = 3)"))
    await record_some(database, audit, 4)
    async with database.work() as session:
        with pytest.raises(AuditError):
            await restarted.write(session)


def test_checkpoints_inside_the_data_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StartupError, match="data folder"):
        CheckpointFolder(tmp_path, tmp_path)
    with pytest.raises(StartupError, match="no such folder"):
        CheckpointFolder(tmp_path / "missing", tmp_path / "data")


def test_a_signing_key_is_private_and_never_replaced(tmp_path: Path, entropy: Entropy) -> None:
    create_signing_key(tmp_path, entropy)
    with pytest.raises(StartupError):
        create_signing_key(tmp_path, entropy)
    (tmp_path / "audit-signing.key").chmod(0o644)
    with pytest.raises(StartupError, match="chmod 600"):
        load_signing_key(tmp_path)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"size": "1"}', "nonsense"])
def test_what_is_no_checkpoint_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match=r"not a checkpoint|Expecting"):
        read_checkpoint(content)


async def test_the_first_start_makes_the_signing_key_and_a_later_one_never_replaces_it(
    database: Database, audit: Audit, entropy: Entropy, tmp_path: Path, elsewhere: Path
) -> None:
    clock = FakeClock()
    keys = tmp_path / "keys"
    create_keyring(keys, entropy)
    places = Places(keys=keys, checkpoints=elsewhere, data=tmp_path / "data")
    await record_some(database, audit, 1)
    async with database.work() as session:
        await open_anchor(places, "riverbend", clock, entropy).write(session)
    made = (keys / "audit-signing.key").read_bytes()
    open_anchor(places, "riverbend", clock, entropy)
    assert (keys / "audit-signing.key").read_bytes() == made
    (keys / "audit-signing.key").unlink()
    with pytest.raises(StartupError, match="audit-signing"):
        open_anchor(places, "riverbend", clock, entropy)
