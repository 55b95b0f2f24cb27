"""What a clinic needs before a real page is connected. Looks, and changes nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from bot.certificates import load_certificate
from bot.clinic import load_clinic
from bot.desk.permissions import Role
from bot.desk.tables import StaffAccountRow
from bot.dialogue.models import installed_model
from bot.errors import StartupError
from bot.faq.tables import FaqVersionRow
from bot.faq.versions import State
from bot.guard.lexicon.load import load_lexicon
from bot.messages.clock import utc_now
from bot.settings import ROOT, SIDES, CertificateFiles, Settings
from bot.storage.engine import Database, make_engine
from bot.vault.keyring import load_keyring, read_private_file

SAMPLE = ROOT / "data" / "clinic.yml"


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    ok: bool
    fix: str = ""


async def look(load: Callable[[], Settings]) -> list[Finding]:
    """In the order in which a clinic would put things right."""
    try:
        settings = load()
    except StartupError as error:
        return [Finding("Settings", ok=False, fix=str(error))]
    findings = list(_files(settings))
    findings += await _database(settings)
    return findings


def _files(settings: Settings) -> Iterator[Finding]:
    yield Finding("Demo mode is off", not settings.demo, "Unset FRONTDESK_DEMO.")
    yield _tried("The clinic's own facts", lambda: _own_clinic(settings.clinic_file))
    yield _tried("Keys, away from the data", lambda: load_keyring(settings.key_folder, settings.data_folder))
    yield _tried("The guard's lexicon", lambda: load_lexicon(settings.artefact_folder))
    yield _tried("The dialogue model", lambda: _model(settings.model_folder))
    yield from _https(settings)
    messenger = settings.messenger
    yield Finding(
        "A Messenger page",
        messenger.configured,
        "Set FRONTDESK_MESSENGER_PAGE_ID and the three secret files (docs/operations.md, step 5).",
    )
    for name in ("app_secret_file", "verify_token_file", "page_token_file"):
        path: Path | None = getattr(messenger, name)
        if path is not None:
            yield _tried(f"Messenger {name}", partial(_not_empty, path))
    anchored = settings.checkpoint_folder.is_dir() and os.access(settings.checkpoint_folder, os.W_OK)
    yield Finding(
        "A folder for audit checkpoints", anchored, f"Create {settings.checkpoint_folder}, best on another machine."
    )


def _https(settings: Settings) -> Iterator[Finding]:
    """Own certificates are read; a proxy cannot be seen from here, only whether it is named."""
    for side, address in zip(SIDES, (settings.public_url, settings.staff_url), strict=True):
        files = settings.certificate_files(side)
        if files is None:
            name = f"FRONTDESK_{side.upper()}"
            yield Finding(
                f"A proxy that ends https for {address}",
                not settings.demo and bool(settings.trusted_proxies),
                f"Name it in FRONTDESK_TRUSTED_PROXIES, or set {name}_CERTIFICATE_FILE and its key.",
            )
        else:
            yield _tried(f"A certificate for {address}", partial(_fits, files, urlsplit(address).hostname or ""))


def _fits(files: CertificateFiles, host: str) -> None:
    loaded = load_certificate(files)
    if not loaded.covers(host):
        raise StartupError(f"{files.chain} is not for {host}.")
    if loaded.expires_at < utc_now():
        raise StartupError(f"{files.chain} has expired.")


async def _database(settings: Settings) -> list[Finding]:
    if settings.database_url is None and not (settings.data_folder / "frontdesk.db").is_file():
        return [Finding("A database", ok=False, fix="Start the service once: it makes one.")]
    database = Database(make_engine(settings.database))
    try:
        async with database.reading() as session:
            admins = await session.scalar(
                select(func.count()).where(
                    StaffAccountRow.role == Role.ADMIN.value,
                    StaffAccountRow.disabled_at.is_(None),
                    StaffAccountRow.totp_enrolled_at.is_not(None),
                )
            )
            approved = await session.scalar(select(func.count()).where(FaqVersionRow.state == State.APPROVED.value))
    except SQLAlchemyError as error:
        return [Finding("A database", ok=False, fix=f"It cannot be read ({type(error).__name__}).")]
    finally:
        await database.close()
    return [
        Finding("A database", ok=True),
        Finding(
            "An administrator with a second factor", bool(admins), "Run: ./frontdesk accounts create, and sign in."
        ),
        Finding("Health answers that the clinic approved", bool(approved), "Approve them in the desk, under Answers."),
    ]


def _tried(what: str, attempt: Callable[[], object]) -> Finding:
    try:
        attempt()
    except StartupError as error:
        return Finding(what, ok=False, fix=str(error))
    return Finding(what, ok=True)


def _own_clinic(path: Path) -> None:
    load_clinic(path)
    if path.resolve() == SAMPLE:
        raise StartupError("The sample clinic is in use: set FRONTDESK_CLINIC_FILE to your own file.")


def _model(folder: Path) -> None:
    model = installed_model(folder)
    if model is None:
        raise StartupError("Run: make train")
    model.verify()


def _not_empty(path: Path) -> None:
    if not read_private_file(path).strip():
        raise StartupError(f"{path} is empty")
