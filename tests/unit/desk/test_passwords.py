"""Which passwords are refused, and that checking them is bounded."""

from __future__ import annotations

import asyncio

import pytest

from bot.desk.passwords import RefusedPasswordError, check_new_password
from bot.passwords.hashing import BusyError, Passwords
from tests.fakes.desk import QUICK_HASHER

REFUSED = [
    "short1!",
    "password",
    "Password123!",
    "P@ssw0rd",
    "Welcome2026!",
    "qwertyuiop",
    "1qaz2wsx",
    "12345678",
    "aaaaaaaa",
    "abababab",
    "sunshine99",
    "!!Summer24",
    "clinicclinic",
    "contraseña1",
    "Riverbend2026",
    "x" * 257,
]
ACCEPTED = [
    "lantern otter quilt",
    "ñandú-bajo-lluvia",
    "kX8#mfq2",
    "a b c d e f g h",
    "passwordless otters roam",
    "z9" * 40 + "qw",
]


@pytest.mark.parametrize("password", REFUSED)
def test_a_password_that_is_tried_first_is_refused(password: str) -> None:
    with pytest.raises(RefusedPasswordError):
        check_new_password(password, ["Riverbend Family Health"])


@pytest.mark.parametrize("password", ACCEPTED)
def test_any_other_password_is_accepted_whatever_its_characters(password: str) -> None:
    check_new_password(password, ["Riverbend Family Health"])


def test_the_refusal_does_not_repeat_the_password() -> None:
    with pytest.raises(RefusedPasswordError) as refused:
        check_new_password("Welcome2026!")
    assert "elcome" not in str(refused.value)


async def test_only_the_right_password_of_a_real_account_matches() -> None:
    passwords = Passwords(QUICK_HASHER)
    stored = await passwords.hash("lantern otter quilt")
    assert stored.startswith("$argon2id$")
    assert await passwords.matches(stored, "lantern otter quilt")
    assert not await passwords.matches(stored, "lantern otter quilts")
    assert not await passwords.matches(None, "no account has this password")
    passwords.close()


async def test_too_many_at_once_are_turned_away_instead_of_queued() -> None:
    passwords = Passwords(QUICK_HASHER, workers=1, queue=2)
    results = await asyncio.gather(*(passwords.hash("x") for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(result, BusyError) for result in results) == 7
    assert await passwords.matches(await passwords.hash("y"), "y")
    passwords.close()
