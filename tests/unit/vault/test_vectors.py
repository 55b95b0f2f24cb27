"""Two decoders, one written from the specification alone, agree on vectors that never change."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.errors import VaultError
from bot.vault.context import SealContext
from bot.vault.data_keys import WrappedKey, unwrap
from bot.vault.envelope import DataKey, open_record
from bot.vault.keyring import KeyRing
from bot.vault.vault import Vault
from tests.fakes.clock import FakeClock
from tests.unit.vault import second_decoder

VECTORS: dict[str, Any] = json.loads((Path(__file__).parents[2] / "samples/vault/vectors.json").read_text("utf-8"))
ORGANISATION: str = VECTORS["organisation"]
SCOPE: str = VECTORS["scope"]
KEY = DataKey(bytes.fromhex(VECTORS["key_id"]), bytes.fromhex(VECTORS["dek"]))


def names(cases: list[dict[str, Any]]) -> list[str]:
    return [case["name"] for case in cases]


@pytest.mark.parametrize("case", VECTORS["opened"], ids=names(VECTORS["opened"]))
def test_both_decoders_open(case: dict[str, Any]) -> None:
    blob = bytes.fromhex(case["blob"])
    plaintext = bytes.fromhex(case["plaintext"])
    assert open_record(KEY, ORGANISATION, SealContext(**case["context"]), blob) == plaintext
    assert second_decoder.open_blob(KEY.secret, KEY.id, ORGANISATION, case["context"], blob) == plaintext


@pytest.mark.parametrize("case", VECTORS["refused"], ids=names(VECTORS["refused"]))
def test_both_decoders_refuse(case: dict[str, Any]) -> None:
    blob = bytes.fromhex(case["blob"])
    with pytest.raises(VaultError):
        open_record(KEY, ORGANISATION, SealContext(**case["context"]), blob)
    with pytest.raises(second_decoder.RefusedError):
        second_decoder.open_blob(KEY.secret, KEY.id, ORGANISATION, case["context"], blob)


def test_both_unwrap_the_data_key() -> None:
    kek, version, wrapped = bytes.fromhex(VECTORS["kek"]), VECTORS["kek_version"], bytes.fromhex(VECTORS["wrapped"])
    stored = WrappedKey(KEY.id, SCOPE, version, wrapped, datetime(2026, 11, 23, tzinfo=UTC))
    assert unwrap(kek, ORGANISATION, SCOPE, stored).secret == KEY.secret
    assert second_decoder.unwrap(kek, version, KEY.id, ORGANISATION, SCOPE, wrapped) == KEY.secret


def test_index_values_agree(clock: FakeClock) -> None:
    index_key = bytes.fromhex(VECTORS["index"]["key"])
    vault = Vault(KeyRing({1: KEY.secret}, index_key), ORGANISATION, bytes, clock)
    parts: list[str] = VECTORS["index"]["parts"]
    assert vault.index(parts[0], *parts[1:]) == VECTORS["index"]["value"]
    assert second_decoder.index(index_key, ORGANISATION, *parts) == VECTORS["index"]["value"]


def test_derived_keys_agree() -> None:
    expected = bytes.fromhex(VECTORS["derived"]["key"])
    assert second_decoder.derived(KEY.secret, ORGANISATION, SCOPE, VECTORS["derived"]["purpose"]) == expected
