"""Verifies an exported log offline, trusting the checkpoints and the public key one holds, and nothing of the server.

In order: (1) every entry hashes to what it says; (2) every entry names the one before it, and none is missing;
(3) every checkpoint is signed by the key; (4) the log up to each checkpoint has its root. Only (4) notices someone who
rewrote the whole log and hashed it anew, and only for entries up to the newest checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bot.audit.anchoring import PATTERN
from bot.audit.checkpoint import Checkpoint, read_checkpoint, read_public_key
from bot.audit.entry import GENESIS, rehash
from bot.audit.export import read_entry, read_header
from bot.audit.merkle import Frontier


class Fault(StrEnum):
    UNREADABLE = "unreadable"  # not an export, or a line that is no entry
    CHANGED = "changed"  # an entry does not hash to what it says
    BROKEN = "broken"  # an entry is missing, added, doubled or out of order
    NOT_SIGNED = "not_signed"  # a checkpoint is not from the holder of the key
    OTHER_LOG = "other_log"  # a checkpoint of another organisation
    SHORTER = "shorter"  # the log ends before a checkpoint does
    REWRITTEN = "rewritten"  # the log up to a checkpoint is not what was anchored
    NO_CHECKPOINT = "no_checkpoint"  # nothing to hold the log against


@dataclass(frozen=True, slots=True)
class Finding:
    """`place` is the number of the entry, or the size of the checkpoint, that is at fault."""

    fault: Fault
    place: int


@dataclass(slots=True)
class Verification:
    """`covered` entries are proven by a checkpoint; later ones are only consistent in themselves."""

    entries: int = 0
    covered: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.findings

    def add(self, fault: Fault, place: int) -> None:
        self.findings.append(Finding(fault, place))


def verify_files(export: Path, checkpoints: Path, public_key: Path) -> Verification:
    """`checkpoints` is a folder of them. Raises OSError, and ValueError for a public key that is none."""
    key = read_public_key(public_key)
    held: list[Checkpoint] = []
    unreadable = Verification()
    for path in sorted(checkpoints.glob(PATTERN)):
        try:
            held.append(read_checkpoint(path.read_text(encoding="utf-8")))
        except ValueError:
            unreadable.add(Fault.NOT_SIGNED, 0)
    with export.open(encoding="utf-8") as lines:
        result = verify(lines, held, key)
    result.findings.extend(unreadable.findings)
    return result


def verify(lines: Iterable[str], checkpoints: Sequence[Checkpoint], key: Ed25519PublicKey) -> Verification:
    result = Verification()
    reader = iter(lines)
    try:
        organisation = read_header(next(reader, ""))
    except (ValueError, KeyError):
        result.add(Fault.UNREADABLE, 0)
        return result
    anchors = _trusted(checkpoints, organisation, key, result)
    _walk(reader, anchors, result)
    for size in sorted(anchors):
        if size > result.entries:
            result.add(Fault.SHORTER, size)
    if not anchors:
        result.add(Fault.NO_CHECKPOINT, 0)
    return result


def _trusted(
    checkpoints: Sequence[Checkpoint], organisation: str, key: Ed25519PublicKey, result: Verification
) -> dict[int, set[str]]:
    """The roots by size. Two different roots for one size can not both be right, so both are kept."""
    anchors: dict[int, set[str]] = {}
    for checkpoint in checkpoints:
        if not checkpoint.is_signed_by(key):
            result.add(Fault.NOT_SIGNED, checkpoint.size)
        elif checkpoint.organisation != organisation:
            result.add(Fault.OTHER_LOG, checkpoint.size)
        else:
            anchors.setdefault(checkpoint.size, set()).add(checkpoint.root)
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
