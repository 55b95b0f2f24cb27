"""Certificates of our own, for a listener that ends https itself instead of leaving it to a proxy.

1. TLS 1.2 and newer, with what else Python's `ssl` recommends for servers.
2. The key file is a secret like others: mode 0600, without a passphrase, for nobody is there to type one.
3. Renewed files are taken up without a restart, and as a whole: files that do not fit leave the old ones in use.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import structlog
from cryptography import x509

from bot.errors import StartupError
from bot.messages.clock import Clock
from bot.settings import CertificateFiles
from bot.vault.keyring import read_private_file

EVERY = 60.0  # seconds between two looks at the files
EXPIRES_SOON = timedelta(days=14)  # renewal is usually tried 30 days before the end

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Loaded:
    context: ssl.SSLContext
    expires_at: datetime
    hosts: frozenset[str]  # names and addresses that it is for, as written: "*.example.org"

    def covers(self, host: str) -> bool:
        return not self.hosts.isdisjoint({host, f"*.{host.partition('.')[2]}"})


def load_certificate(files: CertificateFiles) -> Loaded:
    """Raises StartupError that names the file and says what to change."""
    read_private_file(files.key)
    try:
        leaf = x509.load_pem_x509_certificates(files.chain.read_bytes())[0]
    except OSError as error:
        raise StartupError(f"{files.chain}: cannot be read") from error
    except ValueError as error:
        raise StartupError(f"{files.chain}: holds no certificate in PEM") from error
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(files.chain, files.key, password=lambda: "")
    except ssl.SSLError as error:
        raise StartupError(f"{files.key}: is not the key of {files.chain}, or has a passphrase") from error
    return Loaded(context, leaf.not_valid_after_utc, _hosts_of(leaf))


class Certificate:
    """One listener's. Raises StartupError when the files do not fit."""

    def __init__(self, side: str, files: CertificateFiles, clock: Clock) -> None:
        self._side = side
        self._files = files
        self._clock = clock
        self._read_as = _version_of(files)
        self._loaded = load_certificate(files)
        self._warned_on: date | None = None
        self.context = self._loaded.context
        """For the listener. Each new connection gets the newest certificate, open ones keep theirs."""
        self.context.sni_callback = self._hand_over

    def renew(self) -> None:
        """Takes the files up when they have changed. Blocks for a moment: not for the event loop."""
        version = _version_of(self._files)
        if version != self._read_as:
            self._read_as = version
            self._take()
        self._warn_in_time()

    def _take(self) -> None:
        try:
            self._loaded = load_certificate(self._files)
        except StartupError:
            # Perhaps only one of the two is written yet; then the next look finds them changed again.
            log.warning("certificate.unfit", listener=self._side)
        else:
            log.info("certificate.renewed", listener=self._side, expires=self._loaded.expires_at.isoformat())

    def _warn_in_time(self) -> None:
        """Once a day."""
        now = self._clock()
        if self._loaded.expires_at - now < EXPIRES_SOON and self._warned_on != now.date():
            self._warned_on = now.date()
            log.error("certificate.expires", listener=self._side, expires=self._loaded.expires_at.isoformat())

    def _hand_over(self, connection: ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
        """OpenSSL asks for every connection, also of clients that name no server."""
        connection.context = self._loaded.context


async def keep_renewed(certificates: Sequence[Certificate], every: float = EVERY) -> None:
    """Runs until cancelled."""
    while True:
        for certificate in certificates:
            await asyncio.to_thread(certificate.renew)
        await asyncio.sleep(every)


def _version_of(files: CertificateFiles) -> tuple[object, ...]:
    """Differs when a file was written or replaced, also behind a symbolic link."""
    return tuple(_version_of_file(path) for path in (files.chain, files.key))


def _version_of_file(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _hosts_of(leaf: x509.Certificate) -> frozenset[str]:
    try:
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return frozenset()
    addresses = names.get_values_for_type(x509.IPAddress)
    return frozenset([*names.get_values_for_type(x509.DNSName), *map(str, addresses)])
