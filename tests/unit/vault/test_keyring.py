"""Where keys may lie, and what a start-up refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import StartupError
from bot.messages.ids import Entropy
from bot.vault.keyring import add_kek, create_keyring, load_keyring


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def keys(tmp_path: Path, entropy: Entropy) -> Path:
    folder = tmp_path / "keys"
    create_keyring(folder, entropy)
    return folder


def test_a_new_ring_is_private_and_loads(keys: Path, data: Path) -> None:
    ring = load_keyring(keys, data)
    assert ring.newest == 1
    assert len({ring.kek(1), ring.index_key}) == 2
    assert keys.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in keys.iterdir()} == {0o600}


def test_the_newest_version_is_the_highest_number(keys: Path, data: Path, entropy: Entropy) -> None:
    for expected in range(2, 12):
        assert add_kek(keys, entropy) == expected
    assert load_keyring(keys, data).newest == 11


def test_a_key_is_never_replaced(keys: Path, entropy: Entropy) -> None:
    before = (keys / "kek-1.key").read_bytes()
    with pytest.raises(StartupError):
        create_keyring(keys, entropy)
    assert (keys / "kek-1.key").read_bytes() == before


@pytest.mark.parametrize("inside", ["", "keys", "deep/keys"])
def test_keys_inside_the_data_folder_are_refused(data: Path, entropy: Entropy, inside: str) -> None:
    folder = data / inside
    create_keyring(folder, entropy)
    folder.chmod(0o700)
    with pytest.raises(StartupError, match="data folder"):
        load_keyring(folder, data)


def test_a_link_into_the_data_folder_is_refused(tmp_path: Path, data: Path, entropy: Entropy) -> None:
    create_keyring(data / "keys", entropy)
    link = tmp_path / "elsewhere"
    link.symlink_to(data / "keys")
    with pytest.raises(StartupError, match="data folder"):
        load_keyring(link, data)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610])
@pytest.mark.parametrize("name", ["kek-1.key", "index.key"])
def test_a_key_open_to_others_is_refused(keys: Path, data: Path, name: str, mode: int) -> None:
    (keys / name).chmod(mode)
    with pytest.raises(StartupError, match="chmod 600"):
        load_keyring(keys, data)


@pytest.mark.parametrize("mode", [0o750, 0o705])
def test_a_key_folder_open_to_others_is_refused(keys: Path, data: Path, mode: int) -> None:
    keys.chmod(mode)
    with pytest.raises(StartupError, match="chmod 700"):
        load_keyring(keys, data)


@pytest.mark.parametrize("content", [b"", b"short", b"!!!!", b"A" * 40, b"AAAA" * 11 + b"\n"])
def test_a_damaged_key_is_refused_without_showing_it(keys: Path, data: Path, content: bytes) -> None:
    (keys / "kek-1.key").write_bytes(content)
    with pytest.raises(StartupError) as caught:
        load_keyring(keys, data)
    assert not content.strip() or content.strip().decode() not in str(caught.value)


@pytest.mark.parametrize("missing", ["kek-1.key", "index.key"])
def test_a_missing_key_is_named(keys: Path, data: Path, missing: str) -> None:
    (keys / missing).unlink()
    with pytest.raises(StartupError, match=r"kek|index"):
        load_keyring(keys, data)


def test_a_missing_folder_is_refused(tmp_path: Path, data: Path) -> None:
    with pytest.raises(StartupError, match="no such folder"):
        load_keyring(tmp_path / "nowhere", data)


def test_a_ring_shows_no_key(keys: Path, data: Path) -> None:
    ring = load_keyring(keys, data)
    assert ring.index_key.hex() not in repr(ring)
    assert repr(ring.index_key) not in repr(ring)
