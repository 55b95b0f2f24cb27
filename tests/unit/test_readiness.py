"""What `frontdesk check` says of https: own certificates are read, a proxy has to be named."""

from __future__ import annotations

from pathlib import Path

from bot.readiness import Finding, look
from bot.settings import MessengerSettings, Settings
from tests.fakes.certificates import HOST, write_certificate

URL = f"https://{HOST}"
DESK = "https://desk.riverbend.example"


async def https_findings(folder: Path, **more: object) -> list[Finding]:
    settings = Settings(
        public_url=URL,
        staff_url=DESK,
        data_folder=folder / "data",
        key_folder=folder / "keys",
        messenger=MessengerSettings(),
        **more,  # type: ignore[arg-type] # checked by pydantic
    )
    return [finding for finding in await look(lambda: settings) if "https://" in finding.what]


def own(folder: Path, host: str = HOST, days: int = 365) -> dict[str, object]:
    files = write_certificate(folder, host=host, days=days)
    return {"public_certificate_file": files.chain, "public_certificate_key_file": files.key}


async def test_a_proxy_has_to_be_named(tmp_path: Path) -> None:
    patients, desk = await https_findings(tmp_path)
    assert not patients.ok
    assert "FRONTDESK_TRUSTED_PROXIES, or set FRONTDESK_PUBLIC_CERTIFICATE_FILE" in patients.fix
    assert not desk.ok
    assert all(finding.ok for finding in await https_findings(tmp_path, trusted_proxies=("127.0.0.1/32",)))


async def test_a_certificate_for_the_address_is_enough(tmp_path: Path) -> None:
    patients, _ = await https_findings(tmp_path, **own(tmp_path))
    assert patients == Finding(f"A certificate for {URL}", ok=True)


async def test_a_certificate_for_another_name_is_told(tmp_path: Path) -> None:
    patients, _ = await https_findings(tmp_path, **own(tmp_path, host="other.example"))
    assert (patients.ok, patients.fix) == (False, f"{tmp_path / 'chain.pem'} is not for {HOST}.")


async def test_an_expired_certificate_is_told(tmp_path: Path) -> None:
    patients, _ = await https_findings(tmp_path, **own(tmp_path, days=-1))
    assert (patients.ok, patients.fix) == (False, f"{tmp_path / 'chain.pem'} has expired.")
