"""A vault with a ring of two versions on a real database."""

from __future__ import annotations

import pytest

from bot.messages.ids import Entropy
from bot.vault.keyring import KeyRing
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock


@pytest.fixture
def keyring(entropy: Entropy) -> KeyRing:
    return KeyRing({1: entropy(32), 2: entropy(32)}, entropy(32))


@pytest.fixture
def vault(keyring: KeyRing, entropy: Entropy, clock: FakeClock) -> Vault:
    return Vault(keyring, "riverbend", entropy, clock)
