"""Settings that contradict each other or the network they stand in stop the start, with a sentence that says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import StartupError
from bot.settings import PREFIX, ROOT, CertificateFiles, Settings, load_offline_settings, load_settings

HTTPS = {"PUBLIC_URL": "https://chat.riverbend.example", "STAFF_URL": "https://desk.riverbend.example"}
MESSENGER = {
    "MESSENGER_PAGE_ID": "100000000000001",
    "MESSENGER_APP_SECRET_FILE": "/secrets/app",
    "MESSENGER_VERIFY_TOKEN_FILE": "/secrets/verify",
    "MESSENGER_PAGE_TOKEN_FILE": "/secrets/page",
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"{PREFIX}{name.upper()}", raising=False)
    for name in (*MESSENGER, "SETTINGS"):
        monkeypatch.delenv(f"{PREFIX}{name}", raising=False)


def load(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)
    return load_settings()


def test_https_addresses_are_enough_to_begin_with(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, **HTTPS)
    assert settings.secure
    assert not settings.messenger.configured


@pytest.mark.parametrize("name", list(HTTPS))
def test_plain_http_is_refused_outside_the_demo(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(StartupError, match=f"{name.lower()} must be https"):
        load(monkeypatch, **{**HTTPS, name: "http://chat.riverbend.example"})


@pytest.mark.parametrize("side", ["public", "staff"])
def test_plain_http_that_other_machines_reach_is_refused(monkeypatch: pytest.MonkeyPatch, side: str) -> None:
    with pytest.raises(StartupError, match=f"{side}_listen is plain http that other machines reach"):
        load(monkeypatch, **HTTPS, **{f"{side.upper()}_LISTEN": "0.0.0.0:8443"})


def test_a_named_proxy_may_end_https_on_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, **HTTPS, PUBLIC_LISTEN="0.0.0.0:8080", TRUSTED_PROXIES='["192.0.2.7/32"]')
    assert settings.behind_proxies_only("public")
    assert not settings.behind_proxies_only("staff"), "nobody else reaches loopback"


def test_own_certificates_let_a_listener_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"PUBLIC_CERTIFICATE_FILE": "/tls/chain.pem", "PUBLIC_CERTIFICATE_KEY_FILE": "/tls/key.pem"}
    settings = load(monkeypatch, **HTTPS, **files, PUBLIC_LISTEN="0.0.0.0:8443")
    assert settings.certificate_files("public") == CertificateFiles(Path("/tls/chain.pem"), Path("/tls/key.pem"))
    assert settings.certificate_files("staff") is None
    assert not settings.behind_proxies_only("public")


def test_metrics_are_off_and_beyond_loopback_have_named_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, **HTTPS).metrics_listen is None
    assert load(monkeypatch, **HTTPS, METRICS_LISTEN="127.0.0.1:9464").metrics_readers == ()
    with pytest.raises(StartupError, match="name who may read them in metrics_readers"):
        load(monkeypatch, METRICS_LISTEN="0.0.0.0:9464")
    assert load(monkeypatch, METRICS_READERS='["192.0.2.9/32"]').metrics_listen == "0.0.0.0:9464"


@pytest.mark.parametrize("name", ["STAFF_CERTIFICATE_FILE", "STAFF_CERTIFICATE_KEY_FILE"])
def test_a_certificate_needs_its_key(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(StartupError, match="belong together"):
        load(monkeypatch, **HTTPS, **{name: "/tls/file.pem"})


def test_a_proxy_is_named_by_its_network(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StartupError, match=r"FRONTDESK_TRUSTED_PROXIES: 'proxy.example' does not appear to be"):
        load(monkeypatch, **HTTPS, TRUSTED_PROXIES='["proxy.example"]')


def test_commands_that_open_no_listener_ask_for_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}PUBLIC_LISTEN", "0.0.0.0:443")
    monkeypatch.setenv(f"{PREFIX}ORGANISATION", "riverbend")
    assert load_offline_settings().organisation == "riverbend"


@pytest.mark.parametrize("listen", ["0.0.0.0:8080", "192.0.2.7:8080", "[::]:8080", "chat.riverbend.example:8080"])
@pytest.mark.parametrize("name", ["PUBLIC_LISTEN", "STAFF_LISTEN", "DEMO_LISTEN", "METRICS_LISTEN"])
def test_the_demo_listens_on_this_machine_only(monkeypatch: pytest.MonkeyPatch, name: str, listen: str) -> None:
    with pytest.raises(StartupError, match=f"{name.lower()} must be a loopback address"):
        load(monkeypatch, DEMO="true", **{name: listen})


@pytest.mark.parametrize("listen", ["127.0.0.1:0", "[::1]:8080", "localhost:8080"])
def test_the_demo_may_listen_on_any_loopback_address(monkeypatch: pytest.MonkeyPatch, listen: str) -> None:
    assert load(monkeypatch, DEMO="true", PUBLIC_LISTEN=listen).public_listen == listen


@pytest.mark.parametrize("missing", list(MESSENGER))
def test_a_half_configured_page_is_refused(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    some = {name: value for name, value in MESSENGER.items() if name != missing}
    with pytest.raises(StartupError, match="messenger needs"):
        load(monkeypatch, **HTTPS, **some)


def test_a_rasa_elsewhere_needs_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StartupError, match="rasa_secret_file, actions_port"):
        load(monkeypatch, **HTTPS, RASA_URL="http://127.0.0.1:5005")


@pytest.mark.parametrize("url", ["http://rasa.riverbend.example:5005", "http://10.0.0.5:5005", "ftp://127.0.0.1"])
def test_a_rasa_on_another_machine_is_reached_over_https(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    apart = {"RASA_SECRET_FILE": "/secrets/rasa", "ACTIONS_SECRET_FILE": "/secrets/actions", "ACTIONS_PORT": "5055"}
    with pytest.raises(StartupError, match="rasa_url must be http on loopback, or https"):
        load(monkeypatch, **HTTPS, **apart, RASA_URL=url)


def test_a_value_of_the_wrong_kind_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StartupError, match="FRONTDESK_INBOX_WORKERS"):
        load(monkeypatch, **HTTPS, INBOX_WORKERS="many")


def test_a_settings_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "settings"
    file.write_text(
        "FRONTDESK_PUBLIC_URL=https://chat.riverbend.example\nFRONTDESK_STAFF_URL=https://desk.riverbend.example\n"
        "FRONTDESK_ORGANISATION=riverbend\nFRONTDESK_OUTBOX_WORKERS=2\nFRONTDESK_MESSENGER_GRAPH_URL=https://graph.example\n",
        encoding="utf-8",
    )
    settings = load(monkeypatch, SETTINGS=str(file), OUTBOX_WORKERS="3")
    assert (settings.organisation, settings.outbox_workers) == ("riverbend", 3)
    assert settings.messenger.graph_url == "https://graph.example"


def test_a_settings_file_that_is_not_there_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StartupError, match="no such file"):
        load(monkeypatch, SETTINGS="/nowhere/settings")


def test_paths_are_relative_to_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, **HTTPS, DATA_FOLDER="elsewhere/data", KEY_FOLDER="/keys")
    assert settings.data_folder == ROOT / "elsewhere" / "data"
    assert settings.key_folder == Path("/keys")


def test_settings_are_frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, **HTTPS)
    with pytest.raises(ValueError, match="frozen"):
        settings.demo = True  # type: ignore[misc] # that is the point
