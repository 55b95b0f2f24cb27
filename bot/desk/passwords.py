"""Staff passwords: which are refused, and their argon2id hashes.

Rules (OWASP ASVS 5.0, 6.2): at least 8 characters, up to 256, any characters, no composition rules; common passwords
and what is known of the clinic are refused. The list in `common_passwords.txt` was written by hand for this product:
stems, to which people add endings. It is no collection of leaked passwords.

A hash costs tens of megabytes and a quarter of a second, so few run at once and few may queue: else signing in would be
a way to stop the service.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.errors import FrontdeskError

SHORTEST = 8  # characters
LONGEST = 256  # characters: bounds the work of a hash
STEMS = Path(__file__).parent / "common_passwords.txt"
SHORTEST_STEM = 4  # characters of a clinic's own word that count
DISGUISES = str.maketrans("@43015$7!", "aaeoissti")
RUN = 4  # so many different characters are the least a password has


class RefusedPasswordError(FrontdeskError):
    """The new password will not do. The message says why, for the person who chose it."""

    code = "password_refused"


class BusyError(FrontdeskError):
    """Too many sign-ins at once. Try again in a moment."""

    code = "sign_in_busy"
    retryable = True


def check_new_password(password: str, known_words: Iterable[str] = ()) -> None:
    """Raises RefusedPasswordError. `known_words` are the person's and the clinic's names."""
    if len(password) < SHORTEST:
        raise RefusedPasswordError(f"Use at least {SHORTEST} characters.")
    if len(password) > LONGEST:
        raise RefusedPasswordError(f"Use at most {LONGEST} characters.")
    if len(set(password.casefold())) < RUN:
        raise RefusedPasswordError("Too few different characters: it would be guessed at once.")
    words = {word for text in known_words for word in re.split(r"\W+", text.casefold()) if len(word) >= SHORTEST_STEM}
    if _stems(password) & (_common() | words):
        raise RefusedPasswordError("This is one of the passwords that are tried first. Choose another.")


def _stems(password: str) -> set[str]:
    """What is left of a password without the usual decoration: digits and signs around it, letters as digits."""
    plain = password.casefold()
    half = len(plain) // 2
    once = {plain, plain[:half]} if plain[:half] == plain[half:] else {plain}
    bare = once | {re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text) for text in once}
    bare |= {re.sub(r"[\W\d_]+$", "", text) for text in once}
    return (bare | {text.translate(DISGUISES) for text in bare}) - {""}


@cache
def _common() -> frozenset[str]:
    lines = STEMS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Passwords:
    """Hashes and checks in threads of its own. `close` when done."""

    def __init__(self, hasher: PasswordHasher | None = None, *, workers: int = 2, queue: int = 20) -> None:
        self._hasher = hasher or PasswordHasher()  # argon2id, RFC 9106's second choice: 64 MiB, 3 passes
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="passwords")
        self._room = workers + queue
        self._dummy: str | None = None

    async def hash(self, password: str) -> str:
        """Raises BusyError."""
        return await self._run(lambda: self._hasher.hash(password))

    async def matches(self, stored: str | None, password: str) -> bool:
        """Takes as long for an account that does not exist (`stored` None). Raises BusyError."""
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
