"""The key-encryption keys (KEK) and the index key: files in a folder away from the data.

Encrypted data counts as secured only while the key is kept elsewhere (HHS breach guidance), so start-up is refused when
the folder lies inside the data folder, or when anyone but its owner may read it. The newest version seals; older ones
only open. A key file is one line of base64.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StartupError, VaultError
from bot.messages.ids import Entropy
from bot.vault.envelope import KEY_BYTES

KEK_FILE = re.compile(r"kek-([1-9][0-9]{0,8})\.key")
INDEX_FILE = "index.key"
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    versions: Mapping[int, bytes]
    index_key: bytes

    @property
    def newest(self) -> int:
        return max(self.versions)

    def kek(self, version: int) -> bytes:
        """Raises VaultError when the version is not on the ring."""
        try:
            return self.versions[version]
        except KeyError:
            raise VaultError from None


def load_keyring(folder: Path, data_folder: Path) -> KeyRing:
    """Raises StartupError that says what to change."""
    require_private_folder(folder, data_folder)
    versions = {
        int(match[1]): _read_key(path) for path in sorted(folder.iterdir()) if (match := KEK_FILE.fullmatch(path.name))
    }
    if not versions:
        raise StartupError(f"{folder}: holds no kek-<version>.key")
    return KeyRing(versions, _read_key(folder / INDEX_FILE))


def create_keyring(folder: Path, entropy: Entropy) -> None:
    """Makes the folder with the first KEK and the index key. Raises StartupError rather than replace a key."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write_key(kek_path(folder, 1), entropy(KEY_BYTES))
    _write_key(folder / INDEX_FILE, entropy(KEY_BYTES))


def add_kek(folder: Path, entropy: Entropy) -> int:
    """Adds the next version, which seals from the next start on; returns it."""
    versions = [int(match[1]) for path in folder.iterdir() if (match := KEK_FILE.fullmatch(path.name))]
    version = max(versions, default=0) + 1
    _write_key(kek_path(folder, version), entropy(KEY_BYTES))
    return version


def kek_path(folder: Path, version: int) -> Path:
    return folder / f"kek-{version}.key"


def require_private_folder(folder: Path, data_folder: Path) -> None:
    """Raises StartupError when the folder is missing, inside the data folder, or open to group or others."""
    if not folder.is_dir():
        raise StartupError(f"{folder}: no such folder; the keys belong there")
    if folder.resolve().is_relative_to(data_folder.resolve()):
        raise StartupError(f"{folder}: keys may not lie inside the data folder {data_folder}")
    _require_private(folder)


def read_private_file(path: Path) -> bytes:
    """Raises StartupError when the file is missing or open to group or others."""
    try:
        _require_private(path)
        return path.read_bytes()
    except OSError as error:
        raise StartupError(f"{path}: cannot be read") from error


def write_private_file(path: Path, content: bytes) -> None:
    """Writes a new file of mode 0600, durably. Raises StartupError when there is one already."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise StartupError(f"{path}: is there already and is never replaced") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _require_private(path: Path) -> None:
    if path.stat().st_mode & OTHERS:
        fix = f"chmod {'700' if path.is_dir() else '600'} {path}"
        raise StartupError(f"{path}: open to others than its owner; run: {fix}")


def _write_key(path: Path, key: bytes) -> None:
    write_private_file(path, base64.b64encode(key) + b"\n")


def _read_key(path: Path) -> bytes:
    try:
        key = base64.b64decode(read_private_file(path).strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise StartupError(f"{path}: is not a key of {KEY_BYTES} bytes in base64")
    return key
