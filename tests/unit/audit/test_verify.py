"""Offline verification finds every change, deletion, insertion and reorder that a checkpoint covers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.audit.anchoring import PUBLIC_KEY_FILE, Anchor
from bot.audit.audit import Audit
from bot.audit.checkpoint import Checkpoint, CheckpointSigner
from bot.audit.entry import GENESIS, rehash
from bot.audit.export import NAMES, read_entry
from bot.audit.verify import Fault, HeldFolder, Verification, verify, verify_files
from bot.storage.engine import Database
from tests.fakes.clock import FakeClock
from tests.unit.audit.conftest import ENTRIES, export, record_some


@pytest.fixture
async def checkpoint(database: Database, audit: Audit, anchor: Anchor) -> Checkpoint:
    await record_some(database, audit)
    async with database.work() as session:
        written = await anchor.write(session)
    assert written is not None
    return written


@pytest.fixture
async def lines(database: Database, checkpoint: Checkpoint) -> list[str]:  # noqa: ARG001 - anchored first
    return await export(database)


def faults(result: Verification) -> list[Fault]:
    return [finding.fault for finding in result.findings]


def rewrite(lines: list[str], number: int, **changes: object) -> None:
    lines[number] = json.dumps(json.loads(lines[number]) | changes)


def hash_anew(lines: list[str]) -> None:
    """What an attacker with the database does: every entry renumbered, every hash right."""
    previous = GENESIS
    for number in range(1, len(lines)):
        rewrite(lines, number, seq=number, prev=previous)
        previous = rehash(read_entry(lines[number]))
        rewrite(lines, number, hash=previous)


async def test_an_untouched_log_is_proven_to_its_end(
    lines: list[str], checkpoint: Checkpoint, signer: CheckpointSigner
) -> None:
    result = verify(lines, [checkpoint], signer.public_key)
    assert (result.ok, result.entries, result.covered) == (True, ENTRIES, ENTRIES)


async def test_entries_since_the_checkpoint_are_reported_as_not_covered(
    database: Database, audit: Audit, checkpoint: Checkpoint, signer: CheckpointSigner
) -> None:
    await record_some(database, audit, 3)
    result = verify(await export(database), [checkpoint], signer.public_key)
    assert (result.ok, result.entries, result.covered) == (True, ENTRIES + 3, ENTRIES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("number", [1, 5, ENTRIES])
async def test_any_changed_column_is_found(
    lines: list[str], checkpoint: Checkpoint, signer: CheckpointSigner, name: str, number: int
) -> None:
    value = json.loads(lines[number])[name]
    changed = value + 1 if isinstance(value, int) else value.translate(str.maketrans("0123456789", "1234567890"))
    if changed == value:
        changed = value + "x"
    rewrite(lines, number, **{name: changed})
    result = verify(lines, [checkpoint], signer.public_key)
    assert not result.ok
    assert result.findings[0].place in {number, number + 1}


async def test_any_flipped_bit_of_an_entry_is_found(
    lines: list[str], checkpoint: Checkpoint, signer: CheckpointSigner
) -> None:
    entry = lines[5].rstrip("\n").encode()
    for bit in range(0, len(entry) * 8, 3):
        forged = bytearray(entry)
        forged[bit // 8] ^= 1 << bit % 8
        text = forged.decode("latin-1")
        result = verify([*lines[:5], text, *lines[6:]], [checkpoint], signer.public_key)
        assert not result.ok, bit


def delete_one(lines: list[str]) -> None:
    del lines[4]


def delete_last(lines: list[str]) -> None:
    del lines[-1]


def delete_all(lines: list[str]) -> None:
    del lines[1:]


def swap(lines: list[str]) -> None:
    lines[3], lines[4] = lines[4], lines[3]


def double(lines: list[str]) -> None:
    lines.insert(4, lines[4])


def insert_foreign(lines: list[str]) -> None:
    lines.insert(4, lines[9])


def change_one(lines: list[str]) -> None:
    rewrite(lines, 4, actor="staff:somebody-else")


TAMPERINGS: list[Callable[[list[str]], None]] = [delete_one, delete_last, delete_all, swap, double, insert_foreign]


@pytest.mark.parametrize("tamper", [*TAMPERINGS, change_one])
async def test_tampering_is_found(
    lines: list[str], checkpoint: Checkpoint, signer: CheckpointSigner, tamper: Callable[[list[str]], None]
) -> None:
    tamper(lines)
    assert not verify(lines, [checkpoint], signer.public_key).ok


@pytest.mark.parametrize("tamper", [*TAMPERINGS, change_one])
async def test_a_log_that_was_hashed_anew_is_found_by_the_checkpoint_alone(
    lines: list[str], checkpoint: Checkpoint, signer: CheckpointSigner, tamper: Callable[[list[str]], None]
) -> None:
    tamper(lines)
    hash_anew(lines)
    assert faults(verify(lines, [], signer.public_key)) == [Fault.NO_CHECKPOINT]
    assert faults(verify(lines, [checkpoint], signer.public_key))[0] in {Fault.REWRITTEN, Fault.SHORTER}


async def test_a_checkpoint_that_the_attacker_signs_is_refused(
    lines: list[str], checkpoint: Checkpoint, signer: CheckpointSigner, clock: FakeClock
) -> None:
    forger = CheckpointSigner(Ed25519PrivateKey.generate(), "riverbend")
    forged = forger.sign(size=checkpoint.size, root=bytes.fromhex(checkpoint.root), at=clock())
    for bad in (
        forged,
        replace(checkpoint, size=checkpoint.size - 1),
        replace(checkpoint, root="00" * 32),
        replace(checkpoint, at=forged.at.replace("2026", "2027")),
        replace(checkpoint, key=forged.key),
    ):
        assert faults(verify(lines, [bad], signer.public_key)) == [Fault.NOT_SIGNED, Fault.NO_CHECKPOINT]


async def test_a_checkpoint_of_another_organisation_is_refused(
    lines: list[str], checkpoint: Checkpoint, signer: CheckpointSigner
) -> None:
    lines[0] = lines[0].replace("riverbend", "elsewhere")
    assert Fault.OTHER_LOG in faults(verify(lines, [checkpoint], signer.public_key))


async def test_files_are_verified_without_the_database(lines: list[str], elsewhere: Path, tmp_path: Path) -> None:
    file = tmp_path / "audit.jsonl"
    file.write_text("".join(lines))
    held = HeldFolder(elsewhere, elsewhere / PUBLIC_KEY_FILE)
    assert verify_files(file, held).covered == ENTRIES
    (elsewhere / "checkpoint-000000000099.json").write_text('{"size": 99}')
    assert faults(verify_files(file, held)) == [Fault.NOT_SIGNED]


@pytest.mark.parametrize("content", ["", "{}\n", "[]\n", "nonsense\n", '{"format":"frontdesk-audit/2"}\n'])
async def test_what_is_no_export_is_said_to_be_unreadable(signer: CheckpointSigner, content: str) -> None:
    assert faults(verify(content.splitlines(), [], signer.public_key)) == [Fault.UNREADABLE]
