"""Rotating the key-encryption key (KEK): data keys are wrapped anew, and not a byte of data is sealed again.

`add_kek` makes the next version; from the next start on it seals. `rewrap_batch` moves the older data keys over, a
batch a transaction, and may be stopped and taken up anywhere. A KEK that still wraps a data key is never destroyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.errors import KeyInUseError, VaultError
from bot.messages.ids import Entropy
from bot.vault.data_keys import WrappedKey, WrappedKeys, unwrap, wrap
from bot.vault.keyring import KeyRing, kek_path

BATCH = 500


@dataclass(frozen=True, slots=True)
class Batch:
    """`failed` keys do not open under the KEK they name; they stay as they are."""

    rewrapped: int
    failed: int
    last: bytes | None  # go on behind this id; None when there are no more

    @property
    def finished(self) -> bool:
        return self.last is None


class Rotation:
    def __init__(self, keyring: KeyRing, organisation: str, entropy: Entropy) -> None:
        self._keyring = keyring
        self._organisation = organisation
        self._entropy = entropy

    async def rewrap_batch(self, keys: WrappedKeys, *, after: bytes = b"", limit: int = BATCH) -> Batch:
        """Wraps the next data keys under the newest KEK, in order of id, beginning behind `after`."""
        older = await keys.older_than(self._keyring.newest, after=after, limit=limit)
        rewrapped = failed = 0
        for key in older:
            try:
                rewrapped += await self._rewrap(keys, key)
            except VaultError:
                failed += 1
        return Batch(rewrapped, failed, older[-1].id if older else None)

    async def behind(self, keys: WrappedKeys) -> int:
        """How many data keys are still wrapped under an older KEK than the newest."""
        counts = await keys.count_by_version()
        return sum(count for version, count in counts.items() if version < self._keyring.newest)

    async def destroy(self, keys: WrappedKeys, folder: Path, version: int) -> None:
        """Removes a KEK's file. Raises KeyInUseError while it wraps a data key, or is the newest."""
        counts = await keys.count_by_version()
        if version == self._keyring.newest or counts.get(version, 0):
            raise KeyInUseError(f"version {version} is in use: run `frontdesk keys rewrap` first")
        kek_path(folder, version).unlink(missing_ok=True)

    async def _rewrap(self, keys: WrappedKeys, key: WrappedKey) -> bool:
        newest = self._keyring.newest
        wrapped = wrap(
            self._keyring.kek(newest),
            unwrap(self._keyring.kek(key.kek_version), self._organisation, key.scope, key),
            kek_version=newest,
            organisation=self._organisation,
            scope=key.scope,
            entropy=self._entropy,
        )
        return await keys.rewrap(key.id, old_version=key.kek_version, kek_version=newest, wrapped=wrapped)
