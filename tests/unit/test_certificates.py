"""Own certificates: a real handshake, renewal without a restart, and clear words about files that do not fit."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from cryptography import x509
from structlog.testing import capture_logs

from bot.certificates import Certificate, load_certificate
from bot.errors import StartupError
from bot.settings import CertificateFiles
from tests.fakes.certificates import HOST, write_certificate
from tests.fakes.clock import FakeClock

type Spoil = Callable[[CertificateFiles], object]


@pytest.fixture
def files(tmp_path: Path) -> CertificateFiles:
    return write_certificate(tmp_path)


@asynccontextmanager
async def listening(certificate: Certificate) -> AsyncIterator[int]:
    runner = web.AppRunner(web.Application())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=certificate.context).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def greet(port: int, trust: ssl.SSLContext, name: str | None = HOST) -> tuple[int, str | None]:
    """A handshake as a browser does it: the certificate's serial number, and the version of TLS."""
    _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trust, server_hostname=name)
    tls: ssl.SSLObject = writer.get_extra_info("ssl_object")
    shown = tls.getpeercert(binary_form=True)
    assert shown is not None
    writer.close()
    return x509.load_der_x509_certificate(shown).serial_number, tls.version()


def trusting(files: CertificateFiles) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(files.chain))


def without_a_name(files: CertificateFiles) -> ssl.SSLContext:
    """Clients that connect to an address name no server."""
    trust = trusting(files)
    trust.check_hostname = False
    return trust


def serial(files: CertificateFiles) -> int:
    return x509.load_pem_x509_certificate(files.chain.read_bytes()).serial_number


async def test_a_browser_that_trusts_the_certificate_connects(files: CertificateFiles, clock: FakeClock) -> None:
    async with listening(Certificate("public", files, clock)) as port:
        assert await greet(port, trusting(files)) == (serial(files), "TLSv1.3")


def test_nothing_older_than_tls_1_2_is_spoken(files: CertificateFiles, clock: FakeClock) -> None:
    assert Certificate("public", files, clock).context.minimum_version == ssl.TLSVersion.TLSv1_2


async def test_renewed_files_are_shown_to_the_next_who_connects(
    files: CertificateFiles, tmp_path: Path, clock: FakeClock
) -> None:
    certificate = Certificate("public", files, clock)
    async with listening(certificate) as port:
        write_certificate(tmp_path)
        certificate.renew()
        assert (await greet(port, trusting(files)))[0] == serial(files)
        assert (await greet(port, without_a_name(files), None))[0] == serial(files)


async def test_files_that_do_not_fit_leave_the_old_ones_in_use(
    files: CertificateFiles, tmp_path: Path, clock: FakeClock
) -> None:
    """As in the moment between the writing of the one and of the other."""
    certificate = Certificate("public", files, clock)
    before, trust = serial(files), trusting(files)
    elsewhere = tmp_path / "renewed"
    elsewhere.mkdir()
    renewed = write_certificate(elsewhere)
    async with listening(certificate) as port:
        files.chain.write_bytes(renewed.chain.read_bytes())
        with capture_logs() as half_way:
            certificate.renew()
            certificate.renew()
        assert (await greet(port, trust))[0] == before
        files.key.write_bytes(renewed.key.read_bytes())
        certificate.renew()
        assert (await greet(port, trusting(renewed)))[0] == serial(renewed)
    assert [line["event"] for line in half_way if line["event"] != "certificate.expires"] == ["certificate.unfit"]


def test_the_approaching_end_is_told_once_a_day(tmp_path: Path, clock: FakeClock) -> None:
    certificate = Certificate("staff", write_certificate(tmp_path, days=-300), clock)
    with capture_logs() as logs:
        certificate.renew()
        certificate.renew()
        clock.advance(timedelta(days=1))
        certificate.renew()
    told = [(line["event"], line["listener"]) for line in logs]
    assert told == [("certificate.expires", "staff")] * 2


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda files: files.chain.unlink(), "chain.pem: cannot be read"),
        (lambda files: files.key.unlink(), "key.pem: cannot be read"),
        (lambda files: files.chain.write_text("no certificate"), "chain.pem: holds no certificate in PEM"),
        (lambda files: files.key.write_text("no key"), "key.pem: is not the key of"),
        (lambda files: files.key.chmod(0o640), "key.pem: open to others than its owner; run: chmod 600"),
        (lambda files: write_certificate(files.key.parent, passphrase=b"secret"), "or has a passphrase"),
    ],
)
def test_files_that_do_not_fit_stop_the_start(files: CertificateFiles, spoil: Spoil, says: str) -> None:
    spoil(files)
    with pytest.raises(StartupError, match=says):
        load_certificate(files)


def test_the_key_of_another_certificate_stops_the_start(files: CertificateFiles, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = write_certificate(tmp_path / "other")
    with pytest.raises(StartupError, match=r"key.pem: is not the key of .*chain.pem"):
        load_certificate(CertificateFiles(files.chain, other.key))


@pytest.mark.parametrize(
    ("host", "covered"),
    [
        (HOST, True),
        ("127.0.0.1", True),
        ("desk.riverbend.example", False),
        ("riverbend.example", False),
    ],
)
def test_a_certificate_is_for_the_names_that_stand_in_it(files: CertificateFiles, host: str, covered: bool) -> None:
    assert load_certificate(files).covers(host) is covered


@pytest.mark.parametrize(
    ("host", "covered"),
    [("desk.riverbend.example", True), ("a.desk.riverbend.example", False), ("riverbend.example", False)],
)
def test_a_wildcard_stands_for_one_label(tmp_path: Path, host: str, covered: bool) -> None:
    assert load_certificate(write_certificate(tmp_path, host="*.riverbend.example")).covers(host) is covered
