"""Verifies an exported log offline, trusting the witnesses, checkpoints and public key one holds, and nothing of the
server.

In order: (1) every entry hashes to what it says; (2) every entry names the one before it, and none is missing;
(3) every checkpoint is signed by the key; (4) the log up to each checkpoint and each witness has its root. Only (4)
notices someone who rewrote the whole log and hashed it anew, and only for entries up to the newest one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bot.audit.anchoring import PATTERN
from bot.audit.checkpoint import Checkpoint, read_checkpoint, read_public_key
from bot.audit.entry import GENESIS, rehash
from bot.audit.export import read_entry, read_header
from bot.audit.merkle import Frontier
from bot.audit.witness import Witness, read_witnesses


class Fault(StrEnum):
    UNREADABLE = "unreadable"  # not an export, or a line that is no entry
    CHANGED = "changed"  # an entry does not hash to what it says
    BROKEN = "broken"  # an entry is missing, added, doubled or out of order
    NOT_SIGNED = "not_signed"  # a checkpoint is not from the holder of the key
    OTHER_LOG = "other_log"  # a checkpoint or witness of another organisation
    SHORTER = "shorter"  # the log ends before a checkpoint or witness does
    REWRITTEN = "rewritten"  # the log up to a checkpoint is not what was anchored
    NO_CHECKPOINT = "no_checkpoint"  # nothing to hold the log against


@dataclass(frozen=True, slots=True)
class Finding:
    """`place` is the number of the entry, or the size of the checkpoint, that is at fault."""

    fault: Fault
    place: int


@dataclass(slots=True)
class Verification:
    """`covered` entries are proven by a checkpoint or witness; later ones are only consistent in themselves."""

    entries: int = 0
    covered: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.findings

    def add(self, fault: Fault, place: int) -> None:
        self.findings.append(Finding(fault, place))


@dataclass(frozen=True, slots=True)
class HeldFolder:
    """A folder of checkpoints, and the file of the public key."""

    checkpoints: Path
    public_key: Path


def verify_files(export: Path, held: HeldFolder | None, witness: Path | None = None) -> Verification:
    """Raises OSError, and ValueError for a public key or a witness that is none."""
    witnesses = read_witnesses(witness.read_text(encoding="utf-8")) if witness else []
    key = read_public_key(held.public_key) if held else None
    checkpoints: list[Checkpoint] = []
    unreadable = Verification()
    for path in sorted(held.checkpoints.glob(PATTERN)) if held else []:
        try:
            checkpoints.append(read_checkpoint(path.read_text(encoding="utf-8")))
        except ValueError:
            unreadable.add(Fault.NOT_SIGNED, 0)
    with export.open(encoding="utf-8") as lines:
        result = verify(lines, checkpoints, key, witnesses)
    result.findings.extend(unreadable.findings)
    return result


def verify(
    lines: Iterable[str],
    checkpoints: Sequence[Checkpoint],
    key: Ed25519PublicKey | None,
    witnesses: Sequence[Witness] = (),
) -> Verification:
    """Without a `key` no checkpoint counts as signed; witnesses need none."""
    result = Verification()
    reader = iter(lines)
    try:
        organisation = read_header(next(reader, ""))
    except (ValueError, KeyError):
        result.add(Fault.UNREADABLE, 0)
        return result
    signed = _signed(checkpoints, key, result)
    anchors = _anchors([*signed, *witnesses], organisation, result)
    _walk(reader, anchors, result)
    for size in sorted(anchors):
        if size > result.entries:
            result.add(Fault.SHORTER, size)
    if not anchors:
        result.add(Fault.NO_CHECKPOINT, 0)
    return result


def _signed(
    checkpoints: Sequence[Checkpoint], key: Ed25519PublicKey | None, result: Verification
) -> Iterator[Checkpoint]:
    for checkpoint in checkpoints:
        if key is not None and checkpoint.is_signed_by(key):
            yield checkpoint
        else:
            result.add(Fault.NOT_SIGNED, checkpoint.size)


def _anchors(trusted: Iterable[Checkpoint | Witness], organisation: str, result: Verification) -> dict[int, set[str]]:
    """The roots by size. Two different roots for one size can not both be right, so both are kept."""
    anchors: dict[int, set[str]] = {}
    for held in trusted:
        if held.organisation != organisation:
            result.add(Fault.OTHER_LOG, held.size)
        else:
            anchors.setdefault(held.size, set()).add(held.root)
    return anchors


def _walk(lines: Iterable[str], anchors: dict[int, set[str]], result: Verification) -> None:
    """Stops at the first fault of the chain: nothing behind it can be judged."""
    frontier = Frontier()
    previous = GENESIS
    for number, line in enumerate(lines, start=1):
        try:
            entry = read_entry(line)
            expected = rehash(entry)
        except ValueError:
            result.add(Fault.UNREADABLE, number)
            return
        if entry.hash != expected:
            result.add(Fault.CHANGED, number)
            return
        if entry.seq != number or entry.prev != previous:
            result.add(Fault.BROKEN, number)
            return
        previous = entry.hash
        frontier.add(bytes.fromhex(entry.hash))
        result.entries = number
        if number in anchors:
            if anchors[number] != {frontier.root().hex()}:
                result.add(Fault.REWRITTEN, number)
                return
            result.covered = number
