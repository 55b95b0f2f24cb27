"""Staff passwords: at least 8 characters, nothing that is tried first. The message says why, in the desk's language."""

from __future__ import annotations

from collections.abc import Iterable

from bot.errors import FrontdeskError
from bot.passwords.strength import LONGEST, Weakness, weakness_of

SHORTEST = 8  # characters; a second factor stands beside it
WHY = {
    Weakness.SHORT: f"Use at least {SHORTEST} characters.",
    Weakness.LONG: f"Use at most {LONGEST} characters.",
    Weakness.MONOTONOUS: "Too few different characters: it would be guessed at once.",
    Weakness.COMMON: "This is one of the passwords that are tried first. Choose another.",
}


class RefusedPasswordError(FrontdeskError):
    """The new password will not do. The message says why, for the person who chose it."""

    code = "password_refused"


def check_new_password(password: str, known_words: Iterable[str] = ()) -> None:
    """Raises RefusedPasswordError. `known_words` are the person's and the clinic's names."""
    weakness = weakness_of(password, known_words, shortest=SHORTEST)
    if weakness is not None:
        raise RefusedPasswordError(WHY[weakness])
