"""Known browsers. A cookie that says "this login has signed in here before": it opens nothing, it only has its own
count of tries (see `limits.py`). Nothing is stored: the cookie proves itself by an HMAC."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta

from bot.messages.ids import Entropy, new_id
from bot.vault.vault import Vault

LIFE = timedelta(days=90)


class Devices:
    def __init__(self, vault: Vault, entropy: Entropy) -> None:
        self._vault = vault
        self._entropy = entropy

    def issue(self, login: str, now: datetime) -> str:
        device, day = new_id(self._entropy), str(int(now.timestamp()))
        return f"{device}.{day}.{self._proof(login, device, day)}"

    def recognise(self, cookie: str, login: str, now: datetime) -> str | None:
        """The device's id; None when the cookie is not ours, too old, or another login's."""
        device, _, rest = cookie.partition(".")
        issued, _, proof = rest.partition(".")
        if not issued.isdecimal() or not issued.isascii() or len(issued) > 12:  # noqa: PLR2004 - digits of a moment
            return None
        if not hmac.compare_digest(proof.encode(), self._proof(login, device, issued).encode()):
            return None
        return device if now - datetime.fromtimestamp(int(issued), UTC) < LIFE else None

    def _proof(self, login: str, device: str, issued: str) -> str:
        return self._vault.index("device", login, device, issued)
