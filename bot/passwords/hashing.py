"""Argon2id hashes, made and checked in threads of their own.

A hash costs tens of megabytes and a quarter of a second, so few run at once and few may queue: else signing in, or a
passphrase form, would be a way to stop the service.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.errors import FrontdeskError
from bot.passwords.strength import LONGEST


class BusyError(FrontdeskError):
    """Too many hashes at once. Try again in a moment."""

    code = "passwords_busy"
    retryable = True


class Passwords:
    """`close` when done."""

    def __init__(self, hasher: PasswordHasher | None = None, *, workers: int = 2, queue: int = 20) -> None:
        self._hasher = hasher or PasswordHasher()  # argon2id, RFC 9106's second choice: 64 MiB, 3 passes
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="passwords")
        self._room = workers + queue
        self._dummy: str | None = None

    async def hash(self, password: str) -> str:
        """Raises BusyError."""
        return await self._run(lambda: self._hasher.hash(password))

    async def matches(self, stored: str | None, password: str) -> bool:
        """Takes as long when there is none to compare with (`stored` None). Raises BusyError."""
        return await self._run(lambda: self._verify(stored, password))

    def needs_new_hash(self, stored: str) -> bool:
        return self._hasher.check_needs_rehash(stored)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _verify(self, stored: str | None, password: str) -> bool:
        if self._dummy is None:
            self._dummy = self._hasher.hash("no account has this password")
        try:
            self._hasher.verify(stored or self._dummy, password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    async def _run[T](self, work: Callable[[], T]) -> T:
        if self._room <= 0:
            raise BusyError
        self._room -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._room += 1
