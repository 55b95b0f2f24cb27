"""Second factor: time-based one-time codes (RFC 6238, 30 s, 6 digits). A code works once.

The secret is sealed under a scope of the account's own.
"""

from __future__ import annotations

import base64
import hmac
from datetime import datetime

import pyotp
import segno

from bot.messages.ids import Entropy
from bot.vault.context import SealContext

STEP = 30  # seconds
DRIFT = 1  # steps that a phone's clock may be wrong, each way
SECRET_BYTES = 20  # RFC 4226, section 4: 160 bits


def new_secret(entropy: Entropy) -> str:
    return base64.b32encode(entropy(SECRET_BYTES)).decode("ascii")


def matching_counter(secret: str, code: str, now: datetime, last: int | None) -> int | None:
    """The step whose code this is, None when it is wrong, too old, or was used before (`last` and earlier)."""
    digits = "".join(code.split())
    generator = pyotp.TOTP(secret, interval=STEP)
    present = int(now.timestamp()) // STEP
    found = None
    for counter in range(present - DRIFT, present + DRIFT + 1):
        right = hmac.compare_digest(generator.generate_otp(counter).encode(), digits.encode())
        if right and (last is None or counter > last):
            found = counter
    return found


def enrolment_address(secret: str, login: str, issuer: str) -> str:
    """The otpauth address that an authenticator app reads."""
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=login, issuer_name=issuer)


def qr_svg(address: str) -> str:
    """An inline SVG, so that the secret is in no address and no second request."""
    return segno.make(address, error="m").svg_inline(scale=5, border=3, dark="#10231f", light="#ffffff")


def secret_context(account_id: str) -> SealContext:
    return SealContext(scope=f"staff:{account_id}", record="totp")
