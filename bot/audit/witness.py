"""A witness: one line that says how long the log was and what its root was, handed to somebody outside.

It carries no signature. Its worth is that it left the machine: whoever kept the line can hold any later export against
it, though everyone with the signing key should want the log to read otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.audit.checkpoint import Checkpoint
from bot.audit.entry import parse_moment

FORMAT = "frontdesk-witness/1"
ROOT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Witness:
    organisation: str
    size: int
    root: str  # hexadecimal
    at: str  # as `moment_text` writes it

    def to_line(self) -> str:
        """The organisation comes last: it may hold spaces."""
        return f"{FORMAT} {self.size} {self.root} {self.at} {self.organisation}\n"


def witness_of(checkpoint: Checkpoint) -> Witness:
    return Witness(checkpoint.organisation, checkpoint.size, checkpoint.root, checkpoint.at)


def read_witnesses(text: str) -> list[Witness]:
    """A line each; empty lines do not count. Raises ValueError when one is no witness, or there is none."""
    witnesses = [_read(line) for line in text.splitlines() if line.strip()]
    if not witnesses:
        raise ValueError("not a witness")
    return witnesses


def _read(line: str) -> Witness:
    fields = line.strip().split(" ", 4)
    if len(fields) != 5 or fields[0] != FORMAT or not fields[1].isdecimal():  # noqa: PLR2004 - as `to_line` writes it
        raise ValueError("not a witness")
    size, root, at, organisation = int(fields[1]), fields[2].lower(), fields[3], fields[4]
    if not ROOT.fullmatch(root):
        raise ValueError("not a witness")
    parse_moment(at)
    return Witness(organisation, size, root, at)
