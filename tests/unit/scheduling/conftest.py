"""What the booking tests share: a vault, holds and appointments over the real database."""

from __future__ import annotations

import pytest

from bot.clinic import Clinic
from bot.messages.ids import Entropy
from bot.scheduling.appointments import Appointments
from bot.scheduling.availability import Availability
from bot.scheduling.holds import Holds
from bot.vault.keyring import KeyRing
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock


@pytest.fixture
def vault(entropy: Entropy, clock: FakeClock) -> Vault:
    return Vault(KeyRing({1: entropy(32)}, entropy(32)), "Riverbend", entropy, clock)


@pytest.fixture
def holds(entropy: Entropy) -> Holds:
    return Holds(entropy)


@pytest.fixture
def appointments(vault: Vault) -> Appointments:
    return Appointments(vault)


@pytest.fixture
def availability(clinic: Clinic) -> Availability:
    return Availability(clinic)
