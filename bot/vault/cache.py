"""Unwrapped data keys, few and for a short time, so that a key service need not be asked for every record.

An entry is found by key id *and* scope: a stored row moved to another scope finds nothing here.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

from bot.messages.clock import Clock
from bot.vault.envelope import DataKey

CAPACITY = 512
LIFETIME = timedelta(minutes=5)


class DataKeyCache:
    def __init__(self, clock: Clock, *, capacity: int = CAPACITY, lifetime: timedelta = LIFETIME) -> None:
        self._clock = clock
        self._capacity = capacity
        self._lifetime = lifetime
        self._held: OrderedDict[tuple[str, bytes], tuple[datetime, DataKey]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, scope: str, key_id: bytes) -> DataKey | None:
        held = self._held.get((scope, key_id))
        if held is None:
            return None
        since, key = held
        if self._clock() - since >= self._lifetime:
            del self._held[scope, key_id]
            return None
        self._held.move_to_end((scope, key_id))
        return key

    def put(self, scope: str, key: DataKey) -> None:
        self._held[scope, key.id] = (self._clock(), key)
        self._held.move_to_end((scope, key.id))
        while len(self._held) > self._capacity:
            self._held.popitem(last=False)

    def drop(self, scope: str) -> None:
        for place in [place for place in self._held if place[0] == scope]:
            del self._held[place]
