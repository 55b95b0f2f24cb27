"""A checkpoint: how long the log was, and its Merkle root, signed (Ed25519, RFC 8032).

It is worth something only where the people who run the database cannot rewrite it: on another machine, with the privacy
officer, on paper.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bot.audit.entry import moment_text
from bot.errors import StartupError
from bot.messages.ids import Entropy
from bot.vault.fields import join_fields, u64
from bot.vault.keyring import read_private_file, write_private_file

SIGNED_INFO = b"frontdesk/audit-checkpoint/v1"
SIGNING_FILE = "audit-signing.key"
SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Checkpoint:
    organisation: str
    size: int
    root: str  # hexadecimal
    at: str  # as `moment_text` writes it
    key: str  # fingerprint of the public key, see `fingerprint`
    signature: str  # hexadecimal

    def signed_bytes(self) -> bytes:
        return join_fields(
            SIGNED_INFO,
            self.organisation.encode(),
            u64(self.size),
            bytes.fromhex(self.root),
            self.at.encode(),
            self.key.encode(),
        )

    def is_signed_by(self, public_key: Ed25519PublicKey) -> bool:
        try:
            public_key.verify(bytes.fromhex(self.signature), self.signed_bytes())
        except (InvalidSignature, ValueError):
            return False
        return self.key == fingerprint(public_key)

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"


def read_checkpoint(text: str) -> Checkpoint:
    """Raises ValueError when the text is no checkpoint."""
    values = json.loads(text)
    names = {field.name for field in fields(Checkpoint)}
    if not isinstance(values, dict) or values.keys() != names:
        raise ValueError("not a checkpoint")
    if any(type(value) is not (int if name == "size" else str) for name, value in values.items()):
        raise ValueError("not a checkpoint")
    checkpoint = Checkpoint(**values)
    checkpoint.signed_bytes()
    return checkpoint


class CheckpointSigner:
    def __init__(self, key: Ed25519PrivateKey, organisation: str) -> None:
        self._key = key
        self._organisation = organisation

    @property
    def public_key(self) -> Ed25519PublicKey:
        return self._key.public_key()

    def sign(self, *, size: int, root: bytes, at: datetime) -> Checkpoint:
        unsigned = Checkpoint(
            self._organisation, size, root.hex(), moment_text(at), fingerprint(self.public_key), signature=""
        )
        return replace(unsigned, signature=self._key.sign(unsigned.signed_bytes()).hex())


def fingerprint(public_key: Ed25519PublicKey) -> str:
    """SHA-256 of the raw public key, first 32 hexadecimal digits: short enough to read to someone."""
    return hashlib.sha256(public_key.public_bytes_raw()).hexdigest()[:32]


def create_signing_key(folder: Path, entropy: Entropy) -> None:
    """Beside the key-encryption keys. Raises StartupError rather than replace one."""
    write_private_file(folder / SIGNING_FILE, entropy(SEED_BYTES).hex().encode() + b"\n")


def load_signing_key(folder: Path) -> Ed25519PrivateKey:
    """Raises StartupError when there is none, or it is open to others."""
    path = folder / SIGNING_FILE
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(read_private_file(path).decode().strip()))
    except ValueError as error:
        raise StartupError(f"{path}: is not a signing key") from error


def write_public_key(path: Path, public_key: Ed25519PublicKey) -> None:
    path.write_text(public_key.public_bytes_raw().hex() + "\n", encoding="ascii")


def read_public_key(path: Path) -> Ed25519PublicKey:
    """Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(path.read_text(encoding="ascii").strip()))
